"""The Contacts tab: every entry of one person, newest first, however many; amended and mistaken ones say so."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.dates import say_date, wall
from caretui.care.sentences import contact_lead
from caretui.screens.person_tabs.base import PersonTab
from caretui.store.queries import contacts as reads
from caretui.store.queries.contacts import Entry
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, VirtualTable


class ContactsTab(PersonTab):
    """Enter opens one whole, e amends it, y is its plain text, / filters, Space marks it as copied."""

    keys = ("contact", "open", "edit", "plain", "filter", "done", "help")

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.count_line = Line()
        self.table = VirtualTable(
            [
                Column("When", 11, 2),
                Column("", 5, 14),
                Column("What", 60, 20, flexible=True),
                Column("Who", 18, from_width=110),
                Column("Agency", 20, from_width=130),
            ],
            self._rows,
            self._cells,
            titles=False,
            empty=("Nothing is logged yet.", "c logs what happened."),
        )

    def compose(self) -> ComposeResult:
        """The count and filter, the list."""
        yield self.count_line
        yield self.table

    def refresh_data(self) -> None:
        """Find the entries off the screen's thread."""
        viewer, person, words = self.care.store.viewer, self.person, self.words
        self.fetch(lambda con: reads.of_person(con, person, viewer, words), self.show_ids)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Put them into the list; the cursor stays on its entry."""
        self.table.empty = ("No entry has these words.", "/ changes them.") if self.words else (
            "Nothing is logged yet.",
            "c logs what happened.",
        )  # fmt: skip
        self.table.reload(ids)
        self._count()

    def _count(self) -> None:
        number = len(self.table.ids)
        words = f" {several(number, 'entry', 'entries')}"
        if self.words:
            words += f"   / {self.words}"
        self.count_line.show(words, f"{self.table.position_text} " if number else "")

    @on(VirtualTable.RowHighlighted)
    def position(self, event: VirtualTable.RowHighlighted) -> None:
        """Where the cursor stands."""
        self._count()

    def _rows(self, ids: Sequence[int]) -> dict[int, Entry]:
        store = self.care.store
        return {row.n: row for row in reads.rows(store.read(), ids, store.viewer, self.care.today)}

    def _cells(self, row: Entry) -> tuple[str | Cell, ...]:
        at = wall(row.at) if "T" in row.at else None
        day = at.date() if at else self.care.today
        return (
            say_date(day, self.care.today) if at else row.at,
            f"{at:%H:%M}" if at else "",
            said(row),
            row.by,
            row.agency,
        )

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        found: Entry | None = self.table.current_row
        return found

    @on(VirtualTable.RowSelected)
    def open_entry(self, event: VirtualTable.RowSelected) -> None:
        """Enter: the whole entry."""
        event.stop()
        if self.entry:
            self.care.open("entry", contact=self.entry.id)

    def action_edit(self) -> None:
        """e: amend, in error, wrong person."""
        if self.entry:
            self.care.open("amend", contact=self.entry.id)

    def action_plain(self) -> None:
        """y: the plain text of the entry."""
        if self.entry:
            self.care.open("copy", person=self.person, contact=self.entry.id)

    def action_filter(self) -> None:
        """/: only entries with these words; empty shows all."""
        from caretui.widgets.dialogs import AskLine

        dialog = AskLine("Show only entries with", value=self.words, check=lambda text: "")
        self.person_screen.app.push_screen(dialog, self._filtered)

    def _filtered(self, words: str | None) -> None:
        if words is not None:
            self.words = words
            self.refresh_data()

    def action_done(self) -> None:
        """Space: it is in the clinical system now, or not after all."""
        from caretui.store.changes import contacts

        entry = self.entry
        if entry is None or entry.error:
            return
        copying = "copied" if entry.copying == "to copy" else "to copy"
        change = partial(contacts.set_copying, contacts=[entry.id], copying=copying)
        self.person_screen.write(f"marked an entry as {copying}", change, f"The entry is marked: {copying}.")


def said(row: Entry) -> str:
    """`Karen rang: bad nights since Sunday`; what no longer holds says so first."""
    lead = contact_lead(
        method=row.method, direction=row.direction, reached=row.reached, with_whom=row.with_whom, by=row.by
    )
    words = row.stands or row.own_words or row.agreed
    if row.error:
        return f"ENTERED IN ERROR  x {lead}: {row.note}"
    mark = "AMENDED  " if row.amended else ""
    copy = "to copy  " if row.copying == "to copy" else ""
    return f"{mark}{copy}{lead}{': ' if words else ''}{words}"
