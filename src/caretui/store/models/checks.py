"""What a value must be before it is written: words of a list, days and moments that exist, numbers that fit.

Whatever comes in by a screen, a command, a sheet or a program passes a form, so nothing impossible reaches the store.
"""

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from caretui.care.dates.written import FIRST_YEAR, LAST_YEAR

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def one_of(words: Collection[str]) -> AfterValidator:
    """Only these words: the lists of the field are stored as they stand."""

    def known(value: str) -> str:
        if value not in words:
            raise ValueError(f"is none of: {', '.join(words)}")
        return value

    return AfterValidator(known)


def _written(value: str, form: re.Pattern[str], example: str) -> str:
    """The value, if it is of this form and of a day between 1900 and 2199 that the calendar has."""
    if not form.fullmatch(value):
        raise ValueError(f"is not written like {example}")
    try:
        day: date = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day or time") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def _day(value: str) -> str:
    return _written(value, _DAY, "2026-11-20")


def _moment(value: str) -> str:
    return _written(value, _MOMENT, "2026-11-20T14:30")


def _instant(value: str) -> str:
    return _written(value, _INSTANT, "2026-11-20T14:30:00Z")


def _day_or_instant(value: str) -> str:
    return _day(value) if len(value) <= len("2026-11-20") else _instant(value)


def _day_or_review(value: str) -> str:
    return value if value == "review" else _day(value)


def _clock(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise ValueError("is no time of day like 14:30")
    return value


Day = Annotated[str, AfterValidator(_day)]
"""A wall date, `2026-11-20`."""
Moment = Annotated[str, AfterValidator(_moment)]
"""A wall date and time in Europe/London, `2026-11-20T14:30`: an appointment."""
Instant = Annotated[str, AfterValidator(_instant)]
"""A moment that happened, in UTC, `2026-11-20T14:30:00Z`."""
DayOrInstant = Annotated[str, AfterValidator(_day_or_instant)]
"""An instant, or a day where only the day is known."""
DayOrReview = Annotated[str, AfterValidator(_day_or_review)]
"""A day, or "review": until the next review."""
Clock = Annotated[str, AfterValidator(_clock)]
"""A time of day, `14:30`."""
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A number of things, minutes, seconds or days: never negative, and far below what a column holds."""
