"""The meeting's agenda: built by itself, timed, and nothing lost at its end."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care import agenda
from caretui.care.agenda import Item, Suggesting, outcome_at_end, readiness, reasons
from caretui.care.vocabulary import BACK, ITEM_SOURCES, ITEM_STATES, LEVELS

TODAY = date(2026, 11, 26)


def test_the_words_are_those_of_the_vocabulary() -> None:
    assert get_args(agenda.State) == ITEM_STATES
    assert get_args(agenda.Source) == ITEM_SOURCES


def test_reasons_are_words_the_gravest_first() -> None:
    found = reasons(
        Suggesting(
            TODAY,
            since=date(2026, 10, 29),
            admitted=date(2026, 11, 12),
            attended=date(2026, 11, 19),
            late_owners=("district nursing", "GP", "district nursing"),
            risk_before="high",
            risk_after="very high",
            no_replies=2,
            new_referral=True,
            interval_days=28,
            days_unseen=31,
            review_due=TODAY,
            has_coordinator=False,
        )
    )
    assert [reason.words for reason in found] == [
        "emergency admission 12 Nov",
        "A&E Thu 19",
        "NO COORDINATOR",
        "risk high to very high",
        "3 actions late, 2 with district nursing",
        "no reply twice",
        "new referral",
        "no contact for 31 days",
        "review due",
    ]


def test_nobody_is_suggested_without_a_reason_or_after_death() -> None:
    assert reasons(Suggesting(TODAY, interval_days=28, days_unseen=28, review_due=date(2026, 11, 27))) == ()
    assert reasons(Suggesting(TODAY, since=date(2026, 11, 20), admitted=date(2026, 11, 12))) == ()
    assert reasons(Suggesting(TODAY, admitted=TODAY, died=True)) == ()


def test_late_actions_name_who_has_most() -> None:
    assert agenda.late_words(["GP"]) == "1 action late, with GP"
    assert agenda.late_words(["OT", "OT"]) == "2 actions late, all with OT"
    assert agenda.late_words(["GP", "OT", "OT"]) == "3 actions late, 2 with OT"


def test_words_for_waiting() -> None:
    assert [agenda.deferred_words(n) for n in range(4)] == ["", "deferred once", "deferred twice", "deferred 3 times"]
    assert [agenda.carried_words(n) for n in (0, 1, 2, 3)] == ["carried", "carried", "carried twice", "carried 3 times"]


@pytest.mark.parametrize(
    ("people", "minutes", "words"),
    [
        (15, 55, "15 people in 55 min: 3 min 40 each"),
        (11, 55, "11 people in 55 min: 5 min each"),
        (60, 55, "60 people in 55 min: 55 s each"),
        (1, 10, "1 person in 10 min: 10 min"),
        (0, 55, "Nobody on the list, 55 min"),
    ],
)
def test_the_time_is_shared_out(people: int, minutes: int, words: str) -> None:
    assert agenda.time_each(people, minutes) == words


def test_ready_means_known_told_and_something_to_say_or_nothing_to_add() -> None:
    assert readiness(known_by_someone_coming=True, told=True, has_note=True).ready
    assert readiness(known_by_someone_coming=True, told=True, has_note=False, nothing_to_add=True).ready
    missing = readiness(known_by_someone_coming=False, told=False, has_note=False)
    assert not missing.ready
    assert missing.missing == ("nobody coming knows them", "not yet told of the meeting", "no note")


def test_what_a_meeting_did_not_reach_comes_back_deferred_once_more() -> None:
    outcome = outcome_at_end(Item("p", "suggested", deferred=1), meeting_day=TODAY)
    assert (outcome.state, outcome.goes_on, outcome.deferred) == ("not reached", True, 2)


def test_the_decision_says_when_someone_is_back() -> None:
    def end(**decision: object) -> tuple[bool, date | None]:
        outcome = outcome_at_end(Item("p", "carried", "discussed", 2, **decision), meeting_day=TODAY)  # type: ignore[arg-type]
        assert outcome.deferred == 0
        return outcome.goes_on, outcome.not_before

    assert end(level="case-manage", back="next meeting") == (True, None)
    assert end(level="monitor", back="3 months") == (True, date(2027, 2, 26))
    assert end(level="monitor", back="not needed") == (False, None)
    assert end(level="close", back="next meeting") == (False, None)
    assert end() == (True, None)  # open and undecided: it comes back
    assert end(level="monitor", back_on=date(2027, 1, 20)) == (True, date(2027, 1, 20))


items = st.lists(
    st.builds(
        Item,
        person=st.text(alphabet="abcdefgh", min_size=1, max_size=3),
        source=st.sampled_from(ITEM_SOURCES),
        state=st.sampled_from(ITEM_STATES),
        deferred=st.integers(0, 9),
        level=st.sampled_from(("", *LEVELS)),
        back=st.sampled_from(("", *BACK)),
        back_on=st.none() | st.dates(date(2026, 11, 27), date(2027, 12, 31)),
    ),
    unique_by=lambda item: item.person,
)


@given(items)
def test_nobody_is_lost_unless_someone_decided_so(agenda_items: list[Item]) -> None:
    for item in agenda_items:
        let_go = item.state in ("declined", "removed") or (
            item.state == "discussed" and (item.level == "close" or item.back == "not needed")
        )
        assert outcome_at_end(item, meeting_day=TODAY).goes_on != let_go


@given(items)
def test_waiting_is_counted_until_someone_is_discussed(agenda_items: list[Item]) -> None:
    for item in agenda_items:
        outcome = outcome_at_end(item, meeting_day=TODAY)
        if outcome.state in ("not reached", "deferred"):
            assert outcome.deferred == item.deferred + 1
        elif outcome.state == "discussed":
            assert outcome.deferred == 0
