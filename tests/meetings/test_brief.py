"""The brief beside the list, the page on the projector, and the minutes."""

import pytest

from caretui.care.refused import Refused
from caretui.store.changes import agenda, attendance, decisions, directory, meetings, minutes
from caretui.store.models.around import CircleForm, ServiceForm, SharingForm, WarningForm
from caretui.store.models.contacts import ContactForm, HospitalEventForm
from caretui.store.models.people import Death
from caretui.store.models.plan import ActionDue, ActionForm, ActionState
from caretui.store.queries import agenda as lists
from caretui.store.queries import brief, huddle, summary
from caretui.store.queries import minutes as minute_book


@pytest.fixture
def frank(practice):
    """A person about whom there is something under every heading, on the list of a meeting today."""
    store = practice.store
    frank = practice.person(
        "Kenyon",
        given_name="Frank",
        told_on="2026-09-03",
        communication_needs="hearing loop",
        coordinator=store.viewer.professional,
    )
    october = practice.meeting("2026-10-29T13:00")
    with store.work("a life") as work:
        item = agenda.put_on(work, october, [frank])[frank]
        decisions.decide(work, item, viewer=store.viewer, at="2026-10-29T13:10:00Z", level="monitor")
        meetings.end(work, october, at="2026-10-29T14:00:00Z", today=store.today())
        nurses, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        ot, _ = directory.ensure_agency(work, "occupational therapy", "occupational therapy")
        police, _ = directory.ensure_agency(work, "Lancashire Police", "police")
        haslam, _ = directory.ensure_professional(work, "L Haslam", agency=nurses)
        edna = work.add(CircleForm(person=frank, name="Edna", relationship="wife"))
        for day in (2, 9, 16):
            at = f"2026-11-{day:02}T10:00:00Z"
            work.add(
                ContactForm(
                    person=frank,
                    at=at,
                    recorded_at=at,
                    by="L Haslam",
                    professional=haslam,
                    agency=nurses,
                    agency_name="district nursing",
                    method="face to face",
                )
            )
        at = "2026-11-20T10:00:00Z"
        work.add(
            ContactForm(
                person=frank,
                at=at,
                recorded_at=at,
                by="S",
                method="telephone",
                circle=edna,
                own_words="I can't lift him now",
                read_by="not family",
                agency_name="GP practice",
            )
        )
        work.add(HospitalEventForm(person=frank, kind="emergency admission", at="2026-11-26"))
        work.add(HospitalEventForm(person=frank, kind="A&E attendance", at="2026-11-26"))
        work.add(ActionForm(person=frank, what="medicines review", owner_words="GP", due="2026-11-25"))
        work.add(ActionForm(person=frank, what="bath seat", owner_words="occupational therapy", agency=ot))
        work.add(ActionForm(person=frank, what="Bath seat", owner_words="district nursing", agency=nurses))
        work.add(
            ActionForm(
                person=frank, what="scan", status="waiting", waiting_on="memory clinic", waiting_since="2026-11-03"
            )
        )
        work.add(SharingForm(person=frank, kind="objects to", agency=police))
        work.add(WarningForm(person=frank, words="knife at the door", kind="other", audience="coordinator only"))
        work.add(WarningForm(person=frank, words="Falls: steep stairs", kind="falls"))
        work.add(WarningForm(person=frank, words="4711", kind="key safe", audience="everyone"))
        work.add(
            ServiceForm(person=frank, provider="Hollies night care", what="settles him", days="xxxxxxx", time="22:00")
        )
    meeting = practice.meeting("2026-11-26T13:00")
    with store.work("asked") as work:
        item = work.con.execute("SELECT id FROM agenda_item WHERE meeting = ?", (meeting,)).fetchone()[0]
        agenda.say(work, item, "Start the care package now,\nnot the day he comes home.")
        attendance.expect(work, meeting, "L Haslam", professional=haslam)
    return meeting, item


def item_of(practice, meeting):
    store = practice.store
    return lists.items(store.read(), meeting, store.viewer, store.today())[0]


def test_the_brief_tells_everything_in_one_order(practice, frank):
    meeting, item = frank
    store = practice.store
    items = lists.items(store.read(), meeting, store.viewer, store.today())
    found = brief.briefs(store.read(), meeting, items, store.viewer, store.today())[item]
    told = {
        "WHY": ("carried, emergency admission today, A&E today, 1 action late, with GP",),
        "SINCE": ("29 Oct: DN 3, GP practice 1", "A&E 1, admitted 1"),
        "LATE": ("GP: medicines review, 1 day",),
        "WAIT": ("memory clinic, since 3 Nov",),
        "LAST": ("29 Oct: monitor, next meeting",),
        "KNOWS": ("Sam Ward, CN; L Haslam, DN",),
        "FAMILY": ('Edna: "I can\'t lift him now"',),
        "TWICE": ("bath seat: occupational therapy and district nursing",),
        "GAP": ("occupational therapy not coming",),
        "SHARE": ("told 3 Sep; objects to Lancashire Police",),
        "NEEDS": ("hearing loop", "! knife at the door", "! Falls: steep stairs", "! Key safe"),
        "SAY": ("Start the care package now,", "not the day he comes home."),
        "TO DO": ("tell them of the meeting",),
    }
    assert found == tuple(told.items())


def test_of_someone_who_has_died_nothing_is_late(practice, frank):
    meeting, item = frank
    store = practice.store
    person = item_of(practice, meeting).person
    assert [one.days_late(store.today()) for one in summary.todo(store.read(), person, store.viewer)][:1] == [1]
    with store.work("died") as work:
        work.put(person, Death(date_of_death="2026-11-25"))
    found = item_of(practice, meeting)
    assert "LATE" not in dict(brief.briefs(store.read(), meeting, [found], store.viewer, store.today())[item])
    steps = huddle.steps(store.read(), found, store.today())
    assert [(step.when, step.late) for step in steps if step.what == "medicines review"] == [("Wed 25", False)]
    assert {one.days_late(store.today()) for one in summary.todo(store.read(), person, store.viewer)} == {0}


def test_what_waits_past_its_day_is_to_be_chased(practice, frank):
    meeting, _ = frank
    store = practice.store
    with store.work("waits") as work:
        (action,) = work.con.execute("SELECT id FROM action WHERE what = 'medicines review'").fetchone()
        work.set_columns(action, ActionState, status="waiting")
    steps = huddle.steps(store.read(), item_of(practice, meeting), store.today())
    assert [(step.when, step.late) for step in steps][:1] == [("CHASE 1d", True)]


def test_the_projector_shows_no_number_address_birth_or_staff_only_words(practice, frank):
    meeting, _ = frank
    store = practice.store
    item = item_of(practice, meeting)
    page = huddle.page(store.read(), meeting, item, store.viewer, store.today())
    words = " ".join([page.situation, page.to_date, page.update, page.view, page.coordinator, str(page.steps)])
    assert "knife" not in words and "4711" not in words and "Start the care" not in words
    assert page.to_date == "Hollies night care 22:00 every day (settles him)."
    assert page.update == "Since 29 Oct: 4 contacts, A&E 1, admitted 1."
    assert page.view == 'Edna: "I can\'t lift him now"'
    assert huddle.page(store.read(), meeting, item, store.viewer, store.today(), guests=True).view == ""
    assert (page.steps[0].owner, page.steps[0].what) == ("GP", "medicines review")
    assert [step.when for step in page.steps] == ["LATE 1d", "no day", "no day", "waiting"]
    with store.work("he said") as work:
        at = "2026-11-25T10:00:00Z"
        own = {"method": "face to face", "own_words": "I want my own bed", "agency_name": "GP practice"}
        work.add(ContactForm(person=item.person, at=at, recorded_at=at, by="S", **own))
    view = huddle.page(store.read(), meeting, item, store.viewer, store.today()).view
    assert view == 'Frank: "I want my own bed"', "whose words they are, when they are their own too"


def test_decisions_are_kept_each_and_the_newest_stands(practice, frank):
    meeting, item = frank
    store = practice.store
    for what in (
        {"level": "case-manage"},
        {"onward": "refer"},
        {"onward": "step up"},
        {"onward": "refer"},
        {"back": "3 months"},
    ):
        with store.work("decided") as work:
            decisions.decide(work, item, viewer=store.viewer, at=store.now(), **what)
    read = item_of(practice, meeting)
    assert (read.level, read.onward, read.back, read.back_on, read.state) == (
        "case-manage",
        "step up",
        "3 months",
        "2027-02-26",
        "discussed",
    )
    assert practice.one("SELECT count(*) FROM decision WHERE item = ?", item) == (5,)
    with store.work("closed") as work:
        decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="close", why="moved to Bury")
    read = item_of(practice, meeting)
    assert (read.level, read.back, read.decided_why) == ("close", "not needed", "moved to Bury")
    store.undo()
    assert item_of(practice, meeting).level == "case-manage"


def test_as_last_time_takes_level_and_return_of_the_last_meeting(practice, frank):
    meeting, item = frank
    store = practice.store
    with store.work("as last time") as work:
        decisions.as_last_time(work, item, viewer=store.viewer, at=store.now())
    assert item_of(practice, meeting).level == "monitor"
    new = practice.person()
    with store.work("new") as work:
        other = agenda.put_on(work, meeting, [new])[new]
    with pytest.raises(Refused), store.work("as last time") as work:
        decisions.as_last_time(work, other, viewer=store.viewer, at=store.now())


def test_notes_of_two_leads_stand_under_each_other(practice, frank):
    meeting, item = frank
    store = practice.store
    for words in ("bad nights", "83.0 kg [b]today[/b]"):
        with store.work("noted") as work:
            decisions.note(work, item, words)
            decisions.own_words(work, item, words.upper())
    read = item_of(practice, meeting)
    assert read.update == "bad nights\n83.0 kg [b]today[/b]"
    assert read.view == "BAD NIGHTS\n83.0 KG [B]TODAY[/B]"


def test_guests_are_the_people_in_the_room_or_their_family(practice, frank):
    meeting, _ = frank
    store = practice.store
    edna = practice.one("SELECT id FROM circle WHERE name = 'Edna'")[0]
    with store.work("here") as work:
        here = attendance.expect(work, meeting, "Edna", circle=edna)
        attendance.mark(work, here, "present")
    assert practice.one("SELECT guests FROM meeting WHERE id = ?", meeting) == (practice.people[0],)
    with store.work("gone") as work:
        attendance.mark(work, here, "expected")
    assert practice.one("SELECT guests FROM meeting WHERE id = ?", meeting) == (None,)
    with pytest.raises(Refused), store.work("no") as work:
        attendance.mark(work, here, "substitute")


def test_minutes_go_from_draft_to_issued_and_are_then_only_amended(practice, frank):
    meeting, item = frank
    store = practice.store
    with store.work("held") as work:
        decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="coordinate", onward="refer")
        decisions.note(work, item, "bad nights since Sunday")
        work.add(
            ActionForm(
                person=practice.people[0],
                what="weigh him",
                owner_words="district nursing",
                due="2026-11-27",
                meeting=meeting,
                item=item,
            )
        )
        here = attendance.expect(work, meeting, "J Moss", role="OT")
        attendance.mark(work, here, "substitute", "P Nair")
    with pytest.raises(Refused), store.work("early") as work:
        minutes.approve(work, meeting, by="Dr A Farrow", at=store.now())
    with store.work("held") as work:
        meetings.end(work, meeting, at=store.now(), today=store.today())
    with pytest.raises(Refused), store.work("not approved") as work:
        minutes.issue(work, meeting, at=store.now())
    with store.work("approved") as work:
        minutes.approve(work, meeting, by="Dr A Farrow", at=store.now())
    with store.work("changed after approval") as work:
        minutes.write_note(work, item, "bad nights since Saturday")
    assert practice.one("SELECT minutes_status, approved_by FROM meeting WHERE id = ?", meeting) == ("draft", None)
    for verb in (
        lambda w: minutes.approve(w, meeting, by="Dr A Farrow", at=store.now()),
        lambda w: minutes.issue(w, meeting, at=store.now()),
    ):
        with store.work("on") as work:
            verb(work)
    for verb in (
        lambda w: minutes.write_note(w, item, "x"),
        lambda w: decisions.note(w, item, "x"),
        lambda w: decisions.decide(w, item, viewer=store.viewer, at=store.now(), level="close"),
        lambda w: minutes.amend(w, meeting, words="x", reason=" ", viewer=store.viewer, at=store.now()),
    ):
        with pytest.raises(Refused), store.work("refused") as work:
            verb(work)
    with store.work("amended") as work:
        minutes.amend(
            work, meeting, item=item, words="since Friday", reason="Karen corrects", viewer=store.viewer, at=store.now()
        )
    found = minute_book.read(store.read(), meeting, store.viewer, store.today())
    text = minute_book.as_text(found)
    for words in (
        "approved by Dr A Farrow, issued Thu 26 Nov 2026",
        "substitute: P Nair for J Moss",
        "1. KENYON, Frank",
        "Update: bad nights since Saturday",
        "Next steps: district nursing: weigh him, Fri 27 Nov 2026",
        "Decision: coordinate, refer; back next meeting",
        "by Sam Ward: since Friday (reason: Karen corrects)",
    ):
        assert words in text, words
    assert practice.one("SELECT update_note FROM agenda_item WHERE id = ?", item) == ("bad nights since Saturday",)


def test_the_end_names_what_is_unfinished(practice):
    store = practice.store
    meeting = practice.meeting(people=4)
    items = [practice.item(meeting, person) for person in practice.people]
    with store.work("some") as work:
        decisions.decide(work, items[0], viewer=store.viewer, at=store.now(), level="monitor")
        decisions.decide(work, items[1], viewer=store.viewer, at=store.now(), level="monitor")
        decisions.note(work, items[1], "well")
        decisions.note(work, items[2], "talked, nothing decided")
    found = huddle.at_the_end(store.read(), lists.items(store.read(), meeting, store.viewer, store.today()))
    ids = [[item.id for item in part] for part in (found.without_note, found.undecided, found.not_reached)]
    assert ids == [[items[0]], [items[2]], [items[3]]]


def test_the_minutes_do_not_change_with_the_record(practice, frank):
    from caretui.store.models.people import Hospital, Situation

    meeting, item = frank
    store = practice.store
    with store.work("held") as work:
        work.put(practice.people[0], Situation(situation="Lives with Edna."))
        decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="monitor")
        weigh = work.add(
            ActionForm(person=practice.people[0], what="weigh", due="2026-11-27", meeting=meeting, item=item)
        )
        meetings.end(work, meeting, at=store.now(), today=store.today())
        minutes.approve(work, meeting, by="Dr A Farrow", at=store.now())
    before = minute_book.as_text(minute_book.read(store.read(), meeting, store.viewer, store.today()))
    assert "Situation: Lives with Edna." in before and "Hollies night care 22:00" in before
    with store.work("later") as work:
        work.put(weigh, ActionDue(due="2027-02-01"))
        work.put(practice.people[0], Situation(situation="Alone since March."))
        work.put(practice.people[0], Hospital(in_hospital_since="2026-12-24"))
        work.add(ServiceForm(person=practice.people[0], provider="Somebody new", days="x......"))
    after = minute_book.as_text(minute_book.read(store.read(), meeting, store.viewer, store.today()))
    assert after == before
