"""The Summary of one person: who goes in, what is to do, honest counts, what was said last."""

import json
from datetime import date

from caretui.care.actions import days_late
from caretui.care.dates import DAY_NAMES, day_of
from caretui.care.outcomes import Counted
from caretui.care.vocabulary import AGENCY_ALIASES, short_agency
from caretui.care.week import Pattern, Service, read_pattern, twice
from caretui.lean import dataclass, replace
from caretui.store.database import Connection
from caretui.store.queries import around, contacts
from caretui.store.queries.around import Around
from caretui.store.queries.contacts import Entry
from caretui.store.queries.need_to_know import contacts_read
from caretui.store.queries.person import Strip, Who, outcomes, strip
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer


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
    """An open action. `owner` as it is said, `owners` shorter ways to say it; `mine`: it is for the viewer.

    `since`: waiting since, or asked on.
    """

    id: str
    what: str
    owner: str
    mine: bool
    due: date | None
    status: str
    waiting_on: str | None
    since: date | None
    owners: tuple[str, ...] = ()
    died: bool = False

    def days_late(self, today: date) -> int:
        """Days past its day; 0 when it isn't late, when it waits for somebody, or of someone who has died."""
        waits = self.status == "waiting"
        return 0 if waits else days_late(self.due, today, status=self.status, died=self.died)


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
class Coming:
    """What is booked: `kind` visit, call, appointment, team meeting or plan review; `at` a wall day or moment."""

    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything on the Summary tab and in `caretui show`, as facts."""

    strip: Strip
    conditions: tuple[str, ...]
    matters: str
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
    sheet_count: int
    coming: tuple[Coming, ...]
    circle: tuple[Around, ...]

    @property
    def who(self) -> Who:
        """The person."""
        return self.strip.who


def services(con: Connection, person: str, today: date, *, ended: bool = False) -> tuple[GoesIn, ...]:
    """Who goes in now, by the time of day; with `ended`, those that have ended too."""
    rows = con.execute(
        "SELECT s.id, s.provider, coalesce(s.what, ''), s.days, s.time, s.words, s.started, s.ended,"
        " coalesce(p.phone, a.phone, c.phone, '') FROM service s LEFT JOIN professional p ON p.id = s.professional"
        " LEFT JOIN agency a ON a.id = s.agency LEFT JOIN circle c ON c.id = s.circle"
        " WHERE s.person = ?1 AND s.void IS NULL AND (?2 OR s.ended IS NULL OR s.ended >= ?3) ORDER BY s.n",
        (person, ended, today.isoformat()),
    )
    found = [GoesIn(*(*row[:3], pattern(*row[3:6]), day_of(row[6]), day_of(row[7]), False, row[8])) for row in rows]
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
        " coalesce(a.waiting_since, a.asked_on), coalesce(g.short, ''), coalesce(g.kind, ''),"
        " coalesce(c.name, p.name, ''), (SELECT date_of_death IS NOT NULL FROM person WHERE id = a.person)"
        " FROM action a LEFT JOIN professional p ON p.id = a.professional"
        " LEFT JOIN circle c ON c.id = a.circle LEFT JOIN agency g ON g.id = a.agency"
        f" WHERE a.person = ? AND a.void IS NULL AND a.status {IS_OPEN}"
        " ORDER BY a.status = 'waiting', a.due IS NULL, a.due, a.n",
        (viewer.professional, person),
    )
    return tuple(
        ToDo(
            *(
                *row[:3],
                bool(row[3]),
                day_of(row[4]),
                row[5],
                row[6],
                day_of(row[7]),
                _shorter(*row[8:11]),
                bool(row[11]),
            )
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers beside the words of the tabs. `team`: circle and professionals with a part in the care, each once."""

    contacts: int
    plan: int
    team: int
    meetings: int


_COUNTS = """SELECT
  (SELECT count(*) FROM contact WHERE person = ?1 AND void IS NULL),
  (SELECT count(*) FROM goal WHERE person = ?1 AND void IS NULL AND closed_on IS NULL),
  (SELECT count(*) FROM (
    SELECT coalesce(professional, id) FROM circle WHERE person = ?1 AND void IS NULL AND ended IS NULL
    UNION SELECT coordinator FROM person WHERE id = ?1 AND coordinator IS NOT NULL
    UNION SELECT coalesce(professional, circle, agency, id) FROM service
      WHERE person = ?1 AND void IS NULL AND ended IS NULL)),
  (SELECT count(*) FROM agenda_item i WHERE i.person = ?1 AND i.void IS NULL)
"""


def counts(con: Connection, person: str) -> Counts:
    """How much stands on each tab."""
    return Counts(*con.execute(_COUNTS, (person,)).fetchone())


_SMALL = """SELECT
  (SELECT json_group_array(name) FROM (
    SELECT name FROM condition WHERE person = ?1 AND void IS NULL AND ended IS NULL ORDER BY n)),
  (SELECT matters FROM about_me WHERE person = ?1 AND void IS NULL),
  (SELECT count(*) FROM from_sheet WHERE person = ?1 AND void IS NULL),
  (SELECT json_array(trigger, coalesce("do", ''), coalesce(whom, '')) FROM contingency
     WHERE person = ?1 AND void IS NULL AND closed_on IS NULL ORDER BY n LIMIT 1),
  (SELECT json_array(name, coalesce(relationship, ''), coalesce(phone, '')) FROM circle
     WHERE person = ?1 AND void IS NULL AND ended IS NULL
     AND (relationship LIKE 'manager%' OR relationship LIKE '%warden%') ORDER BY n LIMIT 1)
"""

_WORDS = """SELECT words, said_by, said_on FROM (
  SELECT words, coalesce(said_by, '') AS said_by, coalesce(said_on, '') AS said_on FROM outcome
    WHERE person = ? AND void IS NULL
  UNION ALL SELECT c.own_words, '', c.at FROM contact c
    WHERE c.person = ? AND c.void IS NULL AND c.error = 0 AND c.own_words <> '' AND {readable}
) ORDER BY said_on DESC LIMIT 1"""


def _shorter(short: str, kind: str, name: str) -> tuple[str, ...]:
    """Shorter ways to say an owner, the best first: what people call the agency, its short form; the name alone."""
    if name:
        return (name,)
    aliases = AGENCY_ALIASES.get(kind, ())[:1]
    return tuple(word for word in (*aliases, short, short_agency(kind) if kind and kind != "other" else "") if word)


def still_planned(con: Connection, person: str) -> dict[str, int]:
    """What a death would take back, in words: visits and calls, services, actions."""
    row = con.execute(
        "SELECT (SELECT count(*) FROM planned WHERE person = ?1 AND void IS NULL AND state = 'planned'),"
        " (SELECT count(*) FROM service WHERE person = ?1 AND void IS NULL AND ended IS NULL),"
        " (SELECT count(*) FROM action WHERE person = ?1 AND void IS NULL"
        f"  AND status {IS_OPEN})",
        (person,),
    ).fetchone()
    return dict(zip(("visits and calls", "services that go in", "open actions"), row, strict=True))


def coming(con: Connection, who: Who, most: int = 3) -> tuple[Coming, ...]:
    """What is booked in the order of time: planned visits and calls, the team meeting, the review of the plan."""
    found = [
        Coming(kind, at)
        for kind, at in con.execute(
            "SELECT coalesce(kind, 'visit'), at FROM planned WHERE person = ? AND void IS NULL AND state = 'planned'"
            " ORDER BY at, n LIMIT ?",
            (who.id, most),
        )
    ]
    if who.next_meeting:
        found.append(Coming("team meeting", who.next_meeting))
    if who.review_due:
        found.append(Coming("plan review", who.review_due.isoformat()))
    return tuple(sorted(found, key=lambda one: one.at))


def own_words(con: Connection, person: str, viewer: Viewer) -> OwnWords | None:
    """What the person said last, of outcomes and of the contacts that the viewer may read."""
    may_read = contacts_read(viewer)
    row = con.execute(_WORDS.format(readable=may_read.sql), (person, person, *may_read.parameters)).fetchone()
    return OwnWords(row[0], row[1], day_of(row[2])) if row else None


def summary(con: Connection, person: str, viewer: Viewer, today: date) -> Summary | None:
    """Everything on the Summary tab for this viewer; None when there is no such person, or it is hidden from them."""
    head = strip(con, person, viewer, today)
    if head is None:
        return None
    small = con.execute(_SMALL, (person,)).fetchone()
    conditions, matters, sheet, worse, manager = small
    before, since, planned = outcomes(con, person, today)
    return Summary(
        strip=head,
        conditions=tuple(json.loads(conditions)),
        matters=matters or "",
        services=services(con, person, today),
        actions=todo(con, person, viewer),
        contacts=contacts.last(con, person, viewer, today, count=12),
        if_worse=IfWorse(*json.loads(worse)) if worse else None,
        before=before,
        since=since,
        plan_date=planned,
        own_words=own_words(con, person, viewer),
        manager=_manager(json.loads(manager)) if manager else "",
        sheet_count=sheet,
        coming=coming(con, head.who),
        circle=around.circle(con, person),
    )


def _manager(row: list[str]) -> str:
    """`T Holt, manager 01632 960144`."""
    name, relationship, phone = row
    return f"{name}, {relationship.partition(' of ')[0]} {phone}".strip()
