"""What was said and done: contacts with their amendments."""

import json
from collections.abc import Sequence

from caretui.store.database import Connection
from caretui.store.queries.entries import SAID, Said, amendments


def contacts(
    con: Connection, ids: Sequence[str], *, newest: int | None = None, since: str | None = None
) -> dict[str, tuple[Said, ...]]:
    """Contacts with their amendments, newest first; at most `newest` a person, from the instant `since` on."""
    rows = con.execute(
        f"SELECT * FROM (SELECT c.person, {', '.join(SAID)},"
        " row_number() OVER (PARTITION BY c.person ORDER BY c.at DESC, c.n DESC) AS place FROM contact c"
        " WHERE c.person IN (SELECT value FROM json_each(?)) AND c.void IS NULL AND (? IS NULL OR c.at >= ?))"
        " WHERE ? IS NULL OR place <= ? ORDER BY person, place",
        (json.dumps(list(ids)), since, since, newest, newest),
    ).fetchall()
    later = amendments(con, [row[1] for row in rows])
    found: dict[str, list[Said]] = {}
    for person, *words, error, _place in rows:
        found.setdefault(person, []).append(Said(*[*words, bool(error), later.get(words[0], ())]))
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
