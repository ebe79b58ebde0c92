"""Who is on the list and why: reasons in words, suggestions, declined until something changes, prepared or not."""

import pytest

from caretui.care.filters import Filter
from caretui.care.refused import Refused
from caretui.store.changes import agenda, attendance, decisions, directory, meetings
from caretui.store.models.around import CircleForm
from caretui.store.models.contacts import ContactForm, HospitalEventForm
from caretui.store.models.people import AgreedInterval
from caretui.store.models.plan import ActionForm
from caretui.store.queries import agenda as lists
from caretui.store.queries import coming, meeting_history, suggestions
from caretui.store.queries import meetings as calendar


def suggested(practice, meeting):
    store = practice.store
    found = suggestions.suggestions(store.read(), meeting, store.viewer, store.today())
    return {one.person: one.reasons for one in found}


def add(practice, *forms):
    with practice.store.work("added") as work:
        return [work.add(form) for form in forms]


@pytest.fixture
def coordinator(practice):
    return practice.store.viewer.professional


def test_reasons_are_words_and_the_gravest_come_first(practice, coordinator):
    meeting = practice.meeting()
    quiet = practice.person(coordinator=coordinator)
    late = practice.person(coordinator=coordinator)
    admitted = practice.person(coordinator=coordinator)
    with practice.store.work("agency") as work:
        nurses, _ = directory.ensure_agency(work, "district nursing", "district nursing")
    add(
        practice,
        *[
            ActionForm(person=late, what=f"w{n}", agency=nurses, owner_words="district nursing", due="2026-11-20")
            for n in (1, 2)
        ],
        ActionForm(person=late, what="x", owner_words="GP", due="2026-11-21"),
        HospitalEventForm(person=admitted, kind="emergency admission", at="2026-11-12"),
    )
    assert suggested(practice, meeting) == {
        admitted: ("emergency admission 12 Nov",),
        late: ("3 actions late, 2 with district nursing",),
    }
    assert list(suggested(practice, meeting)) == [admitted, late]
    assert quiet not in suggested(practice, meeting)


def test_who_was_declined_is_suggested_again_only_when_something_changed(practice, coordinator):
    meeting = practice.meeting()
    person = practice.person(coordinator=coordinator, contact_interval=14)
    store = practice.store
    (one,) = suggestions.suggestions(store.read(), meeting, store.viewer, store.today())
    assert one.reasons == ("no contact yet",)
    with pytest.raises(Refused), store.work("no") as work:
        agenda.decline(work, meeting, person, reasons="", basis=one.basis, why="")
    with store.work("declined") as work:
        agenda.decline(work, meeting, person, reasons="\n".join(one.reasons), basis=one.basis, why="seen by DN")
    assert suggested(practice, meeting) == {}
    later = practice.meeting("2026-12-08T13:00")
    assert suggested(practice, later) == {}
    add(practice, ActionForm(person=person, what="rail", owner_words="OT", due="2026-11-20"))
    assert suggested(practice, later) == {person: ("1 action late, with OT", "no contact yet")}
    with store.work("put on") as work:
        agenda.put_on(work, meeting, [person])
    assert practice.listed(meeting) == [person]


def test_the_dead_the_listed_and_the_restricted_are_not_suggested(practice, coordinator):
    meeting = practice.meeting()
    practice.person(date_of_death="2026-11-22")
    practice.person(status="closed", status_reason="moved")
    secret = practice.person(restricted=True, restricted_reason="works here")
    listed = practice.person()
    with practice.store.work("put on") as work:
        agenda.put_on(work, meeting, [listed])
    assert suggested(practice, meeting) == {secret: ("NO COORDINATOR",)}
    viewer = practice.store.viewer
    from dataclasses import replace

    reader = replace(viewer, role="coordinator")
    assert suggestions.suggestions(practice.store.read(), meeting, reader, practice.store.today()) == ()
    with practice.store.work("put on") as work:
        agenda.put_on(work, meeting, [secret])
    shown = lists.items(practice.store.read(), meeting, reader, practice.store.today())
    assert [item.name for item in shown] == ["Hussain, Ald", "(not shown to you)"]
    assert shown[1].nhs_number is None and shown[1].hidden


def test_news_since_the_last_meeting_about_them_counts_and_older_does_not(practice, coordinator):
    person = practice.person(coordinator=coordinator)
    add(practice, HospitalEventForm(person=person, kind="A&E attendance", at="2026-11-19"))
    held = practice.meeting("2026-11-20T13:00")
    with practice.store.work("held") as work:
        items = agenda.put_on(work, held, [person])
        decisions.decide(
            work,
            items[person],
            viewer=practice.store.viewer,
            at=practice.store.now(),
            level="monitor",
            back="not needed",
        )
        meetings.end(work, held, at=practice.store.now(), today=practice.store.today())
    meeting = practice.meeting("2026-12-08T13:00")
    assert suggested(practice, meeting) == {}
    add(practice, HospitalEventForm(person=person, kind="A&E attendance", at="2026-11-25"))
    assert suggested(practice, meeting) == {person: ("A&E Wed 25",)}


def test_ready_means_known_by_someone_coming_told_and_noted(practice, coordinator):
    meeting = practice.meeting()
    person = practice.person(coordinator=coordinator)
    store = practice.store
    with store.work("put on") as work:
        item = agenda.put_on(work, meeting, [person], reason="daughter asked", asked_by="Sam Ward")[person]
    read = lambda: lists.items(store.read(), meeting, store.viewer, store.today())[0]  # noqa: E731
    assert read().reasons == ("daughter asked",)
    assert read().ready.missing == ("nobody coming knows them", "not yet told of the meeting", "no note")
    with store.work("ready") as work:
        attendance.expect(work, meeting, "Sam Ward", professional=coordinator)
        agenda.told(work, item)
        agenda.say(work, item, "weigh him")
    assert read().ready.ready
    assert lists.ready_counts(store.read(), [meeting], store.viewer, store.today()) == {meeting: (1, 0)}


def test_agencies_with_work_for_the_list_that_send_nobody_are_named(practice, coordinator):
    meeting = practice.meeting(people=2)
    with practice.store.work("agencies") as work:
        care, _ = directory.ensure_agency(work, "adult social care", "adult social care")
        nurses, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        for person in practice.people:
            work.add(ActionForm(person=person, what="a", agency=care))
        work.add(ActionForm(person=practice.people[0], what="a", agency=nurses))
    assert [(one.name, one.people) for one in coming.missing(practice.store.read(), meeting)] == [
        ("adult social care", 2),
        ("district nursing", 1),
    ]
    with practice.store.work("asked") as work:
        attendance.expect(work, meeting, "somebody of adult social care", agency=care)
    assert [one.name for one in coming.missing(practice.store.read(), meeting)] == ["district nursing"]


def test_sixty_people_stand_in_order_and_move(practice):
    meeting = practice.meeting(people=60)
    assert practice.listed(meeting) == practice.people
    with practice.store.work("moved") as work:
        item = work.con.execute(
            "SELECT id FROM agenda_item WHERE meeting = ? AND person = ?", (meeting, practice.people[59])
        ).fetchone()[0]
        agenda.move(work, item, -59)
        agenda.move(work, item, -1)
        agenda.move(work, item, 2)
    people = practice.people
    assert practice.listed(meeting) == [people[0], people[1], people[59], *people[2:59]]


def test_late_items_come_after_the_carried_and_before_the_rest(practice):
    meeting = practice.meeting(people=2)
    late = practice.person()
    with practice.store.work("late") as work:
        agenda.put_on(work, meeting, [late], source="late item", reason="late item")
    assert practice.listed(meeting) == [late, *practice.people[:2]]


def test_who_died_or_moved_practice_is_flagged_and_stays(practice, practices):
    other = practices("Roman Road", "P81998")
    meeting = practice.meeting(people=2)
    from caretui.store.models.people import Death, RegisteredWith

    with practice.store.work("changes") as work:
        work.put(practice.people[0], Death(date_of_death="2026-11-22"))
        work.put(practice.people[1], RegisteredWith(practice=other.id))
    store = practice.store
    dead, moved = lists.items(store.read(), meeting, store.viewer, store.today())
    assert dead.reasons[0] == "died Sun 22"
    assert moved.moved_to == "Roman Road"


def test_the_calendar_lists_by_practice_with_counts_and_filters(practice, practices):
    other = practices("Roman Road", "P81998")
    first, second = practice.meeting(people=3), other.meeting("2026-11-25T10:00", chair="Dr A Farrow")
    store = practice.store
    read = lambda view, text="": [  # noqa: E731
        row.practice
        for row in calendar.rows(
            store.read(),
            calendar.ids(store.read(), Filter(words=tuple(text.split())), store.viewer, store.today(), view=view),
            store.viewer,
            store.today(),
        )
    ]
    assert read("coming") == ["Roman Road", "Higher Croft Surgery"]
    assert read("coming", "farrow") == ["Roman Road"]
    row = calendar.meeting(store.read(), first)
    assert (row.agenda_items, row.carried_over, row.locality, row.clash) == (3, 0, "Blackburn East", False)
    with store.work("ended") as work:
        meetings.end(work, second, at=store.now(), today=store.today())
    assert read("over") == ["Roman Road"]


def test_rollout_counts_the_open_practices(practice, practices):
    practices("Roman Road", "P81998")
    closed = practices("Old", "P81997")
    from caretui.store.models.places import PracticeStanding

    with practice.store.work("closed") as work:
        work.put(closed.id, PracticeStanding(status="closed"))
    store = practice.store
    assert calendar.rollout(store.read()) == calendar.Rollout(0, 0, 2)
    meeting = practice.meeting(people=1)
    assert calendar.rollout(store.read()) == calendar.Rollout(0, 1, 2)
    with store.work("ended") as work:
        meetings.end(work, meeting, at=store.now(), today=store.today())
    assert calendar.rollout(store.read()) == calendar.Rollout(1, 0, 2)
    assert [(q.name, q.waiting) for q in calendar.practices(store.read(), store.today())] == [
        ("Higher Croft Surgery", 1),
        ("Roman Road", 0),
    ]


def test_a_chair_asked_to_two_meetings_at_once_is_shown(practice, practices, coordinator):
    other = practices("Roman Road", "P81998")
    one = practice.meeting("2026-11-26T13:00", chair_professional=coordinator)
    two = other.meeting("2026-11-26T13:30", chair_professional=coordinator)
    three = other.meeting("2026-11-26T14:30", chair_professional=coordinator)
    con = practice.store.read()
    assert [calendar.meeting(con, m).clash for m in (one, two, three)] == [True, True, False]


def test_a_time_that_nobody_knows_yet_is_no_clash(practice, practices, coordinator):
    other = practices("Roman Road", "P81998")
    unset = [one.meeting("2026-11-30T00:00", chair_professional=coordinator) for one in (practice, other)]
    con = practice.store.read()
    assert [calendar.meeting(con, meeting).clash for meeting in unset] == [False, False]


def test_a_series_moves_on_from_bank_holidays(practice):
    store = practice.store
    with store.work("series") as work:
        made = meetings.schedule_series(
            work,
            practice=practice.id,
            series="first monday of month",
            first="2027-04-20T09:00",
            today=store.today(),
            count=3,
        )
    assert [practice.one("SELECT at FROM meeting WHERE id = ?", m)[0] for m in made] == [
        "2027-05-04T09:00",  # the first Monday of May is a bank holiday
        "2027-06-07T09:00",
        "2027-07-05T09:00",
    ]


def test_who_was_asked_last_time_is_expected_again(practice, coordinator):
    first = practice.meeting(people=1)
    with practice.store.work("asked") as work:
        attendance.expect(work, first, "Sam Ward", professional=coordinator)
        karen = work.add(CircleForm(person=practice.people[0], name="Karen", relationship="daughter"))
        attendance.expect(work, first, "Karen", circle=karen)
    second = practice.meeting("2026-12-08T13:00")
    assert [one.name for one in coming.attendees(practice.store.read(), second, practice.store.viewer)] == ["Sam Ward"]


def test_knowing_someone_is_having_reached_them_lately(practice, coordinator):
    person = practice.person(coordinator=coordinator)
    with practice.store.work("contacts") as work:
        nurses, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        known, _ = directory.ensure_professional(work, "L Haslam", role="district nurse", agency=nurses)
        old, _ = directory.ensure_professional(work, "J Moss", agency=nurses)
        for who, at in ((known, "2026-11-20T10:00:00Z"), (old, "2026-01-02T10:00:00Z")):
            work.add(ContactForm(person=person, at=at, recorded_at=at, professional=who, by="x", method="telephone"))
        work.put(person, AgreedInterval(contact_interval=7))
    store = practice.store
    found = lists.knowers(store.read(), [person], store.today())[person]
    assert [one.words for one in found] == ["Sam Ward, CN", "L Haslam, DN"]


def test_a_year_of_meetings_says_who_comes_how_fast_and_when_things_are_done(practice, coordinator, clock):
    from datetime import timedelta

    meeting = practice.meeting(people=2)
    store = practice.store
    with store.work("asked") as work:
        nurses, _ = directory.ensure_agency(work, "district nursing", "district nursing")
        for name, agency, word in (("a", nurses, "present"), ("b", nurses, "apologies"), ("c", None, "present")):
            here = attendance.expect(work, meeting, name, agency=agency, professional=None if agency else coordinator)
            attendance.mark(work, here, word)
        meetings.start(work, meeting, store.now())
        item = work.con.execute(
            "SELECT id FROM agenda_item WHERE meeting = ? ORDER BY position", (meeting,)
        ).fetchone()[0]
        decisions.decide(work, item, viewer=store.viewer, at=store.now(), level="monitor")
        for day in (2, 6, 10):
            done = f"2026-12-{day:02}T10:00:00Z"
            work.add(
                ActionForm(
                    person=practice.people[0], what="x", status="done", completed_at=done, meeting=meeting, item=item
                )
            )
        work.add(ActionForm(person=practice.people[0], what="y", meeting=meeting, item=item))
    clock.now += timedelta(minutes=30)
    with store.work("ended") as work:
        meetings.end(work, meeting, at=store.now(), today=store.today())
    con, today = store.read(), store.today()
    assert [(one.agency, one.asked, one.came, one.apologies, one.missed) for one in meeting_history.patterns(con, today)] == [
        ("district nursing", 2, 1, 1, 0), ("community nursing", 1, 1, 0, 0),
    ]  # fmt: skip
    assert meeting_history.figures(con, today) == meeting_history.Figures(
        meetings=1, discussed=1, per_hour=pytest.approx(2), waited=0, most=0, done_days=10, done=3, open=1
    )
    assert meeting_history.lines(meeting_history.figures(con, today)) == (
        "1 meeting held, 1 person discussed, 2 an hour.",
        "Agreed there: 3 done, half within 10 days of the decision; 1 still open.",
    )
