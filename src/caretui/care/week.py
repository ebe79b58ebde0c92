"""Who goes in: weekly patterns of services and people, the week's gaps, and the same thing done twice."""

import re
from collections.abc import Iterable, Sequence

from caretui.care.dates import DAY_NAMES, read_time, read_weekday
from caretui.care.identifiers import fold
from caretui.care.recurrence import Repeat, ordinal, read_repeat
from caretui.lean import dataclass

DAY_LETTERS = "M T W T F S S"
_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_RANGES = {
    "daily": _EVERY_DAY,
    "nightly": _EVERY_DAY,
    "every day": _EVERY_DAY,
    "every night": _EVERY_DAY,
    "weekdays": (0, 1, 2, 3, 4),
    "weekends": (5, 6),
    "weekend": (5, 6),
}


@dataclass(frozen=True)
class Pattern:
    """When a service or person goes in.

    `days`: 0 is Monday, () when the rhythm isn't a weekly one. `time`: "10:30" or "". `words`: the rhythm
    without the time, which `read_pattern` reads back. `repeat` is the rhythm when it isn't simply every
    week.
    """

    days: tuple[int, ...]
    time: str
    words: str
    repeat: Repeat | None = None

    @property
    def every_week(self) -> bool:
        """Whether it happens in each week on its days, so that it fills a column of the week."""
        return bool(self.days) and self.repeat is None

    @property
    def marks(self) -> str:
        """Thirteen columns: "x . x . . . ." under the letters of the days, or the words of another rhythm."""
        if not self.days:
            return self._short_words()[:13].ljust(13)
        return " ".join("x" if day in self.days else "." for day in _EVERY_DAY)

    @property
    def note(self) -> str:
        """What the marks don't say: "every 2 weeks"; "" for every week."""
        if not self.days or self.repeat is None:
            return ""
        return f"every {self.repeat.every} weeks"

    def _short_words(self) -> str:
        repeat = self.repeat
        if repeat is None or repeat.nth is None:
            return self.words
        return f"{'last' if repeat.nth < 0 else ordinal(repeat.nth)} {DAY_NAMES[repeat.weekdays[0]]}"

    @property
    def text(self) -> str:
        """The pattern as it is typed and said: "Mon Wed 10:30"."""
        return f"{self.words} {self.time}".strip()


def read_pattern(text: str) -> Pattern | None:
    """Reads a weekly or other rhythm with its time, or None.

    `mon wed 10:30`, `daily 22:00`, `weekdays`, `mon-fri 8am`, `every 2 weeks on tue`, `1st of month`.
    None when it isn't a rhythm: a service in place always has one.
    """
    words, clock = _without_time(" ".join(text.casefold().replace(",", " ").replace("&", " ").split()))
    days = _weekly_days(words)
    if days:
        return Pattern(days, clock, _day_words(days))
    repeat = read_repeat(words)
    if repeat is None:
        return None
    if repeat.unit == "week" and repeat.every == 1 and repeat.weekdays:
        return Pattern(repeat.weekdays, clock, _day_words(repeat.weekdays))
    return Pattern(repeat.weekdays if repeat.unit == "week" else (), clock, repeat.words, repeat)


def _without_time(words: str) -> tuple[str, str]:
    """Takes the time of day out, wherever it stands; a bare number is none."""
    parts = words.split()
    for n, part in enumerate(parts):
        clock = read_time(part) if re.search(r"[:.]\d\d|[ap]m$|^\d{4}$", part) else None
        if clock is not None:
            kept = parts[:n] + parts[n + 1 :]
            if kept and n > 0 and parts[n - 1] == "at":
                del kept[n - 1]
            return " ".join(kept), f"{clock:%H:%M}"
    return words, ""


def _weekly_days(words: str) -> tuple[int, ...]:
    if words in _RANGES:
        return _RANGES[words]
    span = re.fullmatch(r"([a-z]+)\s*(?:-|to)\s*([a-z]+)", words)
    if span is not None:
        first, last = read_weekday(span[1]), read_weekday(span[2])
        if first is None or last is None:
            return ()
        return tuple(sorted((first + n) % 7 for n in range((last - first) % 7 + 1)))
    days = [read_weekday(word) for word in words.removeprefix("every ").split() if word != "and"]
    return tuple(sorted({day for day in days if day is not None})) if days and None not in days else ()


def _day_words(days: tuple[int, ...]) -> str:
    for words in ("daily", "weekdays", "weekends"):
        if days == _RANGES[words]:
            return words
    return " ".join(DAY_NAMES[day] for day in days)


# --- the week as a whole ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Service:
    """Someone who goes in: who, what for ("weight", "shopping"), and when."""

    provider: str
    what: str
    pattern: Pattern


@dataclass(frozen=True)
class Twice:
    """The same kind of thing done by several providers on the same days."""

    what: str
    providers: tuple[str, ...]
    days: tuple[int, ...]

    @property
    def words(self) -> str:
        """ "TWICE weight: DN and matron, Mon"."""
        days = _day_words(self.days)
        return f"TWICE {self.what}: {' and '.join(self.providers)}, {days}"


def twice(services: Sequence[Service]) -> tuple[Twice, ...]:
    """What two or more providers do on the same day of every week; nothing is compared without a *what*."""
    found: dict[str, list[Service]] = {}
    for service in services:
        if service.pattern.every_week and fold(service.what):
            found.setdefault(fold(service.what), []).append(service)
    doubles = []
    for same in found.values():
        days = [day for day in _EVERY_DAY if len(_providers_on(same, day)) > 1]
        if days:
            providers = dict.fromkeys(name for day in days for name in _providers_on(same, day))
            doubles.append(Twice(same[0].what, tuple(providers), tuple(days)))
    return tuple(doubles)


def _providers_on(services: Iterable[Service], day: int) -> tuple[str, ...]:
    """Providers with that day, each once however its name is written."""
    named = {fold(service.provider): service.provider for service in services if day in service.pattern.days}
    return tuple(named.values())


def gaps(patterns: Iterable[Pattern]) -> tuple[int, ...]:
    """The days of the week on which nobody goes in; a rhythm that leaves weeks out doesn't fill a day."""
    covered = {day for pattern in patterns if pattern.every_week for day in pattern.days}
    return tuple(day for day in _EVERY_DAY if day not in covered)


def gap_words(patterns: Iterable[Pattern]) -> str:
    """ "nobody on Tue Thu"; "" when every day has someone, "nobody goes in" when none has."""
    empty = gaps(patterns)
    if len(empty) == 7:
        return "nobody goes in"
    return f"nobody on {' '.join(DAY_NAMES[day] for day in empty)}" if empty else ""
