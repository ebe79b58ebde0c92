"""Half-written forms: kept in the store (encrypted), keyed by session, so that a kill loses at most a second of typing."""

import json
from collections.abc import Mapping
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stood: which form, of which record, about which person, and its fields."""

    id: str
    form: str
    record: str | None
    about: str | None
    value: Mapping[str, Any]
    at: str
    session: str


def save(
    con: Connection,
    *,
    id: str,
    member: str,
    session: str,
    form: str,
    record: str | None,
    about: str | None,
    value: Mapping[str, Any],
    at: str,
) -> None:
    """Keep the form as it stands now; replaces the draft's earlier state."""
    con.execute(
        "INSERT OR REPLACE INTO draft(id, member, session, form, record, about, value, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, member, session, form, record, about, json.dumps(value, ensure_ascii=False), at),
    )


def drop(con: Connection, id: str) -> None:
    """The form was saved, or the draft discarded."""
    con.execute("DELETE FROM draft WHERE id = ?", (id,))


def of_member(con: Connection, member: str) -> list[Draft]:
    """A member's drafts, newest first."""
    rows = con.execute(
        "SELECT id, form, record, about, value, at, session FROM draft WHERE member = ? ORDER BY at DESC",
        (member,),
    )
    return [
        Draft(i, form, record, about, json.loads(value), at, session)
        for i, form, record, about, value, at, session in rows
    ]
