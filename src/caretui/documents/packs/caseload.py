"""The caseload as a sheet: one line a person, under headings that our own import knows again."""

from collections.abc import Sequence
from datetime import datetime

from caretui.care.dates import day_of, wall
from caretui.documents.outline import Cell, Column, Note, Section, Table
from caretui.documents.packs import parts
from caretui.documents.parcel import Parcel, To, cautions, paper, sift
from caretui.documents.pulse import counted
from caretui.store.queries import caseload_sheet, dossier
from caretui.store.store import Store

COLUMNS = (
    Column("NHS number", "nhs", "nhs_number"),
    Column("Family name", field="family_name", width=20),
    Column("Given name", field="given_name", width=16),
    Column("Likes to be called", field="preferred_name", width=14),
    Column("Date of birth", "date", "date_of_birth"),
    Column("Sex", field="sex", width=8),
    Column("Postcode", field="postcode", width=10),
    Column("Practice code", field="practice_code", only_json=True),
    Column("GP practice", field="practice", width=24),
    Column("Locality of practice", field="locality", width=16),
    Column("Status", field="status", width=8),
    Column("Named coordinator", field="coordinator", width=18),
    Column("Programmes", field="programmes", width=20),
    Column("Risk band", field="risk_band", width=10),
    Column("Last contact that reached", "datetime", "last_contact"),
    Column("Why today", field="why", width=30),
    Column("Next action due", "date", "next_due"),
    Column("Late actions", "number", "overdue_actions", width=8),
    Column("Open actions", "number", "open_actions", width=8),
    Column("In hospital since", "date", "in_hospital_since"),
    Column("Next team meeting", "datetime", "next_meeting"),
    Column("Warning notes", field="warnings", width=30),
    Column("Date of death", "date", "date_of_death"),
    Column("Deceased", field="deceased", only_json=True),
    Column("Risk score", "number", "risk_score", only_json=True),
    Column("Restricted", field="restricted", only_json=True),
    Column("Id", field="id", only_json=True),
)


def build(store: Store, people: Sequence[str], to: To) -> Parcel:
    """The people in the order given; left out are those who object to the recipient, and restricted ones."""
    con, today = store.read(), store.today()
    kept, withheld = sift(store, people, to)
    lines = caseload_sheet.caseload(con, kept, today)
    warned, who = dossier.warnings(con, kept), dossier.people(con, kept)
    # Why today is the team's own working list: a message's words are not for another agency.
    why = caseload_sheet.why_today(con, kept, store.viewer, today) if to.is_own_use else {}
    rows = [
        row(line, _warnings(warned.get(line.id, ()), who[line.id], to), why.get(line.id, ""))
        for line in counted(lines, "people read")
    ]
    document = paper(
        store,
        to,
        title=f"Caseload, {parts.day(today.isoformat())}",
        kind="Caseload",
        sections=[Section("Caseload", 1, (Table(COLUMNS, rows),))],
        landscape=True,
    )
    told = tuple(line.id for line in lines)
    return Parcel("caseload", document, to, told, withheld, cautions(store, told, to))


def _warnings(found: Sequence[dossier.Warned], person: dossier.Person, to: To) -> tuple[str, ...]:
    notes: tuple[Note, ...] = parts.warnings(found, to.about(person))
    return tuple(note.text for note in notes)


def row(line: caseload_sheet.CaseloadLine, warnings: tuple[str, ...], why: str) -> tuple[Cell, ...]:
    """One person as the cells of COLUMNS."""
    return (
        line.nhs_number,
        line.family_name,
        line.given_name,
        line.preferred_name,
        day_of(line.date_of_birth),
        line.sex,
        line.postcode,
        line.practice_code,
        line.practice,
        line.locality,
        line.status,
        line.coordinator,
        line.programmes,
        line.risk_band,
        wall(line.last_contact) if line.last_contact else None,
        why,
        day_of(line.next_due),
        line.overdue_actions,
        line.open_actions,
        day_of(line.in_hospital_since),
        datetime.fromisoformat(line.next_meeting) if line.next_meeting else None,
        warnings,
        day_of(line.date_of_death),
        line.date_of_death is not None,
        line.risk_score,
        line.restricted,
        line.id,
    )
