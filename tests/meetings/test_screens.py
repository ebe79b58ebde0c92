"""The meeting on the screen, by keys: what is pressed is in the store before the next key."""

import pytest
from tests.meetings.story import tell

from caretui.app import CaretuiApp
from caretui.documents.packs.minutes import decision
from caretui.store.changes import agenda as lists
from caretui.store.changes import attendance, directory, meetings
from caretui.store.queries import meeting_papers, minutes


@pytest.fixture
def story(store):
    found = tell(store)
    store.done.clear()
    return found


def one(store, sql, *parameters):
    return store.read().execute(sql, parameters).fetchone()


def item(store, story, family, meeting="november"):
    row = one(
        store,
        "SELECT id FROM agenda_item WHERE meeting = ? AND person = ? AND void IS NULL",
        story[meeting],
        story[family],
    )
    return row[0]


def order(store, story, meeting="november"):
    rows = store.read().execute(
        "SELECT p.family_name FROM agenda_item i JOIN person p ON p.id = i.person WHERE i.meeting = ? AND i.void IS NULL"
        " AND i.state IN ('listed', 'discussed', 'deferred') ORDER BY i.position",
        (story[meeting],),
    )
    return [name for (name,) in rows]


def words(app):
    """The screen in sight as text rows."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def opened(app, pilot, name, **what):
    app.open(name, **what)
    await settled(pilot)


async def settled(pilot):
    await pilot.pause()
    for _ in range(100):
        if not getattr(pilot.app.screen, "busy", False):
            break
        await pilot.pause(0.02)
    for _ in range(100):
        if not getattr(pilot.app.screen, "looking", False):
            break
        await pilot.pause(0.02)
    await pilot.pause()


def app_on(store):
    app = CaretuiApp(store, first="meetings")
    app.animation_level = "none"
    return app


async def test_prep_shows_list_brief_and_suggestions_as_designed(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        shown = words(pilot.app)
        rows = shown.split("\n")
        assert rows[0].startswith(" PREP  Higher Croft Surgery  Thu 26 Nov 13:00-14:00  chair Dr A Farrow")
        assert rows[1].startswith(" 15 people in 55 min: 3 min 40 each.  Ready 0, to do 15.  LIST NOT SENT")
        assert rows[3].startswith("> 1 - Duxbury, Alan    carried")
        assert (
            "DUXBURY, Alan  81  born 2 Feb 1945" in shown and "Hussain, M (77)" in shown and "NO COORDINATOR" in shown
        )
        assert "SUGGESTED, not on the list" in shown and "+ Holden, Ray" in shown
        assert "WHY    carried, 1 action late," in shown and "LATE   occupational therapy:" in shown
        assert "knife" in shown, "the coordinator at the screen sees every warning"
        assert len(rows) == 24 and "Missing:" in "\n".join(rows[-3:])


async def test_the_letters_of_prep_write_at_once(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        alan = item(store, story, "Duxbury")
        await pilot.press("space")
        await settled(pilot)
        assert one(store, "SELECT told FROM agenda_item WHERE id = ?", alan) == (1,)
        await pilot.press("J")
        await settled(pilot)
        assert order(store, story)[:2] == ["Entwistle", "Duxbury"]
        await pilot.press("s")
        await settled(pilot)
        await pilot.press(*"weigh", "f2")
        await settled(pilot)
        assert one(store, "SELECT say FROM agenda_item WHERE id = ?", alan) == ("weigh",)
        await pilot.press("d")
        await settled(pilot)
        assert one(store, "SELECT state FROM agenda_item WHERE id = ?", alan) == ("deferred",)
        await pilot.press("d")
        await settled(pilot)
        assert one(store, "SELECT state FROM agenda_item WHERE id = ?", alan) == ("listed",)
        await pilot.press("minus", *"died", "enter")
        await settled(pilot)
        assert one(store, "SELECT state, state_why FROM agenda_item WHERE id = ?", alan) == ("removed", "died")
        await pilot.press("u")
        await settled(pilot)
        assert one(store, "SELECT state FROM agenda_item WHERE id = ?", alan) == ("listed",)


async def test_a_suggestion_is_accepted_by_plus_and_declined_by_minus(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        await pilot.press("G")
        suggested = pilot.app.screen.line.person
        await pilot.press("plus")
        await settled(pilot)
        row = one(
            store,
            "SELECT source, state, reasons FROM agenda_item WHERE person = ? AND meeting = ?",
            suggested,
            story["november"],
        )
        assert row == ("suggested", "listed", "no contact yet")
        await pilot.press("u")
        await settled(pilot)
        await pilot.press("G", "minus", *"seen", "enter")
        await settled(pilot)
        row = one(store, "SELECT state, state_why FROM agenda_item WHERE person = ? AND void IS NULL", suggested)
        assert row == ("declined", "seen")
        assert "SUGGESTED" not in words(pilot.app)


async def test_f3_saves_the_note_and_goes_to_the_next_person(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        await pilot.press("s")
        await settled(pilot)
        await pilot.press("a", "f3")
        await settled(pilot)
        await pilot.press("b", "f2")
        await settled(pilot)
        said = [
            one(store, "SELECT say FROM agenda_item WHERE id = ?", item(store, story, f))[0]
            for f in ("Duxbury", "Entwistle")
        ]
        assert said == ["a", "b"]


async def test_two_leads_in_one_note_both_see_what_was_written(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        await pilot.press("s")
        await settled(pilot)
        alan = item(store, story, "Duxbury")
        with store.work("the other lead") as work:
            lists.say(work, alan, "theirs")
        await pilot.press(*"mine", "f2")
        await settled(pilot)
        assert "theirs" in words(pilot.app) and "mine" in words(pilot.app)
        assert one(store, "SELECT say FROM agenda_item WHERE id = ?", alan) == ("theirs",)
        await pilot.press("y")
        await settled(pilot)
        assert one(store, "SELECT say FROM agenda_item WHERE id = ?", alan) == ("mine",)


async def test_the_huddle_decides_by_digits_and_goes_on_by_enter(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        rows = words(pilot.app).split("\n")
        assert rows[0].startswith(' 1 of 15   ALAN DUXBURY  "Al"  81')
        assert "LAST TIME   29 Oct: case-manage, next meeting.  Enter takes it" in "\n".join(rows)
        shown = "\n".join(rows)
        assert "999" not in shown and "1945" not in shown and "knife" not in shown and "Falls" not in shown
        assert one(store, "SELECT status FROM meeting WHERE id = ?", story["november"]) == ("running",)
        await pilot.press("enter")
        alan = item(store, story, "Duxbury")
        assert one(store, "SELECT level, back FROM decision WHERE item = ?", alan) == ("case-manage", "next meeting")
        assert words(pilot.app).startswith(" 2 of 15   DORIS ENTWISTLE")
        await pilot.press("2", "5", "9")
        doris = item(store, story, "Entwistle")
        row = one(store, "SELECT level, onward, back, back_on FROM decision WHERE item = ? ORDER BY n DESC", doris)
        assert row == ("coordinate", "refer", "3 months", "2027-02-26")
        assert "[2 COORDINATE]" in words(pilot.app) and "[5 refer]" in words(pilot.app)
        await pilot.press("u")
        row = one(store, "SELECT back FROM decision WHERE item = ? AND void IS NULL ORDER BY n DESC", doris)
        assert row == ("next meeting",)
        await pilot.press("p")
        assert one(store, "SELECT item FROM meeting WHERE id = ?", story["november"]) == (alan,)


async def test_a_case_closed_without_a_reason_says_so_until_somebody_says_why(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        alan = item(store, story, "Duxbury")
        await pilot.press("4", "escape")
        await settled(pilot)
        assert one(store, "SELECT level FROM decision WHERE item = ?", alan) == ("close",)
        shown = words(pilot.app)
        assert "WHY         no reason is written down: 4 asks for it" in shown
        assert "Closed; no reason is written down." in shown.split("\n")[22]
        await pilot.press("escape")
        await settled(pilot)
        assert "CLOSED WITHOUT A REASON (4 on the person asks for it)  1" in words(pilot.app)
        assert "Decision: close (no reason is written down); not back" in minutes_of(store, story)
        await pilot.press("escape", "4", *"moved away", "enter")
        await settled(pilot)
        assert "WHY         moved away" in words(pilot.app)
        await pilot.press("4", "escape")
        await settled(pilot)
        assert "WHY         moved away" in words(pilot.app), "the reason that was said stands"
        assert "no reason" not in words(pilot.app)
        assert "Decision: close (moved away); not back" in minutes_of(store, story)


def minutes_of(store, story):
    """The minutes of the meeting as text, after those for an agency were seen to say the same of a reason."""
    text = minutes.as_text(minutes.read(store.read(), story["november"], store.viewer, store.today()))
    alan = next(one for one in meeting_papers.items(store.read(), story["november"]) if one.level == "close")
    assert ("no reason is written down" in decision(alan)) == ("no reason is written down" in text)
    return text


@pytest.mark.parametrize("place", ["meetings", "prep"])
async def test_a_meeting_of_another_day_begins_after_a_question_and_that_of_today_at_once(store, story, place):
    def status(meeting):
        return one(store, "SELECT status FROM meeting WHERE id = ?", story[meeting])[0]

    with store.work("put somebody on it") as work:
        lists.put_on(work, story["january"], [story["Marsh"]])
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        if place == "prep":
            await opened(pilot.app, pilot, "prep", meeting=story["january"])
        else:
            await pilot.press("G")
        await pilot.press("H")
        await settled(pilot)
        assert "it is planned for Thu 7 Jan. Begin it today?" in " ".join(words(pilot.app).split())
        await pilot.press("escape")
        await settled(pilot)
        assert status("january") == "planned" and pilot.app.screen.where == place
        await pilot.press("H", "y")
        await settled(pilot)
        assert status("january") == "running" and pilot.app.screen.where == "huddle"
        await pilot.press("escape", "minus")
        await settled(pilot)
        await pilot.press("H")
        await settled(pilot)
        assert pilot.app.screen.where == "huddle", "one that runs is gone back into without a question"
        await pilot.press("escape", "minus")
        await opened(pilot.app, pilot, "prep", meeting=story["november"])
        await pilot.press("H")
        await settled(pilot)
        assert pilot.app.screen.where == "huddle" and status("november") == "running"


async def test_notes_are_added_and_a_draft_survives(store, story, clock):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        alan = item(store, story, "Duxbury")
        await pilot.press("s", *"bad nights", "enter")
        await pilot.press("v", *"keep it", "enter")
        assert one(store, "SELECT update_note, view FROM agenda_item WHERE id = ?", alan) == ("bad nights", "keep it")
        await pilot.press("s", *"half a th")
        await pilot.pause(1.2)
        assert [draft.value["words"] for draft in store.drafts()] == ["half a th"]
    async with app_on(store).run_test(size=(80, 24)) as pilot:  # the lid closed; the meeting is opened again
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("s")
        await pilot.press(*"ought", "enter")
        assert one(store, "SELECT update_note FROM agenda_item WHERE id = ?", alan) == ("bad nights\nhalf a thought",)
        assert store.drafts() == []


async def test_a_note_that_was_taken_leaves_no_ghost_of_itself(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("s", *"bad nights")
        line = pilot.app.screen
        await pilot.press("enter")
        line.keep()  # the second that runs while Enter saves
        assert store.drafts() == []


async def test_a_note_that_could_not_be_saved_is_typed_again_by_nobody(store, story, monkeypatch):
    from caretui.care.refused import Refused
    from caretui.store.changes import decisions

    def refuse(*_, **__):
        raise Refused("The disk is full.")

    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        monkeypatch.setattr(decisions, "note", refuse)
        await pilot.press("s", *"bad", "enter")
        assert "The disk is full." in words(pilot.app)
        assert [draft.value["words"] for draft in store.drafts()] == ["bad"]


async def test_it_reopens_on_the_same_person(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("n", "n")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        assert words(pilot.app).startswith(" 3 of 15   FRANK KENYON")


async def test_a_second_lead_sees_the_keys_of_the_first(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        with store.work("the other lead") as work:
            meetings.stand_on(work, story["november"], item(store, story, "Kenyon"), store.now())
        await settled(pilot)
        assert words(pilot.app).startswith(" 3 of 15   FRANK KENYON")


async def test_with_a_guest_in_the_room_no_other_name_is_on_the_wall(store, story):
    with store.work("Karen came") as work:
        here = attendance.expect(work, story["november"], "Karen", circle=story["Karen"])
        attendance.mark(work, here, "present")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        assert "Guest: Karen, so other names are hidden" in words(pilot.app)
        await pilot.press("n")
        shown = words(pilot.app)
        assert "NAME HIDDEN" in shown and "ntwistle" not in shown and "NTWISTLE" not in shown
        await pilot.press("1")
        assert one(store, "SELECT count(*) FROM decision WHERE meeting = ?", story["november"]) == (0,)
        await pilot.press("escape")
        shown = words(pilot.app)
        assert "Duxbury, Alan" in shown and "Entwistle" not in shown and "names hidden" in shown


async def test_who_was_talked_about_counts_as_discussed_before_the_end_as_after_it(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("1", "n", "a", *"ot: rail by fri", "enter")
        await settled(pilot)
        await pilot.press("escape")
        shown = words(pilot.app)
        assert "2 of 15 discussed" in shown and "NOTHING DECIDED: come back open  1" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert "2 discussed, 13 go on" in words(pilot.app)


async def test_ending_early_carries_the_rest_and_opens_the_minutes(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("1", "n", "d")
        await pilot.press("escape")
        shown = words(pilot.app)
        assert "1 of 15 discussed" in shown and "NOT REACHED, go on to the meeting Thu 7 Jan 13:00  13" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert words(pilot.app).startswith(" MINUTES  Higher Croft Surgery")
        assert one(store, "SELECT status FROM meeting WHERE id = ?", story["november"]) == ("held",)
        assert len(order(store, story, "january")) == 15
        assert order(store, story, "january")[0] == "Entwistle", "deferred twice comes first"


async def test_minutes_are_approved_issued_and_amended_by_keys(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "huddle", meeting=story["november"])
        await pilot.press("1", "escape", "enter")
        await settled(pilot)
        await pilot.press("e", "1")
        await settled(pilot)
        await pilot.press(*"bad nights", "enter")
        await settled(pilot)
        await pilot.press("space", "enter")
        await settled(pilot)
        assert one(store, "SELECT minutes_status, approved_by FROM meeting WHERE id = ?", story["november"]) == (
            "approved", "Dr A Farrow",
        )  # fmt: skip
        await pilot.press("space", "y")
        await settled(pilot)
        assert one(store, "SELECT minutes_status FROM meeting WHERE id = ?", story["november"]) == ("issued",)
        await pilot.press("plus", "1")
        await settled(pilot)
        await pilot.press(*"good", "enter")
        await settled(pilot)
        await pilot.press(*"slip", "enter")
        await settled(pilot)
        assert one(store, "SELECT words, reason FROM minutes_amendment") == ("good", "slip")
        assert "AMENDED" in words(pilot.app) and "Update: bad nights" in words(pilot.app)


async def test_attendance_by_keys(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "attendance", meeting=story["november"])
        await pilot.press("space", "minus")
        rows = store.read().execute(
            "SELECT name, attendance FROM attendee WHERE meeting = ? ORDER BY n", (story["november"],)
        )
        assert rows.fetchall() == [("Sam Ward", "present"), ("L Haslam", "apologies")]
        await pilot.press("e", *"P Nair", "enter")
        await settled(pilot)
        sql = "SELECT attendance, substitute FROM attendee WHERE name = 'L Haslam' AND meeting = ?"
        assert one(store, sql, story["november"]) == ("substitute", "P Nair")


async def test_the_area_shows_meetings_practices_and_the_held(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = words(pilot.app)
        assert "To come: live in 1 of 1 practice " in shown
        assert "today 13:00" in shown and " 15 " in shown and "0, to do 15" in shown and "Thu 7 Jan 13:00" in shown
        await pilot.press("right")
        await settled(pilot)
        assert "Higher Croft Surgery" in words(pilot.app) and "live" in words(pilot.app)
        await pilot.press("right")
        await settled(pilot)
        assert "29 Oct 13:00" in words(pilot.app) and "draft" in words(pilot.app)
        await pilot.press("right")
        await settled(pilot)
        assert "1 meeting held, 1 person discussed" in words(pilot.app)


@pytest.mark.parametrize(
    ("width", "twice", "long"),
    [
        (80, "TWICE Farrow  ", "Dr W Ashworth "),
        (100, "TWICE Dr Anne Farrow", "Dr Winifred Ashworth"),
        (120, "TWICE Dr Anne Farrow", "Dr Winifred Ashworth"),
    ],
)
async def test_a_chair_and_that_they_are_asked_twice_is_read_at_every_width(store, story, width, twice, long):
    with store.work("one chair, two meetings at once; another with a long name") as work:
        practice, _ = directory.ensure_practice(work, "Higher Croft Surgery")
        other, _ = directory.ensure_practice(work, "Roman Road Health Centre")
        for where, at, chair in (
            (practice, "2026-12-08T13:00", "Dr Anne Farrow"),
            (other, "2026-12-08T13:00", "Dr Anne Farrow"),
            (practice, "2026-12-09T13:00", "Dr Winifred Ashworth"),
        ):
            meetings.schedule(work, practice=where, at=at, chair=chair, today=store.today())
    async with app_on(store).run_test(size=(width, 30)) as pilot:
        await settled(pilot)
        rows = words(pilot.app).split("\n")
        assert sum(twice in row for row in rows) == 2, rows
        assert sum(long in row for row in rows) == 1
        assert not any("Roman Road Health Centr~" in row for row in rows)


async def test_the_list_of_meetings_follows_what_is_typed_after_the_slash(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Higher Croft" in words(pilot.app)
        await pilot.press("slash", "z", "z")
        await settled(pilot)
        assert "Higher Croft" not in words(pilot.app)
        await pilot.press("backspace", "backspace", "h", "i", "g", "enter")
        await settled(pilot)
        assert "Higher Croft" in words(pilot.app)


async def test_a_meeting_and_a_series_are_made_by_the_form(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("plus")
        await settled(pilot)
        form = pilot.app.screen
        form.fields["at"].set_text("tue 1 dec 13:00")
        form.fields["series"].set_text("second tuesday of month")
        await pilot.press("f2")
        await settled(pilot)
        made = store.read().execute("SELECT at FROM meeting WHERE series IS NOT NULL ORDER BY at").fetchall()
        assert [at for (at,) in made[:2]] == ["2026-12-08T13:00", "2027-01-12T13:00"] and len(made) == 6


async def test_m_puts_people_on_a_meeting_and_without_one_they_wait(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "put_on_meeting", people=[story["Marsh"], story["Holden"]])
        shown = [row for row in words(pilot.app).split("\n") if " on it" in row]
        assert ["15 on it" in row for row in shown] == [True, False], "how full each is, to choose by"
        assert len({row.index("Higher Croft") for row in shown}) == 1
        await pilot.press("2")
        await settled(pilot)
        await pilot.press(*"fell", "enter")
        await settled(pilot)
        assert order(store, story, "january") == ["Marsh", "Holden"]
        await opened(pilot.app, pilot, "put_on_meeting", people=[story["Aspinall"]])
        await pilot.press("3", "enter")
        await settled(pilot)
        row = one(store, "SELECT meeting, carries FROM agenda_item WHERE person = ?", story["Aspinall"])
        assert row == (None, 1)


async def test_s_elsewhere_notes_for_the_next_meeting(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "meeting_note", person=story["Kenyon"])
        await pilot.press(*"ring Edna", "enter")
        said = one(store, "SELECT say FROM agenda_item WHERE id = ?", item(store, story, "Kenyon"))[0]
        assert said.endswith("he comes home.\nring Edna")
        await opened(pilot.app, pilot, "meeting_note", person=story["Marsh"])
        await pilot.press(*"fell", "enter")
        row = one(store, "SELECT meeting, say FROM agenda_item WHERE person = ?", story["Marsh"])
        assert row == (story["november"], "fell")


async def test_a_meeting_is_moved_and_cancelled_by_keys_and_everyone_goes_along(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        form = pilot.app.screen
        assert form.fields["at"].value == "2026-11-26T13:00"
        form.fields["at"].set_text("tue 1 dec 9:30")
        await pilot.press("f2")
        await settled(pilot)
        assert one(store, "SELECT at, chair FROM meeting WHERE id = ?", story["november"]) == (
            "2026-12-01T09:30", "Dr A Farrow",
        )  # fmt: skip
        assert len(order(store, story)) == 15
        await pilot.press("minus", *"snow", "enter")
        await settled(pilot)
        assert one(store, "SELECT status, why FROM meeting WHERE id = ?", story["november"]) == ("cancelled", "snow")
        assert len(order(store, story, "january")) == 15
        await pilot.press("u")
        await settled(pilot)
        assert len(order(store, story)) == 15 and order(store, story, "january") == []


async def test_the_rollout_of_a_practice_is_set_by_e(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("right")
        await settled(pilot)
        await pilot.press("e", "2")
        await settled(pilot)
        await pilot.press(*"14 jan", "enter")
        await settled(pilot)
        assert one(store, "SELECT meeting_status, meeting_target FROM practice") == ("scheduled", "2027-01-14")
        row = next(row for row in words(pilot.app).split("\n") if "Higher Croft" in row)
        assert "scheduled 14 Jan 2027" in row and "today" in row, "the target, and its next meeting"
        assert "today" in words(pilot.app)


async def test_the_year_of_an_agency_has_its_own_titles_and_no_key_of_a_meeting(store, story):
    with store.work("the nurses were there") as work:
        agency = one(store, "SELECT id FROM agency LIMIT 1")[0]
        attendance.mark(work, attendance.expect(work, story["october"], "L Haslam", agency=agency), "present")
    async with app_on(store).run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("left")
        await settled(pilot)
        assert "Apologies" in words(pilot.app) and "Locality" not in words(pilot.app)
        assert words(pilot.app).rstrip().endswith("+ add  Right next view  ? all keys")
        for key in ("enter", "H", "s"):
            await pilot.press("right", "left", key)
            await settled(pilot)
            assert "An agency's year, not a meeting" in words(pilot.app), key


async def test_a_meeting_that_is_over_opens_its_minutes_not_the_huddle(store, story):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("right", "right")
        await settled(pilot)
        await pilot.press("H")
        await settled(pilot)
        assert "This meeting was held." in words(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert words(pilot.app).startswith(" MINUTES  Higher Croft Surgery")


async def test_an_empty_list_and_a_meeting_without_chair_say_so(store, story):
    with store.work("a bare meeting") as work:
        bare = meetings.schedule(work, practice=None, at="2026-11-30T10:00", today=store.today())
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "prep", meeting=bare)
        assert "NO CHAIR" in words(pilot.app) and "Nobody is on the list yet." in words(pilot.app)
        await pilot.press("s", "J", "d", "space", "minus", "enter", "tab")
        await pilot.press("H")
        await settled(pilot)
        assert "Nobody is on the list of this meeting yet: + there puts somebody on." in words(pilot.app)
        assert one(store, "SELECT status FROM meeting WHERE id = ?", bare) == ("planned",)
        with store.work("began with one, who was taken off") as work:
            alone = lists.put_on(work, bare, [story["Shah"]])[story["Shah"]]
            meetings.start(work, bare, store.now())
            lists.remove(work, alone, why="in hospital")
        await opened(pilot.app, pilot, "huddle", meeting=bare)
        assert words(pilot.app).rstrip().endswith("t who is here  Esc back  ? all keys"), "no key that does nothing"
        await pilot.press("1", "enter", "s", "d", "p", "n")
        await settled(pilot)
        assert "0 of 0 discussed" in words(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert one(store, "SELECT status FROM meeting WHERE id = ?", bare) == ("held",)
