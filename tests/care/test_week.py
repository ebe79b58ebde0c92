"""Who goes in: the week's marks, gaps and doubles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.week import Pattern, Service, gap_words, gaps, read_pattern, twice


def pattern(text: str) -> Pattern:
    found = read_pattern(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "marks", "time", "words"),
    [
        ("mon 10:30", "x . . . . . .", "10:30", "Mon"),
        ("mon wed", "x . x . . . .", "", "Mon Wed"),
        ("Mon, Wed & Fri at 9.30", "x . x . x . .", "09:30", "Mon Wed Fri"),
        ("daily 22:00", "x x x x x x x", "22:00", "daily"),
        ("every night 2200", "x x x x x x x", "22:00", "daily"),
        ("10:30 mon-fri", "x x x x x . .", "10:30", "weekdays"),
        ("each mon and thu 8am", "x . . x . . .", "08:00", "Mon Thu"),
        ("weekends", ". . . . . x x", "", "weekends"),
        ("saturdays", ". . . . . x .", "", "Sat"),
        ("1st of month", "1st of month ", "", "1st of month"),
        ("second tuesday of the month 2pm", "2nd Tue      ", "14:00", "second Tuesday of month"),
        ("every 2 weeks on tue", ". x . . . . .", "", "every 2 weeks on Tue"),
    ],
)
def test_a_pattern_is_drawn_as_a_row(typed: str, marks: str, time: str, words: str) -> None:
    found = pattern(typed)
    assert (found.marks, found.time, found.words) == (marks, time, words)
    assert len(found.marks) == 13
    assert read_pattern(found.text) == found


@pytest.mark.parametrize("typed", ["", "10:30", "sometimes", "mon banana", "when needed"])
def test_a_service_without_a_rhythm_is_not_guessed(typed: str) -> None:
    assert read_pattern(typed) is None


@given(st.sets(st.integers(0, 6), min_size=1), st.sampled_from(("", "00:00", "09:05", "22:00")))
def test_every_week_reads_back(days: set[int], time: str) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    found = pattern(" ".join([*(names[day] for day in sorted(days)), time]).strip())
    assert set(found.days) == days
    assert found.time == time
    assert read_pattern(found.text) == found


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    read_pattern(text)


def test_the_same_thing_by_two_providers_on_a_day_is_twice() -> None:
    found = twice(
        [
            Service("District nursing", "Weight", pattern("mon wed")),
            Service("Matron", "weight", pattern("mon 10:30")),
            Service("Karen", "shopping", pattern("fri")),
            Service("Jim", "shopping", pattern("sat")),  # another day: no double
            Service("DN", "dressing", pattern("tue")),
            Service("dn", "dressing", pattern("tue 16:00")),  # one provider, twice a day
            Service("A", "", pattern("sun")),
            Service("B", "", pattern("sun")),
        ]
    )
    assert [double.words for double in found] == ["TWICE Weight: District nursing and Matron, Mon"]


def test_an_empty_column_is_a_gap() -> None:
    assert gaps([pattern("mon-fri"), pattern("every 2 weeks on sat")]) == (5, 6)
    assert gap_words([pattern("mon wed fri"), pattern("weekends")]) == "nobody on Tue Thu"
    assert gap_words([pattern("daily 22:00")]) == ""
    assert gap_words([pattern("1st of month")]) == "nobody goes in"


def test_a_rhythm_that_leaves_weeks_out_says_so() -> None:
    assert pattern("every 2 weeks on tue").note == "every 2 weeks"
    assert pattern("tue").note == ""
