"""The Meetings tab: every meeting that the person was or is on, with what was said and decided."""

from collections.abc import Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult

from caretui.care.agenda import carried_words
from caretui.care.dates import say_date
from caretui.screens.meeting_lines import when_words
from caretui.screens.person_tabs.base import PersonTab
from caretui.store.queries import meetings
from caretui.widgets.line import Block, Cell, Line, Words
from caretui.widgets.safe import wrap
from caretui.widgets.table import Column, VirtualTable

PEEK = 6


class MeetingsTab(PersonTab):
    """The list newest first; below, the words of the line."""

    DEFAULT_CSS = "MeetingsTab #said { height: 6; }"

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, meetings.OfPerson] = {}
        self.waiting = Line("")
        self.table = VirtualTable(
            [
                Column("When", 16, 2),
                Column("Why", 26, 19, flexible=True),
                Column("Decided", 22, 46, most=40),
                Column("Back", 11, 69),
            ],
            lambda ids: [self.found[n] for n in ids],
            self._cells,
            empty=("On no meeting yet.", "", "m puts them on one."),
        )
        self.said = Block([], id="said")

    def compose(self) -> ComposeResult:
        """What they wait for, the list, the words."""
        yield self.waiting
        yield self.table
        yield self.said

    def refresh_data(self) -> None:
        """Read them off the UI thread."""
        person = self.person
        self.fetch(lambda con: (meetings.of_person(con, person), meetings.waits(con, person)), self._show)

    def _show(self, found: tuple[tuple[meetings.OfPerson, ...], str | None]) -> None:
        rows, waits = found
        self.found = {row.n: row for row in rows}
        words = ""
        if waits is not None:
            until = f", from {say_date(date.fromisoformat(waits), self.care.today)} on" if waits else ""
            words = f" Waits for the next meeting of the practice{until}."
        self.waiting.display = bool(words)
        self.waiting.show(words)
        self.table.reload([row.n for row in rows])
        self._show_said()

    def _cells(self, row: meetings.OfPerson) -> Sequence[str | Cell]:
        today = self.care.today
        coming = row.status in ("planned", "running")
        when: str | Cell = Cell(when_words(row.at, today), "strong") if coming else when_words(row.at, today)
        why = ", ".join(row.reasons) or ("carried" if row.source == "carried" else row.source)
        if row.source == "carried":
            why = ", ".join(dict.fromkeys((carried_words(row.deferred), *row.reasons)))
        decided = ", ".join(part for part in (row.level, row.onward) if part)
        if row.state != "discussed":
            decided = "" if row.state == "listed" else f"{row.state}{f': {row.state_why}' if row.state_why else ''}"
        back = say_date(date.fromisoformat(row.back_on), today) if row.back_on else row.back if row.level else ""
        return when, why, decided, back.replace("next meeting", "next").replace("not needed", "no")

    @on(VirtualTable.RowHighlighted)
    def _show_said(self) -> None:
        row = self.table.current_row
        self.said.show(_said(row, max(self.size.width, 40)) if row else [])

    @on(VirtualTable.RowSelected)
    def open_meeting(self) -> None:
        """Enter: the list of one to come, the minutes of one that was."""
        row = self.table.current_row
        if row is not None:
            self.care.open("prep" if row.status == "planned" else "minutes", meeting=row.meeting)


def _said(row: meetings.OfPerson, width: int) -> list[Words]:
    """The words of one meeting, at most six rows."""
    rows: list[Words] = []
    parts = (("Say", row.say), ("Said", row.update), ("View", row.view), ("Why", row.decided_why), ("Lead", row.lead))
    for label, text in parts:
        if text:
            lines = wrap(" ".join(text.split()), width - 10)[:2]
            rows += [f" {label if place == 0 else '':<8}{line}" for place, line in enumerate(lines)]
    if row.actions:
        rows.append(f" {'Actions':<8}{row.actions} agreed there")
    return rows[:PEEK]
