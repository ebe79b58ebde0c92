"""Planned visits, calls and appointments: a day's, a person's, those still to write up.

Times are wall times in London.
"""

import json
from array import array
from collections.abc import Sequence
from datetime import date

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import Clause, joined, people_seen
from caretui.store.queries.standing import MY_VISIT
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Visit:
    """What was booked. `at` is a wall time, `2026-11-26T09:30`; `kind`: visit, call or appointment."""

    n: int
    id: str
    person: str
    kind: str
    at: str
    minutes: int | None
    purpose: str
    place: str
    professional: str | None
    professional_name: str
    with_whom: str
    circle: str | None
    state: str
    contact: str | None


_VISIT = (
    "SELECT v.n, v.id, v.person, coalesce(v.kind, ''), v.at, v.minutes, coalesce(v.purpose, ''), coalesce(v.place, ''),"
    " v.professional, coalesce(f.name, ''), coalesce(v.with_whom, ''), v.circle, coalesce(v.state, ''), v.contact"
    " FROM planned v JOIN person p ON p.id = v.person LEFT JOIN professional f ON f.id = v.professional"
)
_STANDS = Clause("v.void IS NULL AND p.void IS NULL")


def _numbers(con: Connection, viewer: Viewer, *where: Clause, order: str = "v.at, v.n") -> "array[int]":
    clause = joined([_STANDS, people_seen(viewer), *where])
    found = con.execute(
        f"SELECT v.n FROM planned v JOIN person p ON p.id = v.person WHERE {clause.sql} ORDER BY {order}",
        clause.parameters,
    )
    return array("q", (n for (n,) in found))


def on_day(con: Connection, viewer: Viewer, day: date, *, everyones: bool = False) -> "array[int]":
    """My planned visits and calls of a day, by time; everyone's when asked."""
    mine = [] if everyones else [Clause(MY_VISIT, (viewer.professional, viewer.professional))]
    return _numbers(
        con, viewer, Clause("v.state = 'planned' AND v.at >= ? AND v.at < ?", (f"{day}T00:00", f"{day}T99")), *mine
    )


def to_write_up(con: Connection, viewer: Viewer, now: str) -> "array[int]":
    """Mine that are past (`now` is a wall time) and have no contact yet, oldest first."""
    return _numbers(
        con,
        viewer,
        Clause("v.state = 'planned' AND v.at < ?", (now,)),
        Clause(MY_VISIT, (viewer.professional, viewer.professional)),
    )


def of_person(con: Connection, person: str, viewer: Viewer, *, open_only: bool = True) -> "array[int]":
    """What is booked for one person, the next first; with what is over, newest first, when not `open_only`."""
    if open_only:
        return _numbers(con, viewer, Clause("v.person = ? AND v.state = 'planned'", (person,)))
    return _numbers(con, viewer, Clause("v.person = ?", (person,)), order="v.at DESC, v.n DESC")


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[Visit, ...]:
    """The visits with these numbers, in that order."""
    clause = joined(
        [_STANDS, people_seen(viewer), Clause("v.n IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))]
    )
    found = {row[0]: Visit(*row) for row in con.execute(f"{_VISIT} WHERE {clause.sql}", clause.parameters)}
    return tuple(found[n] for n in ids if n in found)


def one(con: Connection, planned: str) -> Visit | None:
    """A visit by its id."""
    row = con.execute(f"{_VISIT} WHERE v.id = ?", (planned,)).fetchone()
    return Visit(*row) if row else None


def due_now(con: Connection, person: str, viewer: Viewer, now: str) -> Visit | None:
    """The viewer's visit or call of this person that is to be written up.

    Today's up to `now`, or the latest missed one.
    """
    found = con.execute(
        f"{_VISIT} WHERE v.person = ? AND v.state = 'planned' AND v.void IS NULL AND v.at <= ? AND {MY_VISIT}"
        " ORDER BY v.at DESC LIMIT 1",
        (person, now, viewer.professional, viewer.professional),
    ).fetchone()
    return Visit(*found) if found else None
