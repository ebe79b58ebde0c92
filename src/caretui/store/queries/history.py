"""What was, and who changed or looked at it: the journal and the audit as a person's record tells of them."""

from collections.abc import Mapping
from typing import Any

from caretui.care.sentences import contact_lead
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.journal import Seen, heads, standing
from caretui.store.queries import coordinators
from caretui.store.queries.need_to_know import contacts_read
from caretui.store.store import Viewer


def stand(con: Connection, record: str) -> tuple[Mapping[str, Mapping[str, Any]], Seen]:
    """(register -> its columns as they stand, what was seen): how a form opens without the models."""
    now = heads(con, record)
    return standing(now), Seen(record, now)


def who_changed(con: Connection, record: str, register: str) -> tuple[str, str]:
    """(who, instant) of the change that stands in a register; ("", "") when there is none."""
    now = heads(con, record).get(register, {})
    if not now:
        return "", ""
    row = con.execute(
        "SELECT coalesce(m.name, ''), u.at FROM op o JOIN unit u ON u.id = o.unit LEFT JOIN member m ON m.id = u.actor"
        " WHERE o.id = ?",
        ([*now][-1],),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")


@dataclass(frozen=True, slots=True)
class Viewed:
    """A look at the record. `what`: viewed, or that the key-safe code was asked for."""

    at: str
    name: str
    job: str
    agency: str
    what: str


LOOKS: Mapping[str, str] = {
    "viewed": "opened the record",
    "key safe": "looked at the key-safe code",
    "copied": "copied plain text",
    "sent": "sent or printed",
    "shown": "printed on the command line",
}
"""Audit events about a person that count as a look, in words."""
IN_A_MEETING: Mapping[str, str] = {
    "viewed": "opened a meeting they were on",
    "printed": "printed a meeting they were on",
}
"""Audit events about a meeting: a look at whoever is on its list."""


def views(con: Connection, person: str, limit: int = 500) -> tuple[Viewed, ...]:
    """Who has looked at this record, newest first: what the person may ask for."""
    own = ", ".join("?" * len(LOOKS))
    rows = con.execute(
        "SELECT a.at, coalesce(m.name, '?'), coalesce(p.role, ''), coalesce(g.name, ''), a.event, a.subject = ? FROM audit a"
        " LEFT JOIN member m ON m.id = a.member LEFT JOIN professional p ON p.id = m.professional"
        " LEFT JOIN agency g ON g.id = p.agency WHERE a.n IN ("
        f"SELECT n FROM audit WHERE subject = ? AND event IN ({own})"
        " UNION SELECT n FROM audit WHERE event = 'exported' AND subject IN (SELECT id FROM export WHERE person = ?"
        " UNION SELECT export FROM shared WHERE person = ?)"
        f" UNION SELECT n FROM audit WHERE event IN ({', '.join('?' * len(IN_A_MEETING))}) AND subject IN"
        " (SELECT meeting FROM agenda_item WHERE person = ?)) ORDER BY a.n DESC LIMIT ?",
        (person, person, *LOOKS, person, person, *IN_A_MEETING, person, limit),
    )
    return tuple(
        Viewed(at, name, job, agency, LOOKS[event] if own else IN_A_MEETING.get(event, "sent or printed"))
        for at, name, job, agency, event, own in rows
    )


@dataclass(frozen=True, slots=True)
class Event:
    """A dated line of the timeline. `at` sorts (a day or an instant); `entity` and `record` say what it opens."""

    at: str
    kind: str
    words: str
    entity: str
    record: str
    struck: bool = False


_EVENTS = """
SELECT at, 'hospital', kind || coalesce(', ' || place, '') || coalesce(': ' || note, '')
    || CASE WHEN discharged_at IS NOT NULL THEN ' (home ' || substr(discharged_at, 1, 10) || ')' ELSE '' END,
    'hospital_event', id FROM hospital_event WHERE person = ?1 AND void IS NULL
UNION ALL SELECT completed_at, CASE status WHEN 'done' THEN 'done' ELSE status END,
    coalesce(owner_words || ': ', '') || what || coalesce('. ' || outcome, ''), 'action', id FROM action
    WHERE person = ?1 AND void IS NULL AND completed_at IS NOT NULL
UNION ALL SELECT at, 'decision', level || coalesce(', ' || onward, '') || '; back: ' || coalesce(back_on, back)
    || coalesce('. ' || why, ''), 'decision', id FROM decision WHERE person = ?1 AND void IS NULL
UNION ALL SELECT coalesce(stage_since, started), 'programme', programme || coalesce(': ' || stage, ''), 'involvement', id
    FROM involvement WHERE person = ?1 AND void IS NULL AND coalesce(stage_since, started) IS NOT NULL
UNION ALL SELECT ended, 'programme', programme || ' ended' || coalesce(': ' || ended_why, ''), 'involvement', id
    FROM involvement WHERE person = ?1 AND void IS NULL AND ended IS NOT NULL
UNION ALL SELECT started, 'goes in', provider || coalesce(', ' || what, '') || ' began', 'service', id FROM service
    WHERE person = ?1 AND void IS NULL AND started IS NOT NULL
UNION ALL SELECT ended, 'goes in', provider || coalesce(', ' || what, '') || ' ended'
    || coalesce(': ' || ended_why, ''), 'service', id FROM service WHERE person = ?1 AND void IS NULL AND ended IS NOT NULL
UNION ALL SELECT plan_date, 'plan', 'plan made' || coalesce(', agreed with ' || agreed_with, ''), 'plan', id FROM plan
    WHERE person = ?1 AND void IS NULL AND plan_date IS NOT NULL
UNION ALL SELECT said_on, 'own words', words, 'outcome', id FROM outcome
    WHERE person = ?1 AND void IS NULL AND said_on IS NOT NULL
UNION ALL SELECT told_on, 'told', 'told about the team' || coalesce(', ' || told_how, ''), 'person', id FROM person
    WHERE id = ?1 AND told_on IS NOT NULL
UNION ALL SELECT run_date, 'risk', tool || coalesce(': ' || band_before || ' to ', ': ') || coalesce(band, ''),
    'risk_score', id FROM risk_score WHERE person = ?1 AND void IS NULL
UNION ALL SELECT at, CASE state WHEN 'planned' THEN 'booked' ELSE state END, kind || coalesce(': ' || purpose, '')
    || coalesce(', ' || place, ''), 'planned', id FROM planned
    WHERE person = ?1 AND void IS NULL AND state IN ('planned', 'they cancelled', 'we cancelled')
UNION ALL SELECT at, 'message', words || coalesce(', ring ' || phone, '') || CASE state WHEN 'waiting' THEN ' (waits)'
    ELSE ' (' || state || ')' END, 'message', id FROM message WHERE person = ?1 AND void IS NULL
"""


def timeline(con: Connection, person: str, viewer: Viewer, words: str = "") -> tuple[Event, ...]:
    """Everything dated about one person that the viewer may read, newest first; `words`: lines that have them all."""
    may_read = contacts_read(viewer)
    events = [Event(*row) for row in con.execute(_EVENTS, (person,))]
    for row in con.execute(
        "SELECT c.at, coalesce(c.method, ''), coalesce(c.direction, ''), coalesce(c.reached, ''),"
        " coalesce(c.with_whom, ''), coalesce(c.by, ''),"
        " substr(coalesce((SELECT a.note FROM amendment a"
        " WHERE a.contact = c.id AND a.void IS NULL AND a.note IS NOT NULL ORDER BY a.n DESC LIMIT 1),"
        " c.note, c.purpose, c.outcome, ''), 1, 500), c.id, c.error FROM contact c"
        f" WHERE c.person = ? AND c.void IS NULL AND {may_read.sql}",
        (person, *may_read.parameters),
    ):
        at, method, direction, reached, whom, by, said, record, error = row
        lead = contact_lead(method=method, direction=direction, reached=reached, with_whom=whom, by=by)
        text = f"{lead}: ENTERED IN ERROR" if error else f"{lead}: {said}" if said else lead
        events.append(Event(at, "contact", text, "contact", record, bool(error)))
    for stint in coordinators.stints(con, person):
        name = f"{stint.name} is named coordinator" if stint.name else "nobody is named coordinator"
        line = f"{name}{f'. {stint.note}' if stint.note else ''}"
        events.append(Event(stint.since.isoformat(), "coordinator", line, "person", person))
    wanted = words.casefold().split()
    kept = [e for e in events if all(word in f"{e.kind} {e.words} {e.at[:10]}".casefold() for word in wanted)]
    return tuple(sorted(kept, key=lambda event: event.at, reverse=True))
