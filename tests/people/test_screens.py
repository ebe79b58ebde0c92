"""The Person screen and the record by hand with keys alone, on a real store."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.people.story import rows_of

from caretui.screens.standing_lines import edit_options
from caretui.store.changes import directory, people
from caretui.store.models.around import CircleForm
from caretui.store.models.people import Address, Birth, Restriction
from caretui.store.models.places import AgencyReach
from caretui.store.queries import around, history, summary
from caretui.store.queries import person as query
from caretui.store.store import Store

App = Callable[[Store], Any]


async def press(pilot: Any, *keys: str) -> None:
    """Keys, or words to type when they begin with `=`."""
    for key in keys:
        typed = [{" ": "space"}.get(letter, letter) for letter in key[1:]] if key.startswith("=") else [key]
        await pilot.press(*typed)
    await pilot.pause()


async def opened(pilot: Any, app: Any, name: str, **what: Any) -> None:
    app.open(name, **what)
    await pilot.pause()
    await settle(pilot, app)


async def settle(pilot: Any, app: Any) -> None:
    """Until the threads that read the store have answered."""
    await app.workers.wait_for_complete([w for w in app.workers if w.group not in ("default", "")])
    await pilot.pause()


async def test_the_summary_fills_24_rows_of_80_and_opening_is_recorded(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al, among=["x", al, "y"])
        rows = rows_of(app)
        assert rows[0] == ' DUXBURY, Alan  "Al"  62   born 14 Mar 1964   NHS 999 012 3454            2 of 3'
        assert rows[1] == " ! Falls: no rail on 2nd stair.  ! Slow to the door: ring first, wait.  Key safe"
        assert rows[3].startswith(" SUMMARY   Contacts 3   Plan   Team 8   Timeline   Meetings   Sharing")
        assert rows[22].startswith(" Sun 22 22:15 visit, Hollies: anxious, settled with tea, no 999 call")
        assert rows[23].startswith(" c contact  a action  m meeting")
        assert len(rows) == 24 and all(len(row) == 80 for row in rows)
    assert [(look.what, look.name) for look in history.views(store.read(), al)] == [("opened the record", "Sam Ward")]


async def test_a_wide_team_tab_cuts_nobody_and_the_days_stand_above_their_marks(
    store: Store, al: str, app_on: App
) -> None:
    whole = "Bernadette Holt, manager of Intack Court"
    with store.work("somebody of the house") as work:
        holt = CircleForm(
            person=al, name="Bernadette Holt", relationship=whole.partition(", ")[2], phone="01632 960144"
        )
        work.add(holt)
    app = app_on(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, "person", person=al)
        assert any(whole in row for row in rows_of(app)), "the circle of the summary"
        assert "next person" not in rows_of(app)[35], "without a list no key that does nothing"
        await press(pilot, "right", "right", "right")
        await settle(pilot, app)
        for width in (120, 80):
            await pilot.resize_terminal(width, 36)
            rows = rows_of(app)
            letters = next(row.index("M T W") for row in rows if "WHO GOES IN" in row)
            assert letters == next(
                row.index("x . x . . . .") for row in rows if "istrict nursing" in row and "x ." in row
            )
            assert any(whole in row for row in rows) == (width == 120)


async def test_the_directory_says_a_telephone_once_and_a_member_s_work_whole(store: Store, app_on: App) -> None:
    with store.work("a hospice") as work:
        agency, _ = directory.ensure_agency(work, "East Lancashire Hospice", "voluntary")
        work.set_columns(agency, AgencyReach, phone="01632 960987")
    for width in (80, 120):
        async with app_on(store).run_test(size=(width, 24)) as pilot:
            app = pilot.app
            await opened(pilot, app, "directory")
            await press(pilot, "right")
            await settle(pilot, app)
            assert "\n".join(rows_of(app)).count("01632 960987") == 1, width
            await press(pilot, "left", "left")
            await settle(pilot, app)
            assert any("community matron, community nursing" in row for row in rows_of(app)), width


async def test_n_and_p_go_through_the_list_and_record_each_look_once(store: Store, al: str, app_on: App) -> None:
    with store.work("another") as work:
        other = people.add_person(work, family_name="Khan")
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al, among=[al, other])
        assert "n/p next person" in rows_of(app)[23]
        await press(pilot, "n")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(" KHAN   no NHS number")
        await press(pilot, "n")
        assert "last of the list" in "".join(rows_of(app))
        await press(pilot, "p")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(" DUXBURY")
    assert len(history.views(store.read(), al)) == 2 and len(history.views(store.read(), other)) == 1


async def test_a_restricted_record_shows_nothing_and_the_asking_is_recorded(store: Store, al: str, app_on: App) -> None:
    from dataclasses import replace

    with store.work("restricted") as work:
        work.put(al, Restriction(restricted=True, restricted_reason="a relative works here"))
    store.viewer = replace(store.viewer, role="coordinator", professional=None)
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "right", "c", "e", "plus", "exclamation_mark")
        text = "\n".join(rows_of(app))
        assert "RESTRICTED RECORD" in text and "team lead" in text
        assert "duxbury" not in text.casefold()
    events = store.read().execute("SELECT event FROM audit WHERE subject = ?", (al,)).fetchall()
    assert ("refused",) in events and ("viewed",) not in events


async def test_the_key_safe_code_shows_only_when_asked_for_and_the_look_is_recorded(
    store: Store, al: str, app_on: App
) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        assert "2741" not in "\n".join(rows_of(app))
        await press(pilot, "exclamation_mark")
        assert "2741" not in "\n".join(rows_of(app))
        await press(pilot, "k")
        await pilot.pause()
        assert "2741" in "\n".join(rows_of(app))
    assert "looked at the key-safe code" in [look.what for look in history.views(store.read(), al)]


async def test_every_tab_opens_with_left_and_right(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        for word in ("CONTACTS", "PLAN", "TEAM", "TIMELINE", "MEETINGS", "SHARING", "SUMMARY"):
            await press(pilot, "right")
            await settle(pilot, app)
            assert f" {word}" in rows_of(app)[3]
        await press(pilot, "left")
        assert " SHARING" in rows_of(app)[3]


async def test_a_warning_is_added_with_a_handful_of_keys_and_undone(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "plus", "1")
        await press(pilot, "=dog", "tab", "=Rex bites [b]postmen[/b]", "f2")
        await settle(pilot, app)
        assert "warning added" in rows_of(app)[22]
        found = query.strip(store.read(), al, store.viewer, app.today)
        assert found is not None
        (dog,) = (w for w in found.warnings if w.kind == "dog")
        assert (dog.words, dog.audience, str(dog.review_on)) == ("Rex bites [b]postmen[/b]", "everyone", "2027-11-26")
        await press(pilot, "u")
        found = query.strip(store.read(), al, store.viewer, app.today)
        assert found is not None and len(found.warnings) == 2


async def test_a_register_is_edited_and_what_another_saved_meanwhile_is_shown_beside_it(
    store: Store, al: str, app_on: App
) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "e", "=addr", "enter")
        await pilot.pause()
        with store.work("meanwhile") as work:
            work.put(al, Address(address="9 Their Street", postcode="BB1 1AA"))
        await press(pilot, "home", "=7 ", "f2")
        await pilot.pause()
        text = "\n".join(rows_of(app))
        assert "THEIRS" in text and "9 Their Street" in text and "7 4 Intack Court" in text
        await press(pilot, "y")
        await pilot.pause()
    who = query.who(store.read(), al)
    assert who is not None and who.address == "7 4 Intack Court, Blackburn"


async def test_what_was_typed_comes_back_when_the_form_is_left(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "register", entity="condition", person=al)
        await press(pilot, "=gout", "escape")
        assert len(store.drafts()) == 1
        await opened(pilot, app, "drafts")
        await press(pilot, "enter")
        await pilot.pause()
        assert "gout" in "\n".join(rows_of(app)), "the list of what was begun goes on with a form too"
        await press(pilot, "f2")
        await pilot.pause()
    assert store.drafts() == []
    found = summary.summary(store.read(), al, store.viewer, store.today())
    assert found is not None and found.conditions[-1] == "gout"


async def test_who_goes_in_is_typed_as_people_say_it(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "register", entity="service", person=al)
        await press(pilot, "=jim", "tab", "=bins", "tab", "=sun thu 7pm", "f2")
        await pilot.pause()
    added = summary.services(store.read(), al, store.today())[-1]
    assert (added.provider, added.what, added.pattern.text) == ("Jim, brother", "bins", "Thu Sun 19:00")
    row = store.read().execute("SELECT days, time, words, circle FROM service WHERE id = ?", (added.id,)).fetchone()
    assert row[:3] == ("...x..x", "19:00", None) and row[3] is not None


async def test_a_name_alone_adds_a_person_and_opens_the_rest(store: Store, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "add_person")
        await press(pilot, "=BIBI, Fatima", "f2")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(" WHO THEY ARE   BIBI, Fatima")
        await press(pilot, "tab", "tab", "tab", "=1/2/1948", "f2")
        await pilot.pause()
        assert rows_of(app)[0].startswith(" BIBI, Fatima  78   born 1 Feb 1948   no NHS number")
    (person,) = around.alike(store.read(), store.viewer, family="Bibi", given="Fatima", born="1948-02-01")
    assert person.same_birth


async def test_f3_adds_a_person_and_takes_the_next_name_on_an_empty_form(store: Store, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "add_person")
        await press(pilot, "=BIBI, Fatima", "f3")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(" NEW PERSON")
        await press(pilot, "=KHAN, Shabana", "tab", "=1/2/1948", "f3")
        await settle(pilot, app)
        await press(pilot, "=PATEL, Raj", "f2")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(" WHO THEY ARE   PATEL, Raj")
    added = store.read().execute("SELECT family_name, given_name, date_of_birth FROM person ORDER BY n").fetchall()
    assert added[-3:] == [("BIBI", "Fatima", None), ("KHAN", "Shabana", "1948-02-01"), ("PATEL", "Raj", None)]


async def test_the_same_name_and_birth_ask_before_anybody_is_added_twice(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "add_person")
        await press(pilot, "=Alan Duxbury", "tab", "=14/3/64", "f2")
        await pilot.pause()
        assert "most likely the same person" in "\n".join(rows_of(app))
        await press(pilot, "1")
        await settle(pilot, app)
        assert rows_of(app)[0].startswith(' DUXBURY, Alan  "Al"')
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (1,)


async def test_a_known_nhs_number_adds_nobody(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "add_person")
        await press(pilot, "=Bert Smith", "tab", "tab", "=9990123454", "f2")
        await pilot.pause()
        assert "on the record of DUXBURY, Alan" in "\n".join(rows_of(app))
        await press(pilot, "n")
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (1,)


async def test_a_death_is_noted_with_care(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "ctrl+p", "=passed away", "enter", "=died", "enter")
        await press(pilot, "=tue", "enter")
        await press(pilot, "=call to Karen", "enter")
        assert "Still planned: 5 services that go in, 5 open actions" in "\n".join(rows_of(app))
        await press(pilot, "y")
        await settle(pilot, app)
        assert rows_of(app)[1].startswith(" Died 24 Nov 2026. Still to do: call to Karen.")
    assert not any(summary.still_planned(store.read(), al).values())


async def test_closing_asks_why_and_the_record_says_it(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "e", "=close", "enter", "enter")
        assert "Type something" in "\n".join(rows_of(app))
        await press(pilot, "=moved to Leeds", "enter")
        await settle(pilot, app)
        assert "CLOSED today: moved to Leeds." in rows_of(app)[1]


async def test_a_line_of_the_team_is_ended_with_a_day_and_a_reason(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al, tab="Team")
        await press(pilot, "minus", "enter", "=no longer needed", "enter")
        await settle(pilot, app)
        assert "service that goes in ended" in rows_of(app)[22] or "NO LONGER" in "\n".join(rows_of(app))
    (ended,) = (s for s in summary.services(store.read(), al, store.today(), ended=True) if s.ended)
    assert ended.provider == "Matron, Sam Ward" and str(ended.ended) == "2026-11-26"


async def test_minus_ends_a_line_from_a_tab_without_lines_of_its_own(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al)
        await press(pilot, "minus", "=holt", "enter", "enter", "=left", "enter")
        await settle(pilot, app)
    ended = [one for one in around.circle(store.read(), al, ended=True) if one.ended]
    assert [one.name for one in ended] == ["T Holt"]


def test_what_can_be_edited_says_how_it_stands_as_people_say_it(store: Store, al: str) -> None:
    def stands() -> dict[str, str]:
        return {option.words: option.right for option in edit_options(store, al, store.today())}

    assert stands()["Name"] == "Duxbury, Alan"
    assert stands()["Date of birth"] == "14 Mar 1964"
    with store.work("nobody is sure") as work:
        work.set_columns(al, Birth, birth_estimated=True)
    assert stands()["Date of birth"] == "14 Mar 1964, it is estimated"


def test_a_warning_for_others_is_not_among_what_can_be_edited_or_ended(store: Store, al: str) -> None:
    from caretui.store.models.around import WarningForm

    with store.work("made") as work:
        words = "seen with the neighbour"
        work.add(WarningForm(person=al, words=words, kind="safeguarding", audience="coordinator only"))
    falls, *_, safeguarding = (line.id for line in around.lines(store.read(), al, store.today(), "warning"))
    assert safeguarding in [option.value[2] for option in edit_options(store, al, store.today())]
    store.viewer = replace(store.viewer, role="coordinator", professional="f" * 32, agency_kind="leisure")
    offered = [option.value[2] for option in edit_options(store, al, store.today())]
    assert falls in offered and safeguarding not in offered


async def test_the_timeline_shows_only_lines_with_the_words(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "person", person=al, tab="Timeline")
        await press(pilot, "slash", "=hollies", "enter")
        await settle(pilot, app)
        text = "\n".join(rows_of(app)[4:22])
        assert "settled with tea" in text and "chest clear" not in text


async def test_words_of_a_sheet_become_a_warning(store: Store, al: str, app_on: App) -> None:
    from caretui.store.models.people import FromSheetForm

    with store.work("imported") as work:
        work.add(FromSheetForm(person=al, heading="Dog?", words="yes, bites", source="list.xlsx"))
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "from_sheet", person=al)
        await press(pilot, "enter", "=new warn", "enter")
        await pilot.pause()
        await press(pilot, "f2")
        await settle(pilot, app)
        assert around.from_sheet(store.read(), al) == ()
        found = query.strip(store.read(), al, store.viewer, store.today())
        assert found is not None and found.warnings[-1].words == "yes, bites"
        await press(pilot, "u")
    (line,) = around.from_sheet(store.read(), al)
    assert line.words == "yes, bites", "one saving, one undo"
    found = query.strip(store.read(), al, store.viewer, store.today())
    assert found is not None and "yes, bites" not in [warning.words for warning in found.warnings]


async def test_a_practice_is_added_filtered_and_closed_with_its_successor(store: Store, app_on: App) -> None:
    from caretui.store.changes import directory

    with store.work("made") as work:
        directory.ensure_practice(work, "Old Surgery")
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        app.switch_mode("directory")
        await pilot.pause()
        await press(pilot, "plus", "=New Surgery", "f2")
        await settle(pilot, app)
        await press(pilot, "slash", "=old", "enter")
        await settle(pilot, app)
        await press(pilot, "minus", "enter", "=new", "enter")
        await settle(pilot, app)
    rows = store.read().execute(
        "SELECT status, closed, (SELECT name FROM practice s WHERE s.id = p.successor) FROM practice p"
    )
    assert rows.fetchall() == [("closed", "2026-11-26", "New Surgery"), ("active", None, None)]


async def test_a_warning_is_reviewed_within_a_year(store: Store, al: str, app_on: App) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "register", entity="warning", person=al)
        await press(pilot, "tab", "=Rex", "tab", "tab", "tab", "tab", "tab", "tab", "=+14m", "f2")
        assert "reviewed within a year" in "\n".join(rows_of(app))
    found = query.strip(store.read(), al, store.viewer, store.today())
    assert found is not None and len(found.warnings) == 2
