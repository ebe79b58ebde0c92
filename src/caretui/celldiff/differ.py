"""The front buffer: what the terminal shows now, and the bytes that lead to what Textual wants shown."""

from typing import NamedTuple

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate

from .cells import ControlText, split_cells
from .looks import Look, blank_of, look_of
from .pen import Pen, Row
from .scroll import apply_move, find_moves
from .terminal import Terminal
from .writes import Piece, Write, writes_of

_LOOKS_KEPT = 4096


class Unmodelled(Exception):
    """The update does something to the terminal that a grid of cells cannot follow."""


class _Painted(NamedTuple):
    """A write as cells: `sure` of them are the same on every terminal; `strays` is Split.strays added up."""

    chars: list[str]
    looks: list[Look]
    sure: int
    strays: int


class _Raw(NamedTuple):
    """A write sent as stock Textual has it; it leaves the columns `low` to `high` (not included) unknown."""

    low: int
    high: int
    write: Write


class Differ:
    """Keeps what the terminal shows and turns Textual's updates into the changes.

    A cell is unknown (None) where terminals disagree what a write does there: emoji, joined and modified
    characters, a wide character cut in half. Such a write is sent whole, from the same position as stock
    Textual does, so every terminal shows what it would show under stock Textual.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._rows: list[Row] = []
        self._width = 0
        self._colours: ColorSystem = ColorSystem.TRUECOLOR
        self._looks: dict[Style, Look] = {}
        self._cut: dict[tuple[Piece, ...], _Painted] = {}
        self._raws: dict[int, list[_Raw]] = {}
        self._doubted = True
        self._settled = False

    @property
    def painted(self) -> bool:
        """Whether anything has been painted since it last forgot."""
        return self._settled

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of the terminal when it was last painted."""
        return self._width, len(self._rows)

    def forget(self) -> None:
        """The terminal may show anything: every cell is written again when it is next painted."""
        self._rows = [Row.unknown(self._width) for _ in self._rows]
        self._raws.clear()
        self._doubted = False
        self._settled = False

    def distrust(self) -> None:
        """Write every cell again with the next update of the whole screen."""
        self._doubted = True

    def paint(self, update: LayoutUpdate | ChopsUpdate, size: tuple[int, int], colours: ColorSystem) -> str:
        """The bytes that bring a terminal of `size` (columns, lines) to what `update` wants shown.

        Empty when it shows that already. Raises Unmodelled, after forgetting all it knew, when the update
        must be written by stock Textual; any other exception is a fault.
        """
        if size != self.size or colours != self._colours:
            self._width, self._colours = size[0], colours
            self._rows = [Row.unknown(size[0])] * size[1]
            self._looks.clear()
            self._cut.clear()
            self.forget()
        elif self._doubted and isinstance(update, LayoutUpdate):
            self.forget()
        try:
            return self._paint(update)
        except (ControlText, Unmodelled) as error:
            self.forget()
            raise Unmodelled from error

    def _paint(self, update: LayoutUpdate | ChopsUpdate) -> str:
        pen = Pen(self.terminal, self._width, known=self._settled)
        wanted = list(self._rows)
        unsure: dict[int, list[tuple[Write, _Painted]]] = {}
        for write in writes_of(update):
            if write.y >= len(wanted) or write.x >= self._width:
                raise Unmodelled
            painted = self._cells_kept(write)
            unsure.setdefault(write.y, []).append((write, painted))
        for y in list(unsure):
            row = wanted[y].copy()
            if all(self._place(row, write.x, painted) for write, painted in unsure[y]):
                wanted[y] = row
                del unsure[y]
        self._scroll(pen, wanted, set(unsure))
        for y, row in enumerate(wanted):
            if y in unsure:
                row = self._paint_unsure(pen, y, unsure[y])
            elif row is not self._rows[y]:
                pen.row(y, self._rows[y], row)
            self._rows[y] = row
            self._drop_raws(y, row)
        self._settled = True
        return pen.finish()

    def _cells_kept(self, write: Write) -> _Painted:
        """The cells of a write; of those that came last they are kept: lines that scroll come again and again."""
        painted = self._cut.pop(write.pieces, None)
        if painted is None:
            painted = self._cells(write)
            if any(style is not None and style._link for _, style in write.pieces):
                return painted  # styles are equal although the ids of their links are not
        while len(self._cut) >= 2 * len(self._rows):
            del self._cut[next(iter(self._cut))]
        self._cut[write.pieces] = painted
        return painted

    def _cells(self, write: Write) -> _Painted:
        """The cells of a write, as far as they are sure."""
        if write.pieces and not get_character_cell_size(write.pieces[0][0][0]):
            # A mark with no letter before it joins whatever the terminal wrote last, here or elsewhere.
            raise Unmodelled
        chars: list[str] = []
        looks: list[Look] = []
        sure = strays = 0
        for text, style in write.pieces:
            look = self._look(style)
            split = split_cells(text, self.terminal.marks)
            if not strays:
                sure = len(chars) + split.sure
            strays += split.strays
            chars += split.cells
            if " " in text:
                blank = blank_of(look)
                looks += [blank if char == " " else look for char in split.cells]
            else:
                looks += [look] * len(split.cells)
        return _Painted(chars, looks, sure, strays)

    def _look(self, style: Style | None) -> Look:
        if style is None or style._link:
            look = look_of(style, self._colours)
            if not look.link.isprintable():
                raise Unmodelled
            return look
        if style not in self._looks:
            if len(self._looks) >= _LOOKS_KEPT:
                self._looks.clear()
            self._looks[style] = look_of(style, self._colours)
        return self._looks[style]

    def _place(self, row: Row, x: int, painted: _Painted) -> bool:
        """Put sure cells into `row`; False, with the row unchanged, when the result is not sure."""
        end = x + len(painted.chars)
        if painted.strays or end > self._width or self._cuts(row, x, end):
            return False
        row.chars[x:end] = painted.chars
        row.looks[x:end] = painted.looks
        if not row.whole:
            row.whole = None not in row.chars
        return True

    def _cuts(self, row: Row, x: int, end: int) -> bool:
        """Whether writing the cells `x` to `end` leaves half of a wide character on either side."""
        return x < end and (row.chars[x] == "" or (end < self._width and row.chars[end] == ""))

    def _scroll(self, pen: Pen, wanted: list[Row], unsure: set[int]) -> None:
        """Let the terminal move blocks of lines whose every cell is known."""
        if not self.terminal.scroll_region:
            return
        fixed = {
            y
            for y, (old, new) in enumerate(zip(self._rows, wanted, strict=True))
            if y in unsure or not old.whole or not new.whole
        }
        for move in find_moves(self._rows, wanted, fixed):
            pen.scroll(*move)
            apply_move(self._rows, move, self._width)

    def _paint_unsure(self, pen: Pen, y: int, line: list[tuple[Write, _Painted]]) -> Row:
        """Paint a line, some writes of which go out as stock Textual has them; what is known of it then."""
        known = self._rows[y]
        row = known.copy()
        for write, painted in line:
            if self._place(row, write.x, painted):
                continue
            pen.row(y, known, row)
            self._drop_raws(y, row)
            raw = self._raw(write, painted)
            if raw in self._raws.get(y, ()):
                self._note(row, painted, raw)
                pen.row(y, known, row)
            else:
                pen.raw(y, write.x, [(text, self._look(style)) for text, style in write.pieces])
                self._keep_raw(y, raw)
                self._note(row, painted, raw)
            known = row.copy()
        pen.row(y, known, row)
        return row

    def _raw(self, write: Write, painted: _Painted) -> _Raw:
        """Which columns a write leaves unknown.

        A stray may take no cell or two and so move all that follows; it may join the character before it.
        Half of a wide character may be left at either side.
        """
        end = write.x + len(painted.chars)
        if end > self._width:
            return _Raw(max(0, write.x - 1), self._width, write)
        low = write.x + painted.sure - 2 if painted.strays else write.x - 1
        high = end + 2 * painted.strays + 1
        return _Raw(max(0, low), min(self._width, high), write)

    def _note(self, row: Row, painted: _Painted, raw: _Raw) -> None:
        """Change `row` to what is known after a raw write: the sure cells before the first stray."""
        x = raw.write.x
        sure = max(0, raw.low - x)
        row.chars[x : x + sure] = painted.chars[:sure]
        row.looks[x : x + sure] = painted.looks[:sure]
        row.chars[raw.low : raw.high] = [None] * (raw.high - raw.low)
        row.whole = False

    def _keep_raw(self, y: int, raw: _Raw) -> None:
        """Remember a raw write: sent again with nothing in between, it would change nothing."""
        kept = [other for other in self._raws.get(y, ()) if other.high <= raw.low or other.low >= raw.high]
        self._raws[y] = [*kept, raw]

    def _drop_raws(self, y: int, row: Row) -> None:
        """Forget the raw writes that something sure has since been written over."""
        if y in self._raws:
            self._raws[y] = [raw for raw in self._raws[y] if not any(row.chars[raw.low : raw.high])]
