"""The list of open actions: everyone's, or one agency's."""

from collections.abc import Collection
from datetime import date

from caretui.documents.outline import Cell, Column, Section, Table
from caretui.documents.packs import parts
from caretui.documents.parcel import Parcel, To, paper, sift
from caretui.store.queries import dossier
from caretui.store.store import Store

COLUMNS = (
    Column("Person", field="person", width=22),
    Column("NHS number", "nhs", "nhs_number"),
    Column("What", field="what", width=40),
    Column("Owner agency", field="owner_agency", width=20),
    Column("Owner", field="owner", width=20),
    Column("Due", "date", "due"),
    Column("State", field="state", width=22),
    Column("Status", field="status", width=11),
    Column("Goal", field="goal", width=24),
    Column("Completed", field="completed_at", only_json=True),
    Column("Outcome", field="outcome", only_json=True),
    Column("Meeting id", field="meeting_id", only_json=True),
    Column("Person id", field="person_id", only_json=True),
    Column("Id", field="id", only_json=True),
)


def build(store: Store, to: To, *, agency: str | None = None, only: Collection[str] | None = None) -> Parcel:
    """Open actions by due day; `agency` (an id) leaves only that agency's, `only` those of a list (ids)."""
    con, today = store.read(), store.today()
    actions = [one for one in dossier.all_open_actions(con, agency) if only is None or one.id in only]
    people = tuple(dict.fromkeys(action.person for action in actions if action.person))
    kept, withheld = sift(store, people, to)
    who = dossier.people(con, kept)
    rows = [row(action, who[action.person], today) for action in actions if action.person in who]
    document = paper(
        store,
        to,
        title=f"Open actions{f' of {to.words}' if agency else ''}",
        kind="Open actions",
        sections=[Section("Open actions", 1, (Table(COLUMNS, rows),))],
        landscape=True,
    )
    return Parcel("actions", document, to, kept, withheld, actions=len(rows))


def row(action: dossier.Owed, person: dossier.Person, today: date) -> tuple[Cell, ...]:
    """One action as the cells of COLUMNS."""
    return (
        person.full_name,
        person.nhs_number,
        action.what,
        action.agency_name,
        action.owner,
        date.fromisoformat(action.due) if action.due else None,
        parts.action_state(action, today),
        action.status,
        action.goal,
        action.completed_at,
        action.outcome or None,
        action.meeting,
        person.id,
        action.id,
    )
