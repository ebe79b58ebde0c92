"""The caseload as a sheet has it: one line a person, however many there are."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from caretui.care import why
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.facts import facts_of
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class CaseloadLine:
    """A person as the caseload's sheet has them; the names are the contract's (CLI.md)."""

    id: str
    nhs_number: str | None
    family_name: str
    given_name: str
    preferred_name: str
    date_of_birth: str | None
    sex: str
    postcode: str
    practice_code: str
    practice: str
    locality: str
    status: str
    coordinator: str
    programmes: tuple[str, ...]
    risk_score: float | None
    risk_band: str | None
    last_contact: str | None
    next_due: str | None
    overdue_actions: int
    open_actions: int
    in_hospital_since: str | None
    next_meeting: str | None
    date_of_death: str | None
    restricted: bool


def caseload_ids(con: Connection, professional: str | None) -> tuple[str, ...]:
    """Open people by name: those whom `professional` coordinates, or everyone's."""
    rows = con.execute(
        "SELECT id FROM person WHERE void IS NULL AND status = 'open' AND (?1 IS NULL OR coordinator = ?1)"
        " ORDER BY sort_name, n",
        (professional,),
    )
    return tuple(row[0] for row in rows)


def caseload(con: Connection, people: Sequence[str], today: date) -> tuple[CaseloadLine, ...]:
    """The people as lines of a sheet, in the order of `people`."""
    rows = con.execute(
        "SELECT p.id, p.nhs_number, coalesce(p.family_name, ''), coalesce(p.given_name, ''),"
        " coalesce(p.preferred_name, ''), p.date_of_birth, coalesce(p.sex, ''), coalesce(p.postcode, ''),"
        " coalesce(g.code, ''), coalesce(g.name, ''), coalesce(l.name, ''), coalesce(p.status, ''),"
        " coalesce(c.name, ''), coalesce((SELECT json_group_array(v.programme) FROM involvement v"
        "   WHERE v.person = p.id AND v.void IS NULL AND v.ended IS NULL), '[]'),"
        " p.risk_score, p.risk_band, p.last_contact, p.next_due,"
        " (SELECT count(*) FROM action a WHERE a.person = p.id AND a.void IS NULL AND a.due < ?2"
        f"   AND a.status {IS_OPEN}),"
        " p.open_actions, p.in_hospital_since, p.next_meeting, p.date_of_death, coalesce(p.restricted, 0)"
        " FROM json_each(?1) j JOIN person p ON p.id = j.value LEFT JOIN practice g ON g.id = p.practice"
        " LEFT JOIN locality l ON l.id = p.place LEFT JOIN professional c ON c.id = p.coordinator"
        " WHERE p.void IS NULL ORDER BY j.key",
        (json.dumps(list(people)), today.isoformat()),
    )
    return tuple(_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> CaseloadLine:
    fields = (*row[:13], tuple(json.loads(row[13])), *row[14:23], bool(row[23]))
    return CaseloadLine(*fields)


def why_today(con: Connection, people: Sequence[str], viewer: Viewer, today: date) -> dict[str, str]:
    """Why each person needs somebody today, in words, by id."""
    numbers = dict(
        con.execute(
            "SELECT n, id FROM person WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(people)),)
        )
    )
    return {
        numbers[number]: why.why_today(facts).words
        for number, facts in facts_of(con, tuple(numbers), viewer, today).items()
    }


def ids_of(con: Connection, numbers: Sequence[int]) -> tuple[str, ...]:
    """The ids of people by their record numbers, in that order."""
    rows = con.execute(
        "SELECT p.id FROM json_each(?) j JOIN person p ON p.n = j.value ORDER BY j.key", (json.dumps(list(numbers)),)
    )
    return tuple(row[0] for row in rows)
