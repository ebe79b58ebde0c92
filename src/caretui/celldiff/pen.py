"""The pen: turns wanted cells into the fewest bytes, knowing where the cursor is and which look is set."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .looks import PLAIN, Look, blank_of, transition
from .terminal import Terminal

ERASE_LINE = "\x1b[K"
# A gap of unchanged cells up to this long is no longer than the jump over it.
_SHORT_GAP = 4
# ECH and the jump over it cost about ten bytes.
_LONG_BLANK = re.compile(" {13,}")


class Row:
    """One line of cells: `chars` (None: unknown, "": right half of a wide character) and their `looks`.

    `whole`: no cell is unknown. A row that others may hold is copied before it is changed.
    """

    __slots__ = ("chars", "looks", "whole")

    def __init__(self, chars: list[str | None], looks: list[Look], *, whole: bool) -> None:
        self.chars = chars
        self.looks = looks
        self.whole = whole

    @classmethod
    def unknown(cls, width: int) -> "Row":
        """A line of which nothing is known."""
        return cls([None] * width, [PLAIN] * width, whole=False)

    @classmethod
    def blank(cls, width: int) -> "Row":
        """A line of spaces in the default colours."""
        return cls([" "] * width, [PLAIN] * width, whole=True)

    def copy(self) -> "Row":
        """The same cells in a row of its own."""
        return Row(self.chars.copy(), self.looks.copy(), whole=self.whole)

    def same(self, other: "Row") -> bool:
        """Whether both show the same; an unknown cell equals only an unknown one."""
        return self.chars == other.chars and self.looks == other.looks


class Pen:
    """Collects one frame for a screen of `width` columns. `known`: the colours are at their default."""

    def __init__(self, terminal: Terminal, width: int, *, known: bool) -> None:
        self._terminal = terminal
        self._width = width
        self._out: list[str] = []
        self._look: Look | None = PLAIN if known else None
        self._at: tuple[int, int] | None = None

    def finish(self) -> str:
        """The frame, with the colours back at their default as stock Textual leaves them."""
        if self._out:
            self._set(PLAIN)
        return "".join(self._out)

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the rows `top` to `bottom` (both included) up by `lines`, down when negative."""
        self._set(PLAIN)
        region = f"\x1b[{top + 1};{bottom + 1}r"
        if self._terminal.insert_lines:
            count = abs(lines) if abs(lines) > 1 else ""
            move = f"\x1b[{top + 1}H\x1b[{count}{'M' if lines > 0 else 'L'}"
        elif lines > 0:
            move = f"\x1b[{bottom + 1}H" + "\n" * lines
        else:
            move = f"\x1b[{top + 1}H" + "\x1bM" * -lines
        self._out.append(f"{region}{move}\x1b[r")
        self._at = None

    def raw(self, y: int, x: int, pieces: Sequence[tuple[str, Look]]) -> None:
        """Write text as stock Textual does: in one go from an absolute position."""
        self._out.append(f"\x1b[{y + 1};{x + 1}H")
        for text, look in pieces:
            self._set(look)
            self._out.append(text)
        self._at = None

    def row(self, y: int, old: Row, new: Row) -> None:
        """Write what differs in a line. Cells unknown in `new` are left alone."""
        chars, looks = new.chars, new.looks
        if old.same(new):
            return
        differing = [
            x
            for x, (char, was, look, looked) in enumerate(zip(chars, old.chars, looks, old.looks, strict=True))
            if (char != was or look != looked) and char is not None
        ]
        if not differing:
            return
        tail = self._blank_tail(new)
        cut = bisect_left(differing, tail)
        erases = cut < len(differing) and differing[-1] - differing[cut] >= len(ERASE_LINE)
        if erases:
            differing = differing[:cut]
        end = 0
        for start, end in self._runs(differing, new):
            self._run(y, start, end, new)
        if erases:
            self._move(y, max(tail, end))
            self._set_for_blank(looks[-1])
            self._out.append(ERASE_LINE)

    def _blank_tail(self, row: Row) -> int:
        """Where the blanks at the end of a row begin that may be erased; the width when there are none."""
        last = row.looks[-1]
        at = self._width
        if self._terminal.erase and row.chars[-1] == " " and self._erasable(last):
            while at and row.chars[at - 1] == " " and row.looks[at - 1] == last:
                at -= 1
        return at

    def _erasable(self, look: Look) -> bool:
        return not look.attributes and not look.link and (not look.background or self._terminal.colour_erase)

    def _runs(self, differing: list[int], row: Row) -> list[tuple[int, int]]:
        """Stretches to write: neighbours joined, short gaps written through, halves made whole."""
        runs: list[tuple[int, int]] = []
        chars = row.chars
        for x in differing:
            start = x - 1 if chars[x] == "" and x else x
            end = x + 1
            while end < self._width and chars[end] == "":
                end += 1
            if runs:
                first, last = runs[-1]
                if start <= last or (start - last <= _SHORT_GAP and _same_bytes(row, last, start)):
                    runs[-1] = (first, max(last, end))
                    continue
            runs.append((start, end))
        return runs

    def _run(self, y: int, start: int, end: int, row: Row) -> None:
        """Write the cells `start` to `end` (not included)."""
        chars, looks = row.chars, row.looks
        x = start
        while x < end:
            look = looks[x]
            if chars[x] == " ":
                look = self._look_for_blank(look, x, end, row)
            blank = blank_of(look)
            stop = x + 1
            while stop < end and (looks[stop] == look or (chars[stop] == " " and looks[stop] == blank)):
                stop += 1
            text = "".join(char for char in chars[x:stop] if char)
            self._text(y, x, stop, text, look)
            x = stop

    def _look_for_blank(self, look: Look, x: int, end: int, row: Row) -> Look:
        """A look that shows a space just the same and saves a change of colour."""
        if self._look is not None and blank_of(self._look) == look:
            return self._look
        for ahead in range(x + 1, end):
            if row.chars[ahead] != " ":
                return row.looks[ahead] if blank_of(row.looks[ahead]) == look else look
        return look

    def _text(self, y: int, x: int, stop: int, text: str, look: Look) -> None:
        """Write text of one look; long blanks are erased where that is as good."""
        done = 0
        if self._terminal.erase_cells and len(text) == stop - x and self._erasable(blank_of(look)):
            for blanks in _LONG_BLANK.finditer(text):
                first, last = blanks.span()
                self._put(y, x + done, text[done:first], first - done, look)
                self._move(y, x + first)
                self._set(look)
                self._out.append(f"\x1b[{last - first}X")
                done = last
        self._put(y, x + done, text[done:], stop - x - done, look)

    def _put(self, y: int, x: int, text: str, cells: int, look: Look) -> None:
        if text:
            self._move(y, x)
            self._set(look)
            self._out.append(text)
            self._at = (y, x + cells)

    def _set(self, look: Look) -> None:
        self._out.append(transition(self._look, look, self._terminal.partial_reset))
        self._look = look

    def _set_for_blank(self, look: Look) -> None:
        if self._look is None or blank_of(self._look) != look:
            self._set(look)

    def _move(self, y: int, x: int) -> None:
        """Bring the cursor to a cell by the shortest way. After the last column only its line is known."""
        at = self._at
        self._at = (y, x)
        if at == (y, x):
            return
        ways = [_absolute(y, x)]
        if at is not None:
            ways += self._relative(at, y, x)
        self._out.append(min(ways, key=len))

    def _relative(self, at: tuple[int, int], y: int, x: int) -> Iterator[str]:
        """Ways from one cell to another: along the columns, and by the left edge."""
        lines = y - at[0]
        known = lines == 0 or self._terminal.scroll_region
        if lines == 1:
            yield "\r\n" + _along(0, x)
        elif known:
            yield "\r" + _down(lines) + _along(0, x)
        if known and at[1] < self._width:
            yield _down(lines) + _along(at[1], x)


def _same_bytes(row: Row, start: int, end: int) -> bool:
    """Whether a gap costs a byte a cell: ASCII, in the look before it as far as there, then in the look behind it."""
    chars, looks = row.chars, row.looks
    at = start
    for look in (looks[start - 1], looks[end]):
        blank = blank_of(look)
        while at < end and (looks[at] == look or (chars[at] == " " and looks[at] == blank)):
            at += 1
    return at == end and all(char is not None and len(char) == 1 and char.isascii() for char in chars[start:end])


def _absolute(y: int, x: int) -> str:
    """Line and column, counted from one; either may be left out where it is the first."""
    return f"\x1b[{y + 1 if y else ''}{f';{x + 1}' if x else ''}H"


def _down(lines: int) -> str:
    """So many lines down, or up when negative, in the same column; never beyond the edge of the screen."""
    if -2 <= lines <= 2:
        return "\x1bD" * lines + "\x1bM" * -lines
    return f"\x1b[{lines}B" if lines > 0 else f"\x1b[{-lines}A"


def _along(x: int, to: int) -> str:
    """From one column to another in the same line."""
    ahead = to - x
    if ahead > 0:
        return f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C"
    return "\b" * -ahead if ahead > -4 else f"\x1b[{-ahead}D"
