"""What documents tell of people: everything around one or many persons, each kind in one query.

Every function takes ids and gives what it found by person, so that a pack of thirty people costs as many queries as
one. Key-safe codes are read by none of them.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from caretui.store.database import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """Who a person is, where and with whom they live, who coordinates. Ids are for rules, the rest is printed."""

    id: str
    family_name: str
    given_name: str
    preferred_name: str
    date_of_birth: str | None
    birth_estimated: bool
    date_of_death: str | None
    nhs_number: str | None
    address: str
    postcode: str
    phone: str
    mobile: str
    phone_note: str
    language: str
    interpreter: str
    communication_needs: str
    large_print: bool
    accommodation: str
    living_situation: str
    access: str
    has_key_safe: bool
    practice: str
    practice_phone: str
    locality: str
    in_hospital_since: str | None
    hospital: str
    hospital_reason: str
    home_since: str | None
    told_on: str | None
    told_how: str
    coordinator_id: str | None
    coordinator: str
    coordinator_role: str
    coordinator_phone: str
    coordinator_since: str | None
    restricted: bool
    status: str
    in_one_line: str
    situation: str
    last_contact: str | None
    next_planned: str | None
    risk_band: str | None
    risk_before: str | None

    @property
    def full_name(self) -> str:
        """`DUXBURY, Alan`: the family name first, in capitals."""
        return f"{self.family_name.upper()}, {self.given_name}" if self.given_name else self.family_name.upper()

    @property
    def called(self) -> str:
        """What they like to be called, else their given name, else their family name."""
        return self.preferred_name or self.given_name or self.family_name


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning note that stands; `agencies` are the ids of its named agencies."""

    kind: str
    words: str
    audience: str
    agencies: frozenset[str]
    review_on: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A contact, with its amendments."""

    id: str
    at: str
    by: str
    author: str | None
    agency: str
    method: str
    direction: str
    reached: str
    with_whom: str
    note: str
    own_words: str
    outcome: str
    read_by: str
    error: bool
    amendments: tuple["Amended", ...] = ()


@dataclass(frozen=True, slots=True)
class Amended:
    """A later entry about a contact: what stands instead, by whom, when and why; or that it was made in error."""

    kind: str
    note: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Owed:
    """An action: what, whose, by when. `agency` and `professional` are ids; `family`: someone of the circle does it."""

    id: str
    person: str | None
    what: str
    owner: str
    agency: str | None
    agency_name: str
    professional: str | None
    due: str | None
    status: str
    waiting_on: str
    waiting_since: str | None
    completed_at: str | None
    outcome: str
    goal: str
    meeting: str | None
    item: str | None
    family: bool


@dataclass(frozen=True, slots=True)
class GoesIn:
    """A service or person in place: who, what for, when."""

    provider: str
    what: str
    days: str
    time: str
    words: str


@dataclass(frozen=True, slots=True)
class Around:
    """Someone of the circle of support."""

    id: str
    name: str
    relationship: str
    phone: str
    note: str
    carer: bool
    next_of_kin: bool
    may_be_told: str


@dataclass(frozen=True, slots=True)
class Event:
    """A hospital event."""

    kind: str
    at: str
    discharged_at: str | None
    place: str


def _grouped(
    con: Connection, people: Sequence[str], sql: str, make: Callable[..., T], *more: Any
) -> dict[str, tuple[T, ...]]:
    """Run `sql`, whose first column is the person and whose first parameter the ids, and group what `make` makes."""
    found: dict[str, list[T]] = {}
    for person, *row in con.execute(sql, (json.dumps(list(people)), *more)):
        found.setdefault(person, []).append(make(*row))
    return {person: tuple(rows) for person, rows in found.items()}


_FLAGS = ("birth_estimated", "large_print", "has_key_safe", "restricted")
_IN = "IN (SELECT value FROM json_each(?)) AND t.void IS NULL"


def people(con: Connection, ids: Sequence[str]) -> dict[str, Person]:
    """Who they are; a person who is void is not there."""
    text = (
        "t.family_name",
        "t.given_name",
        "t.preferred_name",
    )
    columns = (
        *(f"coalesce({name}, '')" for name in text),
        "t.date_of_birth, coalesce(t.birth_estimated, 0), t.date_of_death, t.nhs_number",
        *(
            f"coalesce(t.{name}, '')"
            for name in ("address", "postcode", "phone", "mobile", "phone_note", "language", "interpreter")
        ),
        "coalesce(t.communication_needs, ''), coalesce(t.large_print, 0)",
        "coalesce(t.accommodation, ''), coalesce(t.living_situation, ''), coalesce(t.access, '')",
        "coalesce(t.key_safe, '') <> '', coalesce(g.name, ''), coalesce(g.phone, ''), coalesce(l.name, '')",
        "t.in_hospital_since, coalesce(t.hospital, ''), coalesce(t.hospital_reason, ''), t.home_since",
        "t.told_on, coalesce(t.told_how, '')",
        "t.coordinator, coalesce(c.name, ''), coalesce(c.role, ''), coalesce(c.phone, ''), t.coordinator_since",
        "coalesce(t.restricted, 0), coalesce(t.status, ''), coalesce(t.in_one_line, ''), coalesce(t.situation, '')",
        "t.last_contact, t.next_planned, t.risk_band, t.risk_before",
    )
    rows = con.execute(
        f"SELECT t.id, {', '.join(columns)} FROM person t LEFT JOIN practice g ON g.id = t.practice"
        " LEFT JOIN locality l ON l.id = t.place LEFT JOIN professional c ON c.id = t.coordinator"
        f" WHERE t.id {_IN}",
        (json.dumps(list(ids)),),
    )
    found: dict[str, Person] = {}
    for row in rows:
        values: dict[str, Any] = dict(zip(Person.__dataclass_fields__, row, strict=True))
        found[row[0]] = Person(**values | {flag: bool(values[flag]) for flag in _FLAGS})
    return found


def warnings(con: Connection, ids: Sequence[str]) -> dict[str, tuple[Warned, ...]]:
    """Warnings that stand, for every audience: who prints them asks `care.audience.warning_for`."""
    return _grouped(
        con,
        ids,
        "SELECT t.person, t.kind, t.words, t.audience, coalesce(t.agencies, ''), t.review_on FROM warning t"
        f" WHERE t.person {_IN} AND t.ended IS NULL ORDER BY t.n",
        lambda kind, words, audience, agencies, review: Warned(
            kind, words or "", audience or "", frozenset(agencies.split()), review
        ),
    )


def contacts(
    con: Connection, ids: Sequence[str], *, newest: int | None = None, since: str | None = None
) -> dict[str, tuple[Said, ...]]:
    """Contacts with their amendments, newest first; at most `newest` a person, from the instant `since` on."""
    rows = con.execute(
        "SELECT * FROM (SELECT t.person, t.id, t.at, coalesce(t.by, ''), t.professional,"
        " coalesce(t.agency_name, ''), coalesce(t.method, ''), coalesce(t.direction, ''), coalesce(t.reached, ''),"
        " coalesce(t.with_whom, ''), coalesce(t.note, ''), coalesce(t.own_words, ''), coalesce(t.outcome, ''),"
        " coalesce(t.read_by, ''), t.error,"
        " row_number() OVER (PARTITION BY t.person ORDER BY t.at DESC, t.n DESC) AS place"
        f" FROM contact t WHERE t.person {_IN} AND (? IS NULL OR t.at >= ?))"
        " WHERE ? IS NULL OR place <= ? ORDER BY person, place",
        (json.dumps(list(ids)), since, since, newest, newest),
    ).fetchall()
    later = _grouped(
        con,
        [row[1] for row in rows],
        "SELECT t.contact, t.kind, coalesce(t.note, ''), coalesce(t.reason, ''), coalesce(t.by, ''), t.at"
        f" FROM amendment t WHERE t.contact {_IN} ORDER BY t.at, t.n",
        Amended,
    )
    found: dict[str, list[Said]] = {}
    for person, *row, _place in rows:
        words: tuple[Any, ...] = (*row[:-1], bool(row[-1]), later.get(row[0], ()))
        found.setdefault(person, []).append(Said(*words))
    return {person: tuple(said) for person, said in found.items()}


_OWED = (
    "SELECT t.person, t.id, t.person, coalesce(t.what, ''), coalesce(t.owner_words, f.name, a.name, ''), t.agency,"
    " coalesce(a.name, ''), t.professional, t.due, coalesce(t.status, ''), coalesce(t.waiting_on, ''),"
    " t.waiting_since, t.completed_at, coalesce(t.outcome, ''), coalesce(g.words, ''), t.meeting, t.item, t.circle IS NOT NULL"
    " FROM action t LEFT JOIN agency a ON a.id = t.agency LEFT JOIN professional f ON f.id = t.professional"
    " LEFT JOIN goal g ON g.id = t.goal"
)
_OPEN = "t.status IN ('planned', 'in progress', 'waiting')"


def open_actions(con: Connection, ids: Sequence[str]) -> dict[str, tuple[Owed, ...]]:
    """Open actions, the first due first."""
    return _grouped(
        con,
        ids,
        f"{_OWED} WHERE t.person {_IN} AND {_OPEN} ORDER BY t.due IS NULL, t.due, t.n",
        Owed,
    )


def actions_of_meeting(con: Connection, meeting: str) -> tuple[Owed, ...]:
    """Actions agreed at a meeting, in the order in which they were made."""
    rows = con.execute(f"{_OWED} WHERE t.meeting = ? AND t.void IS NULL ORDER BY t.n", (meeting,))
    return tuple(Owed(*row[1:]) for row in rows)


def all_open_actions(con: Connection, agency: str | None = None) -> tuple[Owed, ...]:
    """Every open action of open people, by due day; one agency's, or all."""
    rows = con.execute(
        f"{_OWED} JOIN person p ON p.id = t.person AND p.void IS NULL AND p.status = 'open'"
        f" WHERE t.void IS NULL AND {_OPEN} AND (? IS NULL OR t.agency = ?) ORDER BY t.due IS NULL, t.due, t.n",
        (agency, agency),
    )
    return tuple(Owed(*row[1:]) for row in rows)


def goes_in(con: Connection, ids: Sequence[str], today: str) -> dict[str, tuple[GoesIn, ...]]:
    """Who goes in on `today` (a wall date) or later."""
    return _grouped(
        con,
        ids,
        "SELECT t.person, coalesce(t.provider, ''), coalesce(t.what, ''), coalesce(t.days, ''), coalesce(t.time, ''),"
        f" coalesce(t.words, '') FROM service t WHERE t.person {_IN} AND (t.ended IS NULL OR t.ended > ?)"
        " ORDER BY t.n",
        GoesIn,
        today,
    )


def circle(con: Connection, ids: Sequence[str], today: str) -> dict[str, tuple[Around, ...]]:
    """The circle of support, with what each may be told ("" = nothing is written down)."""
    return _grouped(
        con,
        ids,
        "SELECT t.person, t.id, coalesce(t.name, ''), coalesce(t.relationship, ''), coalesce(t.phone, ''),"
        " coalesce(t.note, ''), coalesce(t.carer, 0), coalesce(t.next_of_kin, 0),"
        " coalesce((SELECT coalesce(s.scope, 'may be told') FROM sharing s WHERE s.circle = t.id AND s.void IS NULL"
        "   AND s.kind IN ('may be told', 'consent') AND (s.until IS NULL OR s.until >= ?2)"
        "   ORDER BY s.n DESC LIMIT 1), '')"
        " FROM circle t WHERE t.person IN (SELECT value FROM json_each(?1)) AND t.void IS NULL"
        " AND t.ended IS NULL ORDER BY t.n",
        Around,
        today,
    )


def pairs(con: Connection, ids: Sequence[str], sql: str, *more: Any) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Rows of a small table by person: `sql` selects the person first, and takes the ids first."""
    return _grouped(con, ids, sql, lambda *row: row, *more)


def conditions(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(condition, since when in words or "")."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.name, ''), coalesce(t.since, '') FROM condition t"
        f" WHERE t.person {_IN} AND t.ended IS NULL ORDER BY t.n",
    )


def kept_documents(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(what, dated or None, where it is kept, attorney): ReSPECT, advance plans, powers of attorney."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.kind, ''), t.dated, coalesce(t.where_kept, ''), coalesce(t.attorney, '')"
        f" FROM kept_document t WHERE t.person {_IN} AND t.ended IS NULL ORDER BY t.n",
    )


def about_me(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """(heading of About me, words), in the national order, empty ones left out."""
    headings = (
        ("matters", "What matters to me"),
        ("who_matters", "Who matters to me"),
        ("how_communicate", "How to communicate with me"),
        ("wellness", "My wellness"),
        ("please_do", "Please do"),
        ("please_dont", "Please don't"),
        ("how_support", "How best to support me"),
        ("also_know", "Also worth knowing"),
        ("strengths", "My strengths"),
        ("supported_by", "Written down with the help of"),
    )
    rows = pairs(
        con,
        ids,
        f"SELECT t.person, {', '.join(f't.{column}' for column, _ in headings)} FROM about_me t WHERE t.person {_IN}",
    )
    return {
        person: tuple((heading, words) for (_, heading), words in zip(headings, found[0], strict=True) if words)
        for person, found in rows.items()
    }


def plans(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(plan date, agreed with, agreed on, review on, review by)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, t.plan_date, coalesce(t.agreed_with, ''), t.agreed_on, t.review_on,"
        f" coalesce(t.review_by, '') FROM plan t WHERE t.person {_IN}",
    )


def baselines(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(phase before or since, count, what is counted, since, until, source)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.phase, ''), t.count, coalesce(t.what, ''), t.since, t.until,"
        f" coalesce(t.source, '') FROM baseline t WHERE t.person {_IN} AND t.count IS NOT NULL ORDER BY t.phase, t.n",
    )


def goals(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(goal, its need or "", importance or None)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.words, ''), coalesce(n.words, ''), t.importance FROM goal t"
        f" LEFT JOIN need n ON n.id = t.need WHERE t.person {_IN} AND t.closed_on IS NULL"
        " ORDER BY t.importance IS NULL, t.importance DESC, t.n",
    )


def needs(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(need,) of those that stand."""
    return pairs(
        con,
        ids,
        f"SELECT t.person, coalesce(t.words, '') FROM need t WHERE t.person {_IN} AND t.closed_on IS NULL ORDER BY t.n",
    )


def outcomes(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(words, who said them, day or None), newest first."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.words, ''), coalesce(t.said_by, ''), t.said_on FROM outcome t"
        f" WHERE t.person {_IN} ORDER BY t.said_on DESC, t.n DESC",
    )


def contingencies(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(trigger, what to do, whom to contact, coping, early signs, advance statement)."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.trigger, ''), coalesce(t.do, ''), coalesce(t.whom, ''), coalesce(t.coping, ''),"
        " coalesce(t.early_signs, ''), coalesce(t.advance_statement, '') FROM contingency t"
        f" WHERE t.person {_IN} AND t.closed_on IS NULL ORDER BY t.n",
    )


def events(con: Connection, ids: Sequence[str], since: str) -> dict[str, tuple[Event, ...]]:
    """Hospital events from a day on, newest first."""
    return _grouped(
        con,
        ids,
        "SELECT t.person, coalesce(t.kind, ''), t.at, t.discharged_at, coalesce(t.place, '') FROM hospital_event t"
        f" WHERE t.person {_IN} AND t.at >= ? ORDER BY t.at DESC, t.n DESC",
        Event,
        since,
    )


def planned(
    con: Connection, *, first: str, last: str, professional: str | None = None, people: Iterable[str] | None = None
) -> tuple[tuple[Any, ...], ...]:
    """Planned visits and calls from `first` to before `last` (wall times), in order of time.

    (id, person, kind, purpose, at, minutes, place, with whom, state). Of one professional or, without one, of all;
    of some people, or of all.
    """
    only = None if people is None else json.dumps(list(people))
    return tuple(
        con.execute(
            "SELECT t.id, t.person, coalesce(t.kind, 'visit'), coalesce(t.purpose, ''), t.at, t.minutes,"
            " coalesce(t.place, ''), coalesce(t.with_whom, ''), t.state FROM planned t"
            " LEFT JOIN person p ON p.id = t.person WHERE t.void IS NULL AND t.at >= ? AND t.at < ?"
            " AND (? IS NULL OR t.professional = ? OR (t.professional IS NULL AND p.coordinator = ?))"
            " AND (? IS NULL OR t.person IN (SELECT value FROM json_each(?))) ORDER BY t.at, t.n",
            (first, last, professional, professional, professional, only, only),
        )
    )


def person_of_contact(con: Connection, contact: str) -> str | None:
    """Whose contact it is; None when there is none."""
    row = con.execute("SELECT person FROM contact WHERE id = ? AND void IS NULL", (contact,)).fetchone()
    return row[0] if row else None


def waiting_to_copy(con: Connection, person: str) -> tuple[str, ...]:
    """The contacts of a person that are not yet in the clinical system, oldest first."""
    rows = con.execute(
        "SELECT id FROM contact WHERE person = ? AND copying = 'to copy' AND void IS NULL AND error = 0 ORDER BY at, n",
        (person,),
    )
    return tuple(row[0] for row in rows)
