"""Dates as they are said, typed and kept.

Wall dates are `date`, appointments and typed moments are naive `datetime` in Europe/London, instants are
the text `2026-11-20T14:30:00Z`. Dates are day first always, Monday starts the week, bank holidays are
England's.
"""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from caretui.care.refused import Refused

__all__ = [
    "Refused",
    "age",
    "instant",
    "is_bank_holiday",
    "is_working_day",
    "london_day",
    "month_later",
    "months_after",
    "next_working_day",
    "read_birth",
    "read_day",
    "read_moment",
    "read_past_moment",
    "read_time",
    "read_weekday",
    "say_birth",
    "say_date",
    "say_day_ago",
    "say_full_date",
    "say_late",
    "say_moment",
    "to_instant",
    "wall",
    "working_days_after",
]

LONDON = ZoneInfo("Europe/London")
OLDEST = 115
"""The greatest age that a two-digit year of birth is taken to mean."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORDS = {
    word: n
    for n, words in enumerate(
        (
            "mon monday mondays",
            "tue tues tuesday tuesdays",
            "wed weds wednesday wednesdays",
            "thu thur thurs thursday thursdays",
            "fri friday fridays",
            "sat saturday saturdays",
            "sun sunday sundays",
        )
    )
    for word in words.split()
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORDS = {
    word: n
    for n, words in enumerate(
        (
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
        ),
        1,
    )
    for word in words.split()
}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_NUMBERS |= {"nine": 9, "ten": 10, "twelve": 12}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST_YEARLESS = timedelta(days=304)


# --- said aloud -------------------------------------------------------------------------------------------


def say_date(day: date, today: date) -> str:
    """The day as said aloud, at most 11 columns: today, Fri 27, Tue 1 Dec, 9 Nov, 14 Jan 2027.

    Ahead: the rest of this month is a weekday and number; the rest of the year, or the next 45 days, have
    the month too. Behind: ten days of this month are a weekday and number, then the month without weekday.
    Else the year.
    """
    if day == today:
        return "today"
    days = (day - today).days
    same_month = (day.year, day.month) == (today.year, today.month)
    if same_month and days >= -10:
        return f"{_weekday(day)} {day.day}"
    if days > 0 and (day.year == today.year or days <= 45):
        return f"{_weekday(day)} {day.day} {_month(day)}"
    if days < 0 and (day.year == today.year or days >= -31):
        return f"{day.day} {_month(day)}"
    return say_birth(day)


def say_full_date(day: date) -> str:
    """The day with nothing left out: Thu 14 Jan 2027."""
    return f"{_weekday(day)} {say_birth(day)}"


def say_birth(day: date) -> str:
    """The day without its weekday, as births and documents have it: 2 Feb 1945."""
    return f"{day.day} {_month(day)} {day.year}"


def say_moment(when: datetime, today: date) -> str:
    """A wall time as said aloud: today 13:00, Wed 25 16:50, Tue 1 Dec 09:30."""
    return f"{say_date(when.date(), today)} {when:%H:%M}"


def say_day_ago(day: date | None, today: date) -> str:
    """How long ago in at most five columns: today, 3d, 34d; "never" when there was no such day."""
    if day is None:
        return "never"
    days = (today - day).days
    return "today" if days <= 0 else f"{days}d" if days < 1000 else f"{days // 365}y"


def say_late(due: date, today: date) -> str:
    """What stands before a late or due thing: "3d late", "today", or the day as said aloud."""
    return f"{(today - due).days}d late" if due < today else say_date(due, today)


def _weekday(day: date) -> str:
    return _DAYS[day.weekday()].capitalize()


def _month(day: date) -> str:
    return _MONTHS[day.month - 1].capitalize()


# --- typed: a day to come ---------------------------------------------------------------------------------

_PLUS = re.compile(r"\+\s*(\d{1,4})\s*(d|w|m|y|days?|weeks?|wks?|months?|mths?|years?|yrs?)")
_SPAN = re.compile(r"(?:in\s+)?(\d{1,4}|[a-z]+)\s+(days?|weeks?|wks?|months?|mths?|years?|yrs?)(?:'?s?\s+time)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?([a-z]+)\.?(?:[\s,'-]*(\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


def read_day(text: str, today: date) -> date | None:
    """Reads a day as people type it, or None when it isn't one.

    `fri`, `next tue`, `fri 27`, `tomorrow`, `+2w`, `in 2 weeks`, `14 jan`, `14/1/27`, `2026-12-01`. A bare
    weekday is the coming one, today excluded; `next tue` is next week's; a day and month without year are
    the next to come, today included.
    """
    words = _tidy(text)
    if not words:
        return None
    if words in ("today", "tonight"):
        return today
    if words in ("tomorrow", "tmrw", "tmw", "tomoz"):
        return _shift(today, 1, "d")
    return (
        _read_span(words, today)
        or _read_weekday_words(words, today)
        or _read_calendar(words, today, ahead=True)
        or _read_day_of_weekday(words, today, ahead=True)
    )


def read_weekday(word: str) -> int | None:
    """Monday is 0; any usual shortening of an English weekday, or None."""
    return _DAY_WORDS.get(_tidy(word))


def _tidy(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split()).strip(" .,;")


def _read_span(words: str, today: date) -> date | None:
    if words in ("next week", "next month", "next year"):
        return _shift(today, 1, words.split()[1][0])
    if words == "fortnight" or words in ("a fortnight", "in a fortnight"):
        return _shift(today, 2, "w")
    found = _PLUS.fullmatch(words)
    if found is None:
        found = _SPAN.fullmatch(words)
        if found is None or not (found[1].isdigit() or found[1] in _NUMBERS):
            return None
    count = int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]
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
    return moved if _FIRST_YEAR <= moved.year <= _LAST_YEAR else None


def _read_weekday_words(words: str, today: date) -> date | None:
    lead, _, rest = words.rpartition(" ")
    weekday = _DAY_WORDS.get(rest)
    if weekday is None or lead not in ("", "this", "next", "coming", "on"):
        return None
    if lead == "next":
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _read_day_of_weekday(words: str, today: date, *, ahead: bool) -> date | None:
    """`fri 27`: the nearest such Friday within a year; None when there is none."""
    found = re.fullmatch(r"([a-z]+)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?", words)
    if found is None or found[1] not in _DAY_WORDS:
        return None
    step = 1 if ahead else -1
    for n in range(366):
        day = today + timedelta(days=n * step)
        if day.day == int(found[2]) and day.weekday() == _DAY_WORDS[found[1]]:
            return day
    return None


def _read_calendar(words: str, today: date, *, ahead: bool) -> date | None:
    """A day of the calendar in any usual writing; a weekday before it must agree with it."""
    first, _, rest = words.partition(" ")
    weekday = _DAY_WORDS.get(first.rstrip(","))
    parts = _calendar_parts(rest if weekday is not None else words)
    if parts is None:
        return None
    day_number, month, year = parts
    day = _dated(day_number, month, year) if year is not None else _yearless(day_number, month, today, ahead=ahead)
    if day is None or (weekday is not None and day.weekday() != weekday):
        return None
    return day


def _calendar_parts(words: str) -> tuple[int, int, int | None] | None:
    """Day, month and year (four digits, or None) of a written date, whether or not such a day exists."""
    if found := _ISO.fullmatch(words):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMERIC.fullmatch(words):
        # 10.30 and 16-50 are times before they are dates: only the slash needs no year.
        if found[4] is None and found[2] != "/":
            return None
        return int(found[1]), int(found[3]), _full_year(found[4])
    if (found := _NAMED.fullmatch(words)) and found[2] in _MONTH_WORDS:
        return int(found[1]), _MONTH_WORDS[found[2]], _full_year(found[3])
    if (found := _MONTH_FIRST.fullmatch(words)) and found[1] in _MONTH_WORDS:
        return int(found[2]), _MONTH_WORDS[found[1]], _full_year(found[3])
    return None


def _full_year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _dated(day: int, month: int, year: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _yearless(day: int, month: int, today: date, *, ahead: bool) -> date | None:
    """The next such day, or the last one of ten months; 29 February may be eight years off."""
    if not ahead:
        past = (_dated(day, month, today.year - n) for n in (0, 1))
        return next((found for found in past if found and today - _LONGEST_YEARLESS <= found <= today), None)
    for n in range(9):
        found = _dated(day, month, today.year + n)
        if found is not None and found >= today:
            return found
    return None


# --- typed: a time, a moment to come, a moment gone by ----------------------------------------------------

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(am|pm)?")
_CLOCK_4 = re.compile(r"(\d{2})(\d{2})")
_CLOCK_HOUR = re.compile(r"(\d{1,2})\s*(am|pm)")


def read_time(text: str) -> time | None:
    """A time of day: `8:15`, `1650`, `16.50`, `2pm`, `2.30pm`, `noon`, `midnight`; None when it isn't one."""
    words = _tidy(text).removeprefix("at ")
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
    day_words, clock = _split_clock(_tidy(text))
    if clock is None:
        return None
    day = read_day(day_words, now.date())
    return None if day is None or day < now.date() else datetime.combine(day, clock)


def read_past_moment(text: str, now: datetime) -> datetime | None:
    """A wall time gone by, as typed into a contact; None when it isn't one or is still to come.

    `now`, `8:15`, `10 min ago`, `yday 1650`, `tue 9` (nine o'clock on the last Tuesday), `14 nov 10:30`,
    `20/11/2026 14:30`. A time later than now is last night's only when that is under twelve hours ago. A
    day without a time is taken at noon (today: at this moment), which the form shows before it is saved. A
    day without a year is one of the last ten months: `28 nov` typed on 26 November is a slip, not last
    year.
    """
    words = _tidy(text)
    now = now.replace(second=0, microsecond=0, tzinfo=None)
    if words in ("now", "today", "just now"):
        return now
    if (ago := _read_ago(words, now)) is not None:
        return ago
    if (clock := read_time(words)) is not None:
        at = datetime.combine(now.date(), clock)
        if at <= now:
            return at
        at -= timedelta(days=1)
        return at if now - at < timedelta(hours=12) else None
    day_words, clock = _split_clock(words)
    hour = re.fullmatch(r"([a-z]+)\s+(?:at\s+)?(\d{1,2})", words) if clock is None else None
    if hour and int(hour[2]) < 24 and (hour[1] in _DAY_WORDS or hour[1] in _PAST_DAYS):
        day_words, clock = hour[1], time(int(hour[2]))
    if (weekday := _DAY_WORDS.get(day_words.removeprefix("last "))) is not None:
        return _last_weekday(weekday, clock, now)
    day = _read_past_day(day_words, now.date())
    if day is None:
        return None
    at = now if clock is None and day == now.date() else datetime.combine(day, clock or time(12))
    return at if at <= now else None


_PAST_DAYS = {"today": 0, "this morning": 0, "yday": 1, "yd": 1, "yest": 1, "yesterday": 1, "last night": 1}
_AGO = re.compile(r"(\d{1,4}|[a-z]+)\s*(minutes?|mins?|hours?|hrs?|days?|weeks?|wks?)\s+ago")


def _read_ago(words: str, now: datetime) -> datetime | None:
    found = _AGO.fullmatch(words)
    if found is None or not (found[1].isdigit() or found[1] in _NUMBERS):
        return None
    count = int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]
    if found[2][0] == "m":
        return now - timedelta(minutes=count)
    if found[2][0] == "h":
        return now - timedelta(hours=count)
    day = now.date() - timedelta(days=count * (7 if found[2][0] == "w" else 1))
    return datetime.combine(day, time(12)) if count else now


_DAY_MONTH_YEAR = re.compile(r"(?:[a-z]+\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\s+(?:19|20|21)\d\d")


def _split_clock(words: str) -> tuple[str, time | None]:
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


def _last_weekday(weekday: int, clock: time | None, now: datetime) -> datetime:
    back = (now.weekday() - weekday) % 7
    at = datetime.combine(now.date() - timedelta(days=back), clock or time(12))
    if at > now or (back == 0 and clock is None):
        at -= timedelta(days=7)
    return at


def _read_past_day(words: str, today: date) -> date | None:
    if words in _PAST_DAYS:
        return today - timedelta(days=_PAST_DAYS[words])
    return _read_calendar(words, today, ahead=False) or _read_day_of_weekday(words, today, ahead=False)


# --- births and ages --------------------------------------------------------------------------------------

_TIME_TAIL = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")


def read_birth(text: str, today: date) -> date:
    """A date of birth in any usual writing, day first; raises Refused with a plain reason.

    Takes `14/03/1964`, `14.3.64`, `3 Jan 1950`, `3-Jan-50`, `1950-01-03`, ISO with a time (as spreadsheets
    give it), `19500103` and `03011950`. A two-digit year is taken when only one century is possible for
    someone of at most 115; otherwise it is refused, because a wrong guess turns a person of 102 into a
    child of two.
    """
    words = _TIME_TAIL.sub("", _tidy(text))
    if not words:
        raise Refused("no date of birth")
    if re.fullmatch(r"\d{8}", words):
        iso_first = int(words[4:6]) <= 12
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}" if iso_first else f"{words[:2]}/{words[2:4]}/{words[4:]}"
    if re.fullmatch(r"(19|20)\d\d", words):
        raise Refused("only a year: day and month are missing")
    if re.fullmatch(r"\d+([.]0+)?", words):
        raise Refused("a number, not a date: the spreadsheet column isn't formatted as dates")
    parts = _calendar_parts(_without_weekday(words)) or _slash_iso(words)
    day_number, month, year = parts or (0, 0, None)
    if year is None:
        raise Refused("not a date: write it as day/month/year")
    if re.search(r"(?<!\d)\d{2}$", words) and not _ISO.fullmatch(words):
        year = _century_of_birth(day_number, month, year % 100, today)
    return _checked_birth(day_number, month, year, today)


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.rstrip(",") in _DAY_WORDS else words


def _slash_iso(words: str) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", words)
    return (int(found[3]), int(found[2]), int(found[1])) if found else None


def _century_of_birth(day: int, month: int, short_year: int, today: date) -> int:
    possible = []
    for year in (1900 + short_year, 2000 + short_year):
        born = _dated(day, month, year)
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
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
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


# --- instants and the wall --------------------------------------------------------------------------------


def instant(moment: datetime) -> str:
    """An aware moment as the store keeps it: `2026-11-20T14:30:00Z`. A naive one raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall(instant_text: str) -> datetime:
    """The naive wall time in London of a stored instant."""
    return datetime.fromisoformat(instant_text).astimezone(LONDON).replace(tzinfo=None)


def to_instant(wall_time: datetime) -> str:
    """The stored instant of a naive London wall time.

    In the night when clocks go back an hour comes twice: the first is meant. In the hour that is skipped in
    spring the time moves forward by that hour.
    """
    return instant(wall_time.replace(tzinfo=LONDON, fold=0))


def london_day(moment: datetime) -> date:
    """The wall date in London of an aware moment."""
    return moment.astimezone(LONDON).date()


# --- working days and months ------------------------------------------------------------------------------


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Imported here because the library takes about 100 ms, which the first screen does not have.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays of England left out."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """The count-th working day after a day; 0 gives the day itself."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def months_after(day: date, count: int) -> date:
    """The same day of the month count months on (or back), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_later(day: date) -> date:
    """When the reply to a request for someone's own record is due.

    The corresponding date of the next month, or the last day of a shorter one, and on to the next working
    day. Source: ICO guidance on the right of access, one calendar month.
    """
    return next_working_day(months_after(day, 1))
