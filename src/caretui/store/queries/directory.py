"""The directory: localities, practices, agencies, professionals and members, standing and closed."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caretui.store.database import Connection
from caretui.store.queries.person import day


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory. `first` and `second` are its columns in words; `closed`: it no longer stands."""

    n: int
    id: str
    name: str
    first: str
    second: str
    phone: str
    note: str
    closed: bool


_SQL: dict[str, str] = {
    "practice": """SELECT d.n, d.id, d.name, coalesce(l.name, 'NO LOCALITY'), d.meeting_status || CASE
          WHEN d.meeting_status = 'live' AND d.meeting_live IS NOT NULL THEN ' since ' || d.meeting_live
          WHEN d.meeting_status <> 'live' AND d.meeting_target IS NOT NULL THEN ', by ' || d.meeting_target ELSE '' END,
        coalesce(d.phone, ''), coalesce(d.code, '') || CASE WHEN d.closed IS NOT NULL THEN ' closed ' || d.closed ELSE '' END
          || coalesce(' now ' || s.name, ''), d.status = 'closed' OR coalesce(d.closed < :today, 0)
      FROM practice d LEFT JOIN locality l ON l.id = d.locality LEFT JOIN practice s ON s.id = d.successor""",
    "agency": """SELECT d.n, d.id, d.name, d.kind, coalesce(d.short, ''), coalesce(d.phone, ''),
        CASE WHEN d.closed IS NOT NULL THEN 'closed ' || d.closed ELSE '' END || coalesce(' now ' || s.name, '')
          || coalesce(' ' || d.note, ''), coalesce(d.closed < :today, 0)
      FROM agency d LEFT JOIN agency s ON s.id = d.successor""",
    "professional": """SELECT d.n, d.id, d.name, coalesce(d.role, ''), coalesce(a.name, ''), coalesce(d.phone, a.phone, ''),
        coalesce(d.team, '') || CASE WHEN d.left_on IS NOT NULL THEN ' left ' || d.left_on ELSE '' END,
        coalesce(d.left_on <= :today, 0)
      FROM professional d LEFT JOIN agency a ON a.id = d.agency""",
    "locality": """SELECT d.n, d.id, d.name, (SELECT count(*) FROM practice p WHERE p.locality = d.id AND p.void IS NULL
          AND p.status = 'active') || ' practices, team meetings live in ' || (SELECT count(*) FROM practice p
          WHERE p.locality = d.id AND p.void IS NULL AND p.status = 'active' AND p.meeting_status = 'live'), '', '',
        coalesce(d.source, ''), coalesce(d.closed < :today, 0)
      FROM locality d""",
    "member": """SELECT d.n, d.id, d.name, d.role, coalesce(p.role, '') || coalesce(', ' || a.name, ''), coalesce(p.phone, ''),
        coalesce(l.name, '') || CASE WHEN d.removed IS NOT NULL THEN ' removed ' || d.removed ELSE '' END,
        d.removed IS NOT NULL
      FROM member d LEFT JOIN professional p ON p.id = d.professional LEFT JOIN agency a ON a.id = p.agency
      LEFT JOIN locality l ON l.id = d.locality""",
}
ENTITIES = ("practice", "agency", "professional", "locality", "member")
"""The kinds of the directory, in the order of its tabs."""


def ids(con: Connection, entity: str, today: date, words: str = "") -> "array[int]":
    """The lines of one kind that have all the words: standing ones first, by name."""
    rows = con.execute(f"{_SQL[entity]} WHERE d.void IS NULL", {"today": today.isoformat()}).fetchall()
    wanted = words.casefold().split()
    kept = [row for row in rows if all(word in " ".join(map(str, row[2:7])).casefold() for word in wanted)]
    return array("q", [row[0] for row in sorted(kept, key=lambda row: (bool(row[7]), str(row[2]).casefold()))])


def rows(con: Connection, entity: str, ids: Sequence[int], today: date) -> dict[int, Row]:
    """Lines by their local number."""
    marks = ", ".join("?" * len(ids))
    sql = f"{_SQL[entity].replace(':today', '?1')} WHERE d.n IN ({marks})"
    found = con.execute(sql, (today.isoformat(), *ids)) if ids else ()
    return {row[0]: Row(*(*row[:7], bool(row[7]))) for row in found}


@dataclass(frozen=True, slots=True)
class Rollout:
    """How many practices have live team meetings: "10 of 29"."""

    live: int
    scheduled: int
    practices: int

    @property
    def words(self) -> str:
        """ "team meetings live in 10 of 29 practices, 3 scheduled"."""
        words = f"team meetings live in {self.live} of {self.practices} practices"
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
        "SELECT id, name || coalesce(', ' || relationship, ''), coalesce(relationship, '') FROM circle"
        " WHERE person = ? AND void IS NULL AND ended IS NULL ORDER BY n",
        (person,),
    )
    found = [Party(words, "circle", words, circle=id) for id, words, _ in around]
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


def json_practices(con: Connection, locality: str | None = None) -> list[dict[str, Any]]:
    """`list practices`: code, name, locality, status, opened, closed, phone, meeting_status, each with its id."""
    names = ("id", "code", "name", "locality", "status", "opened", "closed", "phone", "meeting_status")
    found = con.execute(
        "SELECT p.id, p.code, p.name, l.name, p.status, p.opened, p.closed, p.phone, p.meeting_status FROM practice p"
        " LEFT JOIN locality l ON l.id = p.locality WHERE p.void IS NULL AND (?1 IS NULL OR lower(l.name) LIKE '%' || lower(?1) || '%')"
        " ORDER BY p.status <> 'active', lower(p.name)",
        (locality,),
    )
    return [dict(zip(names, row, strict=True)) for row in found]


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
    return tuple(MemberRow(*(*row[:5], day(row[5]))) for row in found)
