"""What an import has to know of the store: who is here already, the practices, the professionals, what records held."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caretui.care.identity import Described, described
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import RESTRICTED, people_seen
from caretui.store.store import Viewer

# An undo holds no value of its own: it puts back what an earlier change, undone since or not, had brought.
HELD = """SELECT o.unit, o.value FROM op o JOIN unit u ON u.id = o.unit WHERE o.record = ? AND u.undoes IS NULL"""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the store, for comparing."""

    id: str
    who: Described
    practice: str | None
    coordinator: str | None


@dataclass(frozen=True, slots=True)
class KnownPractice:
    """A practice of the directory."""

    id: str
    code: str | None
    name: str
    active: bool


def known_people(con: Connection) -> tuple[KnownPerson, ...]:
    """Everyone in the store, closed records and the dead too."""
    rows = con.execute(
        "SELECT id, nhs_number, family_name, given_name, CASE WHEN birth_estimated THEN NULL ELSE date_of_birth END,"
        " postcode, practice, coordinator FROM person WHERE void IS NULL ORDER BY n"
    )
    return tuple(
        KnownPerson(
            record,
            described(nhs_number=nhs, family=family, given=given, born=born, postcode=postcode),
            practice,
            who,
        )
        for record, nhs, family, given, born, postcode, practice, who in rows
    )


def closed_to(con: Connection, viewer: Viewer) -> frozenset[str]:
    """The people of the store whom the viewer must not see: no sheet of theirs changes anything of them."""
    seen = people_seen(viewer)
    rows = con.execute(f"SELECT p.id FROM person p WHERE p.void IS NULL AND {seen.sql} IS NOT TRUE", seen.parameters)
    return frozenset(record for (record,) in rows)


def known_practices(con: Connection) -> tuple[KnownPractice, ...]:
    """The practices, active ones first."""
    rows = con.execute(
        "SELECT id, code, name, status <> 'closed' FROM practice WHERE void IS NULL ORDER BY status = 'closed', n"
    )
    return tuple(KnownPractice(record, code, name, bool(active)) for record, code, name, active in rows)


def known_professionals(con: Connection) -> tuple[tuple[str, str], ...]:
    """(id, name) of everyone in the directory who has not left."""
    rows = con.execute("SELECT id, name FROM professional WHERE void IS NULL AND left_on IS NULL ORDER BY n")
    return tuple((record, name) for record, name in rows)


def newest_unit(con: Connection) -> int:
    """The number of the last change made in the store, by anyone."""
    return int(con.execute("SELECT coalesce(max(n), 0) FROM unit").fetchone()[0])


def undone(con: Connection) -> frozenset[str]:
    """The units that are undone as things stand: by a unit that is not itself undone."""
    found: set[str] = set()
    for unit, undoes in con.execute("SELECT id, undoes FROM unit WHERE undoes IS NOT NULL ORDER BY n DESC"):
        if unit not in found:
            found.add(undoes)
    return frozenset(found)


def held(con: Connection, record: str, undone: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Column -> every value that it ever held, as JSON; what an undone import brought may come in again."""
    found: dict[str, set[str]] = {}
    for unit, value in con.execute(HELD, (record,)):
        for register in () if unit in undone else json.loads(value).values():
            for column, was in register.items():
                found.setdefault(column, set()).add(json.dumps(was))
    return {column: frozenset(values) for column, values in found.items()}


def row_hash(con: Connection, row: str) -> str:
    """The name under which a row of a sheet is remembered: it tells nothing without this store's own salt."""
    (salt,) = con.execute("SELECT value FROM meta WHERE key = 'writer'").fetchone()
    return hashlib.sha256(f"{salt}\n{row}".encode("utf-8", "replace")).hexdigest()[:32]


def person_of_row(con: Connection, row: str) -> tuple[str, str] | None:
    """Whom this very row became at an earlier import, if they still stand, and the unit of that import."""
    found = con.execute(
        "SELECT p.id, r.unit FROM intake_row r JOIN person p ON p.id = r.person WHERE r.row = ? AND p.void IS NULL",
        (row_hash(con, row),),
    ).fetchone()
    return (str(found[0]), str(found[1])) if found else None


def standing(con: Connection, entity: str, person: str) -> tuple[dict[str, Any], ...]:
    """The records of one kind that stand beside a person, column by column."""
    cursor = con.execute(f"SELECT * FROM {entity} WHERE person = ? AND void IS NULL ORDER BY n", (person,))
    names = [column[0] for column in cursor.description]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor)


def fate(con: Connection, entity: str, record: str) -> str | None:
    """Why a record is void; "" when it stands, None when there is none."""
    row = con.execute(f"SELECT coalesce(void, '') FROM {entity} WHERE id = ?", (record,)).fetchone()
    return None if row is None else str(row[0])


def meetings_of_day(con: Connection, *, practice: str, day: str) -> tuple[tuple[str, str], ...]:
    """(id, status) of the meetings on a day where the people of a practice are talked of, its own first."""
    rows = con.execute(
        "SELECT id, status FROM meeting WHERE substr(at, 1, 10) = ? AND void IS NULL"
        " AND (practice = ? OR instr(coalesce(also, ''), ?) > 0) ORDER BY practice IS NOT ?, at, n",
        (day, practice, practice, practice),
    )
    return tuple((record, status) for record, status in rows)


def practice_standing(con: Connection, practice: str) -> tuple[str, bool]:
    """(name, whether it is closed) of a practice; nothing of one that is not in the store yet."""
    row = con.execute("SELECT name, status = 'closed' FROM practice WHERE id = ?", (practice,)).fetchone()
    return (str(row[0]), bool(row[1])) if row else ("", False)


def practice_columns(con: Connection, practice: str, columns: Iterable[str]) -> dict[str, str | None]:
    """How these columns of a practice stand; all empty of one that is not in the store yet."""
    names = tuple(dict.fromkeys(columns))
    row = con.execute(f"SELECT {', '.join(names)} FROM practice WHERE id = ?", (practice,)).fetchone()
    return dict(zip(names, row or [None] * len(names), strict=True))


def usual_clock(con: Connection, practice: str) -> str:
    """The time of day of a practice's newest meeting; "" when it never had one with a time."""
    row = con.execute(
        "SELECT substr(at, 12, 5) FROM meeting WHERE practice = ? AND void IS NULL AND at NOT LIKE '%T00:00'"
        " ORDER BY at DESC, n DESC LIMIT 1",
        (practice,),
    ).fetchone()
    return str(row[0]) if row else ""


def on_agenda(con: Connection, *, meeting: str, person: str) -> bool:
    """Whether somebody is on the list of a meeting."""
    return (
        con.execute(
            "SELECT 1 FROM agenda_item WHERE meeting = ? AND person = ? AND void IS NULL", (meeting, person)
        ).fetchone()
        is not None
    )


def meetings_ahead(con: Connection, *, person: str, today: str) -> frozenset[str]:
    """The planned meetings from today on whose list somebody is on."""
    rows = con.execute(
        "SELECT m.id FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.person = ?"
        " AND i.void IS NULL AND m.void IS NULL AND m.status = 'planned' AND m.at >= ?",
        (person, today),
    )
    return frozenset(record for (record,) in rows)


def next_position(con: Connection, meeting: str) -> int:
    """The place after the last on a meeting's list."""
    row = con.execute("SELECT coalesce(max(position), 0) + 1 FROM agenda_item WHERE meeting = ?", (meeting,)).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Card:
    """Enough of somebody to tell whether it is they."""

    id: str
    name: str
    born: date | None
    nhs_number: str | None


def card(con: Connection, person: str, viewer: Viewer) -> Card | None:
    """Somebody in the store by id; of those whom the viewer must not see only that they are there."""
    seen = people_seen(viewer)
    row = con.execute(
        f"SELECT {seen.sql}, family_name, given_name, date_of_birth, nhs_number FROM person p"
        " WHERE id = ? AND void IS NULL",
        (*seen.parameters, person),
    ).fetchone()
    if row is None:
        return None
    is_seen, family, given, born, number = row
    if not is_seen:
        return Card(person, RESTRICTED, None, None)
    return Card(person, f"{family}, {given}" if given else family, date.fromisoformat(born) if born else None, number)
