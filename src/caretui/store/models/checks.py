"""What a value must be before it is written: words of a list, days and moments that exist, numbers that fit.

Whatever comes in by a screen, a command, a sheet or a program passes a form, so nothing impossible reaches the store.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from caretui.care.dates.written import FIRST_YEAR, LAST_YEAR


def one_of(words: Collection[str]) -> AfterValidator:
    """Only these words: the lists of the field are stored as they stand."""

    def known(value: str) -> str:
        if value not in words:
            raise ValueError(f"is none of {', '.join(words)}")
        return value

    return AfterValidator(known)


def _written(form: str, read: Callable[[str], date]) -> AfterValidator:
    """Only a day or moment of the calendar, between 1900 and 2199, written as `form` shows it."""

    def exists(value: str) -> str:
        if len(value) != len(form) or not value.isascii():
            raise ValueError(f"is not written {form}")
        try:
            day = read(value)
        except ValueError:
            raise ValueError("there is no such day or time") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
        return value

    return AfterValidator(exists)


def _day(value: str) -> date:
    if value[4] + value[7] != "--":
        raise ValueError
    return date.fromisoformat(value)


def _moment(value: str) -> date:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a wall time has no zone


def _instant(value: str) -> date:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - Z is UTC


Day = Annotated[str, _written("2026-11-20", _day)]
"""A wall date, `2026-11-20`."""
Moment = Annotated[str, _written("2026-11-20T14:30", _moment)]
"""A wall date and time in Europe/London, `2026-11-20T14:30`: an appointment."""
Instant = Annotated[str, _written("2026-11-20T14:30:00Z", _instant)]
"""A moment that happened, in UTC, `2026-11-20T14:30:00Z`."""


def _day_or_instant(value: str) -> str:
    return _checked(value, _DAY if len(value) == len("2026-11-20") else _INSTANT)


def _checked(value: str, check: AfterValidator) -> str:
    return str(check.func(value))  # type: ignore[call-arg]


_DAY, _INSTANT = _written("2026-11-20", _day), _written("2026-11-20T14:30:00Z", _instant)
DayOrInstant = Annotated[str, AfterValidator(_day_or_instant)]
"""An instant, or a day where only the day is known."""

_MOST = 1_000_000_000
Count = Annotated[int, Field(ge=0, le=_MOST)]
"""A number of things, minutes, seconds or places: never negative, and no more than a column holds."""
