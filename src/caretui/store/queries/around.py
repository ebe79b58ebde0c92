"""What stands around a person: circle, professionals, sharing, programmes, other numbers, an imported sheet's words."""

from datetime import date

from caretui.care.dates import day_of, say_date
from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.contacts import find_words
from caretui.store.queries.need_to_know import RESTRICTED, people_seen
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Around:
    """Someone of the circle. `parts`: carer, next of kin...; `may_tell`: what the person agreed may be told."""

    n: int
    id: str
    name: str
    relationship: str
    phone: str
    note: str
    parts: tuple[str, ...]
    agency: str
    may_tell: str
    ended: date | None


def circle(con: Connection, person: str, *, ended: bool = False) -> tuple[Around, ...]:
    """The circle of support, in the order it was written; with `ended`, those too who are no longer part of it."""
    rows = con.execute(
        "SELECT c.n, c.id, c.name, coalesce(c.relationship, ''), coalesce(c.phone, p.phone, ''), coalesce(c.note, ''),"
        " c.carer, c.next_of_kin, c.emergency_contact, c.lives_with, coalesce(a.name, ''),"
        " coalesce((SELECT s.kind || CASE WHEN s.scope <> '' THEN ': ' || s.scope ELSE '' END FROM sharing s"
        "  WHERE s.circle = c.id AND s.void IS NULL AND s.until IS NULL ORDER BY s.n DESC LIMIT 1), ''), c.ended"
        " FROM circle c LEFT JOIN professional p ON p.id = c.professional LEFT JOIN agency a ON a.id = c.agency"
        " WHERE c.person = ? AND c.void IS NULL AND (? OR c.ended IS NULL) ORDER BY c.n",
        (person, ended),
    )
    words = ("carer", "next of kin", "emergency contact", "lives with")
    return tuple(
        Around(
            *(
                *row[:6],
                tuple(word for word, flag in zip(words, row[6:10], strict=True) if flag),
                *row[10:12],
                day_of(row[12]),
            )
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A professional who has a part in the person's care, and which."""

    id: str
    name: str
    role: str
    agency: str
    phone: str
    part: str
    left_on: date | None


LAST_CONTACT = "last contact "
"""What the part of somebody who was only in touch begins with; an ISO day follows."""

_PROFESSIONALS = f"""
SELECT p.id, p.name, coalesce(p.role, ''), coalesce(a.name, ''), coalesce(p.phone, a.phone, ''), min(x.rank), x.part, p.left_on
FROM (
  SELECT coordinator AS who, 0 AS rank, 'named coordinator' AS part FROM person WHERE id = ?1
  UNION ALL SELECT case_manager, 1, 'case manager, ' || programme FROM involvement
    WHERE person = ?1 AND void IS NULL AND ended IS NULL
  UNION ALL SELECT professional, 2, 'goes in' || coalesce(': ' || what, '') FROM service
    WHERE person = ?1 AND void IS NULL AND (ended IS NULL OR ended >= ?2)
  UNION ALL SELECT professional, 3, 'has to do: ' || what FROM action
    WHERE person = ?1 AND void IS NULL AND status {IS_OPEN}
  UNION ALL SELECT * FROM (SELECT professional, 4, 'last contact ' || substr(max(at), 1, 10) FROM contact
    WHERE person = ?1 AND void IS NULL AND error = 0 AND at >= ?3 GROUP BY professional)
) x JOIN professional p ON p.id = x.who LEFT JOIN agency a ON a.id = p.agency
WHERE NOT EXISTS (SELECT 1 FROM circle c WHERE c.person = ?1 AND c.professional = p.id AND c.void IS NULL AND c.ended IS NULL)
GROUP BY p.id ORDER BY min(x.rank), p.name
"""


def professionals(con: Connection, person: str, today: date) -> tuple[Known, ...]:
    """Those who coordinate, manage a programme, go in, have something to do, or were in touch within a year."""
    year_ago = date.fromordinal(today.toordinal() - 365).isoformat()
    rows = con.execute(_PROFESSIONALS, (person, today.isoformat(), year_ago))
    return tuple(Known(*(*row[:5], row[6], day_of(row[7]))) for row in rows)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition; `since` as it was told ("2009", "childhood")."""

    id: str
    name: str
    since: str
    note: str
    ended: date | None
    ended_why: str


def conditions(con: Connection, person: str) -> tuple[Condition, ...]:
    """Every condition in the order written, those that ended last."""
    rows = con.execute(
        "SELECT id, name, coalesce(since, ''), coalesce(note, ''), ended, coalesce(ended_why, '') FROM condition"
        " WHERE person = ? AND void IS NULL ORDER BY ended IS NOT NULL, n",
        (person,),
    )
    return tuple(Condition(*(*row[:4], day_of(row[4]), row[5])) for row in rows)


@dataclass(frozen=True, slots=True)
class Number:
    """Another system's number for the person."""

    id: str
    kind: str
    value: str


def numbers(con: Connection, person: str) -> tuple[Number, ...]:
    """Mosaic, Liquidlogic, police: every other number, in the order written."""
    rows = con.execute("SELECT id, kind, value FROM identifier WHERE person = ? AND void IS NULL ORDER BY n", (person,))
    return tuple(Number(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Shares:
    """A decision about sharing: told, objects to, may be told, consent, share without consent."""

    id: str
    kind: str
    who: str
    scope: str
    reason: str
    approver: str
    since: date | None
    until: date | None


def sharing(con: Connection, person: str) -> tuple[Shares, ...]:
    """Every decision, objections first, then by its date, newest first; ended ones last."""
    rows = con.execute(
        "SELECT s.id, s.kind, coalesce(a.name, p.name, c.name || coalesce(', ' || c.relationship, ''), ''),"
        " coalesce(s.scope, ''), coalesce(s.reason, ''), coalesce(s.approver, ''), s.since, s.until FROM sharing s"
        " LEFT JOIN agency a ON a.id = s.agency LEFT JOIN professional p ON p.id = s.professional"
        " LEFT JOIN circle c ON c.id = s.circle WHERE s.person = ? AND s.void IS NULL"
        " ORDER BY s.until IS NOT NULL, s.kind <> 'objects to', s.since DESC, s.n DESC",
        (person,),
    )
    return tuple(Shares(*(*row[:6], day_of(row[6]), day_of(row[7]))) for row in rows)


@dataclass(frozen=True, slots=True)
class Line:
    """One record around a person in one line, for choosing which to edit or end."""

    entity: str
    id: str
    words: str
    ended: bool


_WHOM = """kind || coalesce(' ' || coalesce((SELECT a.name FROM agency a WHERE a.id = agency),
  (SELECT p.name FROM professional p WHERE p.id = professional), (SELECT c.name FROM circle c WHERE c.id = circle)), '')"""
_STANDS = "FROM {} WHERE person = ?1 AND void IS NULL"
_LINES = " UNION ALL ".join(
    f"SELECT '{entity}', id, {words}, {ended}, n {_STANDS.format(entity)}"
    for entity, words, ended in (
        ("warning", "kind || CASE kind WHEN 'key safe' THEN '' ELSE ': ' || words END", "ended IS NOT NULL"),
        ("circle", "name || coalesce(', ' || relationship, '')", "ended IS NOT NULL"),
        ("service", "provider || coalesce(', ' || what, '')", "coalesce(ended < ?2, 0)"),
        ("condition", "name || coalesce(', since ' || since, '')", "ended IS NOT NULL"),
        ("involvement", "programme || coalesce(': ' || stage, '')", "ended IS NOT NULL"),
        ("kept_document", "kind || coalesce(': ' || where_kept, '')", "ended IS NOT NULL"),
        ("sharing", _WHOM, "coalesce(until <= ?2, 0)"),
        ("identifier", "kind || ' ' || value", "0"),
        ("baseline", "count || ' ' || what || ' ' || phase || ' the plan'", "0"),
        ("planned", "replace(at, 'T', ' ') || ', ' || kind || coalesce(': ' || purpose, '')", "state <> 'planned'"),
        ("message", "words", "state <> 'waiting'"),
        ("hospital_event", "substr(at, 1, 10) || ', ' || kind || coalesce(', ' || place, '')", "0"),
        ("risk_score", "substr(run_date, 1, 10) || ', ' || tool || coalesce(': ' || band, '')", "0"),
    )
)
_DATED = ("planned", "hospital_event", "risk_score")
"""Whose words begin with their day."""


def lines(con: Connection, person: str, today: date, *entities: str) -> tuple[Line, ...]:
    """The records of these kinds around a person (all kinds when none is named), oldest first within their kind.

    The words of a key-safe warning are left out; warnings for others than the viewer are not told apart here, so only
    `person.warnings` is for reading aloud.
    """
    rows = con.execute(f"SELECT * FROM ({_LINES})", (person, today.isoformat()))
    found = (Line(row[0], row[1], _said(row[0], row[2], today), bool(row[3])) for row in rows)
    return tuple(line for line in found if not entities or line.entity in entities)


def _said(entity: str, words: str, today: date) -> str:
    return f"{say_date(date.fromisoformat(words[:10]), today)}{words[10:]}" if entity in _DATED else words


@dataclass(frozen=True, slots=True)
class FromSheet:
    """What an imported sheet said in a column that caretui has no field for."""

    id: str
    heading: str
    words: str
    source: str


def from_sheet(con: Connection, person: str) -> tuple[FromSheet, ...]:
    """The words of imported sheets that wait to be taken over or dismissed."""
    rows = con.execute(
        "SELECT id, heading, words, coalesce(source, '') FROM from_sheet WHERE person = ? AND void IS NULL ORDER BY n",
        (person,),
    )
    return tuple(FromSheet(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody already here who may be the same person. `sure`: the NHS number is the same."""

    id: str
    name: str
    born: date | None
    nhs_number: str | None
    postcode: str
    status: str
    sure: bool
    same_birth: bool


def alike(
    con: Connection,
    viewer: Viewer,
    *,
    family: str,
    given: str | None,
    born: str | None = None,
    nhs: str | None = None,
    apart_from: str = "",
) -> tuple[Alike, ...]:
    """People with the same NHS number, or with the same name as it is compared (case, accents, apostrophes folded).

    Of those whom the viewer must not see only the same number tells, and that without anything of theirs.
    """
    seen = people_seen(viewer)
    rows = con.execute(
        f"SELECT {seen.sql}, id, family_name, given_name, preferred_name, date_of_birth, nhs_number, coalesce(postcode, ''),"
        " status FROM person p WHERE void IS NULL AND id <> ? AND (nhs_number = ? OR n IN (SELECT rowid FROM find_person"
        " WHERE find_person MATCH ?))",
        (*seen.parameters, apart_from, nhs or "-", _match(family)),
    )
    found = []
    for is_seen, record, has_family, has_given, called, has_born, has_nhs, postcode, status in rows:
        sure = nhs is not None and has_nhs == nhs
        if not is_seen:
            if sure:
                found.append(Alike(record, RESTRICTED, None, None, "", "", sure, False))
            continue
        firsts = {fold(name) for name in (has_given, called) if name}
        same_name = fold(has_family) == fold(family) and (not given or not firsts or fold(given) in firsts)
        if sure or same_name:
            name = ", ".join(part for part in (has_family.upper(), has_given) if part)
            same_birth = born is not None and has_born == born
            found.append(Alike(record, name, day_of(has_born), has_nhs, postcode, status, sure, same_birth))
    return tuple(sorted(found, key=lambda one: (not one.sure, not one.same_birth, one.name)))


def _match(name: str) -> str:
    """A name for full text: each word quoted, apostrophes left out."""
    return " ".join(find_words(word) for word in name.split()) or '""'
