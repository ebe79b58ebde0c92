"""Days, times and moments to come, as people type them into an action or a booking."""

import re
from datetime import date, datetime, time, timedelta

from caretui.care.dates.working import months_after
from caretui.care.dates.written import (
    DAY_WORDS,
    FIRST_YEAR,
    LAST_YEAR,
    NUMBERS,
    read_calendar,
    read_day_of_weekday,
    tidy,
)

_PLUS = re.compile(r"\+\s*(\d{1,4})\s*(d|w|m|y|days?|weeks?|wks?|months?|mths?|years?|yrs?)")
_SPAN = re.compile(r"(?:in\s+)?(\d{1,4}|[a-z]+)\s+(days?|weeks?|wks?|months?|mths?|years?|yrs?)(?:'?s?\s+time)?")


def read_day(text: str, today: date) -> date | None:
    """Reads a day as people type it, or None when it isn't one.

    `fri`, `next tue`, `fri 27`, `tomorrow`, `+2w`, `in 2 weeks`, `14 jan`, `14/1/27`, `2026-12-01`. A bare
    weekday is the coming one, today excluded; `next tue` is next week's; a day and month without year are
    the next to come, today included.
    """
    words = tidy(text)
    if not words:
        return None
    if words in ("today", "tonight"):
        return today
    if words in ("tomorrow", "tmrw", "tmw", "tomoz"):
        return _shift(today, 1, "d")
    return (
        _read_span(words, today)
        or _read_weekday_words(words, today)
        or read_calendar(words, today, ahead=True)
        or read_day_of_weekday(words, today, ahead=True)
    )


def _read_span(words: str, today: date) -> date | None:
    if words in ("next week", "next month", "next year"):
        return _shift(today, 1, words.split()[1][0])
    if words == "fortnight" or words in ("a fortnight", "in a fortnight"):
        return _shift(today, 2, "w")
    found = _PLUS.fullmatch(words)
    if found is None:
        found = _SPAN.fullmatch(words)
        if found is None or not (found[1].isdigit() or found[1] in NUMBERS):
            return None
    count = int(found[1]) if found[1].isdigit() else NUMBERS[found[1]]
    return _shift(today, count, found[2][0])


def _shift(day: date, count: int, unit: str) -> date | None:
    """Days, weeks, months or years on; None past the last year that a plan can mean."""
    try:
        if unit in "my":
            moved = months_after(day, count * (12 if unit == "y" else 1))
        else:
            moved = day + timedelta(days=count * (7 if unit == "w" else 1))
    except (OverflowError, ValueError):
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def _read_weekday_words(words: str, today: date) -> date | None:
    lead, _, rest = words.rpartition(" ")
    weekday = DAY_WORDS.get(rest)
    if weekday is None or lead not in ("", "this", "next", "coming", "on"):
        return None
    if lead == "next":
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(am|pm)?")
_CLOCK_4 = re.compile(r"(\d{2})(\d{2})")
_CLOCK_HOUR = re.compile(r"(\d{1,2})\s*(am|pm)")


def read_time(text: str) -> time | None:
    """A time of day: `8:15`, `1650`, `16.50`, `2pm`, `2.30pm`, `noon`, `midnight`; None when it isn't one."""
    words = tidy(text).removeprefix("at ")
    if words == "noon":
        return time(12, 0)
    if words == "midnight":
        return time(0, 0)
    found = _CLOCK.fullmatch(words) or _CLOCK_4.fullmatch(words)
    hour_only = None if found else _CLOCK_HOUR.fullmatch(words)
    if found is not None:
        half = found[3] if found.re is _CLOCK else None
        hour, minute = int(found[1]), int(found[2])
    elif hour_only is not None:
        hour, minute, half = int(hour_only[1]), 0, hour_only[2]
    else:
        return None
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_moment(text: str, now: datetime) -> datetime | None:
    """A planned wall time, or None without a time and when it has gone by.

    `fri 10:30`, `today 15:00`, `2pm`, `1/12/2026 09:30`. A time alone is today's, and must be still to come.
    """
    if (clock := read_time(text)) is not None:
        planned = datetime.combine(now.date(), clock)
        return planned if planned >= now else None
    day_words, clock = split_clock(tidy(text))
    if clock is None:
        return None
    day = read_day(day_words, now.date())
    return None if day is None or day < now.date() else datetime.combine(day, clock)


_DAY_MONTH_YEAR = re.compile(r"(?:[a-z]+\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+(?:19|20|21)\d\d")


def split_clock(words: str) -> tuple[str, time | None]:
    """Takes a time off the end (`2.30 pm` and `at 2pm` are two words), or off an ISO date."""
    iso = re.fullmatch(r"(\d{4}-\d{1,2}-\d{1,2})t(.+)", words)
    if iso is not None:
        return iso[1], read_time(iso[2])
    if _DAY_MONTH_YEAR.fullmatch(words):
        return words, None  # `22 nov 2025` is a year, not 20:25: an evening after a month needs its colon
    parts = words.split()
    for taken in (2, 1):
        if len(parts) > taken and (clock := read_time(" ".join(parts[-taken:]))) is not None:
            return " ".join(parts[:-taken]).rstrip(" ,"), clock
    return words, None
