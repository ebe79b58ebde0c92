"""Hospital events of people, newest first."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.dates import with_offset
from caretui.care.filters import Filter
from caretui.store.database import Connection
from caretui.store.queries.filtered import people_where
from caretui.store.queries.need_to_know import joined, people_seen
from caretui.store.store import Viewer


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """Events of the people that the filter lets through."""
    where = joined([people_where(con, filter, viewer, today), people_seen(viewer)])
    found = con.execute(
        f"SELECT e.n FROM hospital_event e JOIN person p ON p.id = e.person WHERE e.void IS NULL AND {where.sql}"
        " ORDER BY e.at DESC",
        where.parameters,
    )
    return array("q", (n for (n,) in found))


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """Each event; `at` is an instant with its offset, or a day when only the day is known."""
    names = ("id", "person_id", "nhs_number", "kind", "at", "discharged_at", "place", "source")
    for n in ids:
        row = con.execute(
            "SELECT e.id, e.person, p.nhs_number, e.kind, e.at, e.discharged_at, e.place, e.source FROM hospital_event e"
            " JOIN person p ON p.id = e.person WHERE e.n = ?",
            (n,),
        ).fetchone()
        found = dict(zip(names, row, strict=True))
        yield found | {key: with_offset(found[key]) for key in ("at", "discharged_at")}
