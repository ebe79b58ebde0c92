"""When an action is late, when it comes again, and when two agencies do the same thing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.actions import (
    Asked,
    asked_twice,
    days_late,
    due_of,
    first_turn,
    next_turn,
    reading,
    repeat_columns,
    stored_repeat,
    twice_ids,
    when_words,
)
from caretui.care.lines import Party, understand
from caretui.care.recurrence import read_repeat
from caretui.care.vocabulary import ACTION_STATUS

THU = date(2026, 11, 26)
ME = Party("me", None, "Sam Ward")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
RHYTHMS = st.sampled_from(
    [
        "daily", "weekly", "fortnightly", "monthly", "every mon", "every mon wed", "weekdays", "1st of month", "31st of month",
        "every 2 weeks on tue", "second tuesday of the month", "yearly", "every 3 days",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("due", "status", "died", "words"),
    [
        (date(2026, 11, 23), "planned", False, "LATE 3d"),
        (date(2026, 11, 23), "planned", True, "Mon 23"),
        (date(2026, 11, 23), "waiting", False, "CHASE 3d"),
        (date(2026, 11, 30), "waiting", False, "waiting"),
        (THU, "waiting", False, "chase now"),
        (THU, "planned", False, "today"),
        (date(2026, 11, 27), "in progress", False, "Fri 27"),
        (None, "planned", False, "no day"),
    ],
)
def test_the_when_of_an_action(due: date | None, status: str, died: bool, words: str) -> None:
    assert when_words(due, THU, status=status, died=died) == words


@given(DAYS, DAYS, st.sampled_from(ACTION_STATUS), st.booleans())
def test_deaths_and_ended_actions_are_never_late(due: date, today: date, status: str, died: bool) -> None:
    late = days_late(due, today, status=status, died=died)
    assert late >= 0
    assert (late > 0) == (due < today and not died and status in ("planned", "in progress", "waiting"))


@pytest.mark.parametrize(
    ("rhythm", "first"),
    [
        ("daily", THU),
        ("weekly", date(2026, 12, 3)),
        ("every thu", THU),
        ("every mon", date(2026, 11, 30)),
        ("1st of month", date(2026, 12, 1)),
        ("monthly", date(2026, 12, 26)),
        ("every 2 weeks on thu", THU),
        ("every 2 weeks on tue", date(2026, 12, 1)),
        ("every 3 days", date(2026, 11, 29)),
    ],
)
def test_the_first_turn(rhythm: str, first: date) -> None:
    repeat = read_repeat(rhythm)
    assert repeat is not None and first_turn(repeat, THU) == first


def test_missed_turns_are_passed_over_and_the_rhythm_stays() -> None:
    monday = read_repeat("every mon")
    assert monday is not None
    assert next_turn(monday, date(2026, 11, 9), THU) == date(2026, 11, 30)
    assert next_turn(monday, date(2026, 11, 30), THU) == date(2026, 12, 7), "done early: not twice the same turn"


@given(RHYTHMS, DAYS, st.integers(-400, 400))
def test_the_next_turn_is_after_both_the_day_it_was_due_and_the_day_it_was_done(
    rhythm: str, due: date, offset: int
) -> None:
    repeat, done = read_repeat(rhythm), due + timedelta(days=offset)
    assert repeat is not None
    turn = next_turn(repeat, due, done)
    assert turn is not None and turn > max(due, done)


@given(RHYTHMS, st.none() | DAYS | st.just("review"))
def test_a_stored_repeat_is_read_back(rhythm: str, until: object) -> None:
    end = "" if until is None else " until review" if until == "review" else f" until {until:%d/%m/%Y}"
    repeat = read_repeat(f"{rhythm}{end}", THU)
    if repeat is not None:
        assert stored_repeat(*repeat_columns(repeat), THU) == repeat


def test_a_review_with_a_repeat_leaves_the_first_turn_due() -> None:
    read = understand("weigh him, weekly, review +6w", parties=(), today=THU, me=ME)
    assert due_of(read, THU) == (date(2026, 12, 3), date(2027, 1, 7))
    assert "first Thu 3 Dec 2026" in reading(read, THU)


def asked(*pairs: tuple[str, str]) -> list[Asked]:
    return [Asked(str(n), what, agency, agency) for n, (what, agency) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bath seat", "order bath seat for Frank", True),
        ("fit the second stair rail", "second stair rails", True),
        ("Bath seat", "bath seat", True),
        ("see Al", "see Al", True),
        ("see Al", "ring Al", False),
        ("weigh him", "weigh him weekly and report", False),
        ("medicines review", "plan review", False),
        ("", "", False),
        ("???", "!!!", False),
    ],
)
def test_the_same_thing_asked_of_two_agencies(one: str, other: str, same: bool) -> None:
    assert bool(asked_twice(asked((one, "OT"), (other, "DN")))) == same
    assert asked_twice(asked((one, "OT"), (other, "OT"))) == (), "one agency may be asked twice"


def test_twice_in_words() -> None:
    (double,) = asked_twice(asked(("order bath seat", "OT"), ("weight", "DN"), ("bath seat", "DN")))
    assert double.words == "TWICE bath seat: OT and DN"
    assert double.ids == ("0", "2")


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["OT", "DN", ""])), max_size=6))
def test_twice_never_fails_and_names_only_what_it_was_given(pairs: list[tuple[str, str]]) -> None:
    assert twice_ids(asked(*pairs)) <= {str(n) for n in range(len(pairs))}
