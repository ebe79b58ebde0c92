"""A tab that is a list of lines with headings: one cursor, e edits, - ends, Enter opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui.care.registers import ENTITIES
from caretui.screens.base import step
from caretui.screens.by_hand import day_problem, past_day
from caretui.screens.person_tabs.base import PersonTab
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Cell
from caretui.widgets.table import Column, Heading, VirtualTable


@dataclass(frozen=True, slots=True)
class TabLine:
    """A line: its cells, and which record it stands for ("" for a line that only tells)."""

    cells: tuple[str | Cell, ...]
    entity: str = ""
    record: str = ""
    said: str = ""
    """How the record is named in a question."""


Sections = Sequence[tuple[str, str, Sequence[TabLine]]]
"""(heading, what stands at its right, lines)."""


class ListingTab(PersonTab):
    """Override `columns`, `empty` and `refresh_data` (which ends in `show_sections`)."""

    columns: tuple[Column, ...] = ()
    empty: tuple[str, ...] = ("Nothing here.",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TabLine] = []
        self.table = VirtualTable(
            self.columns,
            lambda ids: [self.lines[n] for n in ids],
            lambda line: line.cells,
            titles=False,
            empty=self.empty,
        )

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.table

    def show_sections(self, sections: Sections) -> None:
        """Put the lines on the screen; a section without lines is not drawn."""
        self.lines, headings = [], []
        for title, right, lines in sections:
            if lines:
                headings.append(Heading(len(self.lines), title, right))
                self.lines.extend(lines)
        self.table.reload(range(len(self.lines)), headings)

    @property
    def line(self) -> TabLine | None:
        """The line under the cursor."""
        return self.lines[self.table.current] if self.table.current is not None else None

    @on(VirtualTable.RowSelected)
    def _chosen(self) -> None:
        self.chosen()

    def chosen(self) -> None:
        """Enter: the record of the line."""
        self.action_edit()

    def action_edit(self) -> None:
        """e: edit the record of the line; on a line that only tells, choose what to edit."""
        line = self.line
        if line is not None and line.entity in ENTITIES:
            self.person_screen.edit_line(line.entity, line.record)
        else:
            self.person_screen.choose_edit()

    def action_decline(self) -> None:
        """-: end the record of the line, with a day and a reason."""
        line = self.line
        if line is None or line.entity not in ENTITIES:
            self.person_screen.say("This line only tells: nothing to end here.")
            return
        end_line(self.person_screen, line)


@step
async def end_line(screen: Any, line: TabLine) -> None:
    """Ask since when and why, and end the record; it stays in the history."""
    from caretui.store.changes import around

    store, today = screen.care.store, screen.care.today
    what = ENTITIES[line.entity].word
    typed = await screen.ask(
        AskLine(f"Ended when? {what}: {line.said}", value="today", check=lambda text: day_problem(text, today))
    )
    day = past_day(typed, today) if typed else None
    if day is None:
        return
    why = await screen.ask(AskLine("Why?", "Enter alone: no reason.", check=lambda _: ""))
    if why is None:
        return
    with store.work(f"ended a {what}") as work:
        around.end(work, line.entity, line.record, on=day.isoformat(), why=why or None)
    screen.care.saved(f"Saved {store.wall():%H:%M}. {screen.about().name}: {what} ended.", work.unit)
