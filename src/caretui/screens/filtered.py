"""A list with a filter above and the line whole beneath or beside it: what Caseload and Actions have in common."""

from array import array
from collections.abc import Mapping, Sequence
from time import monotonic

from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from caretui.care.filters import Filter, read_filter
from caretui.lean import dataclass
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import ListScreen
from caretui.screens.narrowed import Narrowed
from caretui.store.database import Connection
from caretui.widgets.filter import FilterLine
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Words
from caretui.widgets.table import Heading

PEEK_ROWS = 4
BESIDE_FROM = 160
"""From so many columns the peek stands beside the list: the list then still shows all its columns."""
REST = 0.08
"""Seconds without a key after which the cursor rests. A held key repeats every 30 ms or so."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What was found: record numbers in order, headings between them, how many there are without the filter."""

    ids: "array[int]"
    headings: Sequence[Heading] = ()
    total: int = 0


class FilteredScreen(Narrowed, AboutPerson, ListScreen):
    """Override `make_table`, `find`, `head`, `peek_lines`, and the class attributes.

    The peek is drawn in one frame with the cursor. While keys come quickly it is empty, and drawn when the cursor rests:
    a slow line carries the list alone, and it never tells of another person than the one under the cursor.
    """

    orders: tuple[str, ...] = ()
    scopes: Mapping[str, str] = {}
    """Scope -> how row 2 calls it."""
    hint = ""
    filter_keys = ""
    """What may be asked for, said where something was not understood."""
    empty: tuple[str, ...] = ()
    no_match = ""
    DEFAULT_CSS = """
    FilteredScreen #both { height: 1fr; }
    FilteredScreen #peek { height: 4; }
    FilteredScreen.beside #both { layout: horizontal; }
    FilteredScreen.beside #peek { height: 1fr; margin-left: 2; }
    FilteredScreen.beside Rule { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.scope = next(iter(self.scopes))
        self.order = self.orders[0]
        self.wanted = Filter()
        self.filter_line = FilterLine(self.hint)
        self.peek_block = Block([], id="peek")
        self.table.on_move = self.moved
        self._moved_at = 0.0
        self._peeked: int | None = None
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """The filter's row, the list, and the peek."""
        yield self.filter_line
        with Container(id="both"):
            yield self.table
            yield Rule()
            yield self.peek_block

    # --- what is shown

    def find(self, con: Connection, wanted: Filter, *, order: str, scope: str) -> Listed:
        """The records, in a worker thread."""
        raise NotImplementedError

    def head(self) -> str:
        """What row 2 says the list is."""
        raise NotImplementedError

    def peek_lines(self, width: int, rows: int) -> list[Words]:
        """The record of the cursor's line; more of it where there are more than PEEK_ROWS rows."""
        raise NotImplementedError

    def refresh_data(self) -> None:
        """Find and order the records off the UI thread."""
        order, scope, wanted = self.order, self.scope, self.wanted
        self.title_line()
        self.fetch(lambda con: self.find(con, wanted, order=order, scope=scope), self.show_listed)

    def show_listed(self, found: Listed) -> None:
        """Put them into the list; the cursor stays on its record."""
        further = "" if self.scope == [*self.scopes][-1] else "Right looks further: the team, then all."
        nobody = (self.no_match, "", "/ changes the filter, Esc in it clears it.", further)
        self.table.empty = nobody if self.wanted else self.empty
        self.table.reload(found.ids, found.headings)
        self.show_head()
        self.show_peek()

    def show_head(self) -> None:
        """Row 2; of how many there are nothing before they were counted."""
        head = f" {self.head()}" if self.table.is_read else ""
        self.filter_line.show_around(head, f"{self.table.position_text} ")

    # --- the peek

    @property
    def is_beside(self) -> bool:
        """Does the peek stand beside the list?"""
        return self.size.width >= BESIDE_FROM

    @property
    def peek_width(self) -> int:
        """Cells that the peek has; beside the list a third of what is more than it takes to stand there."""
        width = self.size.width
        return min(36 + (width - BESIDE_FROM) // 3, 60) if self.is_beside else width

    def on_resize(self) -> None:
        """Beside the list where there is room for both, else below it."""
        self.set_class(self.is_beside, "beside")
        self.peek_block.styles.width = self.peek_width if self.is_beside else "1fr"
        self.show_peek()

    def moved(self) -> None:
        """The cursor stands on another line."""
        self.show_head()
        if self._peeked is not None and self._peeked == self.table.current:
            return  # the list became wider or longer beneath the cursor
        now = monotonic()
        hurried = now - self._moved_at < REST or self.care.keys_wait
        self._moved_at = now
        if hurried:
            self._peeked = None
            self.peek_block.show([""] * PEEK_ROWS)
            if self._rest is not None:
                self._rest.stop()
            self._rest = self.set_timer(REST, self.show_peek)
        else:
            self.show_peek()

    def show_peek(self) -> None:
        """Tell of the line under the cursor."""
        if not self.size:
            return
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self._peeked = self.table.current
        rows = self.size.height - 4 if self.is_beside else PEEK_ROWS
        self.peek_block.show(self.peek_lines(self.peek_width, rows))

    # --- filter, order, whose

    def narrow(self, text: str) -> None:
        """The filter in its `key:value` words."""
        self.wanted = read_filter(text)

    def narrowed(self, text: str) -> None:
        """Say what was not understood; that somebody searched is audited, the words are not."""
        if self.wanted.unknown:
            self.say(f"Not understood: {', '.join(self.wanted.unknown)}. {self.filter_keys}")
        self.care.store.audit("searched", None, area=self.area, keys=len(text.split()))

    def action_order(self) -> None:
        """o: the next order."""
        self.order = self.orders[(self.orders.index(self.order) + 1) % len(self.orders)]
        self.say(f"By {self.order}.")
        self.refresh_data()

    def action_tab_right(self) -> None:
        """Right: mine, the team's, all."""
        self.scope_by(1)

    def action_tab_left(self) -> None:
        """Left: the other way."""
        self.scope_by(-1)

    def scope_by(self, by: int) -> None:
        """Whose list it is; marks are of the list that was in sight."""
        scopes = list(self.scopes)
        self.scope = scopes[(scopes.index(self.scope) + by) % len(scopes)]
        self.table.clear_marks()
        self.refresh_data()
