"""Nothing that a meeting did not reach is lost."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretui.care.refused import Refused
from caretui.store.changes import agenda, decisions, meetings
from caretui.store.queries import agenda as lists
from caretui.store.queries import huddle


def end(practice, meeting):
    store = practice.store
    with store.work("ended the meeting") as work:
        return meetings.end(work, meeting, at=store.now(), today=store.today())


def decide(practice, item, **what):
    store = practice.store
    with store.work("decided") as work:
        return decisions.decide(work, item, viewer=store.viewer, at=store.now(), **what)


def test_an_item_not_reached_comes_first_on_the_next_agenda_deferred_once(practice):
    november = practice.meeting("2026-11-26T13:00", people=3)
    december = practice.meeting("2026-12-08T13:00", people=1)
    first, second, third, later = practice.people
    decide(practice, practice.item(november, first), level="monitor", back="not needed")
    ended = end(practice, november)
    assert practice.listed(december) == [second, third, later]
    assert ended.not_reached == 2 and ended.waiting == 0 and ended.next_meeting == december
    carried = practice.one(
        "SELECT source, deferred_count, state FROM agenda_item WHERE id = ?", practice.item(december, second)
    )
    assert carried == ("carried", 1, "listed")
    states = practice.all("SELECT state FROM agenda_item WHERE meeting = ? ORDER BY position", november)
    assert [state for (state,) in states] == ["discussed", "not reached", "not reached"]


def test_every_open_case_of_last_time_carries_over_undeferred(practice):
    november = practice.meeting(people=2)
    december = practice.meeting("2026-12-08T13:00")
    first, second = practice.people
    decide(practice, practice.item(november, first), level="case-manage")
    decide(practice, practice.item(november, second), level="close", why="moved away")
    end(practice, november)
    assert practice.listed(december) == [first]
    assert practice.one("SELECT deferred_count FROM agenda_item WHERE meeting = ?", december) == (0,)


def test_without_a_next_meeting_items_wait_and_come_first_when_one_is_made(practice):
    november = practice.meeting(people=2)
    ended = end(practice, november)
    assert ended.waiting == 2 and ended.next_meeting is None
    january = practice.meeting("2027-01-07T13:00")
    assert practice.listed(january) == practice.people


def test_who_comes_back_in_three_months_waits_for_the_first_meeting_from_then_on(practice):
    november = practice.meeting(people=1)
    decide(practice, practice.item(november, practice.people[0]), level="monitor", back="3 months")
    december = practice.meeting("2026-12-08T13:00")
    end(practice, november)
    assert practice.listed(december) == []
    march = practice.meeting("2027-03-09T13:00")
    assert practice.listed(march) == practice.people


def test_a_deferral_to_a_day_waits_for_it_and_counts(practice):
    november = practice.meeting(people=1)
    december = practice.meeting("2026-12-08T13:00")
    january = practice.meeting("2027-01-12T13:00")
    with practice.store.work("deferred") as work:
        decisions.defer(
            work, practice.item(november, practice.people[0]), not_before=practice.store.today() + timedelta(days=30)
        )
    end(practice, november)
    assert practice.listed(december) == []
    assert practice.listed(january) == practice.people
    assert practice.one("SELECT deferred_count FROM agenda_item WHERE meeting = ?", january) == (1,)


def test_the_oftenest_deferred_come_first_and_count_on(practice):
    first = practice.meeting("2026-11-26T13:00", people=1)
    old = practice.people[0]
    second = practice.meeting("2026-12-08T13:00", people=1)
    end(practice, first)
    third = practice.meeting("2027-01-12T13:00")
    end(practice, second)
    assert practice.listed(third) == practice.people
    assert practice.one("SELECT deferred_count FROM agenda_item WHERE meeting = ? AND person = ?", third, old) == (2,)


def test_cancelling_and_moving_carry_everything(practice):
    november = practice.meeting(people=2)
    december = practice.meeting("2026-12-08T13:00")
    with practice.store.work("cancelled") as work:
        meetings.cancel(work, november, why="snow", today=practice.store.today())
    assert practice.listed(december) == practice.people
    with practice.store.work("moved") as work:
        meetings.move(work, december, "2026-12-10T09:30", today=practice.store.today())
    assert practice.listed(december) == practice.people
    assert practice.one("SELECT at FROM meeting WHERE id = ?", december) == ("2026-12-10T09:30",)
    deferred = "SELECT min(deferred_count), max(deferred_count) FROM agenda_item WHERE meeting = ?"
    assert practice.one(deferred, december) == (1, 1), "cancelling defers once, moving nobody"


def test_the_note_and_the_reason_go_along_with_who_was_not_reached(practice):
    november = practice.meeting(people=0)
    person = practice.person()
    with practice.store.work("put on") as work:
        items = agenda.put_on(work, november, [person], reason="daughter asked", asked_by="Sam Ward")
        agenda.say(work, items[person], "Start the care now.")
    december = practice.meeting("2026-12-08T13:00")
    end(practice, november)
    assert practice.one("SELECT say, reasons, asked_by FROM agenda_item WHERE meeting = ?", december) == (
        "Start the care now.",
        "daughter asked",
        "Sam Ward",
    )


def test_someone_who_is_on_both_lists_stands_once_with_both_reasons(practice):
    november = practice.meeting(people=1)
    person = practice.people[0]
    december = practice.meeting("2026-12-08T13:00")
    with practice.store.work("put on") as work:
        agenda.put_on(work, december, [person, person], reason="GP asked")
    end(practice, november)
    rows = practice.all("SELECT source, reasons, deferred_count FROM agenda_item WHERE meeting = ?", december)
    assert rows == [("carried", "GP asked", 1)]


def test_the_end_of_a_meeting_is_undone_whole(practice):
    november = practice.meeting(people=2)
    december = practice.meeting("2026-12-08T13:00")
    end(practice, november)
    practice.store.undo()
    assert practice.listed(december) == []
    assert practice.listed(november) == practice.people
    assert practice.one("SELECT status FROM meeting WHERE id = ?", november) == ("planned",)
    end(practice, november)
    assert practice.listed(december) == practice.people


def test_the_end_of_the_last_of_a_series_makes_the_next(practice):
    today = practice.store.today()
    with practice.store.work("series") as work:
        made = meetings.schedule_series(
            work, practice=practice.id, series="second Tuesday of month", first="2026-12-01T13:00", today=today, count=1
        )
        person = practice_person(practice, work)
        agenda.put_on(work, made[0], [person])
    ended = end(practice, made[0])
    assert practice.one("SELECT at, series FROM meeting WHERE id = ?", ended.next_meeting) == (
        "2027-01-12T13:00",
        "second Tuesday of month",
    )
    assert practice.listed(ended.next_meeting) == [person]


def practice_person(practice, work):
    from caretui.store.models.people import PersonForm

    return work.add(PersonForm(family_name="Yates", practice=practice.id))


def test_whoever_is_asked_for_without_a_meeting_waits_for_the_first(practice):
    person = practice.person()
    with practice.store.work("asked") as work:
        agenda.put_on(work, None, [person], reason="GP asked")
    meeting = practice.meeting("2027-01-12T13:00")
    assert practice.listed(meeting) == [person]
    assert practice.one("SELECT source, deferred_count FROM agenda_item WHERE meeting = ?", meeting) == ("by hand", 0)


def test_what_waits_at_a_closed_practice_goes_to_its_successor(practices):
    old, new = practices("Old Surgery", "P81001"), practices("New Surgery", "P81002")
    november = old.meeting(people=1)
    end(old, november)
    from caretui.store.models.places import PracticeStanding

    with old.store.work("closed") as work:
        work.put(old.id, PracticeStanding(status="closed", successor=new.id))
    with pytest.raises(Refused), old.store.work("no") as work:
        meetings.schedule(work, practice=old.id, at="2027-01-12T13:00", today=old.store.today())
    assert new.listed(new.meeting("2027-01-12T13:00")) == old.people


def test_a_carried_person_leaves_the_list_only_with_a_reason(practice):
    november = practice.meeting(people=2)
    december = practice.meeting("2026-12-08T13:00")
    end(practice, november)
    item = practice.item(december, practice.people[0])
    with pytest.raises(Refused), practice.store.work("no") as work:
        agenda.remove(work, item, why="  ")
    with practice.store.work("yes") as work:
        agenda.remove(work, item, why="died Sunday")
    assert practice.listed(december) == practice.people[1:]
    assert practice.one(
        "SELECT position FROM agenda_item WHERE person = ? AND meeting = ?", practice.people[1], december
    ) == (1,)


def test_a_meeting_that_is_over_takes_nobody(practice):
    november = practice.meeting(people=1)
    end(practice, november)
    for verb in (
        lambda work: agenda.put_on(work, november, [practice.people[0]]),
        lambda work: meetings.end(work, november, at=practice.store.now(), today=practice.store.today()),
        lambda work: meetings.cancel(work, november, why="x", today=practice.store.today()),
        lambda work: meetings.start(work, november, practice.store.now()),
        lambda work: meetings.move(work, november, "2027-01-01T10:00", today=practice.store.today()),
    ):
        with pytest.raises(Refused), practice.store.work("no") as work:
            verb(work)


STEP = st.tuples(
    st.sampled_from(
        ["put", "ask", "discuss", "close", "defer", "later", "end", "cancel", "move", "make", "start", "remove"]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
)


@given(st.lists(STEP, max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_open_item_is_ever_lost(stores, steps):
    """Over any sequence of listing, discussing, deferring, ending, cancelling and moving, every open case is on a list
    to come, or waits for one; and each stands there once."""
    from tests.meetings.conftest import Practice

    test_no_open_item_is_ever_lost.count = getattr(test_no_open_item_is_ever_lost, "count", 0) + 1
    store = stores(f"p{test_no_open_item_is_ever_lost.count}.caretui")
    from caretui.store.changes import directory

    with store.work("practice") as work:
        practice = Practice(store, directory.ensure_practice(work, "Higher Croft")[0])
    people = [practice.person() for _ in range(6)]
    wanted: set[str] = set()
    for verb, a, b in steps:
        with suppress(Refused):
            wanted = step(practice, people, wanted, verb, a, b)
        assert open_cases(practice) == wanted


def open_cases(practice):
    on_lists = practice.all(
        "SELECT i.person FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.void IS NULL"
        " AND i.state IN ('listed', 'discussed', 'deferred') AND m.status IN ('planned', 'running')"
        " AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.n = (SELECT max(x.n) FROM decision x WHERE x.item = i.id)"
        " AND d.level = 'close')"
    )
    waiting = practice.all("SELECT person FROM agenda_item WHERE carries = 1 AND carried_to IS NULL AND void IS NULL")
    for meeting, count, kinds in practice.all(
        "SELECT meeting, count(*), count(DISTINCT person) FROM agenda_item WHERE void IS NULL AND meeting IS NOT NULL"
        " AND state IN ('listed', 'discussed', 'deferred') GROUP BY meeting"
    ):
        assert count == kinds, "somebody stands twice on one list"
        positions = practice.all(
            "SELECT position FROM agenda_item WHERE meeting = ? AND void IS NULL"
            " AND state IN ('listed', 'discussed', 'deferred') ORDER BY position",
            meeting,
        )
        assert [p for (p,) in positions] == sorted({p for (p,) in positions})
    return {person for (person,) in [*on_lists, *waiting]}


def step(practice, people, wanted, verb, a, b):  # noqa: C901 - one line a verb
    store = practice.store
    today = store.today()
    coming = [
        m for (m,) in practice.all("SELECT id FROM meeting WHERE status IN ('planned', 'running') ORDER BY at, n")
    ]
    meeting = coming[b % len(coming)] if coming else None
    person = people[a]
    item = practice.one(
        "SELECT id FROM agenda_item WHERE meeting = ? AND person = ? AND void IS NULL"
        " AND state IN ('listed', 'discussed', 'deferred')",
        meeting,
        person,
    )
    with store.work(verb) as work:
        if verb == "put" and meeting:
            agenda.put_on(work, meeting, [person])
            return wanted | {person}
        if verb == "ask":
            agenda.put_on(work, None, [person])
            return wanted | {person}
        if verb == "make":
            meetings.schedule(work, practice=practice.id, at=f"2026-12-{10 + a:02}T1{b}:00", today=today)
        if verb == "start" and meeting:
            meetings.start(work, meeting, store.now())
        if verb == "move" and meeting:
            meetings.move(work, meeting, f"2027-01-{10 + a:02}T1{b}:00", today=today)
        if verb == "cancel" and meeting:
            meetings.cancel(work, meeting, why="snow", today=today)
        if verb == "end" and meeting:
            meetings.end(work, meeting, at=store.now(), today=today)
        if item and verb == "discuss":
            decisions.decide(work, item[0], viewer=store.viewer, at=store.now(), level="monitor")
            return wanted | {person}
        if item and verb == "later":
            decisions.decide(work, item[0], viewer=store.viewer, at=store.now(), level="monitor", back="3 months")
            return wanted | {person}
        if item and verb == "defer":
            decisions.defer(work, item[0])
        if item and verb == "close":
            decisions.decide(work, item[0], viewer=store.viewer, at=store.now(), level="close")
        if item and verb == "remove":
            agenda.remove(work, item[0], why="died")
        if item and verb in ("close", "remove"):
            return (wanted - {person}) | (open_cases_of(work) & {person})
    return wanted


def open_cases_of(work):
    return {
        p
        for (p,) in work.con.execute(
            "SELECT i.person FROM agenda_item i LEFT JOIN meeting m ON m.id = i.meeting WHERE i.void IS NULL AND"
            " ((i.carries = 1 AND i.carried_to IS NULL) OR (i.state IN ('listed', 'discussed', 'deferred')"
            " AND m.status IN ('planned', 'running') AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.n ="
            " (SELECT max(x.n) FROM decision x WHERE x.item = i.id) AND d.level = 'close')))"
        )
    }


def test_after_the_end_nothing_is_decided_or_deferred_any_more(practice):
    november = practice.meeting(people=1)
    item = practice.item(november, practice.people[0])
    end(practice, november)
    with pytest.raises(Refused):
        decide(practice, item, level="close")
    with pytest.raises(Refused), practice.store.work("late") as work:
        decisions.defer(work, item)


def test_who_was_taken_off_and_put_on_again_stands_at_the_end(practice):
    meeting = practice.meeting(people=3)
    first, second, third = practice.people
    with practice.store.work("off") as work:
        agenda.remove(
            work, work.con.execute("SELECT id FROM agenda_item WHERE person = ?", (first,)).fetchone()[0], why="settled"
        )
    with practice.store.work("on again") as work:
        agenda.put_on(work, meeting, [first])
    assert practice.listed(meeting) == [second, third, first]
    positions = practice.all("SELECT position FROM agenda_item WHERE meeting = ? ORDER BY position", meeting)
    assert positions == [(1,), (2,), (3,)]


def test_a_view_noted_beforehand_does_not_make_somebody_reached_and_goes_along(practice, clock):
    store = practice.store
    november = practice.meeting("2026-11-26T13:00", people=2)
    december = practice.meeting("2026-12-08T13:00")
    early, spoken = practice.people
    with store.work("prepared") as work:
        decisions.own_words(work, practice.item(november, early), "I can't lift him now.")
    clock.now += timedelta(hours=4)
    with store.work("began") as work:
        meetings.start(work, november, store.now())
    clock.now += timedelta(minutes=3)
    with store.work("said there") as work:
        decisions.own_words(work, practice.item(november, spoken), "Keep the night care.")
    items = lists.items(store.read(), november, store.viewer, store.today())
    found = huddle.at_the_end(store.read(), items)
    assert [item.person for item in found.not_reached] == [early]
    assert [item.person for item in found.undecided] == [spoken]
    ended = end(practice, november)
    assert ended.not_reached == 1
    rows = practice.all(
        "SELECT person, deferred_count, view FROM agenda_item WHERE meeting = ? ORDER BY position", december
    )
    assert rows == [(early, 1, "I can't lift him now."), (spoken, 0, None)]
