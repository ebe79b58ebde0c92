"""From your sheet: words of columns that caretui has no field for, to take over into the record, or to dismiss."""

from collections.abc import Sequence
from functools import partial

from caretui.care.registers import ENTITIES, PERSON, Asked
from caretui.commands import bindings_for
from caretui.screens.base import ListScreen, step
from caretui.screens.identity import identity, warning_rows
from caretui.store.database import Connection
from caretui.store.queries import around
from caretui.store.queries import person as query
from caretui.store.queries.around import FromSheet
from caretui.store.work import Work
from caretui.widgets.choose import Choose, Option
from caretui.widgets.table import Column, VirtualTable

NEW = {
    "condition": "name",
    "warning": "words",
    "circle": "name",
    "kept_document": "where_kept",
    "identifier": "value",
    "service": "party",
}
"""What a line can become besides a field of the person: entity -> the field that takes the words."""


class FromSheetScreen(ListScreen):
    """One person's lines. Enter chooses where the words go; - dismisses them."""

    where = "list"
    BINDINGS = [*bindings_for("list"), ("minus", "decline", "Dismiss")]

    def __init__(self, person: str) -> None:
        self.person = person
        self.lines: tuple[FromSheet, ...] = ()
        super().__init__()

    def make_table(self) -> VirtualTable:
        """Heading, words, which sheet."""
        return VirtualTable(
            [Column("Column", 18, 2), Column("What it says", 42, 21, flexible=True), Column("Sheet", 16, 64)],
            lambda ids: [self.lines[n] for n in ids],
            lambda line: (line.heading, line.words, line.source),
            empty=("Nothing is left from your sheet.", "Esc goes back."),
        )

    def title_line(self) -> None:
        """Who it is about."""
        strip = query.strip(self.care.store.read(), self.person, self.care.store.viewer, self.care.today)
        if strip is not None:
            rows = warning_rows(strip, self.care.today, self.size.width or 80)[:1]
            self.show_person(identity(strip.who, self.care.today), rows, before="FROM YOUR SHEET")
        self.say("Enter takes the words over into the record, - dismisses them.")

    def find_ids(self, con: Connection) -> Sequence[int]:
        """The lines that wait."""
        self.lines = around.from_sheet(con, self.person)
        return range(len(self.lines))

    @property
    def line(self) -> FromSheet | None:
        """The line under the cursor."""
        return self.lines[self.table.current] if self.table.current is not None else None

    def chosen(self, row_id: int) -> None:
        """Enter: where the words go."""
        self.take_over(self.lines[row_id])

    @step
    async def take_over(self, line: FromSheet) -> None:
        """Choose a field or a new record; its form opens with the words in it."""
        options = [Option(("new", entity, field), f"a new {ENTITIES[entity].word}") for entity, field in NEW.items()]
        for register in PERSON.registers:
            options += [
                Option(("field", register.name, asked.name), asked.label, register.words)
                for asked in register.fields
                if _takes_words(asked)
            ]
        chosen = await self.ask(
            Choose(f"{line.heading}: {line.words}", options, text="Where does it belong?", digits=False)
        )
        if chosen is None:
            return
        kind, place, field = chosen
        typed = {field: line.words}

        def also(work: Work) -> None:
            take_off(work, line, "taken over")

        if kind == "new":
            self.care.open("register", entity=place, person=self.person, typed=typed, also=also)
        else:
            self.care.open("register", entity="person", record=self.person, registers=[place], typed=typed, also=also)

    def action_decline(self) -> None:
        """-: the words are not needed."""
        if self.line is not None:
            change = partial(take_off, line=self.line, why="not needed")
            self.write("took a line of a sheet off", change, f"{self.line.heading}: not needed.")


def take_off(work: Work, line: FromSheet, why: str) -> None:
    """Take the line off the list; u brings it back, with what was saved of it."""
    from caretui.store.changes import people

    people.take_off_sheet(work, line.id, why)


def _takes_words(asked: Asked) -> bool:
    return asked.kind in ("text", "note", "nhs", "postcode", "phone", "birth", "past", "number") or asked.free
