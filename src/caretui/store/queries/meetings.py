"""Meetings as lists: those to come by practice, those held; how far the practices are; what waits for a meeting."""

import json
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal

from caretui.care.dates import LONDON, is_timed
from caretui.care.filters import Filter
from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.standing import LAST_DECISION
from caretui.store.store import Viewer

View = Literal["coming", "over", "all"]


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in a list. `at` is wall time, `list_sent_at` an instant; counts are of people on its list.

    `clash`: the chair is asked to another meeting at this time, where both times are known.
    `deferred`: people who waited at least once. `closed`: the day on which the practice of a meeting to come has closed
    by its day ("" when only that it closed is known); None where it stands.
    """

    n: int
    id: str
    at: str
    minutes: int
    kind: str
    place: str
    practice_id: str | None
    practice_code: str | None
    practice: str
    locality: str
    chair: str
    chair_professional: str | None
    status: str
    why: str
    started_at: str | None
    ended_at: str | None
    list_sent_at: str | None
    minutes_status: str
    approved_by: str
    issued_at: str | None
    series: str
    agenda_items: int
    carried_over: int
    discussed: int
    deferred: int
    told: int
    item: str | None
    guests: str
    closed: str | None
    clash: bool


_ROW = """SELECT m.n, m.id, m.at, coalesce(m.minutes, 60), coalesce(m.kind, ''), coalesce(m.place, ''),
    m.practice, q.code,
    coalesce(q.name, ''), coalesce(l.name, ''), coalesce(m.chair, f.name, ''), m.chair_professional,
    coalesce(m.status, 'planned'), coalesce(m.why, ''), m.started_at, m.ended_at, m.list_sent_at,
    coalesce(m.minutes_status, 'draft'), coalesce(m.approved_by, ''), m.issued_at,
    coalesce(m.series, ''),
    coalesce(c.listed, 0), coalesce(c.carried, 0), coalesce(c.discussed, 0), coalesce(c.deferred, 0),
    coalesce(c.told, 0), m.item, coalesce(m.guests, ''),
    CASE WHEN m.status IN ('planned', 'running') AND (q.closed <= substr(m.at, 1, 10) OR q.status = 'closed' AND q.closed IS NULL)
      THEN coalesce(q.closed, '') END,
    m.status IN ('planned', 'running') AND coalesce(m.chair_professional, m.chair, '') <> '' AND EXISTS (
      SELECT 1 FROM meeting o WHERE coalesce(o.chair_professional, lower(o.chair))
        = coalesce(m.chair_professional, lower(m.chair)) AND o.id <> m.id AND o.void IS NULL AND o.status = 'planned'
        AND o.at NOT LIKE '%T00:00' AND m.at NOT LIKE '%T00:00'
        AND julianday(o.at) < julianday(m.at) + m.minutes / 1440.0
        AND julianday(m.at) < julianday(o.at) + o.minutes / 1440.0)
  FROM meeting m LEFT JOIN practice q ON q.id = m.practice LEFT JOIN locality l ON l.id = q.locality
    LEFT JOIN professional f ON f.id = m.chair_professional
    LEFT JOIN (SELECT meeting, count(*) AS listed, sum(source = 'carried') AS carried,
    sum(state = 'discussed') AS discussed,
      sum(deferred_count > 0) AS deferred, sum(coalesce(told, 0)) AS told FROM agenda_item
      WHERE {which} AND void IS NULL AND state NOT IN ('declined',
      'removed') GROUP BY meeting) c ON c.meeting = m.id"""


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[Row, ...]:
    """The meetings of these numbers in the given order."""
    wanted = json.dumps(list(ids))
    which = "meeting IN (SELECT id FROM meeting WHERE n IN (SELECT value FROM json_each(:wanted)))"
    sql = _ROW.format(which=which) + " WHERE m.n IN (SELECT value FROM json_each(:wanted))"
    found = {row[0]: _row(row) for row in con.execute(sql, {"wanted": wanted})}
    return tuple(found[n] for n in ids if n in found)


def meeting(con: Connection, record: str) -> Row | None:
    """One meeting by its id; None when it is not there."""
    sql = _ROW.format(which="meeting = :record") + " WHERE m.id = :record AND m.void IS NULL"
    row = con.execute(sql, {"record": record}).fetchone()
    return None if row is None else _row(row)


def also(con: Connection, record: str) -> tuple[str, ...]:
    """Ids of the further practices whose people are on the list of a meeting."""
    row = con.execute("SELECT also FROM meeting WHERE id = ?", (record,)).fetchone()
    return tuple((row[0] or "").split()) if row else ()


def _row(row: Sequence[Any]) -> Row:
    *stands, clash = row
    return Row(*(*stands, bool(clash)))


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date, *, view: View = "all") -> "array[int]":
    """Numbers of meetings: those to come (planned or running) by time, those over newest first, or all by time.

    Of the filter's parts: words (practice, chair, place), loc:, practice:, status:,
    mine (the viewer chairs or comes).
    """
    state = {
        "coming": "m.status IN ('planned', 'running')",
        "over": "m.status IN ('held', 'cancelled')",
        "all": "(1)",
    }[view]
    order = "m.at DESC, m.n DESC" if view == "over" else "m.at, m.n"
    found = con.execute(
        "SELECT m.n, coalesce(q.name, '') || ' ' || coalesce(q.code, ''), coalesce(l.name, ''),"
        " coalesce(m.chair, f.name, ''),"
        " coalesce(m.place, ''), m.status, coalesce(m.chair_professional = :me, 0) OR EXISTS (SELECT 1 FROM"
        " attendee a"
        " WHERE a.meeting = m.id AND a.professional = :me AND a.void IS NULL) FROM meeting m LEFT JOIN practice q"
        " ON q.id = m.practice LEFT JOIN locality l ON l.id = q.locality LEFT JOIN professional f"
        f" ON f.id = m.chair_professional WHERE m.void IS NULL AND {state} ORDER BY {order}",
        {"me": viewer.professional},
    )
    fits = array("q")
    for n, practice, locality, chair, place, status, mine in found:
        text = fold(f"{practice} {locality} {chair} {place}")
        if (
            all(fold(word) in text for word in filter.words)
            and fold(filter.loc) in fold(locality)
            and fold(filter.practice) in fold(practice)
            and filter.status in status
            and (mine or "mine" not in filter.flags)
        ):
            fits.append(n)
    return fits


def next_of(con: Connection, practice: str | None, today: date, *, not_this: str = "") -> tuple[str, str] | None:
    """(id, wall moment) of the next planned meeting of a practice, from today on."""
    row = con.execute(
        "SELECT id, at FROM meeting WHERE practice IS ? AND void IS NULL AND status = 'planned' AND substr(at,"
        " 1, 10) >= ?"
        " AND id <> ? ORDER BY at, n LIMIT 1",
        (practice, today.isoformat(), not_this),
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def fields(row: Row) -> dict[str, Any]:
    """A meeting as the command line prints it (docs: CLI contract): `at` with its London offset, or its day."""
    return {
        "id": row.id,
        "at": datetime.fromisoformat(row.at).replace(tzinfo=LONDON).isoformat() if is_timed(row.at) else row.at[:10],
        "practice_code": row.practice_code,
        "practice": row.practice or None,
        "locality": row.locality or None,
        "kind": row.kind,
        "chair": row.chair or None,
        "status": row.status,
        "agenda_items": row.agenda_items,
        "carried_over": row.carried_over,
        "minutes": row.minutes_status,
    }


def find_practice(con: Connection, words: str) -> list[str]:
    """The practices with exactly this code or name, else those with these words in their name."""
    found = con.execute("SELECT id, coalesce(name, ''), coalesce(code, '') FROM practice WHERE void IS NULL").fetchall()
    exact = [record for record, name, code in found if fold(words) in (fold(code), fold(name))]
    return exact or [record for record, name, _ in found if fold(words) in fold(name)]


def professional_named(con: Connection, name: str) -> str | None:
    """The professional of exactly this name who has not left, when there is only one."""
    found = con.execute(
        "SELECT id FROM professional WHERE void IS NULL AND left_on IS NULL AND name = ? LIMIT 2", (name,)
    ).fetchall()
    return str(found[0][0]) if len(found) == 1 else None


# Rollout ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Practice:
    """How far the team meeting of a practice is; `waiting`: open cases for which no meeting is made yet."""

    n: int
    id: str
    code: str | None
    name: str
    locality: str
    meeting_status: str
    target: str | None
    live: str | None
    next_id: str | None
    next_at: str | None
    people: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Rollout:
    """How many of the open practices have their meeting: "10 of 29" is counted, never typed in."""

    live: int
    scheduled: int
    total: int


_STANDS = "q.void IS NULL AND coalesce(q.status, 'active') <> 'closed'"


def rollout(con: Connection, locality: str | None = None) -> Rollout:
    """Live and scheduled practices of those that are open, in one locality or all."""
    live, scheduled, total = con.execute(
        "SELECT coalesce(sum(meeting_status = 'live'), 0), coalesce(sum(meeting_status = 'scheduled'), 0), count(*)"
        f" FROM practice q WHERE {_STANDS} AND (? IS NULL OR q.locality = ?)",
        (locality, locality),
    ).fetchone()
    return Rollout(live, scheduled, total)


def practices(con: Connection, today: date) -> tuple[Practice, ...]:
    """Every open practice by locality and name, with its next meeting and what waits for one."""
    waiting = waiting_by_practice(con)
    rows = con.execute(
        "SELECT q.n, q.id, q.code, coalesce(q.name, ''), coalesce(l.name, ''), coalesce(q.meeting_status, 'not"
        " started'),"
        " q.meeting_target, q.meeting_live, (SELECT m.id FROM meeting m WHERE (m.practice = q.id OR instr(m.also, q.id)) AND m.void"
        " IS NULL AND"
        " m.status IN ('planned', 'running') AND substr(m.at, 1, 10) >= ?1 ORDER BY m.at LIMIT 1),"
        " (SELECT min(m.at) FROM meeting m WHERE (m.practice = q.id OR instr(m.also, q.id)) AND m.void IS NULL AND"
        " m.status IN ('planned', 'running') AND substr(m.at, 1, 10) >= ?1),"
        " (SELECT count(*) FROM person p WHERE p.practice = q.id AND p.void IS NULL AND p.status = 'open')"
        f" FROM practice q LEFT JOIN locality l ON l.id = q.locality WHERE {_STANDS} ORDER BY l.name, q.name, q.n",
        (today.isoformat(),),
    )
    return tuple(Practice(*[*row, waiting.get(row[1], 0)]) for row in rows)


def waiting_by_practice(con: Connection) -> dict[str, int]:
    """Practice -> how many open cases wait until a meeting for them is made."""
    return dict(
        con.execute(
            "SELECT coalesce(m.practice, p.practice), count(*) FROM agenda_item i LEFT JOIN meeting m ON m.id ="
            " i.meeting"
            " JOIN person p ON p.id = i.person WHERE i.carries = 1 AND i.carried_to IS NULL AND i.void IS NULL"
            " AND m.void IS NULL AND coalesce(m.practice, p.practice) IS NOT NULL GROUP BY 1"
        ).fetchall()
    )


# For a person ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A person's place on a meeting: when, which, what was decided. `at` is wall time."""

    n: int
    item: str
    meeting: str
    at: str
    practice: str
    status: str
    source: str
    reasons: tuple[str, ...]
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
    lead: str
    actions: int


def of_person(con: Connection, person: str) -> tuple[OfPerson, ...]:
    """Every meeting that a person was or is on, the newest first."""
    rows = con.execute(
        "SELECT i.n, i.id, m.id, m.at, coalesce(q.name, ''), m.status, coalesce(i.source, ''),"
        " coalesce(i.reasons, ''),"
        " coalesce(i.deferred_count, 0), i.state, coalesce(i.state_why, ''), coalesce(i.say, ''),"
        " coalesce(i.update_note, ''), coalesce(i.view, ''), coalesce(d.level, ''), coalesce(d.onward, ''),"
        " coalesce(d.back, ''), d.back_on, coalesce(d.why, ''), coalesce(f.name, ''),"
        " (SELECT count(*) FROM action a WHERE a.item = i.id AND a.void IS NULL)"
        " FROM agenda_item i JOIN meeting m ON m.id = i.meeting LEFT JOIN practice q ON q.id = m.practice"
        " LEFT JOIN professional f ON f.id = i.lead LEFT JOIN decision d"
        f" ON {LAST_DECISION}"
        " WHERE i.person = ? AND i.void IS NULL AND m.void IS NULL ORDER BY m.at DESC, i.n DESC",
        (person,),
    )
    return tuple(OfPerson(*[*row[:7], tuple(row[7].splitlines()), *row[8:]]) for row in rows)


def waits(con: Connection, person: str) -> str | None:
    """From which day a person waits for a meeting that isn't made yet ("" = the next); None when they don't."""
    row = con.execute(
        "SELECT coalesce(not_before, '') FROM agenda_item WHERE person = ? AND carries = 1 AND carried_to IS NULL"
        " AND void IS NULL ORDER BY n DESC LIMIT 1",
        (person,),
    ).fetchone()
    return None if row is None else str(row[0])


def for_people(
    con: Connection, people: Sequence[str], viewer: Viewer, today: date, *, own_practice: bool = False
) -> tuple[Row, ...]:
    """Planned and running meetings from today on, of the people's practices first (`own_practice`: only)."""
    practices = {
        practice
        for (practice,) in con.execute(
            "SELECT DISTINCT practice FROM person WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(people)),),
        )
    }
    numbers = ids(con, Filter(), viewer, today, view="coming")
    found = [row for row in rows(con, numbers, viewer, today) if row.at[:10] >= today.isoformat()]
    own = [row for row in found if practices & {row.practice_id, *also(con, row.id)}]
    return tuple(own if own_practice else own + [row for row in found if row not in own])


def professionals(con: Connection) -> tuple[tuple[str, str, str | None], ...]:
    """(id, name, role) of everyone in the directory who has not left, by name."""
    return tuple(
        con.execute("SELECT id, name, role FROM professional WHERE void IS NULL AND left_on IS NULL ORDER BY name, n")
    )


def here_since(con: Connection, meeting: str) -> str | None:
    """The instant since which a running meeting stands on its item."""
    row = con.execute("SELECT here_since FROM meeting WHERE id = ?", (meeting,)).fetchone()
    return row[0] if row else None


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[dict[str, Any]]:
    """The meetings of these numbers as `caretui list meetings` prints them."""
    return (fields(row) for row in rows(con, ids, viewer, today))
