"""Why a person needs someone today: the first reason that holds, in words (SCREENS, Caseload)."""

from datetime import date, datetime
from typing import Final

from caretui.care import risk
from caretui.care.counts import several
from caretui.care.dates import say_date
from caretui.lean import dataclass

When = str | date
"""A wall date or date and time, as the store keeps it ('2026-11-26', '2026-11-26T02:40') or already read."""

HOME_DAYS: Final = 7
REVIEW_DAYS: Final = 7

RANKS: Final = (
    "in hospital",
    "home",
    "message",
    "today",
    "late",
    "no coordinator",
    "interval",
    "to write up",
    "risk",
    "review",
    "died",
    "not copied",
    "settled",
)
"""The reasons in their order; a reason's rank is its place here. Caseload sorts by rank, then name."""
NOT_SEEN: Final = "not seen yet"
"""Of somebody new nobody knows whether they are settled."""


@dataclass(frozen=True)
class Facts:
    """What is known of a person on a day; everything but the day may be missing.

    `message_from`: who waits ("daughter"). `planned`: "visit", "call" or "meeting" today, with its time,
    and `planned_note` what to know about it ("no reply Thu 19"). `late_owner`: whose action is the latest,
    by `late_days`, of `late_count`. `interval`: as agreed ("monthly") with its days; `days_unseen` since
    anyone reached the person (None: never). `write_up`: "visit" or "call" with its day. `kindness`: what is
    still owed after a death ("call to family").
    """

    today: date
    in_hospital_since: When | None = None
    home_since: When | None = None
    message_from: str | None = None
    planned: str | None = None
    planned_at: When | None = None
    planned_note: str = ""
    late_count: int = 0
    late_days: int = 0
    late_owner: str = ""
    coordinator: str | None = None
    interval: str = ""
    interval_days: int | None = None
    days_unseen: int | None = None
    write_up: str | None = None
    write_up_day: When | None = None
    risk_before: str | None = None
    risk_after: str | None = None
    review_due: When | None = None
    died: When | None = None
    kindness: str = ""
    not_copied: bool = False
    clinical_system: str = "EMIS"


@dataclass(frozen=True)
class Why:
    """A reason: its name (one of RANKS), rank for sorting (0 first) and words for the column."""

    reason: str
    words: str

    @property
    def rank(self) -> int:
        return RANKS.index(self.reason)


def why_today(facts: Facts) -> Why:
    """The first reason that holds, always one ("settled").

    Someone who died is never late, drifting, without coordinator, due for review or at risk: what counts is
    who waits, what is planned, and the kindness still owed.
    """
    found = _of_the_dead(facts) if facts.died is not None else _of_the_living(facts)
    return found or Why("settled", "settled" if facts.days_unseen is not None else NOT_SEEN)


def _of_the_dead(facts: Facts) -> Why | None:
    assert facts.died is not None
    words = f"died {_said(facts.died, facts.today)}"
    if facts.kindness:
        owed = Why("died", f"{words}; {facts.kindness}")
        return _message(facts) or _planned(facts) or owed
    return _message(facts) or _planned(facts) or _write_up(facts) or _not_copied(facts) or Why("settled", words)


def _of_the_living(facts: Facts) -> Why | None:
    return (
        _hospital(facts)
        or _message(facts)
        or _planned(facts)
        or _late(facts)
        or (None if facts.coordinator else Why("no coordinator", "NO COORDINATOR"))
        or _interval(facts)
        or _write_up(facts)
        or _risk(facts)
        or _review(facts)
        or _not_copied(facts)
    )


def _hospital(facts: Facts) -> Why | None:
    if facts.in_hospital_since is not None:
        return Why("in hospital", f"IN HOSPITAL since {_said(facts.in_hospital_since, facts.today)}")
    if facts.home_since is None:
        return None
    days = (facts.today - _day(facts.home_since)).days
    if 0 <= days <= HOME_DAYS:
        return Why("home", f"home from hospital {say_date(_day(facts.home_since), facts.today)}")
    return None


def _message(facts: Facts) -> Why | None:
    return Why("message", f"{facts.message_from} waits for a call") if facts.message_from else None


def _planned(facts: Facts) -> Why | None:
    if facts.planned is None:
        return None
    at = f" {_clock(facts.planned_at)}" if facts.planned_at is not None else ""
    note = f", {facts.planned_note}" if facts.planned_note else ""
    return Why("today", f"{facts.planned}{at.rstrip()}{note}")


def _late(facts: Facts) -> Why | None:
    if facts.late_count < 1:
        return None
    days = f"{several(facts.late_days, 'day')} late"
    if facts.late_count == 1 and facts.late_owner:
        return Why("late", f"{facts.late_owner} {days}")
    if facts.late_count == 1:
        return Why("late", days)
    return Why("late", f"{facts.late_count} actions late, {facts.late_days}d")


def is_drifting(interval_days: int | None, days_unseen: int | None) -> bool:
    """Whether the agreed interval has passed since anyone reached the person; never reached counts."""
    return interval_days is not None and (days_unseen is None or days_unseen > interval_days)


def _interval(facts: Facts) -> Why | None:
    if not is_drifting(facts.interval_days, facts.days_unseen):
        return None
    unseen = NOT_SEEN if facts.days_unseen is None else f"{facts.days_unseen} days"
    return Why("interval", f"agreed {facts.interval}, {unseen}")


def _write_up(facts: Facts) -> Why | None:
    if facts.write_up is None:
        return None
    day = f" {say_date(_day(facts.write_up_day), facts.today)}" if facts.write_up_day is not None else ""
    return Why("to write up", f"to write up: {facts.write_up}{day}")


def _risk(facts: Facts) -> Why | None:
    if not risk.moved_up(facts.risk_before, facts.risk_after):
        return None
    return Why("risk", f"risk list: {risk.change_in_words(facts.risk_before, facts.risk_after)}")


def _review(facts: Facts) -> Why | None:
    if facts.review_due is None:
        return None
    due = _day(facts.review_due)
    if (due - facts.today).days > REVIEW_DAYS:
        return None
    was = "was due" if due < facts.today else "due"
    return Why("review", f"plan review {was} {say_date(due, facts.today)}")


def _not_copied(facts: Facts) -> Why | None:
    return Why("not copied", f"not yet copied to {facts.clinical_system}") if facts.not_copied else None


def _day(when: When) -> date:
    if isinstance(when, str):
        return date.fromisoformat(when[:10])
    return when.date() if isinstance(when, datetime) else when


def _clock(when: When) -> str:
    if isinstance(when, str):
        return when[11:16]
    return f"{when:%H:%M}" if isinstance(when, datetime) else ""


def _said(when: When, today: date) -> str:
    """Today's time of day if it is known, otherwise the day."""
    day = _day(when)
    return _clock(when) or "today" if day == today else say_date(day, today)
