"""The typed line of a booking: `fri 10:30 visit, weigh him`, `tue 2pm call weekly x6`, and what it means."""

import re
from datetime import datetime

from caretui.care.dates import read_day, read_moment, read_time, say_full_date
from caretui.care.recurrence import Repeat, read_repeat
from caretui.care.refused import Refused
from caretui.lean import dataclass

KINDS = {
    "visit": "visit",
    "see": "visit",
    "call": "call",
    "ring": "call",
    "phone": "call",
    "telephone": "call",
    "appointment": "appointment",
    "appt": "appointment",
    "clinic": "appointment",
}
_SAYS_MORE = ("see", "ring", "phone", "clinic")
"""Words that stay in what it is for: "ring Ann"."""
USUAL_TIMES = 6
"""How many are booked when a repeat has no end."""
MOST_TIMES = 60
_TIMES = re.compile(r"(?:^|\s)(?:x\s?(\d{1,2})|(\d{1,2}) times)(?=\s|$)")
_MINUTES = re.compile(r"(?:^|\s)(?:for )?(\d{1,3})\s?min(?:ute)?s?(?=\s|$|,)")
_MONTHS = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_LIKE_A_DATE = re.compile(
    rf"(?<!\S)(\d{{1,4}}[/-]\d{{1,2}}([/-]\d{{1,4}})?|\d{{1,2}}(st|nd|rd|th)? {_MONTHS})(?!\S)", re.IGNORECASE
)
_A_MONTH = re.compile(rf"{_MONTHS}(?!\S)", re.IGNORECASE)
_A_YEAR = re.compile(rf"{_MONTHS} (19|20)\d\d$", re.IGNORECASE)
"""A day at the end: its year is not the time 20:28."""
_LONGEST_WHEN = 6
_LONGEST_REPEAT = 9


@dataclass(frozen=True)
class Booking:
    """What a line books: `times` are wall times in London, the first is `at`."""

    kind: str
    times: tuple[datetime, ...]
    purpose: str = ""
    place: str = ""
    minutes: int | None = None
    repeat: Repeat | None = None

    @property
    def at(self) -> datetime:
        """The first time."""
        return self.times[0]

    @property
    def reading(self) -> str:
        """`visit | Fri 27 Nov 2026 10:30 | weigh him | weekly, 6 times, the last Fri 1 Jan 2027`."""
        parts = [self.kind, f"{say_full_date(self.at.date())} {self.at:%H:%M}", self.purpose]
        if self.place:
            parts.append(f"at {self.place}")
        if self.minutes:
            parts.append(f"{self.minutes} minutes")
        if self.repeat and len(self.times) > 1:
            last = say_full_date(self.times[-1].date())
            parts.append(f"{self.repeat.words}, {len(self.times)} times, the last {last}")
        return " | ".join(part for part in parts if part)


def read_booking(text: str, now: datetime) -> Booking:
    """Reads when, what kind, what for, `at` a place, minutes, a repeat. Raises Refused with a plain reason."""
    count = _TIMES.search(text)
    words = (_TIMES.sub(" ", text, count=1) if count else text).replace(",", " , ").split()
    at, words = _take_moment(words, now)
    rest = " ".join(words).replace(" ,", ",").strip(" ,")
    minutes = _MINUTES.search(rest)
    rest = (_MINUTES.sub(" ", rest, count=1) if minutes else rest).strip(" ,")
    repeat, rest = _take_repeat(rest, at)
    kind, rest = _take_kind(rest)
    purpose, place = _take_place(rest)
    wanted = int(count[1] or count[2]) if count else USUAL_TIMES
    return Booking(
        kind=kind,
        times=_times(at, repeat, wanted),
        purpose=purpose,
        place=place,
        minutes=int(minutes[1]) if minutes else None,
        repeat=repeat,
    )


def _take_moment(words: list[str], now: datetime) -> tuple[datetime, list[str]]:
    """The time at the start of the line, else at its end, and the words without it.

    A time alone is today's; with a day at the other end of the line it is that day's ("fri visit 10:30").
    """
    sizes = range(min(_LONGEST_WHEN, len(words)), 0, -1)
    starts = ((words[:size], words[size:]) for size in sizes)
    ends = () if _A_YEAR.search(" ".join(words)) else ((words[-size:], words[:-size]) for size in sizes)
    for taken, rest in (*starts, *ends):
        at = None if _A_YEAR.search(" ".join(taken)) else read_moment(" ".join(taken), now)
        if at is None:
            continue
        if read_time(" ".join(taken)) is not None:
            at, rest = _with_day(at, rest, now)
        if at < now:
            raise Refused("that time has gone by: c writes up what happened")
        return at, rest
    runs = (words[start : start + size] for size in (4, 3, 2, 1) for start in range(len(words) - size + 1))
    if day := next(filter(None, (read_day(" ".join(run), now.date()) for run in runs)), None):
        raise Refused(f"{say_full_date(day)}, at what time? fri 10:30")
    raise Refused("when? fri 10:30 visit, tomorrow 2pm call, 14 jan 09:00 appointment")


def _with_day(at: datetime, words: list[str], now: datetime) -> tuple[datetime, list[str]]:
    """The time on the day that the other words begin with; a date that doesn't exist must not become today."""
    for size in range(min(4, len(words)), 0, -1):
        day = read_day(" ".join(words[:size]), now.date())
        if day is not None:
            left = " ".join(words[size:])
            if _LIKE_A_DATE.match(left) or _A_MONTH.match(left):
                break
            return datetime.combine(day, at.time()), words[size:]
    if _LIKE_A_DATE.search(" ".join(words)):
        raise Refused("there is no such day")
    return at, words


def _take_repeat(rest: str, at: datetime) -> tuple[Repeat | None, str]:
    words = rest.split()
    for size in range(min(_LONGEST_REPEAT, len(words)), 0, -1):
        if (repeat := read_repeat(" ".join(words[-size:]), at.date())) is not None:
            return repeat, " ".join(words[:-size]).strip(" ,")
        if (repeat := read_repeat(" ".join(words[:size]), at.date())) is not None:
            return repeat, " ".join(words[size:]).strip(" ,")
    return None, rest


def _take_kind(rest: str) -> tuple[str, str]:
    first, _, more = rest.partition(" ")
    word = first.casefold().strip(",:")
    if word not in KINDS:
        return "visit", rest
    return KINDS[word], (rest if word in _SAYS_MORE else more).strip(" ,")


def _take_place(rest: str) -> tuple[str, str]:
    """What it is for, and the place after the last `at`, up to a comma."""
    found = re.match(r"(?:|.*\s)at\s+([^,]+)", rest)
    if found is None:
        return rest, ""
    lead = rest[: found.start(1)].removesuffix(" ").removesuffix("at").strip(" ,")
    after = rest[found.end(1) :].strip(" ,")
    return ", ".join(part for part in (lead, after) if part), found[1].strip()


def _times(at: datetime, repeat: Repeat | None, wanted: int) -> tuple[datetime, ...]:
    times = [at]
    most = MOST_TIMES if repeat and repeat.until else min(wanted, MOST_TIMES)
    while repeat and len(times) < most:
        day = repeat.next(times[-1].date(), at.date())
        if day is None:
            break
        times.append(datetime.combine(day, at.time()))
    return tuple(times)
