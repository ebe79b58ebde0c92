"""The caseload: who is on it in which order, and why each needs someone today.

The ids are found and ordered in a worker thread; a page of rows is built from a handful of statements, whatever the
size of the store. *Why today* is `care.why`'s rule on facts read here.
"""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from caretui.care.dates import age, day_of, wall
from caretui.care.filters import Filter
from caretui.care.identifiers import fold
from caretui.care.why import Facts, Why, why_today
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.facts import facts_of
from caretui.store.queries.filtered import people_where
from caretui.store.queries.need_to_know import joined, people_seen
from caretui.store.queries.standing import SAME_NAME
from caretui.store.store import Viewer

ORDERS = ("why today", "name", "longest unseen", "next", "late", "risk")
"""What `o` goes through."""
LAST = chr(0x10FFFF)
"""No name goes on with a later character."""
BY_WHY_AT_MOST = 10_000
"""A larger list is in the order of names: nobody works through it by reasons."""

_SQL_ORDERS = {
    "name": "p.sort_name, p.n",
    "longest unseen": "p.last_contact IS NOT NULL, p.last_contact, p.sort_name",
    "next": "coalesce(min(p.next_planned, p.next_meeting), p.next_planned, p.next_meeting) IS NULL,"
    " coalesce(min(p.next_planned, p.next_meeting), p.next_planned, p.next_meeting), p.sort_name",
    "late": "p.next_due IS NULL, p.next_due, p.sort_name",
    "risk": "CASE p.risk_band WHEN 'very high' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,"
    " p.sort_name",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the caseload. `seen` is the London day of the last contact that reached; `next` a wall day or moment."""

    n: int
    id: str
    family: str
    given: str
    likes: str | None
    born: str | None
    age: int | None
    died: str | None
    nhs: str | None
    why: Why
    seen: date | None
    next: str | None
    late: int
    open_actions: int
    next_due: str | None
    in_hospital_since: str | None
    needs: bool
    warnings: int
    same_name: bool
    restricted: bool
    status: str
    sex: str | None
    postcode: str | None
    practice: str | None
    practice_code: str | None
    locality: str | None
    coordinator: str | None
    risk_band: str | None
    risk_score: float | None
    next_meeting: str | None
    programmes: tuple[str, ...]

    @property
    def name(self) -> str:
        """`Duxbury, Alan`."""
        return f"{self.family}, {self.given}" if self.given else self.family


def ids(
    con: Connection, filter: Filter, viewer: Viewer, today: date, *, order: str = "why today", scope: str = "mine"
) -> "array[int]":
    """Record numbers in order. `scope`: mine, team (the viewer's locality), all; `order`: one of ORDERS."""
    where = joined([people_where(con, filter, viewer, today, scope=scope), people_seen(viewer)])
    by = _SQL_ORDERS.get(order, _SQL_ORDERS["name"])
    found = array(
        "q", (n for (n,) in con.execute(f"SELECT p.n FROM person p WHERE {where.sql} ORDER BY {by}", where.parameters))
    )
    if order != "why today" or len(found) > BY_WHY_AT_MOST:
        return found
    facts = facts_of(con, found, viewer, today)
    reasons = {n: why_today(fact) for n, fact in facts.items()}
    # Within one reason the most pressing first: earliest today, then longest late, then by name as found.
    place = {n: i for i, n in enumerate(found)}
    return array("q", sorted(found, key=lambda n: (reasons[n].rank, _pressing(facts[n]), place[n])))


def _pressing(facts: Facts) -> tuple[str, int]:
    return str(facts.planned_at or "~"), -facts.late_days


def beginning(con: Connection, letter: str) -> frozenset[int]:
    """The numbers of people, on whatever list, whose family name begins with a letter as `fold` has it.

    The index of names alone is read. It folds a to z only, so names that begin otherwise (`Émile`, `'t Hooft`) are folded here.
    """
    plain = con.execute("SELECT n FROM person WHERE sort_name >= ? AND sort_name < ?", (letter, letter + LAST))
    other = con.execute("SELECT n, sort_name FROM person WHERE sort_name < 'a' OR sort_name >= '{'")
    return frozenset([n for (n,) in plain] + [n for n, name in other if fold(name).startswith(letter)])


_READ = {
    "n": "p.n",
    "id": "p.id",
    "family": "coalesce(p.family_name, '')",
    "given": "coalesce(p.given_name, '')",
    "likes": "p.preferred_name",
    "born": "p.date_of_birth",
    "died": "p.date_of_death",
    "nhs": "p.nhs_number",
    "open_actions": "p.open_actions",
    "next_due": "p.next_due",
    "in_hospital_since": "p.in_hospital_since",
    "needs": "p.communication_needs IS NOT NULL OR p.interpreter IS NOT NULL OR p.large_print = 1",
    "warnings": "p.warnings",
    "same_name": SAME_NAME,
    "restricted": "p.restricted",
    "status": "p.status",
    "sex": "p.sex",
    "postcode": "p.postcode",
    "practice": "r.name",
    "practice_code": "r.code",
    "locality": "l.name",
    "coordinator": "f.name",
    "risk_band": "p.risk_band",
    "risk_score": "p.risk_score",
    "next_meeting": "p.next_meeting",
    "last_contact": "p.last_contact",
    "next_planned": "p.next_planned",
}
"""Field of a row -> what SQL says; the last two are what `seen` and `next` are worked out of."""


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[CaseRow, ...]:
    """The rows of these numbers, in their order; a record that is gone or not for the viewer is left out."""
    marks = ", ".join("?" * len(ids))
    facts = facts_of(con, ids, viewer, today)
    seen = people_seen(viewer)
    found = con.execute(
        f"SELECT {', '.join(_READ.values())} FROM person p"
        " LEFT JOIN practice r ON r.id = p.practice LEFT JOIN locality l ON l.id = p.place"
        " LEFT JOIN professional f ON f.id = p.coordinator"
        f" WHERE p.n IN ({marks}) AND p.void IS NULL AND {seen.sql}",
        (*ids, *seen.parameters),
    )
    programmes = _programmes(con, ids)
    made = {row[0]: _row(row, facts[row[0]], today, programmes.get(row[0], ())) for row in found}
    return tuple(made[n] for n in ids if n in made)


def _programmes(con: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    numbers = tuple(ids)
    found: dict[int, tuple[str, ...]] = {}
    for n, programme in con.execute(
        "SELECT p.n, i.programme FROM involvement i JOIN person p ON p.id = i.person WHERE i.void IS NULL AND i.ended IS NULL"
        f" AND p.n IN ({', '.join('?' * len(numbers))}) ORDER BY i.n",
        numbers,
    ):
        found[n] = (*found.get(n, ()), programme)
    return found


def _row(row: tuple[Any, ...], facts: Facts, today: date, programmes: tuple[str, ...]) -> CaseRow:
    stands: dict[str, Any] = dict(zip(_READ, row, strict=True))
    for flag in ("needs", "same_name", "restricted"):
        stands[flag] = bool(stands[flag])
    last, planned = stands.pop("last_contact"), stands.pop("next_planned")
    born, died = day_of(stands["born"]), day_of(stands["died"])
    return CaseRow(
        **stands,
        age=age(born, died or today) if born else None,
        why=why_today(facts),
        seen=wall(last).date() if last else None,
        next=_next(planned, stands["next_meeting"], today),
        late=0 if died else facts.late_count,
        programmes=programmes,
    )


def _next(planned: str | None, meeting: str | None, today: date) -> str | None:
    """The first thing booked from today on; what lies behind is to be written up, not next."""
    ahead = [moment for moment in (planned, meeting) if moment and moment[:10] >= today.isoformat()]
    return min(ahead, default=None)


def count(con: Connection, viewer: Viewer, *, scope: str = "mine", today: date) -> int:
    """How many open people are on a list."""
    where = joined([people_where(con, Filter(), viewer, today, scope=scope), people_seen(viewer)])
    return int(con.execute(f"SELECT count(*) FROM person p WHERE {where.sql}", where.parameters).fetchone()[0])
