"""Saved views, and record ids of list numbers."""

from collections.abc import Sequence

from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class View:
    """A filter and an order under a name, of one member."""

    id: str
    name: str
    filter_text: str
    sort: str


def of_member(con: Connection, member: str, area: str) -> tuple[View, ...]:
    """A member's views of an area, by name."""
    rows = con.execute(
        "SELECT id, name, coalesce(filter_text, ''), coalesce(sort, '') FROM saved_view WHERE member = ? AND area = ?"
        " AND void IS NULL ORDER BY name",
        (member, area),
    )
    return tuple(View(*row) for row in rows)


MOST = 5_000
"""So many people at most lie within reach of n and p: nobody steps through more."""


def ids_of(con: Connection, numbers: Sequence[int]) -> list[str]:
    """The ids of people by their list numbers, in that order, the first 5,000."""
    wanted = numbers[:MOST]
    rows = dict(con.execute(f"SELECT n, id FROM person WHERE n IN ({', '.join(map(str, wanted))})").fetchall())
    return [rows[n] for n in wanted if n in rows]
