"""ctrl+f: find a person by name, relative, telephone or NHS number, or by words of contacts and actions."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input

from caretui.care.dates import say_date
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import CareScreen
from caretui.store.queries.search import Found, find
from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, Heading, VirtualTable

EMPTY = (
    "Type part of a name, a relative's name, a telephone or an NHS number,",
    "or words of a contact or an action.",
    "",
    "Enter opens the first that is found. Down goes to the list.",
)
WIDE = 110
HEADINGS = {"person": "PEOPLE", "contact": "IN CONTACTS, THE NEWEST FIRST", "action": "IN ACTIONS"}


class FindScreen(AboutPerson, CareScreen):
    """One line to type in, what matches below as it is typed."""

    where = "find"
    BINDINGS = bindings_for("find")
    AUTO_FOCUS = "SafeInput"
    DEFAULT_CSS = """
    FindScreen #line { height: 1; }
    FindScreen #line > Line { width: 7; }
    FindScreen #words { height: 1; width: 1fr; }
    """

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.input = _FindInput(words, id="words")
        self.found: tuple[Found, ...] = ()
        self.table = VirtualTable(
            [
                Column("", 26, 2),
                Column("", 3, 29, align="right"),
                Column("", 47, 34, flexible=True),
                Column("", 24, from_width=WIDE),
            ],
            lambda ids: [self.found[n] if n < len(self.found) else None for n in ids],
            lambda row: cells(row, self.care.today, wide=self.table.size.width >= WIDE),
            titles=False,
            empty=EMPTY,
        )

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("FIND")

    def on_descendant_focus(self) -> None:
        """In the line letters are typed: only there other keys act."""
        if self.input.has_focus:
            self.keys_line.show(" Enter open  Down to the list, where letters act  Esc back  F1 all keys")
        else:
            self.keys_line.show_for(self.where)

    def body(self) -> ComposeResult:
        """The line and the list."""
        with Horizontal(id="line"):
            yield Line(" Find: ")
            yield self.input
        yield self.table

    def refresh_data(self) -> None:
        """Search off the UI thread; the answer to an earlier word is dropped."""
        store, words = self.care.store, self.input.value
        self.fetch(lambda con: find(con, words, store.viewer, store.today()), self.show_found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter searches."""
        self.refresh_data()

    def show_found(self, found: tuple[Found, ...]) -> None:
        """Put the hits into the list, people first."""
        self.found = found
        headings = []
        for kind, words in HEADINGS.items():
            places = [n for n, hit in enumerate(found) if hit.kind == kind]
            if places:
                headings.append(Heading(places[0], words, str(len(places))))
        self.table.empty = (
            ("Nothing matches.", "", "Fewer letters find more. Down, then + adds a new person.")
            if self.input.value.strip()
            else EMPTY
        )
        self.table.reload(range(len(found)), headings)
        if self.table.ids and self.input.has_focus:
            self.table.move_to_id(0)

    def subject(self) -> str | None:
        """The person of the line."""
        row: Found | None = self.table.current_row
        return row.person if row else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line: open the hit under the cursor."""
        event.stop()
        self.open_hit()

    def on_virtual_table_row_selected(self) -> None:
        """Enter on a hit."""
        self.open_hit()

    def action_back(self) -> None:
        """Esc: a search after which nobody was opened is in the audit trail too: how many words, not which."""
        if words := self.input.value.split():
            self.care.store.audit("searched", None, area="find", words=len(words))
        super().action_back()

    def open_hit(self) -> None:
        """The person of the hit; an action opens on its line of the plan."""
        row: Found | None = self.table.current_row
        if row is None:
            return
        self.care.store.audit("found", row.person, words=len(self.input.value.split()))
        among = list(dict.fromkeys(hit.person for hit in self.found))
        action = row.record if row.kind == "action" else None
        self.care.open("person", person=row.person, among=among, action=action)

    def action_add(self) -> None:
        """+: a person of whom nothing is known yet."""
        self.care.open("add_person")


class _FindInput(SafeInput):
    """Down and Tab go to the list."""

    async def _on_key(self, event: Key) -> None:
        if event.key in ("down", "tab"):
            event.stop()
            event.prevent_default()
            self.screen.query_one(VirtualTable).focus()
            return
        await super()._on_key(event)


def cells(row: Found | None, today: date, *, wide: bool) -> Sequence[str | Cell]:
    """A hit as the list shows it; on a wide terminal the practice has a column of its own."""
    if row is None:
        return ("", "", "", "")
    when = say_date(date.fromisoformat(row.when), today) if row.when else ""
    found = row.detail if wide else row.whole
    detail = f"{when}  {found}" if when else found
    return (row.name, "" if row.age is None else str(row.age), detail, row.practice)
