"""Fills a store that is measured: N people with 10 contacts and 3 actions each, encrypted and journalled as in use.

The rows go in by plain SQL with every trigger in place, each beside its op in the journal, so that the stores hold what
the program itself would have written; `Work` alone would take an hour for the largest. Whoever unlocks has 60 people of
their own at every size: what differs is everybody else.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from caretui.care.identifiers import make_test_nhs
from caretui.demo.names import FAMILIES, MEN, STREETS, WOMEN
from caretui.store import audit, database, founding, schema, work
from caretui.store.store import Store

PASSPHRASE = "four quite unrelated words"
NAME = "Sam Ward"
CONTACTS, ACTIONS, MINE = 10, 3, 60
LASTS = 5
"""Days for which a store will do: what is late then shifts by some hundredths, and its meeting is still to come."""
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


def build(path: Path, people: int, day: date) -> None:
    """Found the store and fill it with what stands on that day."""
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
        _fill(con, store, people, places, day)
        con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        con.close()
        _meeting(store, places, day)
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


def _fill(con: database.Connection, store: Store, people: int, places: dict[str, list[str]], day: date) -> None:
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
            _person(tables, unit, number, places, notes, numbers, day)
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
    places: dict[str, list[str]],
    notes: list[str],
    numbers: random.Random,
    today: date,
) -> None:
    """One person with their contacts and actions."""
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


def _meeting(store: Store, places: dict[str, list[str]], day: date) -> None:
    """A meeting to come with thirty of the viewer's people: what the pack is made of."""
    from caretui.store.models.meetings import AgendaItemForm, MeetingForm

    mine = store.read().execute(
        "SELECT id FROM person WHERE coordinator = ? ORDER BY n LIMIT 30", (store.viewer.professional,)
    )
    people = [person for (person,) in mine]
    with store.work("called a meeting") as unit:
        at = f"{day + timedelta(days=LASTS + 1)}T12:30"
        meeting = unit.add(MeetingForm(practice=places["practice"][0], at=at))
        for position, person in enumerate(people, 1):
            unit.add(AgendaItemForm(meeting=meeting, person=person, position=position))
