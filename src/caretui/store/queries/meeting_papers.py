"""What the papers of a team meeting tell: the meeting, its agenda with decisions, who was there."""

from collections.abc import Sequence
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.dossier import pairs
from caretui.store.queries.standing import LAST_DECISION


@dataclass(frozen=True, slots=True)
class Meeting:
    """A team meeting: `at` is wall time, the status words are the vocabulary's."""

    id: str
    at: str
    minutes: int
    kind: str
    place: str
    practice: str
    locality: str
    chair: str
    status: str
    minutes_status: str
    approved_by: str
    approved_at: str | None
    issued_at: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A person on the agenda, with why, what was said, and the newest decision of this meeting."""

    id: str
    person: str
    source: str
    reasons: str
    deferred: int
    state: str
    state_why: str
    say: str
    update: str
    view: str
    level: str
    onward: str
    back: str
    back_on: str | None
    decided_why: str
    situation: str | None = None
    to_date: str | None = None
    """As they stood when the meeting ended; None = nothing was kept."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who came, or is to come, for whom."""

    name: str
    role: str
    agency: str | None
    agency_name: str
    attendance: str
    substitute: str
    of_person: str | None
    """The person of the list whom they are, or whose family they are."""


def meeting(con: Connection, record: str) -> Meeting | None:
    """One meeting, or None."""
    row = con.execute(
        "SELECT m.id, m.at, coalesce(m.minutes, 60), coalesce(m.kind, ''), coalesce(m.place, ''),"
        " coalesce(p.name, ''), coalesce(l.name, ''), coalesce(m.chair, f.name, ''), coalesce(m.status, ''),"
        " coalesce(m.minutes_status, 'draft'), coalesce(m.approved_by, ''), m.approved_at, m.issued_at"
        " FROM meeting m LEFT JOIN practice p ON p.id = m.practice LEFT JOIN locality l ON l.id = p.locality"
        " LEFT JOIN professional f ON f.id = m.chair_professional WHERE m.id = ? AND m.void IS NULL",
        (record,),
    ).fetchone()
    return Meeting(*row) if row else None


def items(con: Connection, record: str) -> tuple[Item, ...]:
    """The agenda in its order, without what was declined or taken off."""
    rows = con.execute(
        "SELECT i.id, i.person, coalesce(i.source, ''), coalesce(i.reasons, ''), coalesce(i.deferred_count, 0),"
        " coalesce(i.state, ''), coalesce(i.state_why, ''), coalesce(i.say, ''), coalesce(i.update_note, ''),"
        " coalesce(i.view, ''), coalesce(d.level, ''), coalesce(d.onward, ''), coalesce(d.back, ''), d.back_on,"
        " coalesce(d.why, ''), i.situation_then, i.to_date_then FROM agenda_item i LEFT JOIN decision d"
        f" ON {LAST_DECISION}"
        " WHERE i.meeting = ? AND i.void IS NULL AND i.person IS NOT NULL"
        " AND i.state NOT IN ('declined', 'removed') ORDER BY i.position, i.n",
        (record,),
    )
    return tuple(Item(*row) for row in rows)


def attendees(con: Connection, record: str) -> tuple[Attendee, ...]:
    """Who was asked or came."""
    rows = con.execute(
        "SELECT coalesce(t.name, ''), coalesce(t.role, f.role, ''), coalesce(t.agency, f.agency),"
        " coalesce(a.name, ''), coalesce(t.attendance, ''), coalesce(t.substitute, ''),"
        " coalesce(t.person, c.person) FROM attendee t LEFT JOIN circle c ON c.id = t.circle"
        " LEFT JOIN professional f ON f.id = t.professional LEFT JOIN agency a ON a.id = coalesce(t.agency, f.agency)"
        " WHERE t.meeting = ? AND t.void IS NULL ORDER BY t.n",
        (record,),
    )
    return tuple(Attendee(*row) for row in rows)


def last_decisions(con: Connection, ids: Sequence[str], before: str) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """(day of the meeting, level, onward moves, back when) of the newest decision before a wall moment."""
    return pairs(
        con,
        ids,
        "SELECT d.person, substr(m.at, 1, 10), coalesce(d.level, ''), coalesce(d.onward, ''), coalesce(d.back, '')"
        " FROM decision d JOIN meeting m ON m.id = d.meeting WHERE d.person IN (SELECT value FROM json_each(?))"
        " AND d.void IS NULL AND m.at < ? ORDER BY m.at DESC, d.n DESC",
        before,
    )


def meetings_of(con: Connection, professional: str, *, first: str, last: str) -> tuple[Meeting, ...]:
    """Meetings from `first` to before `last` (wall times) that the professional chairs or is asked to."""
    rows = con.execute(
        "SELECT m.id FROM meeting m WHERE m.void IS NULL AND m.at >= ? AND m.at < ? AND (m.chair_professional = ?"
        " OR EXISTS (SELECT 1 FROM attendee a WHERE a.meeting = m.id AND a.professional = ? AND a.void IS NULL))"
        " ORDER BY m.at, m.n",
        (first, last, professional, professional),
    ).fetchall()
    return tuple(found for (record,) in rows if (found := meeting(con, record)))


def amendments(con: Connection, record: str) -> tuple[tuple[Any, ...], ...]:
    """(item or None, words, reason, by, at) of what was put right after the minutes were issued, oldest first."""
    return tuple(
        con.execute(
            "SELECT item, coalesce(words, ''), coalesce(reason, ''), coalesce(by, ''), at FROM minutes_amendment"
            " WHERE meeting = ? AND void IS NULL ORDER BY at, n",
            (record,),
        )
    )
