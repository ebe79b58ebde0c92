"""The directory: localities, practices, agencies, professionals and members, standing and closed."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from caretui.care.counts import several
from caretui.care.dates import day_of, say_date
from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory: `first` and `second` say what it is, `note` the rest; `closed` when it doesn't stand."""

    n: int
    id: str
    name: str
    first: str
    second: str
    phone: str
    note: str
    closed: str

    @property
    def words(self) -> str:
        """Everything that a filter looks in."""
        return f"{self.name} {self.first} {self.second} {self.phone} {self.note} {self.closed}".casefold()


_SQL: dict[str, str] = {
    "practice": "SELECT d.n, d.id, d.name, l.name, d.meeting_status, d.meeting_live, d.meeting_target, d.phone, d.code,"
    " d.status, d.closed, s.name FROM practice d LEFT JOIN locality l ON l.id = d.locality"
    " LEFT JOIN practice s ON s.id = d.successor",
    "agency": "SELECT d.n, d.id, d.name, d.kind, d.short, d.phone, d.note, d.closed, s.name FROM agency d"
    " LEFT JOIN agency s ON s.id = d.successor",
    "professional": "SELECT d.n, d.id, d.name, d.role, a.name, coalesce(d.phone, a.phone), d.team, d.left_on"
    " FROM professional d LEFT JOIN agency a ON a.id = d.agency",
    "locality": "SELECT d.n, d.id, d.name, count(p.id), coalesce(sum(p.meeting_status = 'live'), 0), d.source, d.closed"
    " FROM locality d LEFT JOIN practice p ON p.locality = d.id AND p.void IS NULL AND p.status = 'active'",
    "member": "SELECT d.n, d.id, d.name, d.role, p.role, a.name, p.phone, l.name, d.removed FROM member d"
    " LEFT JOIN professional p ON p.id = d.professional LEFT JOIN agency a ON a.id = p.agency"
    " LEFT JOIN locality l ON l.id = d.locality",
}
ENTITIES = tuple(_SQL)
"""The kinds of the directory, in the order of its tabs."""


def _made(entity: str, row: tuple[Any, ...], today: date) -> Row:
    return {
        "practice": _practice,
        "agency": _agency,
        "professional": _professional,
        "locality": _locality,
        "member": _member,
    }[entity](row[:3], row[3:], today)


def _practice(head: tuple[Any, ...], rest: tuple[Any, ...], today: date) -> Row:
    locality, status, live, target, phone, code, standing, closed, successor = rest
    when = f" since {_said(live, today)}" if status == "live" and live else ""
    when = f", by {_said(target, today)}" if status != "live" and target else when
    over = _over("closed", closed, successor, today) or ("closed" if standing == "closed" else "")
    return Row(*(*head, locality or "NO LOCALITY", f"{status}{when}", phone or "", code or "", over))


def _agency(head: tuple[Any, ...], rest: tuple[Any, ...], today: date) -> Row:
    kind, short, phone, note, closed, successor = rest
    return Row(*(*head, kind, short or "", phone or "", note or "", _over("closed", closed, successor, today)))


def _professional(head: tuple[Any, ...], rest: tuple[Any, ...], today: date) -> Row:
    role, agency, phone, team, left = rest
    return Row(*(*head, role or "", agency or "", phone or "", team or "", _over("left", left, None, today)))


def _locality(head: tuple[Any, ...], rest: tuple[Any, ...], today: date) -> Row:
    count, live, source, closed = rest
    meetings = f"team meetings live in {live}"
    return Row(*(*head, several(count, "practice"), meetings, "", source or "", _over("closed", closed, None, today)))


def _member(head: tuple[Any, ...], rest: tuple[Any, ...], today: date) -> Row:
    role, job, agency, phone, locality, removed = rest
    work = ", ".join(part for part in (job, agency) if part)
    return Row(*(*head, role, work, phone or "", locality or "", _over("removed", removed, None, today)))


def _said(text: str, today: date) -> str:
    return say_date(date.fromisoformat(text), today)


def _over(what: str, on: str | None, successor: str | None, today: date) -> str:
    """ "closed 1 Apr 2013, now Hollies Care"; "" for what still stands."""
    if on is None or on > today.isoformat():
        return ""
    return f"{what} {_said(on, today)}" + (f", now {successor}" if successor else "")


def lines(con: Connection, entity: str, today: date, words: str = "", *, by_name: bool = True) -> tuple[Row, ...]:
    """The lines of one kind that have all the words: standing ones first, by name or by what they are."""
    group = " GROUP BY d.id" if entity == "locality" else ""
    wanted = words.casefold().split()
    found = [_made(entity, row, today) for row in con.execute(f"{_SQL[entity]} WHERE d.void IS NULL{group}")]
    kept = [row for row in found if all(word in row.words for word in wanted)]
    return tuple(sorted(kept, key=lambda row: (bool(row.closed), "" if by_name else row.first, row.name.casefold())))


def ids(con: Connection, entity: str, today: date, words: str = "", *, by_name: bool = True) -> "array[int]":
    """Their local numbers, in order."""
    return array("q", [row.n for row in lines(con, entity, today, words, by_name=by_name)])


def beginning(con: Connection, entity: str, today: date, letter: str) -> frozenset[int]:
    """The local numbers of one kind whose name begins with a letter, as `fold` has it."""
    return frozenset(row.n for row in lines(con, entity, today) if fold(row.name).startswith(letter))


def rows(con: Connection, entity: str, ids: Sequence[int], today: date) -> dict[int, Row]:
    """Lines by their local number."""
    marks = ", ".join("?" * len(ids))
    group = " GROUP BY d.id" if entity == "locality" else ""
    found = con.execute(f"{_SQL[entity]} WHERE d.n IN ({marks}){group}", tuple(ids))
    return {row[0]: _made(entity, row, today) for row in found}


@dataclass(frozen=True, slots=True)
class Rollout:
    """How many practices have live team meetings: "10 of 29"."""

    live: int
    scheduled: int
    practices: int

    @property
    def words(self) -> str:
        """ "team meetings live in 10 of 29 practices, 3 scheduled"."""
        words = f"team meetings live in {self.live} of {several(self.practices, 'practice')}"
        return f"{words}, {self.scheduled} scheduled" if self.scheduled else words


def rollout(con: Connection) -> Rollout:
    """Counted over the practices that stand."""
    live, scheduled, practices = con.execute(
        "SELECT coalesce(sum(meeting_status = 'live'), 0), coalesce(sum(meeting_status = 'scheduled'), 0), count(*)"
        " FROM practice WHERE void IS NULL AND status = 'active'"
    ).fetchone()
    return Rollout(live, scheduled, practices)


@dataclass(frozen=True, slots=True)
class Named:
    """A record to pick: its id, what is shown, and what stands at the right."""

    id: str
    words: str
    right: str = ""


_PICK = {
    "practice": "SELECT d.id, d.name, coalesce(l.name, '') FROM practice d LEFT JOIN locality l ON l.id = d.locality"
    " WHERE d.void IS NULL AND d.status = 'active' ORDER BY lower(d.name)",
    "locality": "SELECT id, name, '' FROM locality WHERE void IS NULL AND closed IS NULL ORDER BY lower(name)",
    "agency": "SELECT id, name, kind FROM agency WHERE void IS NULL AND closed IS NULL ORDER BY lower(name)",
    "professional": "SELECT p.id, p.name || coalesce(', ' || p.role, ''), coalesce(a.name, '') FROM professional p"
    " LEFT JOIN agency a ON a.id = p.agency WHERE p.void IS NULL AND p.left_on IS NULL ORDER BY lower(p.name)",
}


def choices(con: Connection, entity: str) -> tuple[Named, ...]:
    """The standing records of a kind, to pick one: practice, locality, agency, professional."""
    return tuple(Named(*row) for row in con.execute(_PICK[entity]))


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some agency that can go in, be told, or own something. Exactly one of the ids is set."""

    words: str
    right: str
    name: str
    agency: str | None = None
    professional: str | None = None
    circle: str | None = None


def parties(con: Connection, person: str) -> tuple[Party, ...]:
    """The circle of a person, then professionals, then agencies."""
    around = con.execute(
        "SELECT id, name || coalesce(', ' || relationship, '') FROM circle"
        " WHERE person = ? AND void IS NULL AND ended IS NULL ORDER BY n",
        (person,),
    )
    found = [Party(words, "circle", words, circle=record) for record, words in around]
    found += [Party(p.words, p.right, p.words, professional=p.id) for p in choices(con, "professional")]
    found += [Party(a.words, a.right, a.words, agency=a.id) for a in choices(con, "agency")]
    return tuple(found)


def name_of(con: Connection, entity: str, record: str | None) -> str:
    """The name of a record of the directory or the circle, also of one that has closed; "" for None."""
    if record is None:
        return ""
    if entity not in ("practice", "locality", "agency", "professional", "circle", "member"):
        raise ValueError("not a kind of the directory")
    row = con.execute(f"SELECT name FROM {entity} WHERE id = ?", (record,)).fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of this store; `removed` when they no longer are."""

    id: str
    name: str
    role: str
    job: str
    agency: str
    removed: date | None


def members(con: Connection) -> tuple[MemberRow, ...]:
    """All members, those of today first."""
    found = con.execute(
        "SELECT m.id, m.name, m.role, coalesce(p.role, ''), coalesce(a.name, ''), m.removed FROM member m"
        " LEFT JOIN professional p ON p.id = m.professional LEFT JOIN agency a ON a.id = p.agency"
        " WHERE m.void IS NULL ORDER BY m.removed IS NOT NULL, lower(m.name)"
    )
    return tuple(MemberRow(*(*row[:5], day_of(row[5]))) for row in found)
