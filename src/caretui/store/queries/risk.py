"""Risk scores of people, newest run first: tool, version and run date always stand beside the score."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.filters import Filter
from caretui.care.risk import change_in_words
from caretui.store.database import Connection
from caretui.store.queries.filtered import people_where
from caretui.store.queries.need_to_know import joined, people_seen
from caretui.store.store import Viewer


def ids(con: Connection, filter: Filter, viewer: Viewer, today: date) -> "array[int]":
    """Scores of the people that the filter lets through."""
    where = joined([people_where(con, filter, viewer, today), people_seen(viewer)])
    found = con.execute(
        f"SELECT s.n FROM risk_score s JOIN person p ON p.id = s.person WHERE s.void IS NULL AND {where.sql}"
        " ORDER BY s.run_date DESC, s.n DESC",
        where.parameters,
    )
    return array("q", (n for (n,) in found))


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[Mapping[str, Any]]:
    """Each score; `change` in words, "high to very high"."""
    names = ("id", "person_id", "nhs_number", "tool", "version", "run_date", "score", "unit", "band", "before")
    for n in ids:
        row = con.execute(
            "SELECT s.id, s.person, p.nhs_number, s.tool, s.version, s.run_date, s.score, s.unit, s.band, s.band_before"
            " FROM risk_score s JOIN person p ON p.id = s.person WHERE s.n = ?",
            (n,),
        ).fetchone()
        found = dict(zip(names, row, strict=True))
        before = found.pop("before")
        yield found | {"change": change_in_words(before, found["band"]) if found["band"] else None}
