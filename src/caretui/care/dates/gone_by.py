"""A moment gone by, as people type it into a contact."""

import re
from datetime import date, datetime, time, timedelta

from caretui.care.dates.typed import read_time, split_clock
from caretui.care.dates.written import DAY_WORDS, NUMBERS, read_calendar, read_day_of_weekday, tidy

_PAST_DAYS = {"today": 0, "this morning": 0, "yday": 1, "yd": 1, "yest": 1, "yesterday": 1, "last night": 1}
_AGO = re.compile(r"(\d{1,4}|[a-z]+)\s*(minutes?|mins?|hours?|hrs?|days?|weeks?|wks?)\s+ago")


def read_past_moment(text: str, now: datetime) -> datetime | None:
    """A wall time gone by, as typed into a contact; None when it isn't one or is still to come.

    `now`, `8:15`, `10 min ago`, `yday 1650`, `tue 9` (nine o'clock on the last Tuesday), `14 nov 10:30`,
    `20/11/2026 14:30`. A time later than now is last night's only when that is under twelve hours ago. A
    day without a time is taken at noon (today: at this moment), which the form shows before it is saved. A
    day without a year is one of the last ten months: `28 nov` typed on 26 November is a slip, not last
    year.
    """
    words = tidy(text)
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
    day_words, clock = split_clock(words)
    hour = re.fullmatch(r"([a-z]+)\s+(?:at\s+)?(\d{1,2})", words) if clock is None else None
    if hour and int(hour[2]) < 24 and (hour[1] in DAY_WORDS or hour[1] in _PAST_DAYS):
        day_words, clock = hour[1], time(int(hour[2]))
    if (weekday := DAY_WORDS.get(day_words.removeprefix("last "))) is not None:
        return _last_weekday(weekday, clock, now)
    day = _read_past_day(day_words, now.date())
    if day is None:
        return None
    at = now if clock is None and day == now.date() else datetime.combine(day, clock or time(12))
    return at if at <= now else None


def _read_ago(words: str, now: datetime) -> datetime | None:
    found = _AGO.fullmatch(words)
    if found is None or not (found[1].isdigit() or found[1] in NUMBERS):
        return None
    count = int(found[1]) if found[1].isdigit() else NUMBERS[found[1]]
    if found[2][0] == "m":
        return now - timedelta(minutes=count)
    if found[2][0] == "h":
        return now - timedelta(hours=count)
    day = now.date() - timedelta(days=count * (7 if found[2][0] == "w" else 1))
    return datetime.combine(day, time(12)) if count else now


def _last_weekday(weekday: int, clock: time | None, now: datetime) -> datetime:
    back = (now.weekday() - weekday) % 7
    at = datetime.combine(now.date() - timedelta(days=back), clock or time(12))
    if at > now or (back == 0 and clock is None):
        at -= timedelta(days=7)
    return at


def _read_past_day(words: str, today: date) -> date | None:
    if words in _PAST_DAYS:
        return today - timedelta(days=_PAST_DAYS[words])
    return read_calendar(words, today, ahead=False) or read_day_of_weekday(words, today, ahead=False)
