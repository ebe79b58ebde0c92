"""Widgets of plain safe lines: drawn line by line, without boxes, markup or layout of their own."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from caretui.commands import bindings_for
from caretui.lean import dataclass
from caretui.widgets.safe import cut, plain, width_of, wrap

STYLES: dict[str, Style] = {
    "": Style.null(),
    "strong": Style(bold=True),
    "late": Style(bold=True, color="red"),
    "reverse": Style(reverse=True),
    "strong reverse": Style(bold=True, reverse=True),
}
"""The whole wardrobe: bold words, red that repeats a word, reverse for row 1 and the cursor row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text in one of the styles: "", strong, late, reverse. `short`: what a narrow column says instead."""

    text: str
    style: str = ""
    short: str = ""


Words = str | Cell | Sequence[str | Cell]
"""What a line is given: a text, a cell, or several side by side."""


def pieces(words: Words) -> tuple[Cell, ...]:
    """Any words as cells with safe text."""
    if isinstance(words, str):
        return (Cell(plain(words)),)
    if isinstance(words, Cell):
        return (Cell(plain(words.text), words.style),)
    return tuple(pieces(word)[0] for word in words)


def strip_of(words: Words, width: int, base: str = "", right: Words = "") -> Strip:
    """A strip of exactly `width` cells: `words` from the left (cut), `right` at the right edge (never cut into)."""
    left, after = pieces(words), pieces(right)
    room = width - sum(width_of(cell.text) for cell in after)
    if room < 0:
        after, room = (), width
    segments: list[Segment] = []
    ground = STYLES[base]
    for cell in left:
        if room <= 0:
            break
        size = width_of(cell.text)
        text = cell.text if size <= room else cut(cell.text, room)
        segments.append(Segment(text, ground + STYLES[cell.style]))
        room -= min(size, room)
    if room > 0:
        segments.append(Segment(" " * room, ground))
    segments.extend(Segment(cell.text, ground + STYLES[cell.style]) for cell in after)
    return Strip(segments, width)


class Refusal(Message):
    """Something typed or pasted was not taken, and why; the screen says it on row 23."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Line(Widget):
    """One row of safe text, with more at the right edge; `style` is the ground of the whole row."""

    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    def __init__(
        self,
        words: Words = "",
        right: Words = "",
        *,
        style: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.words: Words = words
        self.right: Words = right
        self.ground = style

    def show(self, words: Words, right: Words | None = None) -> None:
        """Put other words on the row; nothing is sent when they are the same."""
        after = self.right if right is None else right
        if (words, after) != (self.words, self.right):
            self.words, self.right = words, after
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row as a strip."""
        return strip_of(self.words, self.size.width, self.ground, self.right)


class Block(Widget):
    """Several rows, each given as words; or one long text, wrapped with `text=`. Height follows the content."""

    DEFAULT_CSS = "Block { height: auto; width: 1fr; }"

    def __init__(
        self,
        lines: Iterable[Words] = (),
        *,
        text: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.lines: list[Words] = list(lines)
        self.text = text

    def show(self, lines: Iterable[Words] = (), *, text: str | None = None) -> None:
        """Other rows, or another text; layout runs only when the number of rows changes."""
        before = len(self._rows(self.size.width or 80))
        self.lines, self.text = list(lines), text
        self.refresh(layout=len(self._rows(self.size.width or 80)) != before)

    def _rows(self, width: int) -> list[Words]:
        return self.lines if self.text is None else list(wrap(self.text, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines take."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """Row y, or a blank one below the last."""
        rows = self._rows(self.size.width)
        return strip_of(rows[y] if y < len(rows) else "", self.size.width)


class Pager(Widget, can_focus=True):
    """A longer text to read with the list keys: plain text to copy, help, a preview."""

    DEFAULT_CSS = "Pager { height: 1fr; width: 1fr; }"
    BINDINGS = bindings_for("text")

    class Moved(Message):
        """The text was scrolled."""

    def __init__(self, lines: Iterable[Words] = (), *, text: str | None = None, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.given: list[Words] = list(lines)
        self.text = text
        self.top = 0

    @property
    def lines(self) -> list[Words]:
        """The rows as they are shown at this width."""
        return self.given if self.text is None else list(wrap(self.text, self.size.width or 80))

    @property
    def position_text(self) -> str:
        """`1-20 of 61`."""
        count = len(self.lines)
        return f"{min(self.top + 1, count)}-{min(self.top + self.size.height, count)} of {count}"

    def show(self, lines: Iterable[Words] = (), *, text: str | None = None) -> None:
        """Another text, from its first line."""
        self.given, self.text, self.top = list(lines), text, 0
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Row y of the part in sight."""
        lines = self.lines
        at = self.top + y
        return strip_of(lines[at] if at < len(lines) else "", self.size.width)

    def _go(self, top: int) -> None:
        top = max(0, min(top, len(self.lines) - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()
            self.post_message(self.Moved())

    def action_down(self) -> None:
        """One line on."""
        self._go(self.top + 1)

    def action_up(self) -> None:
        """One line back."""
        self._go(self.top - 1)

    def action_page_down(self) -> None:
        """A page on, keeping one line."""
        self._go(self.top + max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """A page back, keeping one line."""
        self._go(self.top - max(1, self.size.height - 1))

    def action_first(self) -> None:
        """To the first line."""
        self._go(0)

    def action_last(self) -> None:
        """To the last line."""
        self._go(len(self.lines))
