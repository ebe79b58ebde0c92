"""What was said and done: contacts with their amendments."""

import json
from collections.abc import Sequence
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.dossier.grouping import STANDING_OF, grouped


@dataclass(frozen=True, slots=True)
class Said:
    """A contact, with its amendments."""

    id: str
    at: str
    by: str
    author: str | None
    agency: str
    method: str
    direction: str
    reached: str
    with_whom: str
    note: str
    own_words: str
    outcome: str
    read_by: str
    error: bool
    amendments: tuple["Amended", ...] = ()


@dataclass(frozen=True, slots=True)
class Amended:
    """A later entry about a contact: what stands instead, by whom, when and why; or that it was made in error."""

    kind: str
    note: str
    reason: str
    by: str
    at: str


def contacts(
    con: Connection, ids: Sequence[str], *, newest: int | None = None, since: str | None = None
) -> dict[str, tuple[Said, ...]]:
    """Contacts with their amendments, newest first; at most `newest` a person, from the instant `since` on."""
    rows = con.execute(
        "SELECT * FROM (SELECT t.person, t.id, t.at, coalesce(t.by, ''), t.professional,"
        " coalesce(t.agency_name, ''), coalesce(t.method, ''), coalesce(t.direction, ''), coalesce(t.reached, ''),"
        " coalesce(t.with_whom, ''), coalesce(t.note, ''), coalesce(t.own_words, ''), coalesce(t.outcome, ''),"
        " coalesce(t.read_by, ''), t.error,"
        " row_number() OVER (PARTITION BY t.person ORDER BY t.at DESC, t.n DESC) AS place"
        f" FROM contact t WHERE t.person {STANDING_OF} AND (? IS NULL OR t.at >= ?))"
        " WHERE ? IS NULL OR place <= ? ORDER BY person, place",
        (json.dumps(list(ids)), since, since, newest, newest),
    ).fetchall()
    later = grouped(
        con,
        [row[1] for row in rows],
        "SELECT t.contact, t.kind, coalesce(t.note, ''), coalesce(t.reason, ''), coalesce(t.by, ''), t.at"
        f" FROM amendment t WHERE t.contact {STANDING_OF} ORDER BY t.at, t.n",
        Amended,
    )
    found: dict[str, list[Said]] = {}
    for person, *row, _place in rows:
        words: tuple[Any, ...] = (*row[:-1], bool(row[-1]), later.get(row[0], ()))
        found.setdefault(person, []).append(Said(*words))
    return {person: tuple(said) for person, said in found.items()}


def person_of_contact(con: Connection, contact: str) -> str | None:
    """Whose contact it is; None when there is none."""
    row = con.execute("SELECT person FROM contact WHERE id = ? AND void IS NULL", (contact,)).fetchone()
    return row[0] if row else None


def waiting_to_copy(con: Connection, person: str) -> tuple[str, ...]:
    """The contacts of a person that are not yet in the clinical system, oldest first."""
    rows = con.execute(
        "SELECT id FROM contact WHERE person = ? AND copying = 'to copy' AND void IS NULL AND error = 0 ORDER BY at, n",
        (person,),
    )
    return tuple(row[0] for row in rows)
