"""What an entry of the contact log says and what was amended of it, as screens, lists and documents read it."""

import json
from collections.abc import Sequence

from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Amended:
    """A later entry about a contact: the words that stand instead, or that it was entered in error.

    `at` is an instant.
    """

    id: str
    kind: str
    note: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """A contact as it was written, and what was amended since, oldest first. `at` is an instant."""

    id: str
    at: str
    by: str
    professional: str | None
    agency: str
    method: str
    direction: str
    reached: str
    with_whom: str
    note: str
    own_words: str
    agreed: str
    read_by: str
    error: bool
    amendments: tuple[Amended, ...]


SAID = (
    *("c.id", "c.at", "coalesce(c.by, '')", "c.professional", "coalesce(c.agency_name, '')"),
    *(
        f"coalesce(c.{name}, '')"
        for name in ("method", "direction", "reached", "with_whom", "note", "own_words", "outcome")
    ),
    *("coalesce(c.read_by, '')", "c.error"),
)
"""What SQL says of the contact `c`, in the order of the fields of `Said` before its amendments; the error, 0 or 1, last."""


def amendments(con: Connection, contacts: Sequence[str]) -> dict[str, tuple[Amended, ...]]:
    """What was amended of these contacts (ids), oldest first."""
    found: dict[str, list[Amended]] = {}
    for contact, *row in con.execute(
        "SELECT a.contact, a.id, coalesce(a.kind, ''), coalesce(a.note, ''), coalesce(a.reason, ''),"
        " coalesce(a.by, ''), a.at"
        " FROM amendment a WHERE a.void IS NULL AND a.contact IN (SELECT value FROM json_each(?)) ORDER BY a.at, a.n",
        (json.dumps(list(contacts)),),
    ):
        found.setdefault(contact, []).append(Amended(*row))
    return {contact: tuple(rows) for contact, rows in found.items()}
