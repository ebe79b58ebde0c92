"""What was sent: the sharing ledger, the files still on the share, and who may not be told of whom."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caretui.care import why
from caretui.care.identifiers import fold
from caretui.store.database import Connection
from caretui.store.queries.facts import facts_of
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Made:
    """A line of the ledger: who put what where, for whom and why. `at` is an instant."""

    id: str
    kind: str
    format: str
    file_name: str
    folder: str
    people: int
    withheld: int
    by: str
    at: str
    recipient: str
    purpose: str
    person: str | None
    meeting: str | None
    expires: str | None
    removed_at: str | None

    def is_late(self, today: date) -> bool:
        """Whether the file should have been taken off the share by now."""
        return self.removed_at is None and self.expires is not None and self.expires < today.isoformat()


_MADE = (
    "SELECT e.id, e.kind, e.format, e.file_name, e.folder, e.people, e.withheld, e.by, e.at,"
    " coalesce(e.recipient, ''), e.purpose, e.person, e.meeting, e.expires, e.removed_at FROM export e"
)


def made(con: Connection, limit: int | None = None) -> tuple[Made, ...]:
    """Everything that was sent, newest first."""
    rows = con.execute(
        f"{_MADE} WHERE e.void IS NULL ORDER BY e.at DESC, e.n DESC LIMIT ?", (-1 if limit is None else limit,)
    )
    return tuple(Made(*row) for row in rows)


def one(con: Connection, export: str) -> Made | None:
    """One line of the ledger."""
    row = con.execute(f"{_MADE} WHERE e.id = ?", (export,)).fetchone()
    return Made(*row) if row else None


def lying(con: Connection, member: str | None = None) -> tuple[Made, ...]:
    """Files that nobody has said are removed, the first to expire first; of one member, or of everyone."""
    rows = con.execute(
        f"{_MADE} WHERE e.void IS NULL AND e.removed_at IS NULL AND (? IS NULL OR e.member = ?)"
        " ORDER BY coalesce(e.expires, '9999'), e.at, e.n",
        (member, member),
    )
    return tuple(Made(*row) for row in rows)


def told_of(con: Connection, person: str) -> tuple[Made, ...]:
    """What was sent with this person in it, newest first: what they may ask for."""
    rows = con.execute(
        f"{_MADE} JOIN shared s ON s.export = e.id WHERE s.person = ? AND e.void IS NULL AND s.void IS NULL"
        " ORDER BY e.at DESC, e.n DESC",
        (person,),
    )
    return tuple(Made(*row) for row in rows)


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


def objectors(
    con: Connection,
    people: Sequence[str],
    *,
    today: date,
    agency: str | None = None,
    professional: str | None = None,
    circle: str | None = None,
) -> frozenset[str]:
    """Those of `people` who object to the agency, the professional or the relative being told of them.

    An objection to an agency goes with it when it is merged or renamed (its successors), and holds for those who
    work there.
    """
    rows = con.execute(
        "WITH RECURSIVE was(id) AS (SELECT ? UNION SELECT a.id FROM agency a JOIN was ON a.successor = was.id)"
        " SELECT s.person FROM sharing s WHERE s.kind = 'objects to' AND s.void IS NULL"
        " AND s.person IN (SELECT value FROM json_each(?))"
        " AND (s.since IS NULL OR s.since <= ?) AND (s.until IS NULL OR s.until >= ?)"
        " AND (s.agency IN (SELECT id FROM was) OR s.professional = ? OR s.circle = ?)",
        (agency, json.dumps(list(people)), today.isoformat(), today.isoformat(), professional, circle),
    )
    return frozenset(row[0] for row in rows)


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


def agencies_owing(con: Connection) -> tuple[Addressee, ...]:
    """The agencies that have open actions, by name."""
    rows = con.execute(
        "SELECT name, id, name, kind FROM agency WHERE void IS NULL AND id IN (SELECT agency FROM action"
        " WHERE void IS NULL AND status IN ('planned', 'in progress', 'waiting')) ORDER BY lower(name)"
    )
    return tuple(Addressee(*row) for row in rows)


def known_to(con: Connection, people: Sequence[str], agency: str) -> frozenset[str]:
    """Those of `people` with whom the agency works: it goes in, has an action, leads, coordinates, or had a contact."""
    rows = con.execute(
        "SELECT value FROM json_each(?1) WHERE"
        " EXISTS (SELECT 1 FROM action a WHERE a.person = value AND a.agency = ?2 AND a.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM service v WHERE v.person = value AND v.agency = ?2 AND v.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM circle c WHERE c.person = value AND c.agency = ?2 AND c.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM involvement i WHERE i.person = value AND i.lead_agency = ?2 AND i.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM contact c WHERE c.person = value AND c.agency = ?2 AND c.void IS NULL)"
        " OR EXISTS (SELECT 1 FROM person p JOIN professional f ON f.id = p.coordinator"
        "   WHERE p.id = value AND f.agency = ?2)",
        (json.dumps(list(people)), agency),
    )
    return frozenset(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class CaseloadLine:
    """A person as the caseload's sheet has them; the names are the contract's (CLI.md)."""

    id: str
    nhs_number: str | None
    family_name: str
    given_name: str
    preferred_name: str
    date_of_birth: str | None
    sex: str
    postcode: str
    practice_code: str
    practice: str
    locality: str
    status: str
    coordinator: str
    programmes: tuple[str, ...]
    risk_score: float | None
    risk_band: str | None
    last_contact: str | None
    next_due: str | None
    overdue_actions: int
    open_actions: int
    in_hospital_since: str | None
    next_meeting: str | None
    date_of_death: str | None
    restricted: bool


def caseload_ids(con: Connection, professional: str | None) -> tuple[str, ...]:
    """Open people by name: those whom `professional` coordinates, or everyone's."""
    rows = con.execute(
        "SELECT id FROM person WHERE void IS NULL AND status = 'open' AND (?1 IS NULL OR coordinator = ?1)"
        " ORDER BY sort_name, n",
        (professional,),
    )
    return tuple(row[0] for row in rows)


def caseload(con: Connection, people: Sequence[str], today: date) -> tuple[CaseloadLine, ...]:
    """The people as lines of a sheet, in the order of `people`."""
    rows = con.execute(
        "SELECT p.id, p.nhs_number, coalesce(p.family_name, ''), coalesce(p.given_name, ''),"
        " coalesce(p.preferred_name, ''), p.date_of_birth, coalesce(p.sex, ''), coalesce(p.postcode, ''),"
        " coalesce(g.code, ''), coalesce(g.name, ''), coalesce(l.name, ''), coalesce(p.status, ''),"
        " coalesce(c.name, ''), coalesce((SELECT json_group_array(v.programme) FROM involvement v"
        "   WHERE v.person = p.id AND v.void IS NULL AND v.ended IS NULL), '[]'),"
        " p.risk_score, p.risk_band, p.last_contact, p.next_due,"
        " (SELECT count(*) FROM action a WHERE a.person = p.id AND a.void IS NULL AND a.due < ?2"
        "   AND a.status IN ('planned', 'in progress', 'waiting')),"
        " p.open_actions, p.in_hospital_since, p.next_meeting, p.date_of_death, coalesce(p.restricted, 0)"
        " FROM json_each(?1) j JOIN person p ON p.id = j.value LEFT JOIN practice g ON g.id = p.practice"
        " LEFT JOIN locality l ON l.id = p.place LEFT JOIN professional c ON c.id = p.coordinator"
        " WHERE p.void IS NULL ORDER BY j.key",
        (json.dumps(list(people)), today.isoformat()),
    )
    return tuple(CaseloadLine(*row[:13], tuple(json.loads(row[13])), *row[14:23], bool(row[23])) for row in rows)


def why_today(con: Connection, people: Sequence[str], viewer: Viewer, today: date) -> dict[str, str]:
    """Why each person needs somebody today, in words, by id."""
    numbers = dict(
        con.execute(
            "SELECT n, id FROM person WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(people)),)
        )
    )
    return {
        numbers[number]: why.why_today(facts).words
        for number, facts in facts_of(con, tuple(numbers), viewer, today).items()
    }


def ids_of(con: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    """The ids of people by their record numbers, in that order."""
    rows = con.execute(
        "SELECT p.id FROM json_each(?) j JOIN person p ON p.n = j.value ORDER BY j.key", (json.dumps(list(numbers)),)
    )
    return tuple(row[0] for row in rows)
