"""The rules of actions: when one is late, when a repeated one comes again, when two agencies do the same thing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from caretui.care.dates import say_date, say_full_date
from caretui.care.identifiers import fold
from caretui.care.lines import Understood
from caretui.care.recurrence import Repeat, read_repeat
from caretui.care.vocabulary import OPEN_ACTION_STATUS
from caretui.lean import dataclass, replace

CHASE_AFTER: Final = timedelta(days=14)
"""When somebody who is waited on is rung again, unless another day is said."""


# --- late ---------------------------------------------------------------------------------------------------


def days_late(due: date | None, today: date, *, status: str = "planned", died: bool = False) -> int:
    """Days past the day on which somebody should have looked at an open action; never for someone who has died.

    The day of an action that waits is the day to chase it, so waiting is late only once nobody chased.
    """
    if due is None or died or status not in OPEN_ACTION_STATUS:
        return 0
    return max(0, (today - due).days)


def when_words(due: date | None, today: date, *, status: str = "planned", died: bool = False) -> str:
    """ "LATE 3d", "today", "Fri 27", "CHASE 2d", "waiting", "no day"."""
    late = days_late(due, today, status=status, died=died)
    if status == "waiting":
        return f"CHASE {late}d" if late else "chase now" if due == today else "waiting"
    if late:
        return f"LATE {late}d"
    return say_date(due, today) if due else "no day"


def standing_words(
    status: str, today: date, *, waiting_on: str = "", since: date | None = None, chase_on: date | None = None
) -> str:
    """How an action stands beyond its day: "waiting on mental health since 12 Nov, chase Fri 27"; "" when planned."""
    if status == "planned":
        return ""
    if status != "waiting":
        return status
    words = f"waiting on {waiting_on}" if waiting_on else "waiting"
    words += f" since {say_date(since, today)}" if since else ""
    return words + (f", chase {say_date(chase_on, today)}" if chase_on else "")


# --- again --------------------------------------------------------------------------------------------------


def first_turn(repeat: Repeat, today: date) -> date | None:
    """The first day of a repeat that was asked for today: today itself when it is one of its days.

    A rhythm without days ("weekly") begins one turn from now; a daily one begins today.
    """
    has_days = bool(repeat.weekdays) or repeat.day is not None or repeat.nth is not None
    if has_days or (repeat.unit == "day" and repeat.every == 1):
        return repeat.next(today - timedelta(days=1))
    return repeat.next(today)


def next_turn(repeat: Repeat, due: date | None, done: date) -> date | None:
    """The turn that follows one that was due and done on these days: the rhythm stays, missed turns are passed over."""
    start = due or done
    turn = repeat.next(start, start)
    while turn is not None and turn <= done:
        turn = repeat.next(turn, start)
    return turn


def due_of(read: Understood, today: date) -> tuple[date | None, date | None]:
    """(due, review) of a typed line: `review 14 jan` is both.

    With a repeat the first turn is due, and that day its review.
    """
    review = read.due if read.lead == "review" else None
    if read.repeat is None:
        return read.due, review
    if read.due is not None and review is None:
        return read.due, None
    return first_turn(read.repeat, today), review


def stored_repeat(words: str | None, until: str | None, today: date) -> Repeat | None:
    """The repeat of a stored action: its rhythm in words and until when (a day, "review", or nothing)."""
    repeat = read_repeat(words, today) if words else None
    if repeat is None or not until:
        return repeat
    if until == "review":
        return replace(repeat, until_review=True)
    return replace(repeat, until=date.fromisoformat(until))


def repeat_columns(repeat: Repeat | None) -> tuple[str | None, str | None]:
    """(rhythm in words, until when) of a repeat, as an action stores it."""
    if repeat is None:
        return None, None
    until = "review" if repeat.until_review else repeat.until.isoformat() if repeat.until else None
    return replace(repeat, until=None, until_review=False).words, until


def reading(read: Understood, today: date) -> str:
    """How a typed line was understood, with the first day of a repeat: what the screen shows before Enter."""
    words = read.reading(today)
    due, _ = due_of(read, today)
    if read.repeat is not None and due is not None and due != read.due:
        words += f" | first {'today, ' if due == today else ''}{say_full_date(due)}"
    return words


# --- twice --------------------------------------------------------------------------------------------------

_SMALL: Final = frozenset(
    {
        "a",
        "an",
        "and",
        "any",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "her",
        "him",
        "his",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "the",
        "their",
        "them",
        "to",
        "up",
        "with",
    }
)
_DOING: Final = frozenset(
    {
        "arrange",
        "assess",
        "book",
        "bring",
        "buy",
        "check",
        "deliver",
        "do",
        "fit",
        "get",
        "give",
        "install",
        "look",
        "make",
        "order",
        "organise",
        "provide",
        "put",
        "refer",
        "referral",
        "ring",
        "see",
        "send",
        "sort",
        "supply",
        "talk",
        "visit",
    }
)


@dataclass(frozen=True)
class Asked:
    """An open action as it is compared: what, and whose (an agency's id, else the owner's words)."""

    id: str
    what: str
    agency: str
    owner: str


@dataclass(frozen=True)
class Twice:
    """The same thing asked of several agencies at once."""

    what: str
    owners: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "TWICE bath seat: OT and DN"."""
        return f"TWICE {self.what}: {' and '.join(self.owners)}"


def asked_twice(actions: Sequence[Asked]) -> tuple[Twice, ...]:
    """What two agencies have been asked to do for one person at the same time.

    The same words, or the same two things or more once small words and "order", "fit", "get" are left out: "order bath
    seat" and "bath seat for Frank" are one bath seat; "see Al" and "ring Al" are not the same thing.
    """
    found = []
    taken: set[str] = set()
    for place, one in enumerate(actions):
        if one.id in taken:
            continue
        same = [
            one,
            *(other for other in actions[place + 1 :] if other.id not in taken and _is_same(one.what, other.what)),
        ]
        if len({action.agency for action in same}) > 1:
            taken.update(action.id for action in same)
            owners = tuple(dict.fromkeys(action.owner for action in same))
            found.append(Twice(min((action.what for action in same), key=len), owners, tuple(a.id for a in same)))
    return tuple(found)


def twice_ids(actions: Sequence[Asked]) -> frozenset[str]:
    """The ids of all actions that are asked twice."""
    return frozenset(action for double in asked_twice(actions) for action in double.ids)


def _is_same(one: str, other: str) -> bool:
    if fold(one) == fold(other):
        return bool(fold(one))
    fewer, more = sorted((_things(one), _things(other)), key=len)
    return len(fewer) >= 2 and fewer <= more


def _things(what: str) -> frozenset[str]:
    words = ("".join(c if c.isalnum() else " " for c in fold(what))).split()
    return frozenset(_single(word) for word in words if word not in _SMALL | _DOING)


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
