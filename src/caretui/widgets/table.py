"""The list of every screen: rows are drawn from an ordered vector of record numbers and fetched 64 at a time.

Only what is in sight is ever fetched or drawn, so 100,000 rows open like ten (bench: 5 ms and 0.8 MB for the vector).
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from rich.segment import Segment
from textual.events import Key, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from caretui.commands import bindings_for
from caretui.lean import dataclass
from caretui.widgets.columns import Column, places
from caretui.widgets.line import STYLES, Cell, Words, strip_of
from caretui.widgets.safe import cut, width_of

__all__ = ["Column", "Fetch", "Heading", "VirtualTable"]

PAGE = 64
KEPT_PAGES = 16

Fetch = Callable[[Sequence[int]], Mapping[int, Any] | Sequence[Any]]
"""Rows of these record numbers: a mapping, or a sequence in the same order (None for one that is gone)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that the cursor skips: it stands before the row at index `before`; `right` is its count."""

    before: int
    title: str
    right: str = ""


class VirtualTable(Widget, can_focus=True):
    """A list with one cursor. Give it columns, `fetch` (rows by record number) and `cells` (row -> one text a column).

    `cells` returns str or `Cell(text, style)`; all text is made safe here. Column 1 belongs to the cursor `>`.
    """

    DEFAULT_CSS = "VirtualTable { height: 1fr; width: 1fr; }"
    BINDINGS = bindings_for("list")

    class RowHighlighted(Message):
        """The cursor stands on another record (None: no rows), the part in sight moved, or there are more or fewer rows."""

        def __init__(self, table: "VirtualTable", row_id: int | None) -> None:
            super().__init__()
            self.table = table
            self.id = row_id

        @property
        def control(self) -> "VirtualTable":
            """The table, for `@on(..., "#id")`."""
            return self.table

    class RowSelected(Message):
        """Enter on a record."""

        def __init__(self, table: "VirtualTable", row_id: int) -> None:
            super().__init__()
            self.table = table
            self.id = row_id

        @property
        def control(self) -> "VirtualTable":
            """The table, for `@on(..., "#id")`."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        cells: Callable[[Any], Sequence[str | Cell]],
        *,
        titles: bool = True,
        empty: str | Sequence[str] = "Nothing here.",
        mark_at: int = 0,
        base: int = 80,
        id: str | None = None,
    ) -> None:
        """`titles`: draw the heading row; `empty`: sentences for no rows; `mark_at`: cell (from 1) of the `*` of
        marked rows, 0 for none; `base`: the table width that the columns' starts are made for.
        """
        super().__init__(id=id, markup=False)
        self.columns = tuple(columns)
        self.fetch = fetch
        self.cells = cells
        self.titles = titles
        self.empty = (empty,) if isinstance(empty, str) else tuple(empty)
        self.mark_at = mark_at
        self.base = base
        self.on_move: Callable[[], None] = _nothing
        """Called in the same step as the cursor or the part in sight moves: what follows it is painted in one frame
        with it (a message comes one frame later, and until then tells of another record)."""
        self.ids: array[int] = array("q")
        self.headings: tuple[Heading, ...] = ()
        self.marked: set[int] = set()
        self.cursor = 0
        self.top = 0
        self._heading_lines: list[int] = []
        self._pages: dict[int, list[Any]] = {}
        self.is_read = False
        """Whether the rows were read: until then nobody is told that there are none."""
        self._told: tuple[int | None, int, int] | None = None
        self._letter: Callable[[str], None] | None = None

    # --- content

    def reload(self, ids: Iterable[int], headings: Sequence[Heading] = (), *, cursor_on: int | None = None) -> None:
        """Other rows: the cursor stays on its record (or `cursor_on`), else on its place; so do marks."""
        wanted = self.current if cursor_on is None else cursor_on
        shift = self._line_of(self.cursor) - self.top
        self.ids = ids if isinstance(ids, array) else array("q", ids)
        self.headings = tuple(sorted(headings, key=lambda heading: heading.before))
        self._heading_lines = [heading.before + place for place, heading in enumerate(self.headings)]
        self._pages.clear()
        self.is_read = True
        if self.marked:
            self.marked.intersection_update(self.ids)
        place = 0 if self._from_top else self.cursor
        self._from_top = False
        if wanted is not None:
            with suppress(ValueError):
                place = self.ids.index(wanted)
        self.cursor = max(0, min(place, len(self.ids) - 1))
        if self.top:  # what is shown from its first line stays so: a row that came on top is seen
            self.top = self._line_of(self.cursor) - shift
        self._keep_in_sight()
        self.refresh()
        self._tell()

    def forget(self) -> None:
        """Another kind of rows is on its way: until it comes the list is blank."""
        self.reload(())
        self.is_read = False

    _from_top = False

    def from_top(self) -> None:
        """Another filter: unless the cursor's record is in it, the next list is shown from its first row."""
        self._from_top = True

    def row(self, index: int) -> Any:
        """The row object at an index, fetched with its page of 64; None when the record is gone."""
        number = index // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * PAGE : (number + 1) * PAGE]
            got = self.fetch(ids)
            page = [got.get(i) for i in ids] if isinstance(got, Mapping) else list(got)
            if len(self._pages) >= KEPT_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[number] = page
        return page[index - number * PAGE]

    @property
    def current(self) -> int | None:
        """The record number under the cursor; None without rows."""
        return self.ids[self.cursor] if self.ids else None

    @property
    def current_row(self) -> Any:
        """The row object under the cursor; None without rows."""
        return self.row(self.cursor) if self.ids else None

    @property
    def position_text(self) -> str:
        """`1-15 of 45`: the rows in sight."""
        if not self.ids:
            return "0 of 0" if self.is_read else ""
        first, last = self._row_at_or_after(self.top), self._row_at_or_after(self.top + self._room) - 1
        return f"{first + 1:,}-{min(last, len(self.ids) - 1) + 1:,} of {len(self.ids):,}"

    # --- lines and rows: a display line is a heading or a row

    @property
    def _room(self) -> int:
        return max(1, self.size.height - self.titles)

    @property
    def _lines(self) -> int:
        return len(self.ids) + len(self.headings)

    def _line_of(self, index: int) -> int:
        low, high = 0, len(self.headings)
        while low < high:
            middle = (low + high) // 2
            if self.headings[middle].before <= index:
                low = middle + 1
            else:
                high = middle
        return index + low

    def _row_at_or_after(self, line: int) -> int:
        """The index of the first row on this display line or below it."""
        place = bisect_right(self._heading_lines, line - 1)
        return min(len(self.ids), max(line - place, 0))

    def _heading_at(self, line: int) -> Heading | None:
        place = bisect_right(self._heading_lines, line) - 1
        return self.headings[place] if place >= 0 and self._heading_lines[place] == line else None

    # --- drawing

    def _draw(self, texts: Sequence[str | Cell], width: int, ground: str, lead: str) -> Strip:
        style = STYLES[ground]
        segments = [Segment(lead, style)]
        at = len(lead)
        for number, column, first, size in places(self.columns, width, self.base):
            text = texts[number]
            cell = text if isinstance(text, Cell) else Cell(text)
            if first < at:  # a column that begins under the cursor's cell is cut by it
                size -= at - first
                first = at
            if first > at:
                segments.append(Segment(" " * (first - at), style))
            shown = cell.short if cell.short and width_of(cell.text) > size else cell.text
            segments.append(Segment(cut(shown, size, column.align), style + STYLES[cell.style]))
            at = first + size
        if at < width:
            segments.append(Segment(" " * (width - at), style))
        strip = Strip(segments, max(at, width))
        return strip if at <= width else strip.crop(0, width)

    def render_line(self, y: int) -> Strip:
        """Line y of the widget: titles, heading, row, empty sentence or blank."""
        width = self.size.width
        if self.titles:
            if y == 0:
                return self._draw_titles(width)
            y -= 1
        if not self.ids and not self.headings:
            return strip_of(f" {self.empty[y]}" if self.is_read and y < len(self.empty) else "", width)
        line = self.top + y
        if line >= self._lines:
            return strip_of("", width)
        if heading := self._heading_at(line):
            right: Words = Cell(f"{heading.right} ", "strong")
            return strip_of(Cell(f" {heading.title}", "strong"), width, right=right)
        index = self._row_at_or_after(line)
        return self._draw_row(index, width)

    def _draw_titles(self, width: int) -> Strip:
        """A title may be longer than its column where the next one leaves room."""
        layout = places(self.columns, width, self.base)
        ends = [first - 1 for _, _, first, _ in layout[1:]] + [width]
        text = ""
        for (_, column, first, size), end in zip(layout, ends, strict=True):
            room = max(size, min(width_of(column.title), end - first))
            title = column.short if column.short and width_of(column.title) > room else column.title
            text = cut(text, first) + cut(title, room, column.align) if title else text
        return strip_of(Cell(text, "strong"), width)

    def _draw_row(self, index: int, width: int) -> Strip:
        on = index == self.cursor
        row = self.row(index)
        texts = self.cells(row) if row is not None else ("",) * len(self.columns)
        strip = self._draw(texts, width, "reverse" if on else "", ">" if on else " ")
        if self.mark_at and self.ids[index] in self.marked:
            star = Strip([Segment("*", STYLES["strong reverse" if on else "strong"])], 1)
            strip = Strip.join([strip.crop(0, self.mark_at - 1), star, strip.crop(self.mark_at, width)])
        return strip

    # --- moving

    def _keep_in_sight(self) -> None:
        """Scroll so that the cursor row shows, with the heading that stands right above it; without a height later."""
        if not self.size.height:
            return
        line = self._line_of(self.cursor)
        upper = line
        while upper > 0 and self._heading_at(upper - 1):
            upper -= 1
        if upper < self.top:
            self.top = upper
        elif line >= self.top + self._room:
            self.top = line - self._room + 1
        self.top = max(0, min(self.top, self._lines - self._room))

    def _tell(self) -> None:
        now = (self.current, self.top, len(self.ids))
        if now != self._told:
            self._told = now
            self.on_move()
            self.post_message(self.RowHighlighted(self, now[0]))

    def _refresh_row(self, index: int) -> None:
        y = self._line_of(index) - self.top + self.titles
        if self.titles <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_scrolled(self, top: int, cursor: int) -> None:
        """After the part in sight and the cursor moved (from these): lines that only moved are not drawn again.

        They are moved in what Textual 8.2.8 keeps of each widget's lines; that is half of what a scrolled line costs.
        """
        kept: dict[int, Strip] = {}
        drawn, stale = self._styles_cache._cache, self._styles_cache._dirty_lines  # noqa: SLF001 - nothing public moves lines
        if not self.gutter.height:
            by, lines = self.top - top, range(self.titles, self.size.height)
            bars = {self._line_of(cursor), self._line_of(self.cursor)}
            for y, strip in drawn.items():
                if y in lines and y - by in lines and y - self.titles + top not in bars and y not in stale:
                    kept[y - by] = strip
        self.refresh()
        drawn.update(kept)
        stale.difference_update(kept)

    def move_to(self, index: int) -> None:
        """Put the cursor on the row with this index (kept within the rows)."""
        index = max(0, min(index, len(self.ids) - 1))
        before, top = self.cursor, self.top
        self.cursor = index
        self._keep_in_sight()
        if self.top != top:
            self._refresh_scrolled(top, before)
        elif index != before:
            self._refresh_row(before)
            self._refresh_row(index)
        self._tell()

    def move_to_id(self, row_id: int) -> bool:
        """Put the cursor on a record; False when it is not in the list."""
        try:
            self.move_to(self.ids.index(row_id))
        except ValueError:
            return False
        return True

    def move_to_next(self, wanted: Container[int]) -> bool:
        """Put the cursor on the next of these records, after the last row from the first on; False when none is here."""
        after = self.cursor + 1
        for index in chain(range(after, len(self.ids)), range(min(after, len(self.ids)))):
            if self.ids[index] in wanted:
                self.move_to(index)
                return True
        return False

    def take_letter(self, then: Callable[[str], None]) -> None:
        """The next key is a letter and no command: it is given to `then`, or "" for Esc and any key that is none."""
        self._letter = then

    def on_key(self, event: Key) -> None:
        """The letter that was asked for; a key that is none does what it always does, but Esc only leaves."""
        if self._letter is None:
            return
        then, self._letter = self._letter, None
        letter = event.character if event.is_printable and event.character else ""
        if letter or event.key == "escape":
            event.stop()
            event.prevent_default()
        then(letter)

    def on_blur(self) -> None:
        """Whoever goes elsewhere asks for no letter."""
        self._letter = None

    def on_resize(self, event: Resize) -> None:
        """Keep the cursor in sight when the height changes."""
        self._keep_in_sight()
        self._told = None
        self._tell()

    def action_down(self) -> None:
        """Next row."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Row before."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """A screenful on, keeping one line."""
        self._page(self._line_of(self.cursor) + max(1, self._room - 1))

    def action_page_up(self) -> None:
        """A screenful back, keeping one line."""
        self._page(self._line_of(self.cursor) - max(1, self._room - 1))

    def _page(self, line: int) -> None:
        self.top += line - self._line_of(self.cursor)
        self.top = max(0, min(self.top, self._lines - self._room))
        before = self.cursor
        self.cursor = max(0, min(self._row_at_or_after(max(0, line)), len(self.ids) - 1))
        self._keep_in_sight()
        if self.cursor != before:
            self.refresh()
        self._tell()

    def action_first(self) -> None:
        """First row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Last row."""
        self.move_to(len(self.ids) - 1)

    def action_open(self) -> None:
        """Enter: tell the screen which record was chosen."""
        if self.current is not None:
            self.post_message(self.RowSelected(self, self.current))

    def toggle_mark(self) -> None:
        """Mark or unmark the record under the cursor and go on to the next row."""
        if self.current is None:
            return
        self.marked ^= {self.current}
        self._refresh_row(self.cursor)
        self.move_to(self.cursor + 1)

    def clear_marks(self) -> None:
        """Unmark all."""
        if self.marked:
            self.marked.clear()
            self.refresh()


def _nothing() -> None:
    """Nobody follows the cursor."""
