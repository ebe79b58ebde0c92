"""Dates as they are said, typed and kept.

Wall dates are `date`, appointments and typed moments are naive `datetime` in Europe/London, instants are
the text `2026-11-20T14:30:00Z`. Dates are day first always, Monday starts the week, bank holidays are
England's.
"""

from caretui.care.dates.births import age, read_birth
from caretui.care.dates.gone_by import read_past_moment
from caretui.care.dates.instants import LONDON, day_of, instant, london_day, to_instant, wall, with_offset
from caretui.care.dates.said import (
    DAY_NAMES,
    is_timed,
    say_appointment,
    say_birth,
    say_date,
    say_day_ago,
    say_full_date,
    say_late,
    say_moment,
)
from caretui.care.dates.typed import read_day, read_moment, read_time
from caretui.care.dates.working import is_bank_holiday, is_working_day, months_after, next_working_day
from caretui.care.dates.written import read_weekday

__all__ = [
    "DAY_NAMES",
    "LONDON",
    "age",
    "day_of",
    "instant",
    "is_bank_holiday",
    "is_timed",
    "is_working_day",
    "london_day",
    "months_after",
    "next_working_day",
    "read_birth",
    "read_day",
    "read_moment",
    "read_past_moment",
    "read_time",
    "read_weekday",
    "say_appointment",
    "say_birth",
    "say_date",
    "say_day_ago",
    "say_full_date",
    "say_late",
    "say_moment",
    "to_instant",
    "wall",
    "with_offset",
]
