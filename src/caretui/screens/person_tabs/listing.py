"""A tab that is a list of lines with headings: one cursor, e edits, - ends, Enter opens."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from caretui.care.registers import ENTITIES
from caretui.lean import dataclass, replace
from caretui.screens.base import step
from caretui.screens.by_hand import ByHand, day_problem, past_day
from caretui.screens.person_tabs.base import PersonTab
from caretui.widgets.dialogs import Ask, AskLine
from caretui.widgets.line import Cell
from caretui.widgets.safe import plain, width_of
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

    keys = ("add", "edit", "contact", "action", "send", "next", "help")
    columns: tuple[Column, ...] = ()
    empty: tuple[str, ...] = ("Nothing here.",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TabLine] = []
        self.sections: Sections = ()
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
        self.sections = sections
        self.lines = [line for _, _, lines in sections for line in lines]
        self.table.columns = self._grown()
        self.table.reload(range(len(self.lines)), self._headings())

    def _grown(self) -> tuple[Column, ...]:
        """The columns, each free to grow to its longest words where the terminal has the room."""
        widths = [0] * len(self.columns)
        for line in self.lines:
            for place, cell in enumerate(line.cells):
                text = cell.text if isinstance(cell, Cell) else cell
                widths[place] = max(widths[place], width_of(plain(text)))
        return tuple(replace(column, most=widths[place]) for place, column in enumerate(self.columns))

    def _headings(self) -> list[Heading]:
        headings, before = [], 0
        for title, right, lines in self.sections:
            if lines:
                headings.append(Heading(before, self.heading(title), right))
                before += len(lines)
        return headings

    def heading(self, title: str) -> str:
        """The words of a section's heading; one may stand above a column."""
        return title

    def on_resize(self) -> None:
        """Another width, other columns: what stands above one moves with it."""
        self.table.reload(range(len(self.lines)), self._headings())

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
        if line is not None and line.entity in ENTITIES and line.entity not in OF_THE_PERSON:
            self.person_screen.edit_line(line.entity, line.record)
        else:
            self.person_screen.choose_edit()

    def action_decline(self) -> None:
        """-: end the record of the line, with a day and a reason; take out what has no end."""
        if self.line is None or not end(self.person_screen, self.line, self.person):
            self.person_screen.say("This line only tells: nothing to end here.")


OF_THE_PERSON = ("person", "plan", "about_me")
"""Of which there is one each: a dated line about them is no record of its own; `e` offers their registers."""
ENDED = ("warning", "condition", "circle", "service", "kept_document", "involvement", "sharing")
TAKEN_OUT = ("identifier", "baseline", "risk_score", "hospital_event", "outcome")
"""What has no end: written by mistake, it is taken out with a reason and stays in the history."""


def end(screen: ByHand, line: TabLine, person: str) -> bool:
    """Begin the ending of a line, in the way of its kind; False when it is of a kind that has none."""
    if line.entity in ENDED:
        end_line(screen, line)
    elif line.entity in TAKEN_OUT:
        take_out(screen, line)
    elif line.entity == "planned":
        screen.care.open("book", person=person, planned=line.record)
    elif line.entity == "message":
        not_needed(screen, line)
    else:
        return False
    return True


@step
async def end_line(screen: ByHand, line: TabLine) -> None:
    """Ask since when and why, and end the record; it stays in the history."""
    from caretui.store.changes import around

    today = screen.care.today
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
    change = partial(around.end, entity=line.entity, record=line.record, on=day.isoformat(), why=why or None)
    screen.write(f"ended a {what}", change, f"{screen.about().name}: {what} ended.")


@step
async def take_out(screen: ByHand, line: TabLine) -> None:
    """Ask why, and take the record out; it stays in the history."""
    from caretui.store.changes import around

    what = ENTITIES[line.entity].word
    why = await screen.ask(
        AskLine(f"Take out, why? {what}: {line.said}", "Written by mistake: it stays in the history.")
    )
    if why:
        change = partial(around.take_out, record=line.record, why=why)
        screen.write(f"took out a {what}", change, f"{screen.about().name}: {what} taken out.")


@step
async def not_needed(screen: ByHand, line: TabLine) -> None:
    """Nobody needs to answer a message; its words stay."""
    from caretui.care.refused import Refused
    from caretui.store.changes import messages

    store = screen.care.store
    if not await screen.ask(Ask(f"Nobody needs to answer: {line.said}?", yes="not needed", no="it waits")):
        return
    try:
        with store.work("needed no answer to a message") as work:
            messages.not_needed(work, line.record, now=store.now())
    except Refused as refusal:
        screen.say(f"{refusal}.".capitalize())
        return
    screen.care.saved(f"Saved {store.wall():%H:%M}. {screen.about().name}: no answer needed.", work.unit)
