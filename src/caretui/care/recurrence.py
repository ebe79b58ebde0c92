"""What comes again: how repeats are typed, said, and where the next one falls."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from caretui.care.dates import DAY_NAMES, months_after, next_working_day, read_day, read_weekday, say_full_date
from caretui.lean import dataclass, replace

Unit = Literal["day", "week", "month", "year"]

_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
}  # fmt: skip
_ORDINAL_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_COUNTS = {
    "other": 2,
    "second": 2,
    "two": 2,
    "three": 3,
    "third": 3,
    "four": 4,
    "six": 6,
    "eight": 8,
    "twelve": 12,
}
_PLAIN: dict[str, tuple[int, Unit]] = {
    "daily": (1, "day"),
    "nightly": (1, "day"),
    "every night": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "every fortnight": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
}


@dataclass(frozen=True)
class Repeat:
    """Every so many days, weeks, months or years, perhaps on weekdays or a day of the month, perhaps until.

    `weekdays`: 0 is Monday. With the unit month: `nth` (1 to 4, -1 the last) of the one weekday, or `day`
    (1 to 31; a shorter month has it on its last day). `until` is the last possible date; `until_review` has
    no date yet.
    """

    every: int
    unit: Unit
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    until: date | None = None
    until_review: bool = False

    @property
    def words(self) -> str:
        """The repeat as it is said; `read_repeat` reads it back."""
        tail = " until review" if self.until_review else ""
        if self.until is not None:
            tail = f" until {say_full_date(self.until)}"
        return self._rhythm() + tail

    def _rhythm(self) -> str:
        if self.unit == "month" and (self.nth is not None or self.day is not None):
            which = f"{ordinal(self.day)}" if self.day is not None else self._nth_words()
            return f"{which} of month" if self.every == 1 else f"{which} of every {self.every} months"
        if self.weekdays == (0, 1, 2, 3, 4) and self.every == 1:
            return "weekdays"
        if self.weekdays:
            days = " ".join(DAY_NAMES[n] for n in self.weekdays)
            return f"every {days}" if self.every == 1 else f"every {self.every} weeks on {days}"
        if self.every == 1:
            return {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}[self.unit]
        return f"every {self.every} {self.unit}s"

    def _nth_words(self) -> str:
        return f"{_ORDINAL_WORDS[self.nth or 1]} {_WEEKDAY_NAMES[self.weekdays[0]]}"

    def next(self, after: date, start: date | None = None) -> date | None:
        """The occurrence that follows `after`, which is the last one or the start; None when it has ended.

        `start` keeps a plain monthly or yearly repeat on its first day of the month, though a month was
        shorter.
        """
        try:
            found = self._next(after)
            if start is not None and self.unit in ("month", "year") and self.nth is None and self.day is None:
                last = months_after(found.replace(day=1), 1) - timedelta(days=1)
                found = last.replace(day=min(start.day, last.day))
        except (OverflowError, ValueError):
            return None
        return None if self.until is not None and found > self.until else found

    def _next(self, after: date) -> date:
        if self.unit == "day":
            return after + timedelta(days=self.every)
        if self.unit == "week":
            return self._next_week(after)
        if self.unit == "year":
            return months_after(after, 12 * self.every)
        if self.nth is None and self.day is None:
            return months_after(after, self.every)
        this_month = self._in_month(after)
        if this_month > after:
            return this_month
        return self._in_month(months_after(after.replace(day=1), self.every))

    def _next_week(self, after: date) -> date:
        if not self.weekdays:
            return after + timedelta(weeks=self.every)
        monday = after - timedelta(days=after.weekday())
        later = [n for n in self.weekdays if n > after.weekday()]
        if later:
            return monday + timedelta(days=later[0])
        # A start that is none of the days begins the rhythm; otherwise this week had its turn.
        weeks = self.every if after.weekday() in self.weekdays else 1
        return monday + timedelta(weeks=weeks, days=self.weekdays[0])

    def _in_month(self, month: date) -> date:
        first = month.replace(day=1)
        last = months_after(first, 1) - timedelta(days=1)
        if self.day is not None:
            return first.replace(day=min(self.day, last.day))
        weekday = self.weekdays[0]
        if self.nth == -1:
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=(self.nth or 1) - 1)


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def read_repeat(text: str, today: date | None = None) -> Repeat | None:
    """Reads a repeat as people type it, or None when it isn't one.

    `daily`, `every 2 weeks until review`, `every mon wed`, `monthly`, `1st of month`, `second tuesday of
    the month`, `weekly until 14 jan` (a day after "until" is read against `today`, and not at all without
    it).
    """
    words = " ".join(text.casefold().replace(",", " ").split()).strip(" .;")
    rhythm, until, end = words.partition(" until ")
    repeat = _read_rhythm(rhythm)
    if repeat is None or not until:
        return repeat
    if end in ("review", "the review", "reviewed", "next review"):
        return replace(repeat, until_review=True)
    last = read_day(end, today) if today is not None else None
    return None if last is None else replace(repeat, until=last)


_UNIT_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 31, "year": 366}


def interval_days(words: str) -> int | None:
    """The days of an agreed interval ("weekly", "6 weekly", "monthly"), a month at its longest, or None.

    Someone is drifting when more days than these have passed since anyone reached them.
    """
    repeat = read_repeat(words)
    return None if repeat is None else repeat.every * _UNIT_DAYS[repeat.unit]


def _read_rhythm(words: str) -> Repeat | None:
    if words in _PLAIN:
        return Repeat(*_PLAIN[words])
    if (found := re.fullmatch(r"(\d{1,2})[\s-]?(week|month)ly", words)) and int(found[1]) > 0:
        return Repeat(int(found[1]), "week" if found[2] == "week" else "month")
    if words in ("weekdays", "every weekday", "mon-fri", "mon to fri", "monday to friday"):
        return Repeat(1, "week", weekdays=(0, 1, 2, 3, 4))
    return _read_every(words) or _read_weekdays(words) or _read_of_month(words)


def _read_every(words: str) -> Repeat | None:
    found = re.fullmatch(r"(?:every|each)\s+(?:(\d{1,3}|[a-z]+)\s+)?(day|week|month|year)s?(?:\s+on\s+(.+))?", words)
    if found is None:
        return None
    count = _COUNTS.get(found[1], 0) if found[1] and not found[1].isdigit() else int(found[1] or 1)
    unit: Unit = found[2]  # type: ignore[assignment]  # the pattern holds exactly the four
    if count < 1:
        return None
    if found[3] is None:
        return Repeat(count, unit)
    days = _weekday_list(found[3])
    return Repeat(count, unit, weekdays=days) if days and unit == "week" else None


def _read_weekdays(words: str) -> Repeat | None:
    """`every mon wed`, `mondays`, `every other friday`, `each tue`."""
    lead, _, rest = words.partition(" ")
    if lead in ("every", "each"):
        count = 1
        other = re.match(r"(?:other|second|2nd)\s+(?!.*month)", rest)
        if other is not None:
            count, rest = 2, rest[other.end() :]
        days = _weekday_list(rest)
    else:
        count, days = 1, _weekday_list(words) if all(word.endswith("days") for word in words.split()) else ()
    return Repeat(count, "week", weekdays=days) if days else None


def _weekday_list(words: str) -> tuple[int, ...]:
    found: set[int] = set()
    for word in words.replace("&", " ").replace("/", " ").split():
        if word == "and":
            continue
        weekday = read_weekday(word)
        if weekday is None:
            return ()
        found.add(weekday)
    return tuple(sorted(found))


def _read_of_month(words: str) -> Repeat | None:
    words = re.sub(r"^(?:(?:monthly|every month)(?: on)?|on|every)\s+(?:the\s+)?", "", words.removeprefix("the "))
    monthly_lead = re.search(r"\s+of\s+(?:(?:the|each|every)\s+)?(?:(\d{1,2})\s+)?months?$", words)
    every = int(monthly_lead[1] or 1) if monthly_lead else 1
    which = words[: monthly_lead.start()] if monthly_lead else words
    nth = re.fullmatch(r"(\w+)\s+([a-z]+)", which)
    if nth is not None and nth[1] in _ORDINALS and (weekday := read_weekday(nth[2])) is not None:
        return Repeat(every or 1, "month", weekdays=(weekday,), nth=_ORDINALS[nth[1]])
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?|first|last day", which)
    if day is None or monthly_lead is None:
        return None
    number = int(day[1]) if day[1] else 1 if which == "first" else 31
    return Repeat(every or 1, "month", day=number) if 1 <= number <= 31 else None


def meeting_series(repeat: Repeat, after: date) -> Iterator[date]:
    """The dates of a meeting series later than `after`: one that falls on a weekend or bank holiday moves on.

    The rhythm itself doesn't move: the meeting after a moved one is where it would have been.
    """
    turn = repeat.next(after)
    while turn is not None:
        yield next_working_day(turn)
        turn = repeat.next(turn)


def turns_from(repeat: Repeat, first: date) -> Iterator[date]:
    """The days of a rhythm from `first` on, as they fall: a rhythm without a weekday or day of its own begins there."""
    plain = not repeat.weekdays and repeat.day is None
    turn = first if plain else repeat.next(first - timedelta(days=1))
    while turn is not None:
        yield turn
        turn = repeat.next(turn, first)
