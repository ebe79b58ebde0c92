"""Counts before and since the plan, with window, what is counted, source and a caution always beside them.

Windows differ, event kinds are mixed, and a fall after a peak is partly regression to the mean (field
guide, 1).
"""

from datetime import date
from typing import Final

from caretui.care.counts import several
from caretui.care.dates import months_after, say_birth
from caretui.lean import dataclass

WHAT: Final = "hospital visits or admissions"
CAUTION: Final = "Some fall after a peak is usual"
FULL_CAUTION: Final = (
    "The two windows differ in length and season, kinds of event are counted together, and people are chosen "
    "when things are at their worst: some fall after a peak is usual, with or without a plan."
)


@dataclass(frozen=True)
class Counted:
    """So many events in a window of whole months.

    `until` is the last day of the window, `source` who counted ("told by the practice"), `what` what was
    counted.
    """

    count: int
    months: int
    what: str = WHAT
    until: date | None = None
    source: str = ""

    @property
    def rate(self) -> float | None:
        """Events a month; None for a window of under a month, of which a rate would say nothing."""
        return self.count / self.months if self.months > 0 else None

    @property
    def rate_words(self) -> str:
        """ "1.42 a month"; "" when there is no rate."""
        return f"{self.rate:.2f} a month" if self.rate is not None else ""

    @property
    def window_words(self) -> str:
        """ "12 months to 20 May 2026", for documents; "12 months" without its end."""
        window = _months(self.months)
        return f"{window} to {say_birth(self.until)}" if self.until is not None else window


def before_words(before: Counted) -> str:
    """ "17 hospital visits or admissions in 12 months (1.42 a month)"."""
    return f"{before.count} {before.what} in {_months(before.months)}{_in_brackets(before)}"


def since_words(since: Counted) -> str:
    """ "2 in 6 months (0.33 a month). Some fall after a peak is usual"; the caution is part of it."""
    return f"{since.count} in {_months(since.months)}{_in_brackets(since)}. {CAUTION}"


def _in_brackets(counted: Counted) -> str:
    return f" ({counted.rate_words})" if counted.rate_words else ""


def _months(count: int) -> str:
    return "under a month" if count < 1 else several(count, "month")


def whole_months(start: date, end: date) -> int:
    """Completed calendar months from start to end; 0 when end is earlier."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (months_after(start, months) > end)


def months_between(start: date, end: date) -> int:
    """Months from start to end to the nearest whole one, under one month 0.

    The count since a plan takes every event up to today, so the window is rounded rather than cut: half a
    month more or less changes a rate of 2 in 6 months by 0.03.
    """
    months = whole_months(start, end)
    if months == 0:
        return 0
    reached, following = months_after(start, months), months_after(start, months + 1)
    return months + (2 * (end - reached).days >= (following - reached).days)


def since_plan(plan_day: date, today: date, *, events: int, what: str = WHAT) -> Counted:
    """The count since the plan began: all events from the plan's day to today."""
    return Counted(events, months_between(plan_day, today), what, until=today)
