"""Who could coordinate, and who has: the history is the journal's own, every change of the register `Coordinator`."""

import json
from datetime import date

from caretui.care.dates import say_date, wall
from caretui.lean import dataclass
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
    """Somebody's time as named coordinator, or nobody's (`name` None). Days are London's; `until` None: still.

    `note`: the handover note given with it; `by`: who wrote it down.
    """

    name: str | None
    since: date
    until: date | None
    note: str
    by: str


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
    """Every change of the journal's register, newest first; what was undone is left out."""
    rows = con.execute(
        "SELECT json_extract(o.value, '$.Coordinator'), u.at, coalesce(m.name, '')"
        " FROM op o JOIN unit u ON u.id = o.unit LEFT JOIN member m ON m.id = u.actor WHERE o.record = ?"
        " AND o.value LIKE '%\"Coordinator\"%' ORDER BY o.n",
        (person,),
    )
    stood: list[tuple[tuple[str | None, ...], str, str]] = []
    for value, at, by in rows:
        register = json.loads(value) if value else {}
        now = tuple(register.get(column) for column in ("coordinator", "coordinator_since", "handover_note"))
        before = [values for values, *_ in stood[-2:]]
        if before and now == before[-1]:
            continue
        if len(before) == 2 and now == before[0]:  # the very same as before: the change between them was undone
            stood.pop()
            continue
        stood.append((now, at, by))
    if stood and stood[0][0][0] is None:  # as the record was made, before anybody was
        del stood[0]
    names = dict(con.execute("SELECT id, name FROM professional").fetchall()) if stood else {}
    found: list[Stint] = []
    until: date | None = None
    for (who, day, note), at, by in reversed(stood):
        since = date.fromisoformat(day) if day else wall(at).date()
        found.append(Stint(names.get(who), since, until, note or "", by))
        until = since
    return tuple(found)


def history(con: Connection, person: str, today: date) -> tuple[str, ...]:
    """The stints in words, newest first; when nobody was is told by the days."""
    lines = []
    for stint in stints(con, person):
        until = f" to {say_date(stint.until, today)}" if stint.until else ""
        words = f"{stint.name}, since {say_date(stint.since, today)}{until}"
        if stint.name:
            lines.append(f"{words}: {stint.note}" if stint.note else words)
    return tuple(lines)
