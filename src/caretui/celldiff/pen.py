"""The pen: turns wanted cells into the fewest bytes, knowing where the cursor is and which look is set."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from .looks import PLAIN, Look, blank_of, transition
from .terminal import Terminal

ERASE_LINE = "\x1b[K"
# A gap of unchanged cells up to this long is cheaper written than jumped over.
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
        differing = [
            x
            for x, (char, was, look, looked) in enumerate(zip(chars, old.chars, looks, old.looks, strict=True))
            if (char != was or look != looked) and char is not None
        ]
        if not differing:
            return
        erase_from = -1
        tail = self._blank_tail(new)
        cut = bisect_left(differing, tail)
        if cut < len(differing) and differing[-1] - differing[cut] >= len(ERASE_LINE):
            erase_from = differing[cut]
            differing = differing[:cut]
        for start, end in self._runs(differing, new):
            self._run(y, start, end, new)
        if erase_from >= 0:
            self._move(y, erase_from)
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
        chars, looks = row.chars, row.looks
        for x in differing:
            start = x - 1 if chars[x] == "" and x else x
            end = x + 1
            while end < self._width and chars[end] == "":
                end += 1
            if runs:
                first, last = runs[-1]
                if start <= last or (
                    start - last <= _SHORT_GAP
                    and all(char is not None and len(char) == 1 and char.isascii() for char in chars[last:start])
                    and all(
                        look == looks[last - 1] or (char == " " and look == blank_of(looks[last - 1]))
                        for char, look in zip(chars[last:start], looks[last:start], strict=True)
                    )
                ):
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
        """Bring the cursor to a cell. After the last column only its line is known."""
        at = self._at
        self._at = (y, x)
        if at == (y, x):
            return
        best = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if at is not None:
            if x == 0 and at[0] == y:
                best = "\r"
            elif x == 0 and at[0] + 1 == y:
                best = "\r\n"
            elif at[0] == y and at[1] < x:
                ahead = x - at[1]
                forward = f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C"
                best = min(best, forward, key=len)
        self._out.append(best)
