"""One person as screens, documents and `caretui show` tell of them: who it is, what warns, honest counts."""

import re
from datetime import date
from typing import Any

from caretui.care.audience import Recipient, warning_for
from caretui.care.dates import day_of
from caretui.care.identifiers import nhs_number
from caretui.care.outcomes import Counted, months_between, since_plan
from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.agencies import heirs
from caretui.store.queries.need_to_know import SEES_ALL
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Who:
    """The person themselves. Days are dates; of the key-safe code only whether there is one (`has_key_safe`)."""

    id: str
    n: int
    family_name: str
    given_name: str | None
    preferred_name: str | None
    title: str | None
    date_of_birth: date | None
    birth_estimated: bool
    date_of_death: date | None
    kindness_owed: str | None
    nhs_number: str | None
    sex: str | None
    address: str | None
    postcode: str | None
    phone: str | None
    mobile: str | None
    email: str | None
    phone_note: str | None
    language: str | None
    interpreter: str | None
    communication_needs: str | None
    large_print: bool
    accommodation: str | None
    living_situation: str | None
    access: str | None
    has_key_safe: bool
    practice: str | None
    practice_name: str | None
    practice_code: str | None
    practice_status: str | None
    locality: str | None
    locality_reason: str | None
    contact_interval: int | None
    in_hospital_since: date | None
    hospital: str | None
    hospital_reason: str | None
    home_since: date | None
    told_on: date | None
    told_how: str | None
    coordinator: str | None
    coordinator_name: str | None
    coordinator_job: str | None
    coordinator_agency: str | None
    coordinator_left: date | None
    coordinator_since: date | None
    handover_note: str | None
    restricted: bool
    status: str
    status_reason: str | None
    status_since: date | None
    in_one_line: str | None
    situation: str | None
    risk_band: str | None
    risk_before: str | None
    last_contact: str | None
    next_due: str | None
    next_planned: str | None
    next_meeting: str | None
    open_actions: int
    review_due: date | None

    @property
    def name(self) -> str:
        """`DUXBURY, Alan`."""
        return ", ".join(part for part in (self.family_name.upper(), self.given_name) if part)

    @property
    def called(self) -> str:
        """What they like to be called, else their given name, else the family name."""
        return self.preferred_name or self.given_name or self.family_name


@dataclass(frozen=True, slots=True)
class WarningNote:
    """A warning that is for this viewer. `review_late`: its yearly review has passed."""

    id: str
    kind: str
    words: str
    audience: str
    review_on: date | None
    review_late: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A document and where it is kept."""

    id: str
    kind: str
    dated: date | None
    where_kept: str | None
    attorney: str | None


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above everything about one person: rows 1 to 3."""

    who: Who
    warnings: tuple[WarningNote, ...]
    kept: tuple[Kept, ...]


def may_open(restricted: bool, coordinator: str | None, viewer: Viewer) -> bool:
    """Whether this member may open the record: a restricted one is for its coordinator, leads and IG."""
    return not restricted or viewer.role in SEES_ALL or (viewer.professional or "-") == coordinator


def recipient(viewer: Viewer, coordinator: str | None) -> Recipient:
    """The member at the screen as the rules of audiences know them; leads and IG see as the coordinator does."""
    return Recipient(
        "member",
        agency=viewer.agency,
        agency_kind=viewer.agency_kind,
        professional=viewer.professional,
        is_coordinator=viewer.role in SEES_ALL or (viewer.professional or "-") == coordinator,
    )


def find_person(con: Connection, words: str, viewer: Viewer | None = None) -> str | None:
    """The id of the person with this NHS number (any spacing) or record id; None when there is none for this viewer."""
    typed = words.strip()
    if re.fullmatch(r"[0-9a-fA-F]{32}", typed):
        column, value = "id", typed.lower()
    else:
        try:
            column, value = "nhs_number", nhs_number(typed)
        except Refused:
            return None
    rows = con.execute(
        f"SELECT id, restricted, coordinator FROM person WHERE {column} = ? AND void IS NULL ORDER BY n", (value,)
    )
    for found, restricted, coordinator in rows:
        if viewer is None or may_open(bool(restricted), coordinator, viewer):
            return str(found)
    return None


_DAYS = frozenset(
    [
        "date_of_birth",
        "date_of_death",
        "in_hospital_since",
        "home_since",
        "told_on",
        "coordinator_since",
        "coordinator_left",
        "status_since",
        "review_due",
    ]
)
_FLAGS = frozenset(["birth_estimated", "large_print", "has_key_safe", "restricted"])
_ELSEWHERE = {
    "has_key_safe": "p.key_safe IS NOT NULL AND p.key_safe <> ''",
    "practice_name": "g.name",
    "practice_code": "g.code",
    "practice_status": "g.status",
    "locality": "l.name",
    "coordinator_name": "c.name",
    "coordinator_job": "c.role",
    "coordinator_left": "c.left_on",
    "coordinator_agency": "a.name",
}
_FIELDS = tuple(Who.__dataclass_fields__)
_WHO = (
    f"SELECT {', '.join(_ELSEWHERE.get(name, f'p.{name}') for name in _FIELDS)} FROM person p"
    " LEFT JOIN practice g ON g.id = p.practice LEFT JOIN locality l ON l.id = p.place"
    " LEFT JOIN professional c ON c.id = p.coordinator LEFT JOIN agency a ON a.id = c.agency"
    " WHERE p.id = ? AND p.void IS NULL"
)


def who(con: Connection, person: str) -> Who | None:
    """The person, or None when there is no such record (or its making was undone)."""
    row = con.execute(_WHO, (person,)).fetchone()
    if row is None:
        return None
    values: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    values |= {name: day_of(values[name]) for name in _DAYS} | {name: bool(values[name]) for name in _FLAGS}
    return Who(**values)


def exists(con: Connection, person: str) -> bool:
    """Whether there is such a record, for whomever it may be."""
    return con.execute("SELECT 1 FROM person WHERE id = ? AND void IS NULL", (person,)).fetchone() is not None


def strip(con: Connection, person: str, viewer: Viewer, today: date) -> Strip | None:
    """Rows 1 to 3 for this viewer; None when there is no such person, or it is hidden from them."""
    about = who(con, person)
    if about is None or not may_open(about.restricted, about.coordinator, viewer):
        return None
    return Strip(about, warnings(con, about, viewer, today), kept(con, person))


def warnings(con: Connection, about: Who, viewer: Viewer, today: date) -> tuple[WarningNote, ...]:
    """The standing warnings for this viewer, oldest first; without the words of a key-safe warning: see `key_safe`."""
    reader = recipient(viewer, about.coordinator)
    rows = con.execute(
        "SELECT id, kind, words, audience, agencies, review_on FROM warning"
        " WHERE person = ? AND void IS NULL AND (ended IS NULL OR ended > ?) ORDER BY n",
        (about.id, today.isoformat()),
    )
    found = []
    for record, kind, words, audience, agencies, review in rows:
        if warning_for(audience, heirs(con, agencies), reader):
            said = "" if kind == "key safe" else words
            late = bool(review) and review < today.isoformat()
            found.append(WarningNote(record, kind, said, audience, day_of(review), late))
    return tuple(found)


def key_safe(con: Connection, person: str) -> list[str]:
    """The key-safe code and the words of key-safe warnings: only when asked for; the caller records the look."""
    rows = con.execute(
        "SELECT key_safe FROM person WHERE id = ?1 AND key_safe <> '' UNION ALL"
        " SELECT words FROM warning WHERE person = ?1 AND kind = 'key safe' AND void IS NULL AND ended IS NULL",
        (person,),
    )
    return [str(words) for (words,) in rows]


def kept(con: Connection, person: str) -> tuple[Kept, ...]:
    """The standing documents, and where each is kept."""
    rows = con.execute(
        "SELECT id, kind, dated, where_kept, attorney FROM kept_document"
        " WHERE person = ? AND void IS NULL AND ended IS NULL ORDER BY n",
        (person,),
    )
    return tuple(Kept(*(*row[:2], day_of(row[2]), *row[3:])) for row in rows)


def outcomes(con: Connection, person: str, today: date) -> tuple[Counted | None, Counted | None, date | None]:
    """(counted before the plan, counted since, the plan's date).

    The count since is a counted fact when one was told, else the A&E attendances and admissions of the log since the
    plan's date. Without a plan's date there is nothing since.
    """
    told: dict[str, Counted] = {}
    for phase, count, what, since, until, source in con.execute(
        "SELECT phase, count, what, since, until, coalesce(source, '') FROM baseline"
        " WHERE person = ? AND void IS NULL ORDER BY until, n",
        (person,),
    ):
        start, end = date.fromisoformat(since), date.fromisoformat(until)
        told[phase] = Counted(count, months_between(start, end), what, until=end, source=source)
    row = con.execute("SELECT plan_date FROM plan WHERE person = ? AND void IS NULL", (person,)).fetchone()
    planned = day_of(row[0]) if row else None
    since_then = told.get("since")
    if since_then is None and planned is not None and planned <= today and "before" in told:
        (count,) = con.execute(
            "SELECT count(*) FROM hospital_event WHERE person = ? AND void IS NULL AND at >= ?"
            " AND kind IN ('A&E attendance', 'emergency admission', 'elective admission')",
            (person, planned.isoformat()),
        ).fetchone()
        since_then = since_plan(planned, today, events=count)
    return told.get("before"), since_then, planned
