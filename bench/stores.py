"""Builds the stores that are measured: N people with 10 contacts and 3 actions each, encrypted and journalled as in use.

The rows go in by plain SQL with every trigger in place, each beside its op in the journal, so that the stores hold what
the program itself would have written; `Work` alone would take an hour for the largest. Whoever unlocks has 60 people of
their own at every size: what differs is everybody else.
"""

import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from caretui.care.identifiers import make_test_nhs
from caretui.demo.names import FAMILIES, MEN, STREETS, WOMEN
from caretui.store import audit, database, founding, journal, keys, opening, schema, verify, work
from caretui.store.store import Store

PASSPHRASE = "four quite unrelated words"
NAME = "Sam Ward"
CONTACTS, ACTIONS, MINE = 10, 3, 60
CHUNK = 500
_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
WORDS = (
    "spoke visited daughter son neighbour district nurse pharmacy tablets breakfast slept poorly knee dressing oxygen "
    "inhaler weight falls hallway frame lounge warm cold heating bill letter hospital clinic appointment transport "
    "cancelled rebooked carer agency morning evening call agreed plan review blood pressure sugar insulin memory mood "
    "anxious cheerful tearful garden cat dog shopping meals freezer kitchen stairs rail bathroom chair cushion referral "
    "physio occupational therapist assessment housing council benefits form signed consent shared practice meeting "
    "matron consultant discharge ward admitted home stable worse better unchanged ring again tomorrow friday weekend"
).split()
WHAT = ("Medication review", "Fit grab rails", "Home visit", "Carer's assessment", "Chase discharge letter", "Bloods")


def path_of(folder: Path, people: int) -> Path:
    """Where the store of this size lies; one a day, since what is late depends on the day."""
    return folder / f"{people}-{date.today():%Y%m%d}.caretui"


def store_of(folder: Path, people: int) -> Path:
    """The store of this size, built when it is not there yet or was built for another schema."""
    path = path_of(folder, people)
    stamp = path.with_suffix(".built")
    wanted = str(hash_of_schema())
    if not stamp.exists() or stamp.read_text() != wanted:
        founding.remove(path)
        folder.mkdir(parents=True, exist_ok=True)
        build(path, people)
        stamp.write_text(wanted)
    return path


def hash_of_schema() -> int:
    """Changes with the SQL of the schema and with this file."""
    import zlib

    return zlib.crc32("".join(schema.steps().values()).encode() + Path(__file__).read_bytes())


def open_store(path: Path) -> Store:
    """The store, open as its first member."""
    return opening.unlock_and_open(path, PASSPHRASE, NAME)


class Rows:
    """Collects rows of one entity and their ops; the registers are read off a filled-in form, once."""

    def __init__(self, form: Any, numbers: random.Random) -> None:
        self.entity: str = form.entity
        self._base = work.values(form) | work.ALIVE
        self._where = {column: name for name, columns in self._base.items() for column in columns}
        self._random = numbers
        self.rows: list[tuple[Any, ...]] = []
        self.ops: list[tuple[Any, ...]] = []
        marks = ", ".join("?" * (len(self._where) + 1))
        self.sql = f"INSERT INTO {self.entity}({', '.join(self._where)}, id) VALUES ({marks})"

    def add(self, unit: str, **columns: Any) -> str:
        """One record; columns not named stay as the form has them."""
        value = {name: dict(held) for name, held in self._base.items()}
        for column, held in columns.items():
            value[self._where[column]][column] = held
        record = _id(self._random)
        self.ops.append((_id(self._random), unit, record, self.entity, "create", _JSON(value)))
        self.rows.append((*(v for held in value.values() for v in held.values()), record))
        return record

    def flush(self, con: database.Connection) -> None:
        """Journal and table."""
        con.executemany("INSERT INTO op(id, unit, record, entity, kind, value) VALUES (?, ?, ?, ?, ?, ?)", self.ops)
        con.executemany(self.sql, self.rows)
        self.rows.clear()
        self.ops.clear()


_made = iter(range(1 << 60))


def _id(numbers: random.Random) -> str:
    """A UUIDv7 whose time part counts up, as ids made one after another do."""
    millis = 1_780_000_000_000 + next(_made)
    return f"{millis:012x}7{numbers.getrandbits(12):03x}8{numbers.getrandbits(60):015x}"


def build(path: Path, people: int) -> None:
    """Found the store and fill it."""
    made = founding.found(
        path,
        name=NAME,
        job="community matron",
        agency="community nursing",
        agency_kind="community nursing",
        locality="Blackburn East",
        passphrase=PASSPHRASE,
    )
    store = made.store
    try:
        places = _directory(store, max(2, people // MINE))
        con = database.connect(path, store.key)
        for pragma in (
            "synchronous = OFF",
            "secure_delete = OFF",
            "cache_size = -400000",
            "wal_autocheckpoint = 100000",
        ):
            con.execute(f"PRAGMA {pragma}")
        _fill(con, store, people, places)
        con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        con.close()
        _meeting(store, places)
    finally:
        store.close()


def _directory(store: Store, coordinators: int) -> dict[str, list[str]]:
    """Localities, practices, agencies and coordinators, the viewer the first of these."""
    from caretui.store.changes import directory
    from caretui.store.models.places import ProfessionalForm

    viewer = store.viewer
    found: dict[str, list[str]] = {"professional": [viewer.professional or ""], "practice": []}
    with store.work("brought in the directory") as unit:
        names = ("Blackburn East", "Blackburn North", "Blackburn West", "Darwen")
        found["locality"] = [directory.ensure_locality(unit, name)[0] for name in names]
        found["agency"] = [directory.ensure_agency(unit, f"Agency {letter}")[0] for letter in "ABCDEFGHIJKL"]
        for number in range(40):
            place = found["locality"][number % 4]
            found["practice"].append(directory.ensure_practice(unit, f"Practice {number}", locality=place)[0])
        for number in range(1, coordinators):
            form = ProfessionalForm(name=f"Coordinator {number}", agency=viewer.agency, role="coordinator")
            found["professional"].append(unit.add(form))
    return found


def _fill(con: database.Connection, store: Store, people: int, places: dict[str, list[str]]) -> None:
    numbers = random.Random(7)
    notes = [" ".join(numbers.choices(WORDS, k=numbers.randrange(8, 30))) for _ in range(4000)]
    tables = _tables(store, numbers)
    (writer,) = con.execute("SELECT value FROM meta WHERE key = 'writer'").fetchone()
    for start in range(0, people, CHUNK):
        now = store.now()
        con.execute("BEGIN IMMEDIATE")
        unit = _id(numbers)
        con.execute(
            "INSERT INTO unit(id, at, actor, writer, reason, data_version) VALUES (?, ?, ?, ?, ?, ?)",
            (unit, now, store.viewer.member, writer, "brought in a list of people", schema.newest()),
        )
        audit.append(con, at=now, member=store.viewer.member, session=store.session, event="unit", subject=unit)
        for number in range(start, min(people, start + CHUNK)):
            _person(tables, unit, number, store.viewer.agency_name or "", places, notes, numbers)
        for table in tables.values():
            table.flush(con)
        con.execute("COMMIT")


def _tables(store: Store, numbers: random.Random) -> dict[str, Rows]:
    from caretui.store.models.contacts import ContactForm
    from caretui.store.models.people import PersonForm
    from caretui.store.models.plan import ActionForm

    viewer, now = store.viewer, store.now()
    contact = ContactForm(
        at=now,
        recorded_at=now,
        by=NAME,
        recorded_by=viewer.member,
        agency=viewer.agency,
        agency_name=viewer.agency_name,
        method="telephone",
    )
    forms = {"person": PersonForm(family_name="x"), "contact": contact, "action": ActionForm(what="x")}
    return {name: Rows(form, numbers) for name, form in forms.items()}


def _person(
    tables: dict[str, Rows],
    unit: str,
    number: int,
    agency_name: str,
    places: dict[str, list[str]],
    notes: list[str],
    numbers: random.Random,
) -> None:
    """One person with their contacts and actions."""
    today = date.today()
    coordinator = places["professional"][number % len(places["professional"])]
    person = tables["person"].add(
        unit,
        family_name=numbers.choice(FAMILIES) + (numbers.choice(("", "", "-" + numbers.choice(FAMILIES)))),
        given_name=numbers.choice(WOMEN + MEN),
        date_of_birth=(today - timedelta(days=numbers.randrange(18_000, 36_000))).isoformat(),
        nhs_number=make_test_nhs(number),
        address=f"{numbers.randrange(1, 200)} {numbers.choice(STREETS)}",
        postcode="BB1 1AA",
        phone=f"01254 {numbers.randrange(100_000, 999_999)}",
        practice=places["practice"][number % 40],
        coordinator=coordinator,
        coordinator_since=(today - timedelta(days=300)).isoformat(),
        contact_interval=28,
        status_since=(today - timedelta(days=400)).isoformat(),
    )
    for back in range(CONTACTS, 0, -1):
        day = today - timedelta(days=back * 25 - numbers.randrange(1, 24))
        at = f"{day}T{numbers.randrange(9, 17):02}:{numbers.randrange(60):02}:00Z"
        note = numbers.choice(notes)
        tables["contact"].add(unit, person=person, at=at, recorded_at=at, professional=coordinator, note=note)
    for _ in range(ACTIONS):
        agency = numbers.randrange(12)
        due = today + timedelta(days=numbers.randrange(-40, 60))
        status = numbers.choice(("planned", "in progress", "done", "done"))
        tables["action"].add(
            unit,
            person=person,
            what=f"{numbers.choice(WHAT)}: {numbers.choice(WORDS)} {numbers.choice(WORDS)}",
            agency=places["agency"][agency],
            owner_words=f"Agency {'ABCDEFGHIJKL'[agency]}",
            due=due.isoformat(),
            status=status,
            completed_at=f"{today - timedelta(days=3)}T10:00:00Z" if status == "done" else None,
            asked_on=(today - timedelta(days=45)).isoformat(),
            asked_by=coordinator,
        )


def _meeting(store: Store, places: dict[str, list[str]]) -> None:
    """A meeting of tomorrow with thirty of the viewer's people: what the pack is made of."""
    from caretui.store.models.meetings import AgendaItemForm, MeetingForm

    mine = store.read().execute(
        "SELECT id FROM person WHERE coordinator = ? ORDER BY n LIMIT 30", (store.viewer.professional,)
    )
    people = [person for (person,) in mine]
    with store.work("called a meeting") as unit:
        at = f"{date.today() + timedelta(days=1)}T12:30"
        meeting = unit.add(MeetingForm(practice=places["practice"][0], at=at))
        for position, person in enumerate(people, 1):
            unit.add(AgendaItemForm(meeting=meeting, person=person, position=position))


def wrong(path: Path, sample: int = 200) -> list[str]:
    """What does not hold: everything in a small store; in a large one the records of a sample of people."""
    key = keys.unlock(path, PASSPHRASE, NAME).key
    con = database.read_only(path, key)
    try:
        (people,) = con.execute("SELECT count(*) FROM person").fetchone()
        return verify.everything(con) if people <= 1000 else [*_wrong_sample(con, people, sample)]
    finally:
        con.close()


def _wrong_sample(con: database.Connection, people: int, sample: int) -> Iterator[str]:
    for n in random.Random(1).sample(range(1, people + 1), sample):
        (person,) = con.execute("SELECT id FROM person WHERE n = ?", (n,)).fetchone()
        for entity, column in (("person", "id"), ("contact", "person"), ("action", "person")):
            cursor = con.execute(f"SELECT * FROM {entity} WHERE {column} = ?", (person,))
            names = [part[0] for part in cursor.description]
            for row in cursor.fetchall():
                held = dict(zip(names, row, strict=True))
                told = {
                    k: v
                    for ops in journal.heads(con, held["id"]).values()
                    for op in ops.values()
                    for k, v in op.items()
                }
                yield from (f"{entity} {held['id']}: {k}" for k, v in told.items() if held[k] != v)
        for column, query in verify.DERIVED["person"].items():
            if con.execute(f"SELECT 1 FROM person p WHERE n = ? AND p.{column} IS NOT {query}", (n,)).fetchone():
                yield f"person {person}: {column}"


def main() -> None:
    """`python bench/stores.py FOLDER SIZE...`."""
    import sys

    folder = Path(sys.argv[1])
    for size in map(int, sys.argv[2:]):
        began = time.monotonic()
        path = store_of(folder, size)
        took, problems = time.monotonic() - began, wrong(path)
        stamp = datetime.now(UTC).strftime("%H:%M")
        print(
            f"{stamp}  {size} people: {took:.0f} s, {path.stat().st_size >> 20} MiB, {len(problems)} problems {problems[:2]}"
        )


if __name__ == "__main__":
    main()
