"""One person as the screens and `caretui show` tell of them: who it is, what warns, and the summary of everything around."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caretui.care.audience import Recipient, warning_for
from caretui.care.identifiers import nhs_number
from caretui.care.outcomes import Counted, months_between, since_plan
from caretui.care.refused import Refused
from caretui.care.vocabulary import OPEN_ACTION_STATUS
from caretui.care.week import Pattern, Service, read_pattern, twice
from caretui.store.database import Connection
from caretui.store.queries import contacts
from caretui.store.queries.contacts import Entry
from caretui.store.queries.need_to_know import SEES_ALL, contacts_read
from caretui.store.store import Viewer

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Who:
    """The person themselves. Days are dates; the key-safe code isn't here, only whether there is one (`has_key_safe`)."""

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


@dataclass(frozen=True, slots=True)
class GoesIn:
    """Somebody who goes in, by weekday. `is_twice`: another one does the same thing on the same day."""

    id: str
    provider: str
    what: str
    pattern: Pattern
    started: date | None
    ended: date | None
    is_twice: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """An open action. `owner` as it is said; `mine`: it is for the viewer; `since`: waiting since, or asked on."""

    id: str
    what: str
    owner: str
    mine: bool
    due: date | None
    status: str
    waiting_on: str | None
    since: date | None

    def days_late(self, today: date) -> int:
        """Days past its day; 0 when it isn't late, or when it waits for somebody."""
        return max(0, (today - self.due).days) if self.due and self.status != "waiting" else 0


@dataclass(frozen=True, slots=True)
class IfWorse:
    """The trigger, what should happen, whom to contact."""

    trigger: str
    do: str
    whom: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the person said, and when."""

    words: str
    said_by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything on the Summary tab and in `caretui show`, as facts."""

    strip: Strip
    conditions: tuple[str, ...]
    matters: str
    team_count: int
    """Circle and professionals with a part in the care, each once."""
    services: tuple[GoesIn, ...]
    actions: tuple[ToDo, ...]
    contacts: tuple[Entry, ...]
    if_worse: IfWorse | None
    before: Counted | None
    since: Counted | None
    plan_date: date | None
    own_words: OwnWords | None
    manager: str
    """Whom to ring where they live: someone of the circle that belongs to the home or house."""
    contact_count: int
    plan_count: int
    meeting_count: int
    sheet_count: int

    @property
    def who(self) -> Who:
        """The person."""
        return self.strip.who


def day(text: str | None) -> date | None:
    """A stored day or the day part of a stored moment; None when there is none."""
    return date.fromisoformat(text[:10]) if text else None


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
    values |= {name: day(values[name]) for name in _DAYS} | {name: bool(values[name]) for name in _FLAGS}
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
    """The standing warnings for this viewer, oldest first. The words of a key-safe warning are left out: see `key_safe`."""
    reader = recipient(viewer, about.coordinator)
    rows = con.execute(
        "SELECT id, kind, words, audience, agencies, review_on FROM warning"
        " WHERE person = ? AND void IS NULL AND (ended IS NULL OR ended > ?) ORDER BY n",
        (about.id, today.isoformat()),
    )
    return tuple(
        WarningNote(
            id,
            kind,
            "" if kind == "key safe" else words,
            audience,
            day(review),
            bool(review) and review < today.isoformat(),
        )
        for id, kind, words, audience, agencies, review in rows
        if warning_for(audience, (agencies or "").split(), reader)
    )


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
    return tuple(Kept(id, kind, day(dated), where, attorney) for id, kind, dated, where, attorney in rows)


def services(con: Connection, person: str, today: date, *, ended: bool = False) -> tuple[GoesIn, ...]:
    """Who goes in now, by the time of day; with `ended`, those that have ended too."""
    rows = con.execute(
        "SELECT s.id, s.provider, coalesce(s.what, ''), s.days, s.time, s.words, s.started, s.ended,"
        " coalesce(p.phone, a.phone, c.phone, '') FROM service s LEFT JOIN professional p ON p.id = s.professional"
        " LEFT JOIN agency a ON a.id = s.agency LEFT JOIN circle c ON c.id = s.circle"
        " WHERE s.person = ?1 AND s.void IS NULL AND (?2 OR s.ended IS NULL OR s.ended >= ?3) ORDER BY s.n",
        (person, ended, today.isoformat()),
    )
    found = [
        GoesIn(id, provider, what, pattern(days, time, words), day(started), day(end), phone=phone)
        for id, provider, what, days, time, words, started, end, phone in rows
    ]
    standing = [s for s in found if s.ended is None or s.ended >= today]
    doubles = {
        (t.what.casefold(), name)
        for t in twice([Service(s.provider, s.what, s.pattern) for s in standing])
        for name in t.providers
    }
    return tuple(
        replace(s, is_twice=True) if s in standing and (s.what.casefold(), s.provider) in doubles else s for s in found
    )


def pattern(days: str | None, time: str | None, words: str | None) -> Pattern:
    """The pattern of a stored service: seven marks Monday first, or its words, and the time."""
    marked = tuple(n for n, mark in enumerate(days or "") if mark == "x")
    said = words or " ".join(DAY_NAMES[n] for n in marked)
    return read_pattern(f"{said} {time or ''}") or Pattern(marked, time or "", said)


def todo(con: Connection, person: str, viewer: Viewer) -> tuple[ToDo, ...]:
    """The open actions: those with a day by their day, then those that wait, then the rest."""
    rows = con.execute(
        "SELECT a.id, a.what, coalesce(a.owner_words, p.name, c.name, g.short, g.name, ''),"
        " a.professional IS NOT NULL AND a.professional = ?, a.due, a.status, a.waiting_on,"
        " coalesce(a.waiting_since, a.asked_on) FROM action a LEFT JOIN professional p ON p.id = a.professional"
        " LEFT JOIN circle c ON c.id = a.circle LEFT JOIN agency g ON g.id = a.agency"
        f" WHERE a.person = ? AND a.void IS NULL AND a.status IN ({', '.join('?' * len(OPEN_ACTION_STATUS))})"
        " ORDER BY a.status = 'waiting', a.due IS NULL, a.due, a.n",
        (viewer.professional, person, *OPEN_ACTION_STATUS),
    )
    return tuple(
        ToDo(id, what, owner, bool(mine), day(due), status, waiting, day(since))
        for id, what, owner, mine, due, status, waiting, since in rows
    )


def outcomes(con: Connection, person: str, today: date) -> tuple[Counted | None, Counted | None, date | None]:
    """(counted before the plan, counted since, the plan's date).

    The count since is a counted fact when one was told, else the A&E attendances and admissions of the log since the plan's
    date. Without a plan's date there is nothing since.
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
    planned = day(row[0]) if row else None
    since_then = told.get("since")
    if since_then is None and planned is not None and planned <= today and "before" in told:
        (count,) = con.execute(
            "SELECT count(*) FROM hospital_event WHERE person = ? AND void IS NULL AND at >= ?"
            " AND kind IN ('A&E attendance', 'emergency admission', 'elective admission')",
            (person, planned.isoformat()),
        ).fetchone()
        since_then = since_plan(planned, today, events=count)
    return told.get("before"), since_then, planned


_SMALL = """SELECT
  (SELECT json_group_array(name) FROM (SELECT name FROM condition WHERE person = ?1 AND void IS NULL AND ended IS NULL ORDER BY n)),
  (SELECT matters FROM about_me WHERE person = ?1 AND void IS NULL),
  (SELECT count(*) FROM (
    SELECT coalesce(professional, id) FROM circle WHERE person = ?1 AND void IS NULL AND ended IS NULL
    UNION SELECT coordinator FROM person WHERE id = ?1 AND coordinator IS NOT NULL
    UNION SELECT coalesce(professional, circle, agency, id) FROM service WHERE person = ?1 AND void IS NULL AND ended IS NULL)),
  (SELECT count(*) FROM contact WHERE person = ?1 AND void IS NULL),
  (SELECT count(*) FROM goal WHERE person = ?1 AND void IS NULL AND closed_on IS NULL),
  (SELECT count(*) FROM agenda_item i WHERE i.person = ?1 AND i.void IS NULL),
  (SELECT count(*) FROM from_sheet WHERE person = ?1 AND void IS NULL),
  (SELECT json_array(trigger, coalesce("do", ''), coalesce(whom, '')) FROM contingency
     WHERE person = ?1 AND void IS NULL AND closed_on IS NULL ORDER BY n LIMIT 1),
  (SELECT json_array(name, coalesce(relationship, ''), coalesce(phone, '')) FROM circle
     WHERE person = ?1 AND void IS NULL AND ended IS NULL AND (relationship LIKE 'manager%' OR relationship LIKE '%warden%') ORDER BY n LIMIT 1)
"""

_WORDS = """SELECT words, said_by, said_on FROM (
  SELECT words, coalesce(said_by, '') AS said_by, coalesce(said_on, '') AS said_on FROM outcome
    WHERE person = ? AND void IS NULL
  UNION ALL SELECT c.own_words, '', c.at FROM contact c
    WHERE c.person = ? AND c.void IS NULL AND c.error = 0 AND c.own_words <> '' AND {readable}
) ORDER BY said_on DESC LIMIT 1"""


def own_words(con: Connection, person: str, viewer: Viewer) -> OwnWords | None:
    """What the person said last, of outcomes and of the contacts that the viewer may read."""
    may_read = contacts_read(viewer)
    row = con.execute(_WORDS.format(readable=may_read.sql), (person, person, *may_read.parameters)).fetchone()
    return OwnWords(row[0], row[1], day(row[2])) if row else None


def summary(con: Connection, person: str, viewer: Viewer, today: date) -> Summary | None:
    """Everything on the Summary tab for this viewer; None when there is no such person, or it is hidden from them."""
    head = strip(con, person, viewer, today)
    if head is None:
        return None
    small = con.execute(_SMALL, (person,)).fetchone()
    conditions, matters, team, contact_count, goals, meetings, sheet, worse, manager = small
    before, since, planned = outcomes(con, person, today)
    return Summary(
        strip=head,
        conditions=tuple(json.loads(conditions)),
        matters=matters or "",
        team_count=team,
        services=services(con, person, today),
        actions=todo(con, person, viewer),
        contacts=contacts.last(con, person, viewer, today, count=12),
        if_worse=IfWorse(*json.loads(worse)) if worse else None,
        before=before,
        since=since,
        plan_date=planned,
        own_words=own_words(con, person, viewer),
        manager=_manager(json.loads(manager)) if manager else "",
        contact_count=contact_count,
        plan_count=goals,
        meeting_count=meetings,
        sheet_count=sheet,
    )


def _manager(row: list[str]) -> str:
    """`T Holt, manager 01632 960144`."""
    name, relationship, phone = row
    return f"{name}, {relationship.partition(' of ')[0]} {phone}".strip()
