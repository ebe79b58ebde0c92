"""Who people are, who is around them and goes in, what is to be heeded: what stands of a person."""

import json
from collections.abc import Sequence
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import agencies
from caretui.store.queries.dossier.grouping import STANDING_OF, grouped, pairs


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
    """A warning note that stands; `agencies` are the ids of its named agencies and their heirs."""

    kind: str
    words: str
    audience: str
    agencies: frozenset[str]
    review_on: str | None


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


_FLAGS = ("birth_estimated", "large_print", "has_key_safe", "restricted")


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
        f" WHERE t.id {STANDING_OF}",
        (json.dumps(list(ids)),),
    )
    found: dict[str, Person] = {}
    for row in rows:
        values: dict[str, Any] = dict(zip(Person.__dataclass_fields__, row, strict=True))
        found[row[0]] = Person(**values | {flag: bool(values[flag]) for flag in _FLAGS})
    return found


def warnings(con: Connection, ids: Sequence[str]) -> dict[str, tuple[Warned, ...]]:
    """Warnings that stand, for every audience: who prints them asks `care.audience.warning_for`."""
    return grouped(
        con,
        ids,
        "SELECT t.person, t.kind, t.words, t.audience, t.agencies, t.review_on FROM warning t"
        f" WHERE t.person {STANDING_OF} AND t.ended IS NULL ORDER BY t.n",
        lambda kind, words, audience, named, review: Warned(
            kind, words or "", audience or "", agencies.heirs(con, named), review
        ),
    )


def goes_in(con: Connection, ids: Sequence[str], today: str) -> dict[str, tuple[GoesIn, ...]]:
    """Who goes in on `today` (a wall date) or later."""
    return grouped(
        con,
        ids,
        "SELECT t.person, coalesce(t.provider, ''), coalesce(t.what, ''), coalesce(t.days, ''), coalesce(t.time, ''),"
        f" coalesce(t.words, '') FROM service t WHERE t.person {STANDING_OF} AND (t.ended IS NULL OR t.ended > ?)"
        " ORDER BY t.n",
        GoesIn,
        today,
    )


def circle(con: Connection, ids: Sequence[str], today: str) -> dict[str, tuple[Around, ...]]:
    """The circle of support, with what each may be told ("" = nothing is written down)."""
    return grouped(
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


def conditions(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(condition, since when in words or "")."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.name, ''), coalesce(t.since, '') FROM condition t"
        f" WHERE t.person {STANDING_OF} AND t.ended IS NULL ORDER BY t.n",
    )


def kept_documents(con: Connection, ids: Sequence[str]) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(what, dated or None, where it is kept, attorney): ReSPECT, advance plans, powers of attorney."""
    return pairs(
        con,
        ids,
        "SELECT t.person, coalesce(t.kind, ''), t.dated, coalesce(t.where_kept, ''), coalesce(t.attorney, '')"
        f" FROM kept_document t WHERE t.person {STANDING_OF} AND t.ended IS NULL ORDER BY t.n",
    )
