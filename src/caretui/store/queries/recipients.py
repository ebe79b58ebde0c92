"""To whom something can be sent, and for whom that is closed or has no basis."""

import json
from collections.abc import Sequence
from datetime import date

from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.standing import IS_OPEN


@dataclass(frozen=True, slots=True)
class Addressee:
    """An agency, or a professional with their agency, to whom something can be sent."""

    name: str
    agency: str | None
    agency_name: str | None
    agency_kind: str
    professional: str | None = None


def agencies(con: Connection) -> tuple[Addressee, ...]:
    """The agencies of the directory that stand, by name."""
    rows = con.execute(
        "SELECT name, id, name, kind FROM agency WHERE void IS NULL AND closed IS NULL ORDER BY lower(name)"
    )
    return tuple(Addressee(*row) for row in rows)


def agency(con: Connection, record: str) -> Addressee | None:
    """One agency, also one that has closed."""
    row = con.execute("SELECT name, id, name, kind FROM agency WHERE id = ?", (record,)).fetchone()
    return Addressee(*row) if row else None


def find_agency(con: Connection, words: str) -> tuple[Addressee, ...]:
    """The agencies that `words` can mean: of that name or short form, else that begin so, else of that kind.

    One is an answer; none and several are for the sender to decide, because a guess could pass by an objection.
    """
    wanted = fold(words)
    rows = con.execute(
        "SELECT name, id, name, kind, coalesce(short, '') FROM agency WHERE void IS NULL AND closed IS NULL ORDER BY n"
    ).fetchall()
    for matches in (
        [row for row in rows if wanted in (fold(row[0]), fold(row[4]) or None)],
        [row for row in rows if wanted and fold(row[0]).startswith(wanted)],
        [row for row in rows if fold(row[3]) == wanted],
    ):
        if matches:
            return tuple(Addressee(*row[:4]) for row in matches)
    return ()


def professional(con: Connection, record: str) -> Addressee | None:
    """One professional with their employer."""
    row = con.execute(
        "SELECT p.name, a.id, a.name, coalesce(a.kind, 'other'), p.id FROM professional p"
        " LEFT JOIN agency a ON a.id = p.agency WHERE p.id = ?",
        (record,),
    ).fetchone()
    return Addressee(*row) if row else None


def restricted(con: Connection, people: Sequence[str], professional: str | None) -> frozenset[str]:
    """Those of `people` whose record is restricted, but for those whom `professional` coordinates."""
    rows = con.execute(
        "SELECT id FROM person WHERE restricted = 1 AND id IN (SELECT value FROM json_each(?))"
        " AND (coordinator IS NULL OR coordinator IS NOT ?)",
        (json.dumps(list(people)), professional),
    )
    return frozenset(row[0] for row in rows)


def without_basis(
    con: Connection, people: Sequence[str], *, today: date, agency: str | None = None, circle: str | None = None
) -> frozenset[str]:
    """Those of `people` of whom nothing says that this agency, or this relative, may be told.

    What says so: consent, may be told, or sharing without consent with its reason and approver.
    """
    rows = con.execute(
        "SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM sharing s WHERE s.person = value"
        " AND s.void IS NULL AND s.kind IN ('consent', 'may be told', 'share without consent')"
        " AND (s.since IS NULL OR s.since <= ?) AND (s.until IS NULL OR s.until >= ?)"
        " AND ((? IS NOT NULL AND s.agency = ?) OR (? IS NOT NULL AND s.circle = ?)))",
        (json.dumps(list(people)), today.isoformat(), today.isoformat(), agency, agency, circle, circle),
    )
    return frozenset(row[0] for row in rows)


def agencies_around(con: Connection, person: str) -> tuple[Addressee, ...]:
    """The agencies that work with a person, by name: those that go in, have an action, lead, coordinate."""
    rows = con.execute(
        "SELECT a.name, a.id, a.name, a.kind FROM agency a WHERE a.void IS NULL AND a.closed IS NULL AND a.id IN ("
        " SELECT x.agency FROM action x WHERE x.person = ?1 AND x.void IS NULL"
        " UNION SELECT v.agency FROM service v WHERE v.person = ?1 AND v.void IS NULL AND v.ended IS NULL"
        " UNION SELECT c.agency FROM circle c WHERE c.person = ?1 AND c.void IS NULL AND c.ended IS NULL"
        " UNION SELECT i.lead_agency FROM involvement i WHERE i.person = ?1 AND i.void IS NULL AND i.ended IS NULL"
        " UNION SELECT f.agency FROM person p JOIN professional f ON f.id = p.coordinator WHERE p.id = ?1"
        ") ORDER BY lower(a.name)",
        (person,),
    )
    return tuple(Addressee(*row) for row in rows)


def agencies_asked(con: Connection, meeting: str) -> tuple[Addressee, ...]:
    """The agencies that are asked to a meeting, each once, in the order of the list of those asked."""
    rows = con.execute(
        "SELECT a.name, a.id, a.name, a.kind, min(t.n) FROM attendee t"
        " LEFT JOIN professional f ON f.id = t.professional"
        " JOIN agency a ON a.id = coalesce(t.agency, f.agency) WHERE t.meeting = ? AND t.void IS NULL"
        " GROUP BY a.id ORDER BY 5",
        (meeting,),
    )
    return tuple(Addressee(*row[:4]) for row in rows)


def asked_for(con: Connection, meeting: str, agency: str) -> tuple[str, ...]:
    """The professionals who are asked to a meeting for an agency: they read its copy."""
    rows = con.execute(
        "SELECT DISTINCT f.id FROM attendee t JOIN professional f ON f.id = t.professional WHERE t.meeting = ?"
        " AND t.void IS NULL AND coalesce(t.agency, f.agency) = ?",
        (meeting, agency),
    )
    return tuple(record for (record,) in rows)


def agencies_owing(con: Connection) -> tuple[Addressee, ...]:
    """The agencies that have open actions, by name."""
    rows = con.execute(
        "SELECT name, id, name, kind FROM agency WHERE void IS NULL AND id IN (SELECT agency FROM action"
        f" WHERE void IS NULL AND status {IS_OPEN}) ORDER BY lower(name)"
    )
    return tuple(Addressee(*row) for row in rows)


def known_to(con: Connection, people: Sequence[str], agency: str) -> frozenset[str]:
    """Those of `people` with whom the agency works: it goes in, has an action, leads, coordinates, or had a contact.

    What an agency did before it was merged into this one counts as this one's.
    """
    rows = con.execute(
        "WITH RECURSIVE was(id) AS (SELECT ?2 UNION SELECT a.id FROM was JOIN agency a ON a.successor = was.id)"
        " SELECT value FROM json_each(?1) WHERE"
        " EXISTS (SELECT 1 FROM action a WHERE a.person = value AND a.agency IN was AND a.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM service v WHERE v.person = value AND v.agency IN was AND v.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM circle c WHERE c.person = value AND c.agency IN was AND c.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM involvement i WHERE i.person = value AND i.lead_agency IN was AND i.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM contact c WHERE c.person = value AND c.agency IN was AND c.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM person p JOIN professional f ON f.id = p.coordinator"
        "   WHERE p.id = value AND f.agency IN was)",
        (json.dumps(list(people)), agency),
    )
    return frozenset(row[0] for row in rows)
