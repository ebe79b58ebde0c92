"""What was changed, by whom and when: the journal's units, newest first, as `list changes` and undo show them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.filters import Filter
from caretui.store.database import Connection
from caretui.store.store import Viewer


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """Units, newest first; words are looked for in the reason and the member's name, `mine` are the viewer's own."""
    where, parameters = ["1"], []
    for word in filter.words:
        where.append("(u.reason LIKE '%' || ? || '%' OR m.name LIKE '%' || ? || '%')")
        parameters += [word, word]
    if "mine" in filter.flags:
        where.append("u.actor = ?")
        parameters.append(viewer.member)
    found = con.execute(
        f"SELECT u.n FROM unit u LEFT JOIN member m ON m.id = u.actor WHERE {' AND '.join(where)} ORDER BY u.n DESC",
        parameters,
    )
    return array("q", (n for (n,) in found))


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """Each unit: when, who, why, how many records of which kinds."""
    for n in ids:
        id, at, by, reason = con.execute(
            "SELECT u.id, u.at, m.name, u.reason FROM unit u LEFT JOIN member m ON m.id = u.actor WHERE u.n = ?", (n,)
        ).fetchone()
        kinds = dict(
            con.execute(
                "SELECT entity, count(DISTINCT record) FROM op WHERE unit = ? GROUP BY entity ORDER BY entity", (id,)
            ).fetchall()
        )
        yield {
            "id": id,
            "at": with_offset(at),
            "by": by,
            "reason": reason,
            "records": sum(kinds.values()),
            "entities": list(kinds),
        }
