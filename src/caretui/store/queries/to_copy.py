"""Entries that still have to be copied into the clinical system, and on whose day they stand until they are.

An entry stands on the day of who wrote it. Where the record was restricted since and is closed to them, their line says so and
no more, and the entry stands also on the day of the person's coordinator; without one who is a member, on every lead's.
"""

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import SEES_ALL, Clause, people_seen
from caretui.store.store import Viewer

NOW_RESTRICTED = "record now restricted"
"""Instead of a name, to who wrote an entry about somebody closed to them since."""
TELL = "tell the team lead"


@dataclass(frozen=True, slots=True)
class ToCopy:
    """An entry and whom it is about; `by` is who wrote it, "" for the viewer. `closed`: only the moment may be said."""

    id: str
    at: str
    by: str
    closed: bool
    method: str
    person: str
    family_name: str
    given_name: str | None
    date_of_birth: str | None


_WHO = "coalesce(c.method, ''), p.id, p.family_name, p.given_name, p.date_of_birth"
_OF = "JOIN person p ON p.id = c.person"
_FEW = "INDEXED BY contact_person_to_copy"
"""What waits is few of all contacts: for a lead SQLite would go through every one by its day."""
_WAITS = "c.copying = 'to copy' AND c.void IS NULL AND c.error = 0 AND p.void IS NULL"
_MEMBER = "SELECT 1 FROM member m WHERE m.void IS NULL AND m.removed IS NULL AND m.professional"


def to_copy(con: Connection, viewer: Viewer, most: int) -> tuple[ToCopy, ...]:
    """What stands on the viewer's day: what they wrote, then what others left to them; each the oldest first, at most `most`."""
    seen, theirs = people_seen(viewer), _falls_to(viewer)
    own = con.execute(
        f"SELECT c.id, c.at, '', {seen.sql} IS NOT TRUE, {_WHO} FROM contact c {_OF}"
        f" WHERE {_WAITS} AND c.professional = ? ORDER BY c.at LIMIT ?",
        (*seen.parameters, viewer.professional, most),
    ).fetchall()
    see_all = ", ".join(f"'{role}'" for role in SEES_ALL)
    left = con.execute(
        f"SELECT c.id, c.at, coalesce(c.by, 'a colleague'), 0, {_WHO} FROM contact c {_FEW} {_OF}"
        f" WHERE {_WAITS} AND p.restricted = 1 AND {theirs.sql}"
        " AND c.professional IS NOT ? AND c.professional IS NOT p.coordinator"
        f" AND NOT EXISTS ({_MEMBER} = c.professional AND m.role IN ({see_all})) ORDER BY c.at LIMIT ?",
        (*theirs.parameters, viewer.professional, most),
    ).fetchall()
    return tuple(ToCopy(id, at, by, bool(closed), *who) for id, at, by, closed, *who in (*own, *left))


def _falls_to(viewer: Viewer) -> Clause:
    """The people whose coordinator the viewer is, for a lead also those who have none that is a member."""
    if viewer.role != "lead":
        return Clause("p.coordinator = ?", (viewer.professional,))
    return Clause(f"(p.coordinator = ? OR NOT EXISTS ({_MEMBER} = p.coordinator))", (viewer.professional,))
