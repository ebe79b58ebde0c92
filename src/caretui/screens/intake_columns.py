"""Import a sheet, second step: where each column goes. Known headings are set, guesses wait for a yes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.fields import FIELDS
from caretui.commands import bindings_for
from caretui.intake import mapping
from caretui.intake.incoming import remember
from caretui.intake.mapping import IGNORE, KEEP, Layout
from caretui.screens.base import CareScreen, step
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.table import Column, VirtualTable

_SHOWN = 4
KEPT_WORDS = "kept, as from your sheet"
HOW = {"known": "", "guess": "?", "chosen": "", "remembered": "", "kept": ""}


class ColumnsScreen(CareScreen):
    """A line a column: its heading, where it goes, its first words. Below, more of the column under the cursor."""

    where = "columns"
    BINDINGS = bindings_for("columns")
    DEFAULT_CSS = "ColumnsScreen #peek { height: 5; }"

    def __init__(self, path: Path, found: Layout) -> None:
        super().__init__()
        self.path = path
        self.found = found
        self.peek = Block([], id="peek")
        self.table = VirtualTable(
            [
                Column("", 1, 3),
                Column("Column of the sheet", 26, 5),
                Column("Goes to", 24, 33),
                Column("First words", 21, 59, flexible=True),
            ],
            lambda ids: [self.found.columns[n] for n in ids],
            self._cells,
        )

    def body(self) -> ComposeResult:
        """The list and the peek."""
        yield self.table
        yield Rule()
        yield self.peek

    def title_line(self) -> None:
        """Row 1: the file, and how many rows it has."""
        sheet = f", sheet {self.found.sheet.name}" if self.found.sheet.name else ""
        self.top_line.show_title("IMPORT", f"{self.path.name}{sheet}", several(len(self.found.lines), "row"))

    def refresh_data(self) -> None:
        """Show the columns."""
        self._show()
        remembered = any(column.how == "remembered" for column in self.found.columns)
        if self.found.guesses:
            self.say(f"{_columns(len(self.found.guesses))} guessed, marked ?  F2 asks about them.")
        elif remembered:
            self.say("As you said it for these headings before.")

    def _show(self) -> None:
        self.table.reload(range(len(self.found.columns)))
        self._peek()

    def _cells(self, column: mapping.Column) -> Sequence[str | Cell]:
        first = next(iter(self._words(column)), "")
        return (Cell(HOW[column.how], "strong"), column.heading, goes_to(column), first)

    def _words(self, column: mapping.Column) -> list[str]:
        cells = (
            " ".join(line.cells[column.position].split())
            for line in self.found.lines
            if column.position < len(line.cells)
        )
        return list(dict.fromkeys(cell for cell in cells if cell))

    @on(VirtualTable.RowHighlighted)
    def _peek(self) -> None:
        column = self.table.current_row
        if column is None:
            return
        words = self._words(column)
        filled = f"{len(words):,} different" if words else "empty"
        help_words = column.field.help if column.field else ""
        lead: Words = [Cell(f" {column.heading}", "strong"), f"  {filled}.  {help_words}"]
        self.peek.show([lead, *(f"   {word}" for word in words[:_SHOWN])])

    # --- saying where it goes

    @on(VirtualTable.RowSelected)
    def _selected(self, event: VirtualTable.RowSelected) -> None:
        self.action_open()

    @step
    async def action_open(self) -> None:
        """Enter: choose where the column goes."""
        column = self.table.current_row
        if column is None:
            return
        taken = {one.target: one.heading for one in self.found.columns}
        options = [Option(KEEP, "keep it on the person, as from your sheet"), Option(IGNORE, "leave it out")]
        for field in FIELDS.values():
            used = taken.get(field.name, "")
            options.append(Option(field.name, field.label, f"now {used}" if used else "", " ".join(field.synonyms)))
        target = await self.ask(Choose(f"Where does {column.heading} go?", options, digits=False))
        if target is not None:
            self._choose(column, target)

    def action_decline(self) -> None:
        """-: leave the column out, or take it back."""
        column = self.table.current_row
        if column is not None:
            self._choose(column, KEEP if column.target == IGNORE else IGNORE)

    def _choose(self, column: mapping.Column, target: str) -> None:
        self.found = mapping.choose(self.found, {column.heading: target})
        self._show()

    # --- going on

    @step
    async def action_save(self) -> None:
        """F2: settle the guesses and the coordinator, then see what would change."""
        if self.found.guesses and not await self._settle_guesses():
            return
        if not self.found.names_people:
            self.say("Say first which column holds the name: Enter on it, then Name or Family name.")
            return
        mine = False
        if not self.found.filling("coordinator") and self.care.store.viewer.professional:
            answer = await self.ask(
                Ask("No column names a coordinator. Make you their coordinator?", "Only of those who have none yet.")
            )
            if answer is None:
                return
            mine = answer
        remember(self.care.store, self.found)
        from caretui.screens.intake_checked import CheckedScreen, Source

        self.app.push_screen(CheckedScreen(Source(self.path, people=self.found, mine=mine)), self._came_back)

    async def _settle_guesses(self) -> bool:
        """Whether the guesses were answered: taken as they stand, or kept on the person."""
        words = "\n".join(f"{column.heading} = {goes_to(column)}" for column in self.found.guesses[:6])
        answer = await self.ask(Ask("Take these guesses as they stand?", words, no="no, keep them as from your sheet"))
        if answer is None:
            return False
        if answer:
            columns = tuple(
                replace(column, how="chosen") if column.how == "guess" else column for column in self.found.columns
            )
            self.found = replace(self.found, columns=columns)
        else:
            self.found = mapping.without_guesses(self.found)
        self._show()
        return True

    def _came_back(self, done: bool | None) -> None:
        if done:
            self.dismiss(True)


def goes_to(column: mapping.Column) -> str:
    """Where a column goes, in words."""
    if column.target == IGNORE:
        return "left out"
    return column.field.label if column.field else KEPT_WORDS


def _columns(count: int) -> str:
    return several(count, "column was", "columns were")
