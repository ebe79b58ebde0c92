"""Dates of birth as sheets and people write them, and ages."""

import re
from datetime import date

from caretui.care.dates.working import days_in_month
from caretui.care.dates.written import DAY_WORDS, ISO, calendar_parts, dated, tidy
from caretui.care.refused import Refused

OLDEST = 115
"""The greatest age that a two-digit year of birth is taken to mean."""

_TIME_TAIL = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")


def read_birth(text: str, today: date) -> date:
    """A date of birth in any usual writing, day first; raises Refused with a plain reason.

    Takes `14/03/1964`, `14.3.64`, `3 Jan 1950`, `3-Jan-50`, `1950-01-03`, ISO with a time (as spreadsheets
    give it), `19500103` and `03011950`. A two-digit year is taken when only one century is possible for
    someone of at most 115; otherwise it is refused, because a wrong guess turns a person of 102 into a
    child of two.
    """
    words = _TIME_TAIL.sub("", tidy(text))
    if not words:
        raise Refused("no date of birth")
    if re.fullmatch(r"\d{8}", words):
        iso_first = int(words[4:6]) <= 12
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}" if iso_first else f"{words[:2]}/{words[2:4]}/{words[4:]}"
    if re.fullmatch(r"(19|20)\d\d", words):
        raise Refused("only a year: day and month are missing")
    if re.fullmatch(r"\d+([.]0+)?", words):
        raise Refused("a number, not a date: the spreadsheet column isn't formatted as dates")
    parts = calendar_parts(_without_weekday(words)) or _slash_iso(words)
    day_number, month, year = parts or (0, 0, None)
    if year is None:
        raise Refused("not a date: write it as day/month/year")
    if re.search(r"(?<!\d)\d{2}$", words) and not ISO.fullmatch(words):
        year = _century_of_birth(day_number, month, year % 100, today)
    return _checked_birth(day_number, month, year, today)


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.rstrip(",") in DAY_WORDS else words


def _slash_iso(words: str) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", words)
    return (int(found[3]), int(found[2]), int(found[1])) if found else None


def _century_of_birth(day: int, month: int, short_year: int, today: date) -> int:
    possible = []
    for year in (1900 + short_year, 2000 + short_year):
        born = dated(day, month, year)
        if born is None:
            continue
        if born <= today and age(born, today) <= OLDEST:
            possible.append(year)
    if len(possible) > 1:
        raise Refused("the year has two digits and could be either century: write it in full")
    return possible[0] if possible else 2000 + short_year


def _checked_birth(day: int, month: int, year: int, today: date) -> date:
    if year < 1900:
        raise Refused("before 1900")
    if year > today.year:
        raise Refused("in the future")
    if not 1 <= month <= 12:
        raise Refused("no such month: dates are day first" if day <= 12 and month <= 31 else "no such month")
    if not 1 <= day <= days_in_month(year, month):
        raise Refused("no such day in that month")
    born = date(year, month, day)
    if born > today:
        raise Refused("in the future")
    return born


def age(born: date, on: date) -> int:
    """Whole years of age on a day.

    Someone born on 29 February turns a year older on 1 March in other years (law of England).
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
