"""The meeting's agenda: who comes on it and why, how long each has, and what goes on to the next.

Nothing that a meeting didn't reach is lost: that is the classic complaint about meeting tools (field guide,
6).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal

from caretui.care import risk
from caretui.care.counts import several
from caretui.care.dates import months_after, say_date
from caretui.lean import dataclass

State = Literal["listed", "discussed", "deferred", "not reached", "declined", "removed"]
Source = Literal["carried", "suggested", "by hand", "late item"]

GRAVITY: Final = (
    "admitted",
    "home",
    "A&E",
    "late item",
    "no coordinator",
    "risk",
    "late",
    "no reply",
    "new referral",
    "no contact",
    "review",
)
"""Kinds of reason, the gravest first."""


NO_REASON: Final = "no reason is written down"
"""Said of a case that was closed while nobody said why: one key closes it, the words can come after."""


def lacks_reason(level: str, why: str) -> bool:
    """Whether a decision closes the case and nobody has said why."""
    return level == "close" and not why.strip()


@dataclass(frozen=True)
class Reason:
    """Why someone is on the agenda: a kind of GRAVITY, and the words that stand beside the name."""

    kind: str
    words: str

    @property
    def gravity(self) -> int:
        """Higher is graver."""
        return len(GRAVITY) - GRAVITY.index(self.kind) if self.kind in GRAVITY else 0


@dataclass(frozen=True)
class Suggesting:
    """What is known of a person when an agenda is built; `since` is the day of the last meeting about them.

    `late_owners` has one entry an action that is late: the owner in words. `days_unseen` counts from the
    last contact that reached them, against the `interval_days` agreed.
    """

    today: date
    since: date | None = None
    admitted: date | None = None
    home: date | None = None
    attended: date | None = None
    has_coordinator: bool = True
    risk_before: str | None = None
    risk_after: str | None = None
    late_owners: tuple[str, ...] = ()
    no_replies: int = 0
    new_referral: bool = False
    interval_days: int | None = None
    days_unseen: int | None = None
    review_due: date | None = None
    died: bool = False


def reasons(facts: Suggesting) -> tuple[Reason, ...]:
    """Why the person might be discussed, the gravest first; () when nothing speaks for it.

    Reasons are words, never a bare score. Someone who died isn't suggested: whoever should speak of them
    adds them.
    """
    if facts.died:
        return ()
    found = (_hospital_reasons(facts), _work_reasons(facts), _drift_reasons(facts))
    return tuple(sorted((reason for part in found for reason in part), key=lambda reason: -reason.gravity))


def _hospital_reasons(facts: Suggesting) -> Iterable[Reason]:
    for kind, words, day in (
        ("admitted", "emergency admission", facts.admitted),
        ("home", "home from hospital", facts.home),
        ("A&E", "A&E", facts.attended),
    ):
        if day is not None and (facts.since is None or day >= facts.since):
            yield Reason(kind, f"{words} {say_date(day, facts.today)}")


def _work_reasons(facts: Suggesting) -> Iterable[Reason]:
    if not facts.has_coordinator:
        yield Reason("no coordinator", "NO COORDINATOR")
    if risk.moved_up(facts.risk_before, facts.risk_after):
        yield Reason("risk", f"risk {risk.change_in_words(facts.risk_before, facts.risk_after)}")
    if facts.late_owners:
        yield Reason("late", late_words(facts.late_owners))
    if facts.no_replies > 0:
        yield Reason("no reply", f"no reply {times(facts.no_replies)}")
    if facts.new_referral:
        yield Reason("new referral", "new referral")


def _drift_reasons(facts: Suggesting) -> Iterable[Reason]:
    if facts.interval_days is not None:
        if facts.days_unseen is None:
            yield Reason("no contact", "no contact yet")
        elif facts.days_unseen > facts.interval_days:
            yield Reason("no contact", f"no contact for {facts.days_unseen} days")
    if facts.review_due is not None and facts.review_due <= facts.today:
        yield Reason("review", "review due")


def late_words(owners: Sequence[str]) -> str:
    """ "3 actions late, 2 with district nursing": the owner who has most of them is named."""
    count = f"{several(len(owners), 'action')} late"
    most = max(dict.fromkeys(owners), key=owners.count)
    if len(owners) == 1:
        return f"{count}, with {most}"
    share = "all" if owners.count(most) == len(owners) else str(owners.count(most))
    return f"{count}, {share} with {most}"


# --- items ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One person on an agenda.

    `deferred` counts the meetings that didn't get to them since they were last discussed.
    `level` and `back` are the decision, "" until there is one; `back_on` is the day named instead of a
    meeting.
    """

    person: str
    source: Source
    state: State = "listed"
    deferred: int = 0
    reasons: tuple[Reason, ...] = ()
    level: str = ""
    back: str = ""
    back_on: date | None = None


def times(count: int) -> str:
    """once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def deferred_words(count: int) -> str:
    """ "deferred twice"; "" for someone who never waited."""
    return f"deferred {times(count)}" if count > 0 else ""


def carried_words(count: int) -> str:
    """ "carried", "carried twice": the first reason of a carried case."""
    return "carried" if count < 2 else f"carried {times(count)}"


# --- time and readiness -----------------------------------------------------------------------------------


def time_each(people: int, minutes: int) -> str:
    """ "15 people in 55 min: 3 min 40 each", rounded down to five seconds so that it ends in time."""
    if people < 1:
        return f"Nobody on the list, {minutes} min"
    who = several(people, "person", "people")
    seconds = minutes * 60 // people // 5 * 5
    whole, rest = divmod(seconds, 60)
    each = f"{whole} min {rest:02d}" if whole and rest else f"{whole} min" if whole else f"{rest} s"
    return f"{who} in {minutes} min: {each}{' each' if people > 1 else ''}"


@dataclass(frozen=True)
class Readiness:
    """Whether an item can be discussed as it should, and what is missing, in words."""

    ready: bool
    missing: tuple[str, ...]


def readiness(*, known_by_someone_coming: bool, told: bool, has_note: bool, nothing_to_add: bool = False) -> Readiness:
    """Ready: someone who knows the person comes, the person was told, there is a note or nothing to add."""
    missing = []
    if not known_by_someone_coming:
        missing.append("nobody coming knows them")
    if not told:
        missing.append("not yet told of the meeting")
    if not (has_note or nothing_to_add):
        missing.append("no note")
    return Readiness(not missing, tuple(missing))


# --- the end of a meeting ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Carried:
    """What becomes of an item: its state in this meeting, and whether and how it goes on.

    `goes_on` True puts it on the next agenda with the `deferred` count; `not_before` waits for the first
    meeting on or after that day.
    """

    state: State
    goes_on: bool
    deferred: int
    not_before: date | None = None


def outcome_at_end(item: Item, *, meeting_day: date) -> Carried:
    """What a meeting's end, or its being cancelled, does to an item.

    Not reached or deferred: on the next agenda, deferred once more. Discussed: back as decided, and an open
    case for which nobody decided comes back too. Closed, not needed, declined and removed stay away.
    """
    if item.state in ("declined", "removed"):
        return Carried(item.state, False, item.deferred)
    if item.state == "deferred":
        return Carried("deferred", True, item.deferred + 1, item.back_on)
    if item.state != "discussed":
        return Carried("not reached", True, item.deferred + 1)
    if item.level == "close" or item.back == "not needed":
        return Carried("discussed", False, 0)
    if item.back_on is not None:
        return Carried("discussed", True, 0, item.back_on)
    if item.back == "3 months":
        return Carried("discussed", True, 0, months_after(meeting_day, 3))
    return Carried("discussed", True, 0)
