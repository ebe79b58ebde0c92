"""What comes again, and where the next one falls."""

from datetime import date
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.dates import is_working_day
from caretui.care.recurrence import Repeat, interval_days, meeting_series, ordinal, read_repeat, turns_from

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "words", "following"),
    [
        ("daily", "daily", "2026-11-27"),
        ("every 2 weeks until review", "every 2 weeks until review", "2026-12-10"),
        ("every mon wed", "every Mon Wed", "2026-11-30"),
        ("Mondays", "every Mon", "2026-11-30"),
        ("weekdays", "weekdays", "2026-11-27"),
        ("fortnightly", "every 2 weeks", "2026-12-10"),
        ("6 weekly", "every 6 weeks", "2027-01-07"),
        ("every other friday", "every 2 weeks on Fri", "2026-11-27"),
        ("every second tuesday", "every 2 weeks on Tue", "2026-12-01"),
        ("second tuesday of the month", "second Tuesday of month", "2026-12-08"),
        ("monthly, second tuesday", "second Tuesday of month", "2026-12-08"),
        ("2nd tuesday of the month", "second Tuesday of month", "2026-12-08"),
        ("every eight weeks", "every 8 weeks", "2027-01-21"),
        ("last friday of the month", "last Friday of month", "2026-11-27"),
        ("1st of month", "1st of month", "2026-12-01"),
        ("31st of the month", "31st of month", "2026-11-30"),
        ("every 3 months", "every 3 months", "2027-02-26"),
        ("weekly until 14 jan", "weekly until Thu 14 Jan 2027", "2026-12-03"),
        ("yearly", "yearly", "2027-11-26"),
    ],
)
def test_a_repeat_is_understood_and_said(typed: str, words: str, following: str) -> None:
    repeat = read_repeat(typed, TODAY)
    assert repeat is not None
    assert repeat.words == words
    assert repeat.next(TODAY) == date.fromisoformat(following)


@pytest.mark.parametrize("typed", ["", "fri", "2nd", "every", "every 0 weeks", "every blue moon", "weekly until never"])
def test_what_is_no_repeat_is_not_guessed(typed: str) -> None:
    assert read_repeat(typed, TODAY) is None


repeats = st.one_of(
    st.builds(Repeat, st.integers(1, 99), st.sampled_from(("day", "week", "month", "year"))),
    st.builds(
        Repeat,
        st.integers(1, 12),
        st.just("week"),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    ),
    st.builds(
        Repeat,
        st.integers(1, 12),
        st.just("month"),
        weekdays=st.integers(0, 6).map(lambda n: (n,)),
        nth=st.sampled_from((1, 2, 3, 4, -1)),
    ),
    st.builds(Repeat, st.integers(1, 12), st.just("month"), day=st.integers(1, 31)),
    st.builds(Repeat, st.integers(1, 99), st.just("week"), until_review=st.just(True)),
    st.builds(Repeat, st.integers(1, 99), st.just("day"), until=st.dates(date(2026, 1, 1), date(2090, 1, 1))),
)


@given(repeats)
def test_the_words_of_a_repeat_read_back(repeat: Repeat) -> None:
    assert read_repeat(repeat.words, TODAY) == repeat


@given(repeats, st.dates(date(2020, 1, 1), date(2080, 1, 1)))
def test_the_next_one_is_always_later_and_keeps_its_rhythm(repeat: Repeat, start: date) -> None:
    following = repeat.next(start)
    if following is None:
        assert repeat.until is not None
        return
    assert following > start
    if repeat.weekdays:
        assert following.weekday() in repeat.weekdays
    if repeat.until is not None:
        assert following <= repeat.until


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    read_repeat(text, TODAY)


def test_a_monthly_repeat_stays_on_its_day_after_a_short_month() -> None:
    monthly = Repeat(1, "month")
    february = monthly.next(date(2027, 1, 31), start=date(2027, 1, 31))
    assert february == date(2027, 2, 28)
    assert monthly.next(february, start=date(2027, 1, 31)) == date(2027, 3, 31)


def test_a_meeting_on_a_bank_holiday_moves_and_the_series_does_not() -> None:
    series = read_repeat("last monday of the month")
    assert series is not None
    found = list(islice(meeting_series(series, date(2027, 4, 1)), 3))
    assert found == [date(2027, 4, 26), date(2027, 6, 1), date(2027, 6, 28)]  # 31 May is a bank holiday


@given(st.integers(0, 6), st.sampled_from((1, 2, 3, 4, -1)), st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_meetings_are_on_working_days_in_order(weekday: int, nth: int, start: date) -> None:
    found = list(islice(meeting_series(Repeat(1, "month", (weekday,), nth=nth), start), 6))
    assert all(is_working_day(day) for day in found)
    assert all(earlier < later for earlier, later in pairwise(found))


def test_an_agreed_interval_has_its_days() -> None:
    assert [interval_days(words) for words in ("weekly", "fortnightly", "6 weekly", "monthly")] == [7, 14, 42, 31]
    assert interval_days("when needed") is None


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 31)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "31st"]
    )


@pytest.mark.parametrize(
    ("words", "first", "days"),
    [
        ("every 2 weeks", date(2026, 12, 8), [date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5)]),
        ("monthly", date(2027, 1, 31), [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]),
        ("second tuesday of month", date(2026, 12, 1), [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]),
        ("every tuesday", date(2026, 12, 8), [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)]),
    ],
)
def test_a_rhythm_begins_on_the_day_that_was_named(words, first, days):
    repeat = read_repeat(words)
    assert repeat is not None
    assert list(islice(turns_from(repeat, first), 3)) == days
