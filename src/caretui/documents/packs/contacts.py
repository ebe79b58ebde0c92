"""The contact log of one person, or of the sender's people: originals struck through where they were amended."""

from collections.abc import Sequence
from dataclasses import replace

from caretui.care.dates import wall
from caretui.care.vocabulary import NOT_SAID
from caretui.documents.outline import Cell, Column, Facts, Section, Table
from caretui.documents.packs import parts
from caretui.documents.parcel import Parcel, To, paper, refuse_one, sift
from caretui.store.queries import dossier
from caretui.store.store import Store

COLUMNS = (
    Column("Person", field="person", width=20),
    Column("NHS number", "nhs", "nhs_number", width=13),
    Column("When", "datetime", "at", width=17),
    Column("By", field="by", width=15),
    Column("Agency", field="agency", width=18),
    Column("How", field="method", width=18),
    Column("Reached", field="reached", width=13),
    Column("With", field="with_whom", width=16),
    Column("Said, seen, done", field="note", width=44),
    Column("Own words", field="own_words", width=22),
    Column("Agreed", field="outcome", width=20),
    Column("Amendment", field="amendment", width=24),
    Column("Person id", field="person_id", only_json=True),
    Column("Id", field="id", only_json=True),
)


def of_person(store: Store, person: str, to: To) -> Parcel:
    """Every contact of one person that the recipient may read. Raises Withheld, and LookupError for nobody."""
    found = dossier.people(store.read(), (person,)).get(person)
    if found is None:
        raise LookupError("no such person")
    refuse_one(store, found, to)
    title = f"{found.full_name}: contacts"
    return _parcel(store, (person,), to, title, about=Facts(parts.identity(found, store.today())), person=person)


def of_people(store: Store, people: Sequence[str], to: To) -> Parcel:
    """The contacts of several people, those left out who object or are restricted."""
    kept, withheld = sift(store, people, to)
    return _parcel(store, kept, to, "Contacts", withheld=withheld)


def _parcel(
    store: Store,
    people: tuple[str, ...],
    to: To,
    title: str,
    *,
    about: Facts | None = None,
    person: str | None = None,
    withheld: int = 0,
) -> Parcel:
    con = store.read()
    who = dossier.people(con, people)
    log = dossier.contacts(con, people)
    rows: list[tuple[Cell, ...]] = []
    struck: set[int] = set()
    for one in people:
        for said in parts.readable(log.get(one, ()), to.about(who[one])):
            if said.amendments:
                struck.add(len(rows))
            rows.append(_row(who[one], said))
            for number, amendment in enumerate(said.amendments, start=1):
                if number < len(said.amendments):
                    struck.add(len(rows))
                rows.append(_amendment(who[one], said, amendment))
    # The page of one person says at its head who they are; a sheet says it on each line.
    columns = COLUMNS if person is None else (*(replace(one, only_sheet=True) for one in COLUMNS[:2]), *COLUMNS[2:])
    table = Table(columns, rows, struck=frozenset(struck))
    warned = dossier.warnings(con, people)
    first = (
        Section("Who", 1, (about, *parts.warnings(warned.get(person or "", ()), to.about(who[people[0]]))))
        if about is not None
        else None
    )
    sections = [*([first] if first else []), Section("Contacts", 1, (table,))]
    document = paper(store, to, title=title, kind="Contacts", sections=sections, landscape=True)
    return Parcel("contacts", document, to, people, withheld, person=person)


def _row(person: dossier.Person, said: dossier.Said) -> tuple[Cell, ...]:
    in_error = any(one.kind == "entered in error" for one in said.amendments)
    mark = "ENTERED IN ERROR, struck out" if in_error else "struck out" if said.amendments else ""
    return (
        person.full_name,
        person.nhs_number,
        wall(said.at),
        said.by,
        said.agency,
        f"{said.method}, from them" if said.direction == "in" else said.method or NOT_SAID,
        said.reached,
        said.with_whom,
        said.note,
        said.own_words,
        said.agreed,
        mark,
        person.id,
        said.id,
    )


def _amendment(person: dossier.Person, said: dossier.Said, one: dossier.Amended) -> tuple[Cell, ...]:
    return (
        person.full_name,
        person.nhs_number,
        wall(one.at),
        one.by,
        "",
        "amendment",
        "",
        "",
        one.note,
        "",
        "",
        parts.amended_by(one),
        person.id,
        said.id,
    )
