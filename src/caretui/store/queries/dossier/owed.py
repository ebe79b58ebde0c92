"""Who owes what by when: actions."""

from collections.abc import Sequence

from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.dossier.grouping import STANDING_OF, grouped
from caretui.store.queries.standing import IS_OPEN


@dataclass(frozen=True, slots=True)
class Owed:
    """An action: what, whose, by when. `agency` and `professional` are ids; `family`: someone of the circle does it."""

    id: str
    person: str | None
    what: str
    owner: str
    agency: str | None
    agency_name: str
    professional: str | None
    due: str | None
    status: str
    waiting_on: str
    waiting_since: str | None
    completed_at: str | None
    outcome: str
    goal: str
    meeting: str | None
    item: str | None
    family: bool


_OWED = (
    "SELECT t.person, t.id, t.person, coalesce(t.what, ''), coalesce(t.owner_words, f.name, a.name, ''), t.agency,"
    " coalesce(a.name, ''), t.professional, t.due, coalesce(t.status, ''), coalesce(t.waiting_on, ''),"
    " t.waiting_since, t.completed_at, coalesce(t.outcome, ''), coalesce(g.words, ''), t.meeting, t.item, t.circle IS NOT NULL"
    " FROM action t LEFT JOIN agency a ON a.id = t.agency LEFT JOIN professional f ON f.id = t.professional"
    " LEFT JOIN goal g ON g.id = t.goal"
)


def open_actions(con: Connection, ids: Sequence[str]) -> dict[str, tuple[Owed, ...]]:
    """Open actions, the first due first."""
    return grouped(
        con,
        ids,
        f"{_OWED} WHERE t.person {STANDING_OF} AND t.status {IS_OPEN} ORDER BY t.due IS NULL, t.due, t.n",
        Owed,
    )


def actions_of_meeting(con: Connection, meeting: str) -> tuple[Owed, ...]:
    """Actions agreed at a meeting, in the order in which they were made."""
    rows = con.execute(f"{_OWED} WHERE t.meeting = ? AND t.void IS NULL ORDER BY t.n", (meeting,))
    return tuple(Owed(*row[1:]) for row in rows)


def all_open_actions(con: Connection, agency: str | None = None) -> tuple[Owed, ...]:
    """Every open action of open people, by due day; one agency's, or all."""
    rows = con.execute(
        f"{_OWED} JOIN person p ON p.id = t.person AND p.void IS NULL AND p.status = 'open'"
        f" WHERE t.void IS NULL AND t.status {IS_OPEN} AND (? IS NULL OR t.agency = ?) ORDER BY t.due IS NULL, t.due, t.n",
        (agency, agency),
    )
    return tuple(Owed(*row[1:]) for row in rows)
