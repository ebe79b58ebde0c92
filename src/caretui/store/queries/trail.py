"""The audit trail, a month at a time: its lines as they were chained, and the head of the chain before and after."""

from typing import Any

from caretui.lean import dataclass
from caretui.store.audit import START
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Month:
    """Lines (n, at, member, session, event, subject, detail, hash) and the chain's heads."""

    lines: tuple[tuple[Any, ...], ...]
    head_before: str
    head: str


def month(con: Connection, month: str) -> Month:
    """The lines of a month `2026-11` (UTC)."""
    lines = tuple(
        con.execute(
            "SELECT n, at, member, session, event, subject, detail, hash FROM audit WHERE substr(at, 1, 7) = ? ORDER BY n",
            (month,),
        ).fetchall()
    )
    first = lines[0][0] if lines else None
    before = con.execute("SELECT hash FROM audit WHERE n = ? - 1", (first,)).fetchone() if first else None
    return Month(lines, before[0] if before else START, lines[-1][-1] if lines else START)
