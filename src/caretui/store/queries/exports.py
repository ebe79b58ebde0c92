"""What was sent: the sharing ledger, and the files that still lie on the share."""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.filters import Filter
from caretui.care.identifiers import fold
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import Clause, people_seen
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Made:
    """A line of the ledger: who put what where, for whom and why. `at` is an instant."""

    id: str
    kind: str
    format: str
    file_name: str
    folder: str
    people: int
    withheld: int
    by: str
    at: str
    recipient: str
    purpose: str
    person: str | None
    meeting: str | None
    expires: str | None
    removed_at: str | None

    def is_late(self, today: date) -> bool:
        """Whether the file should have been taken off the share by now."""
        return self.removed_at is None and self.expires is not None and self.expires < today.isoformat()


_MADE = (
    "SELECT e.id, e.kind, e.format, e.file_name, e.folder, e.people, e.withheld, e.by, e.at,"
    " coalesce(e.recipient, ''), e.purpose, e.person, e.meeting, e.expires, e.removed_at FROM export e"
)


def _listed(viewer: Viewer) -> Clause:
    """Lines that the viewer may read: a file about one restricted person says to whom and why, so it is as hidden as they are.

    Their own stay, so that they take the file off the share.
    """
    seen = people_seen(viewer)
    return Clause(
        "e.void IS NULL AND (e.person IS NULL OR e.member = ?"
        f" OR EXISTS (SELECT 1 FROM person p WHERE p.id = e.person AND {seen.sql}))",
        (viewer.member, *seen.parameters),
    )


def made(con: Connection, viewer: Viewer) -> tuple[Made, ...]:
    """Everything that was sent, newest first."""
    listed = _listed(viewer)
    rows = con.execute(f"{_MADE} WHERE {listed.sql} ORDER BY e.at DESC, e.n DESC", listed.parameters)
    return tuple(Made(*row) for row in rows)


def one(con: Connection, export: str) -> Made | None:
    """One line of the ledger."""
    row = con.execute(f"{_MADE} WHERE e.id = ?", (export,)).fetchone()
    return Made(*row) if row else None


def lying(con: Connection, viewer: Viewer, *, own: bool = False) -> tuple[Made, ...]:
    """Files that nobody has said are removed, the first to expire first; everyone's, or the viewer's own."""
    listed = _listed(viewer)
    rows = con.execute(
        f"{_MADE} WHERE {listed.sql} AND e.removed_at IS NULL AND (? OR e.member = ?)"
        " ORDER BY coalesce(e.expires, '9999'), e.at, e.n",
        (*listed.parameters, not own, viewer.member),
    )
    return tuple(Made(*row) for row in rows)


def told_of(con: Connection, person: str) -> tuple[Made, ...]:
    """What was sent with this person in it, newest first: what they may ask for."""
    rows = con.execute(
        f"{_MADE} JOIN shared s ON s.export = e.id WHERE s.person = ? AND e.void IS NULL AND s.void IS NULL"
        " ORDER BY e.at DESC, e.n DESC",
        (person,),
    )
    return tuple(Made(*row) for row in rows)


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """Record numbers of everything sent, newest first; the filter's words are looked for in what, for whom and why."""
    listed = _listed(viewer)
    rows = con.execute(
        "SELECT e.n, e.kind || ' ' || coalesce(e.recipient, '') || ' ' || coalesce(e.purpose, '') || ' ' || e.file_name"
        f" FROM export e WHERE {listed.sql} ORDER BY e.at DESC, e.n DESC",
        listed.parameters,
    )
    wanted = [fold(word) for word in filter.words]
    return array("q", (n for n, words in rows if all(word in fold(words) for word in wanted)))


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The lines of the ledger by their numbers, under the names of the command line."""
    found = (Made(*row) for n in ids for row in con.execute(f"{_MADE} WHERE e.n = ?", (n,)))
    return [
        {
            "id": line.id,
            "at": with_offset(line.at),
            "by": line.by,
            "kind": line.kind,
            "format": line.format,
            "recipient": line.recipient,
            "purpose": line.purpose,
            "people": line.people,
            "withheld": line.withheld,
            "folder": line.folder,
            "file_name": line.file_name,
            "expires": line.expires,
            "removed_at": with_offset(line.removed_at),
            "late": line.is_late(today),
        }
        for line in found
    ]
