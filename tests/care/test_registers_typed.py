"""What is typed into a question of the record by hand."""

from datetime import date

import pytest

from caretui.care.refused import Refused
from caretui.care.registers import Kind
from caretui.care.registers.typed import reader

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "said"),
    [
        ("past", "tue", date(2026, 11, 24), "Tue 24 Nov 2026"),
        ("past", "3/2/2025", date(2025, 2, 3), "Mon 3 Feb 2025"),
        ("day", "fri", date(2026, 11, 27), "Fri 27 Nov 2026"),
        ("appointment", "fri 10:30", "2026-11-27T10:30", "Fri 27 Nov 2026 10:30"),
        ("nhs", "999 012 3454", "9990123454", "999 012 3454"),
        ("clock", "8am", "08:00", "08:00"),
        ("number", "0.41", 0.41, ""),
    ],
)
def test_an_answer_is_said_back_as_it_is_understood(kind: Kind, typed: str, value: object, said: str) -> None:
    assert reader(kind, TODAY)(typed) == (value, said)


def test_a_warning_is_reviewed_within_a_year() -> None:
    assert reader("review", TODAY)("26/11/2027")[0] == date(2027, 11, 26)
    with pytest.raises(Refused, match="within a year"):
        reader("review", TODAY)("27/11/2027")


@pytest.mark.parametrize("kind", ["past", "day", "appointment", "happened", "pattern", "repeat", "number", "clock"])
def test_what_is_not_read_is_refused_with_an_example(kind: Kind) -> None:
    with pytest.raises(Refused):
        reader(kind, TODAY)("whenever [/b]")
