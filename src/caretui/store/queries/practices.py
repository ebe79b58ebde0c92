"""`list practices`: the practices as the command line prints them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.filters import Filter
from caretui.store.database import Connection
from caretui.store.store import Viewer


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """Practices with the words in name or code, of the locality (`loc:`) and status: those that stand first, by name."""
    found = con.execute(
        "SELECT p.n, lower(p.name || ' ' || coalesce(p.code, '')), lower(coalesce(l.name, 'none')), p.status"
        " FROM practice p LEFT JOIN locality l ON l.id = p.locality WHERE p.void IS NULL"
        " ORDER BY p.status <> 'active', lower(p.name), p.n"
    )
    words = [word.casefold() for word in (*filter.words, filter.practice) if word]
    return array(
        "q",
        (
            n
            for n, text, locality, status in found
            if all(word in text for word in words)
            and filter.loc.casefold() in locality
            and (not filter.status or filter.status.casefold() == status)
        ),
    )


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """`code, name, locality, status, opened, closed, phone, meeting_status`, and the id."""
    names = ("id", "code", "name", "locality", "status", "opened", "closed", "phone", "meeting_status")
    for n in ids:
        row = con.execute(
            "SELECT p.id, p.code, p.name, l.name, p.status, p.opened, p.closed, p.phone, p.meeting_status"
            " FROM practice p LEFT JOIN locality l ON l.id = p.locality WHERE p.n = ?",
            (n,),
        ).fetchone()
        yield dict(zip(names, row, strict=True))
