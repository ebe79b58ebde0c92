"""l: the named coordinator of one person or of all who are marked, with a handover note."""

from collections.abc import Sequence

from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.commands import bindings_for
from caretui.screens.base import CareScreen, step
from caretui.screens.identity import identity
from caretui.store.queries import coordinators, person
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Block
from caretui.widgets.table import Column, VirtualTable


class CoordinatorScreen(CareScreen):
    """Choose who oversees all of this person's care: exactly one at a time, with its history."""

    where = "choice"
    BINDINGS = bindings_for("list")

    def __init__(self, people: Sequence[str]) -> None:
        super().__init__()
        self.people = list(people)
        self.above = Block([])
        self.choices: tuple[coordinators.Choice, ...] = ()
        self.table = VirtualTable(
            [
                Column("Name", 26, 3),
                Column("Role", 24, 30),
                Column("Agency", 18, 55, flexible=True),
                Column("People", 6, 74, align="right"),
            ],
            lambda ids: [self.choices[n] for n in ids],
            lambda row: (row.name, row.role, row.agency, str(row.people or "")),
            empty=("No professionals yet.", "", "5 shows the Directory: + adds one there."),
        )

    def title_line(self) -> None:
        """Row 1: whose coordinator."""
        who = person.who(self.care.store.read(), self.people[0]) if len(self.people) == 1 else None
        if who:
            self.show_person(identity(who, self.care.today), before="COORDINATOR")
        else:
            self.top_line.show_title("NAMED COORDINATOR", f"{len(self.people)} people")

    def body(self) -> ComposeResult:
        """What stands now and before, then whom to choose."""
        yield self.above
        yield self.table

    def refresh_data(self) -> None:
        """Who could coordinate: you first, then the team, then everyone."""
        store = self.care.store
        con = store.read()
        self.choices = coordinators.choices(con, store.viewer)
        lines: list[str] = []
        if len(self.people) == 1:
            history = coordinators.history(con, self.people[0], store.today())
            lines = [f" {line}" for line in history[:4]] or [" NO COORDINATOR yet."]
        self.above.show([*lines, ""])
        self.table.reload(range(len(self.choices)))

    def on_virtual_table_row_selected(self, event: VirtualTable.RowSelected) -> None:
        """Enter: this one."""
        self.take(self.choices[event.id])

    @step
    async def take(self, chosen: coordinators.Choice) -> None:
        """Ask for the handover note, then assign all in one unit."""
        note = await self.ask(
            AskLine(f"Handover note to {chosen.name}", "What the next coordinator must know. Empty is allowed.")
        )
        if note is None:
            return
        from caretui.store.changes import coordinators as verbs

        store = self.care.store
        whom = several(len(self.people), "person", "people")
        with store.work(f"{chosen.name} coordinates {whom}") as work:
            changed = verbs.assign(work, self.people, chosen.professional, today=store.today().isoformat(), note=note)
        if not changed:
            self.say(f"{chosen.name} is the named coordinator already.")
            return
        self.dismiss(True)
        self.care.saved(f"{chosen.name} is now the named coordinator of {whom}.", work.unit)
