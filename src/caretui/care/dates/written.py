"""A day of the calendar as it is written, and the English words for days, months and small numbers."""

import re
from datetime import date, timedelta


def _numbered(*words: str, first: int = 1) -> dict[str, int]:
    return {word: n for n, spellings in enumerate(words, first) for word in spellings.split()}


DAY_WORDS = _numbered(
    "mon monday mondays",
    "tue tues tuesday tuesdays",
    "wed weds wednesday wednesdays",
    "thu thur thurs thursday thursdays",
    "fri friday fridays",
    "sat saturday saturdays",
    "sun sunday sundays",
    first=0,
)

MONTH_WORDS = _numbered(
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)

NUMBERS = _numbered(
    "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a plan or a birth can mean."""
_LONGEST_YEARLESS = timedelta(days=304)

_NUMERIC = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2}))?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?([a-z]+)\.?(?:[\s,'-]*(\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


def tidy(text: str) -> str:
    """What was typed as the readers compare it: lower case, single spaces, straight apostrophes, no stop at an end."""
    return " ".join(text.casefold().replace("\u2019", "'").split()).strip(" .,;")


def read_day_of_weekday(words: str, today: date, *, ahead: bool) -> date | None:
    """`fri 27`: the nearest such Friday within a year; None when there is none."""
    found = re.fullmatch(r"([a-z]+)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?", words)
    if found is None or found[1] not in DAY_WORDS:
        return None
    step = 1 if ahead else -1
    for n in range(366):
        day = today + timedelta(days=n * step)
        if day.day == int(found[2]) and day.weekday() == DAY_WORDS[found[1]]:
            return day
    return None


def read_calendar(words: str, today: date, *, ahead: bool) -> date | None:
    """A day of the calendar in any usual writing; a weekday before it must agree with it."""
    first, _, rest = words.partition(" ")
    weekday = DAY_WORDS.get(first.rstrip(","))
    parts = calendar_parts(rest if weekday is not None else words)
    if parts is None:
        return None
    day_number, month, year = parts
    day = dated(day_number, month, year) if year is not None else _yearless(day_number, month, today, ahead=ahead)
    if day is None or (weekday is not None and day.weekday() != weekday):
        return None
    return day


def calendar_parts(words: str) -> tuple[int, int, int | None] | None:
    """Day, month and year (four digits, or None) of a written date, whether or not such a day exists."""
    if found := ISO.fullmatch(words):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMERIC.fullmatch(words):
        # 10.30 and 16-50 are times before they are dates: only the slash needs no year.
        if found[4] is None and found[2] != "/":
            return None
        return int(found[1]), int(found[3]), _full_year(found[4])
    if (found := _NAMED.fullmatch(words)) and found[2] in MONTH_WORDS:
        return int(found[1]), MONTH_WORDS[found[2]], _full_year(found[3])
    if (found := _MONTH_FIRST.fullmatch(words)) and found[1] in MONTH_WORDS:
        return int(found[2]), MONTH_WORDS[found[1]], _full_year(found[3])
    return None


def _full_year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def dated(day: int, month: int, year: int) -> date | None:
    """The day, or None when the calendar or the years that a plan can mean have no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _yearless(day: int, month: int, today: date, *, ahead: bool) -> date | None:
    """The next such day, or the last one of ten months; 29 February may be eight years off."""
    if not ahead:
        past = (dated(day, month, today.year - n) for n in (0, 1))
        return next((found for found in past if found and today - _LONGEST_YEARLESS <= found <= today), None)
    for n in range(9):
        found = dated(day, month, today.year + n)
        if found is not None and found >= today:
            return found
    return None


def read_weekday(word: str) -> int | None:
    """Monday is 0; any usual shortening of an English weekday, or None."""
    return DAY_WORDS.get(tidy(word))
