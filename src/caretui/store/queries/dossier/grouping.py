"""Rows of one query, given out by person."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from caretui.store.database import Connection

T = TypeVar("T")


STANDING_OF = "IN (SELECT value FROM json_each(?)) AND t.void IS NULL"


def grouped(
    con: Connection, people: Sequence[str], sql: str, make: Callable[..., T], *more: Any
) -> dict[str, tuple[T, ...]]:
    """Run `sql`, whose first column is the person and whose first parameter the ids, and group what `make` makes."""
    found: dict[str, list[T]] = {}
    for person, *row in con.execute(sql, (json.dumps(list(people)), *more)):
        found.setdefault(person, []).append(make(*row))
    return {person: tuple(rows) for person, rows in found.items()}


def pairs(con: Connection, ids: Sequence[str], sql: str, *more: Any) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Rows of a small table by person: `sql` selects the person first, and takes the ids first."""
    return grouped(con, ids, sql, lambda *row: row, *more)
