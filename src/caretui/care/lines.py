"""The typed action line: `who: what, when`, and how it was understood before Enter takes it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from caretui.care.dates import read_day, read_time, say_full_date
from caretui.care.identifiers import fold
from caretui.care.recurrence import Repeat, read_repeat
from caretui.care.refused import Refused
from caretui.care.vocabulary import AGENCY_ALIASES, AGENCY_SHORT
from caretui.lean import dataclass, replace

PartyKind = Literal["agency", "professional", "family", "person", "me"]

_LONGEST_WHO = 60
_LONGEST_WHEN = 12  # words: "every 2 weeks on mon wed until thu 14 jan 2027"
_PLAIN_LEADS = ("by", "on", "due", "before", "from", "starting", "w/c")
_KEPT_LEADS = ("review", "from", "before", "starting", "w/c")
"""Words before a date that say more than "due" does, and so stay in the reading."""


@dataclass(frozen=True)
class Party:
    """Someone who can own an action: an agency, a professional, a relative, the person, or me.

    `id` is the stored record's, None for an agency that is only a word of the vocabulary. `aliases` are
    other names, short forms and what people say ("Al", "OT", "heart nurse").
    """

    kind: PartyKind
    id: str | None
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class _When:
    """What the tail of a line says; `clock` is a time of day, which an action has no column for."""

    due: date | None = None
    repeat: Repeat | None = None
    lead: str = ""
    clock: str = ""


@dataclass(frozen=True)
class Understood:
    """How a line was read. `who`, `what` and `when` together hold every word that was typed.

    `owner` is None when `unknown_owner` is a name that nobody here has, or `candidates` are the several who
    have it. `when` is the tail of the line that gave `due` and `repeat`.
    """

    owner: Party | None
    unknown_owner: str | None
    what: str
    due: date | None
    repeat: Repeat | None
    candidates: tuple[Party, ...] = ()
    who: str = ""
    when: str = ""
    lead: str = ""

    @property
    def complete(self) -> bool:
        """Whether Enter may take it: there is something to do, and it is clear who is meant."""
        return bool(self.what) and not self.candidates

    def reading(self, today: date) -> str:
        """`adult social care | keep the 22:00 visit | review Thu 14 Jan 2027`, as the screen shows it."""
        parts = [self._owner_words(), self.what]
        if self.repeat is not None:
            parts.append(self.repeat.words)
        if self.due is not None:
            day = "today, " if self.due == today else ""
            parts.append(f"{self.lead} {day}{say_full_date(self.due)}".strip())
        return " | ".join(part for part in parts if part)

    def _owner_words(self) -> str:
        if self.candidates:
            return f"which? {' / '.join(party.name for party in self.candidates)}"
        if self.owner is None:
            return f"{self.unknown_owner} (new)"
        return "me" if self.owner.kind == "me" else self.owner.name


def understand(line: str, *, parties: Sequence[Party], today: date, me: Party) -> Understood:
    """Reads `who: what, when` against the person's team, family and the agencies.

    *Who* is what stands before the first colon that isn't part of a time: the start of a name, of any word
    in it, or of a short form; case, diacritics and apostrophes don't count; none means me. *When* is the
    longest tail of words that reads as a date or a repeat, never the whole of what is to be done.
    """
    who, rest = _split_who(line)
    words = rest.split()
    start, when = _find_when(words, today)
    what = " ".join(words[:start])
    if start < len(words):
        what = what.rstrip(",; ") or what
    read = Understood(
        owner=me,
        unknown_owner=None,
        what=f"{what} {when.clock}".strip(),
        due=when.due,
        repeat=when.repeat,
        who=who,
        when=" ".join(words[start:]),
        lead=when.lead,
    )
    return _with_owner(read, parties, me)


def _with_owner(read: Understood, parties: Sequence[Party], me: Party) -> Understood:
    if not read.who:
        return read
    found = find_parties(read.who, parties, me)
    if len(found) == 1:
        return replace(read, owner=found[0])
    if found:
        return replace(read, owner=None, candidates=found)
    return replace(read, owner=None, unknown_owner=read.who)


def _split_who(line: str) -> tuple[str, str]:
    """What stands before the first colon that can end a name, and the rest; ("", line) when nothing does."""
    for colon in re.finditer(":", line):
        before, after = line[: colon.start()], line[colon.end() :]
        if before[-1:].isdigit() and after[:1].isdigit():
            continue
        who = " ".join(before.split())
        named = bool(fold(who)) and len(who) <= _LONGEST_WHO
        return (who, after) if named and not after.startswith("//") else ("", line)
    return "", line


# --- who --------------------------------------------------------------------------------------------------


def find_parties(who: str, parties: Sequence[Party], me: Party) -> tuple[Party, ...]:
    """The parties that a typed name can mean: the best kind of match wins, and all that match as well are
    listed.

    Best first: a whole name or alias; the start of one; the starts of some of its words in order ("social
    care" in "adult social care", "s ward" in "Sam Ward").
    """
    wanted = fold(who)
    if wanted in ("me", "i", "myself"):
        return (me,)
    best: dict[tuple[str, str], Party] = {}
    best_rank = 4
    for party in (*parties, me):
        rank = min(_rank(wanted, fold(name)) for name in _names(party))
        if rank > best_rank or rank == 4:
            continue
        if rank < best_rank:
            best, best_rank = {}, rank
        # The same party may be on the team and an agency, or be me: one record is one candidate.
        best.setdefault(_identity(party), party)
    if (mine := best.get(_identity(me))) is not None and mine.kind != "me":
        best[_identity(me)] = me
    return tuple(best.values())


def read_who(text: str, colleagues: Sequence[Party], me: Party) -> Party:
    """Who did it: me, or the colleague of whose name this is the start. Raises Refused."""
    if not text.strip():
        return me
    found = find_parties(text, colleagues, me)
    if not found:
        raise Refused("nobody of that name is in the directory (area 5).")
    if len(found) > 1:
        raise Refused(f"which? {' / '.join(party.name for party in found[:3])}")
    return found[0]


def _identity(party: Party) -> tuple[str, str]:
    return ("id", party.id) if party.id is not None else (party.kind, fold(party.name))


def _names(party: Party) -> list[str]:
    names = [party.name, *party.aliases]
    if party.kind == "agency":
        for kind, short in AGENCY_SHORT.items():
            if fold(kind) == fold(party.name):
                names += [short, *AGENCY_ALIASES.get(kind, ())]
    return names


def _rank(wanted: str, name: str) -> int:
    if wanted == name:
        return 0
    if name.startswith(wanted):
        return 1
    have = re.split(r"[\s,()-]+", name)
    for part in wanted.split():
        while have and not have[0].startswith(part):
            have.pop(0)
        if not have:
            return 4
        have.pop(0)
    return 2


# --- when -------------------------------------------------------------------------------------------------


def _find_when(words: list[str], today: date) -> tuple[int, _When]:
    """Where the longest tail that reads as a date or repeat starts; one word of *what* always stays."""
    for start in range(max(1, len(words) - _LONGEST_WHEN), len(words)):
        after_comma = words[start - 1].endswith((",", ";", "."))
        when = _read_when(words[start:], today, after_comma=after_comma)
        if when is not None:
            return start, when
    return len(words), _When()


def _read_when(words: list[str], today: date, *, after_comma: bool) -> _When | None:
    """A tail as date, repeat, or both: "fri", "weekly", "daily from mon", "weekly, review +6w".

    "review" belongs to the date only after a comma: in "hold plan review fri" it is what is to be done.
    """
    if (due := _read_due(words, today, after_comma=after_comma)) is not None:
        return due
    if (repeat := read_repeat(" ".join(words), today)) is not None:
        return _When(repeat=repeat)
    for cut in range(1, len(words)):
        repeat = read_repeat(" ".join(words[:cut]), today)
        due = _read_due(words[cut:], today, after_comma=words[cut - 1].endswith(",")) if repeat else None
        if due is not None:
            return replace(due, repeat=repeat)
    return None


def _read_due(words: list[str], today: date, *, after_comma: bool) -> _When | None:
    leads = (*_PLAIN_LEADS, "review") if after_comma else _PLAIN_LEADS
    lead = words[0].casefold() if words[0].casefold() in leads else ""
    rest = words[1:] if lead else words
    if lead == "review" and len(rest) > 1 and rest[0].casefold() in ("by", "on", "due"):
        rest = rest[1:]
    kept = lead if lead in _KEPT_LEADS else ""
    if (day := read_day(" ".join(rest), today)) is not None:
        return _When(day, lead=kept)
    # "fri 15:00": the day is when it is due; the time has no column and stays with what is to be done.
    if len(rest) > 1 and ":" in rest[-1] and read_time(rest[-1]) is not None:
        day = read_day(" ".join(rest[:-1]), today)
        return None if day is None else _When(day, lead=kept, clock=rest[-1])
    return None
