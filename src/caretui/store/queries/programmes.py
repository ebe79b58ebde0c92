"""The programmes that people are in: integrated care, early help, Transforming Lives; stage and lead of each."""

from datetime import date

from caretui.care.dates import day_of
from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Involvement:
    """A person's part in a programme."""

    id: str
    programme: str
    stage: str
    stage_since: date | None
    lead_agency: str
    case_manager: str
    started: date | None
    ended: date | None
    ended_why: str


def of_person(con: Connection, person: str) -> tuple[Involvement, ...]:
    """Every programme, those that go on first."""
    rows = con.execute(
        "SELECT i.id, i.programme, coalesce(i.stage, ''), i.stage_since, coalesce(a.name, ''), coalesce(p.name, ''),"
        " i.started, i.ended, coalesce(i.ended_why, '') FROM involvement i LEFT JOIN agency a ON a.id = i.lead_agency"
        " LEFT JOIN professional p ON p.id = i.case_manager WHERE i.person = ? AND i.void IS NULL"
        " ORDER BY i.ended IS NOT NULL, i.n",
        (person,),
    )
    return tuple(
        Involvement(*(*row[:3], day_of(row[3]), row[4], row[5], day_of(row[6]), day_of(row[7]), row[8])) for row in rows
    )
