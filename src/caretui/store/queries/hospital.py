"""Hospital events of a person, and the hospitals that have been named."""

from caretui.lean import dataclass
from caretui.store.database import Connection


@dataclass(frozen=True, slots=True)
class Event:
    """A hospital event. `at` and `discharged_at` are instants, or days when only the day is known."""

    n: int
    id: str
    kind: str
    at: str
    discharged_at: str | None
    place: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the person is: in hospital since a day, or home since one."""

    since: str | None
    hospital: str
    reason: str
    home_since: str | None


def of_person(con: Connection, person: str) -> tuple[Event, ...]:
    """The events of one person, newest first."""
    rows = con.execute(
        "SELECT n, id, coalesce(kind, ''), at, discharged_at, coalesce(place, ''), coalesce(note,"
        " ''), coalesce(source, '')"
        " FROM hospital_event WHERE person = ? AND void IS NULL ORDER BY at DESC, n DESC",
        (person,),
    )
    return tuple(Event(*row) for row in rows)


def standing(con: Connection, person: str) -> Standing:
    """Whether the person is in hospital now."""
    row = con.execute(
        "SELECT in_hospital_since, coalesce(hospital, ''), coalesce(hospital_reason, ''), home_since"
        " FROM person WHERE id = ?",
        (person,),
    ).fetchone()
    return Standing(*row) if row else Standing(None, "", "", None)


def places(con: Connection, count: int = 9) -> tuple[str, ...]:
    """The hospitals named most often, with the directory's after them."""
    used = con.execute(
        "SELECT place FROM hospital_event WHERE place IS NOT NULL AND void IS NULL GROUP BY place"
        " ORDER BY count(*) DESC LIMIT ?",
        (count,),
    ).fetchall()
    known = con.execute(
        "SELECT name FROM agency WHERE kind = 'hospital' AND void IS NULL AND closed IS NULL ORDER BY n"
    ).fetchall()
    return tuple(dict.fromkeys(name for (name,) in [*used, *known]))[:count]
