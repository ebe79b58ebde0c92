"""Who could coordinate, and who has: the history is the journal's own, every change of the register `Coordinator`."""

import json
from dataclasses import dataclass
from datetime import date

from caretui.care.dates import say_date, wall
from caretui.store.database import Connection
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Choice:
    """A professional who may be the named coordinator, and how many people they have."""

    professional: str
    name: str
    role: str
    agency: str
    people: int


@dataclass(frozen=True, slots=True)
class Stint:
    """Somebody's time as named coordinator. Days are London's; `until` None: still."""

    professional: str | None
    name: str
    since: date
    until: date | None
    note: str


def choices(con: Connection, viewer: Viewer) -> tuple[Choice, ...]:
    """Professionals who have not left: the viewer first, then their agency's, then everyone by name."""
    rows = con.execute(
        "SELECT f.id, f.name, coalesce(f.role, ''), coalesce(g.name, ''), (SELECT count(*) FROM person p WHERE p.coordinator = f.id"
        " AND p.status = 'open' AND p.void IS NULL) FROM professional f LEFT JOIN agency g ON g.id = f.agency WHERE f.void IS NULL"
        " AND f.left_on IS NULL ORDER BY f.id IS NOT ?, f.agency IS NOT ?, f.name",
        (viewer.professional, viewer.agency),
    )
    return tuple(Choice(*row) for row in rows)


def stints(con: Connection, person: str) -> tuple[Stint, ...]:
    """Oldest first; what was undone the same way it came (the very next change put it back) is left out."""
    rows = [
        (json.loads(value), at)
        for value, at in con.execute(
            "SELECT json_extract(o.value, '$.Coordinator'), u.at FROM op o JOIN unit u ON u.id = o.unit WHERE o.record = ?"
            " AND json_extract(o.value, '$.Coordinator') IS NOT NULL AND u.reason NOT LIKE 'undo: %' AND NOT EXISTS (SELECT 1"
            " FROM replaced r JOIN op b ON b.id = r.by JOIN unit z ON z.id = b.unit WHERE r.op = o.id"
            " AND r.register = 'Coordinator' AND z.reason LIKE 'undo: %') ORDER BY o.n",
            (person,),
        )
    ]
    names = dict(con.execute("SELECT id, name FROM professional").fetchall()) if rows else {}
    found: list[Stint] = []
    for value, at in rows:
        start = value.get("coordinator_since") or wall(at).date().isoformat()
        day = date.fromisoformat(start)
        if found and found[-1].until is None:
            last = found[-1]
            found[-1] = Stint(last.professional, last.name, last.since, day, last.note)
        who = value.get("coordinator")
        found.append(Stint(who, names.get(who, "nobody"), day, None, value.get("handover_note") or ""))
    return tuple(stint for stint in found if stint.professional)


def history(con: Connection, person: str, today: date) -> tuple[str, ...]:
    """The stints in words, newest first."""
    lines = []
    for stint in reversed(stints(con, person)):
        until = f" to {say_date(stint.until, today)}" if stint.until else ""
        words = f"{stint.name}, since {say_date(stint.since, today)}{until}"
        lines.append(f"{words}: {stint.note}" if stint.note else words)
    return tuple(lines)
