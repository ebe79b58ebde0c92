"""Meetings of several practices: together on one list, or in turn by a rota; how far each practice is."""

from itertools import pairwise

import pytest
from tests.meetings.test_screens import app_on, opened, settled, words

from caretui.care.refused import Refused
from caretui.screens.meeting_lines import closed_words
from caretui.store.changes import agenda, decisions, meetings
from caretui.store.changes.directory import retire
from caretui.store.models.places import PracticeStanding
from caretui.store.queries import meetings as lists
from caretui.store.queries import suggestions


@pytest.fixture
def three(practices):
    return [practices(name, f"P8200{n}") for n, name in enumerate(("Roman Road", "St George's", "Cornerstone"))]


def make(store, **what):
    with store.work("made a meeting") as work:
        return meetings.schedule(work, today=store.today(), **what)


def standing(practice):
    return practice.one("SELECT meeting_status FROM practice WHERE id = ?", practice.id)[0]


def test_a_group_s_people_are_on_one_list_and_each_of_its_practices_is_scheduled_then_live(store, three):
    first, second, third = three
    waiting = second.person()
    with store.work("waits") as work:
        agenda.put_on(work, None, [waiting])
    meeting = make(store, practice=first.id, also=[second.id], at="2026-12-08T13:00")
    assert first.listed(meeting) == [waiting]
    assert [standing(one) for one in three] == ["scheduled", "scheduled", "not started"]
    suggested = second.person(coordinator=None)
    found = suggestions.suggestions(store.read(), meeting, store.viewer, store.today())
    assert [one.person for one in found] == [suggested]
    rows = {one.id: one for one in lists.practices(store.read(), store.today())}
    assert rows[second.id].next_id == meeting and rows[third.id].next_id is None
    with store.work("held") as work:
        decisions.decide(
            work, first.item(meeting, waiting), viewer=store.viewer, at=store.now(), level="monitor", back="not needed"
        )
        meetings.end(work, meeting, at=store.now(), today=store.today())
    assert [standing(one) for one in three] == ["live", "live", "not started"]
    counted = lists.rollout(store.read())
    assert (counted.live, counted.scheduled, counted.total) == (2, 0, 3)


def test_a_person_is_offered_the_meeting_of_their_group_first(store, three):
    first, second, third = three
    make(store, practice=third.id, at="2026-12-01T13:00")
    meeting = make(store, practice=first.id, also=[second.id], at="2026-12-08T13:00")
    person = second.person()
    offered = lists.for_people(store.read(), [person], store.viewer, store.today())
    assert offered[0].id == meeting and len(offered) == 2


def test_a_rota_goes_round_the_practices_a_month_each(store, three):
    with store.work("a rota") as work:
        meetings.schedule_rota(
            work,
            practices=[one.id for one in three],
            series="second tuesday of month",
            first="2026-12-08T13:00",
            today=store.today(),
        )
    rows = three[0].all("SELECT at, practice, series FROM meeting ORDER BY at")
    assert [at[:7] for at, *_ in rows] == ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05"]
    assert [practice for _, practice, _ in rows] == [one.id for one in three] * 2
    assert {series for *_, series in rows} == {"second Tuesday of every 3 months"}


def test_the_last_of_a_rota_makes_the_next_of_its_own_practice(store, three, clock):
    with store.work("a rota") as work:
        made = meetings.schedule_rota(
            work,
            practices=[one.id for one in three],
            series="every 2 weeks",
            first="2026-12-08T13:00",
            today=store.today(),
        )
    days = [at[:10] for (at,) in three[0].all("SELECT at FROM meeting ORDER BY at")]
    assert days[:3] == ["2026-12-08", "2026-12-22", "2027-01-05"] and all(a < b for a, b in pairwise(days))
    with store.work("over") as work:
        for meeting in made[:2]:  # the two of the first practice
            meetings.end(work, meeting, at=store.now(), today=store.today())
    (following,) = three[0].one(
        "SELECT at FROM meeting WHERE practice = ? AND status = 'planned' ORDER BY at", three[0].id
    )
    assert following == "2027-03-02T13:00"


def test_a_rhythm_of_several_days_a_week_cannot_go_round(store, three):
    with pytest.raises(Refused, match="go round"), store.work("a rota") as work:
        meetings.schedule_rota(
            work,
            practices=[three[0].id, three[1].id],
            series="every mon wed",
            first="2026-12-08T13:00",
            today=store.today(),
        )


def test_a_chair_who_is_only_a_name_can_clash_too(store, three):
    for one, chair in zip(three, ("Dr A Farrow", "dr a farrow", "Dr B"), strict=True):
        make(store, practice=one.id, at="2026-12-08T13:00", chair=chair)
    rows = lists.rows(store.read(), [1, 2, 3], store.viewer, store.today())
    assert [row.clash for row in rows] == [True, True, False]


async def test_a_practice_that_is_not_live_by_its_day_is_marked(store, three):
    with store.work("targets") as work:
        meetings.roll_out(work, three[0].id, status="not started", target="2026-11-01")
        meetings.roll_out(work, three[1].id, status="scheduled", target="2027-05-14")
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("right")
        await settled(pilot)
        shown = words(pilot.app)
        assert "live in 0 of 3 practices" in shown
        assert "! not started 1 Nov" in shown and " scheduled 14 May 2027" in shown


@pytest.mark.parametrize(
    ("on", "said"), [("2026-03-31", "CLOSED 31 Mar"), ("2026-12-08", "CLOSES Tue 8 Dec"), ("2026-12-09", "")]
)
async def test_a_meeting_of_a_practice_that_has_closed_by_its_day_says_so(store, three, on, said):
    meeting = make(store, practice=three[0].id, at="2026-12-08T13:00")
    with store.work("closed a practice") as work:
        retire(work, "practice", three[0].id, on=on)
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert (f"{said}: Roman R" if said else "Roman Road") in words(pilot.app)
        await opened(pilot.app, pilot, "prep", meeting=meeting)
        assert (f"PRACTICE {said}" if said else " PREP  Roman Road") in words(pilot.app)
        assert said or "PRACTICE" not in words(pilot.app)


def test_a_closed_practice_of_which_no_day_is_known_marks_what_is_to_come_only(store, three):
    held, planned = (make(store, practice=three[0].id, at=at) for at in ("2026-11-26T09:00", "2026-12-08T13:00"))
    with store.work("over and closed") as work:
        meetings.end(work, held, at=store.now(), today=store.today())
        work.put(three[0].id, PracticeStanding(status="closed"))
    assert [lists.meeting(store.read(), one).closed for one in (held, planned)] == [None, ""]
    assert closed_words("", store.today()) == "CLOSED"


async def test_a_rota_and_a_group_are_made_on_the_form(store, three):
    async with app_on(store).run_test(size=(80, 24)) as pilot:
        await opened(pilot.app, pilot, "new_meeting", practice=three[0].id)
        fields = pilot.app.screen.fields
        fields["also"].set_text("St George's, Cornerstone")
        fields["at"].set_text("8/12/2026 13:00")
        fields["series"].set_text("second tuesday of month")
        fields["turns"].pick("in turn")
        assert "in turn, a rota" in words(pilot.app)
        await pilot.press("f2")
        await settled(pilot)
    rows = three[0].all("SELECT practice, also FROM meeting ORDER BY at")
    assert [practice for practice, _ in rows] == [one.id for one in three] * 2
    assert {also for _, also in rows} == {None}
