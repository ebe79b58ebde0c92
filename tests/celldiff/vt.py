"""A terminal to look at: pyte, with what it lacks (dim, links, alternate screen, no colour erase)."""

import re
from typing import NamedTuple

import pyte
from pyte import modes

_LINK = re.compile(r"\x1b\]8;([^\x1b\x07]*)(?:\x1b\\|\x07)")
# Queries and keyboard modes that say nothing about the screen and that pyte would print parts of.
_SILENT = re.compile(r"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*u|\x1b\[\?2026[hl]")
_LINK_SGR = 9000
NOBODY_TYPES = "nobody types"
"""In the title of a terminal: no widget with a cursor has the focus."""
_OWN_SGR = {
    2: {"dim": True},
    8: {"conceal": True},
    21: {"double": True},
    22: {"bold": False, "dim": False},
    24: {"underscore": False, "double": False},
    28: {"conceal": False},
    53: {"overline": True},
    55: {"overline": False},
}


class Cell(NamedTuple):
    """pyte's Char with more attributes; the first nine fields are pyte's."""

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    dim: bool = False
    conceal: bool = False
    double: bool = False
    overline: bool = False
    link: str = ""

    def seen(self) -> "Cell":
        """The cell as the eye has it: of a space without lines only the background and the link count."""
        lined = self.underscore or self.strikethrough or self.reverse or self.double or self.overline
        if self.data == " " and not lined:
            return Cell(bg=self.bg, link=self.link)
        return self


class Screen(pyte.Screen):
    """A pyte screen of Cells. `colour_erase`: erasing fills with the current background (BCE)."""

    def __init__(self, columns: int, lines: int, *, colour_erase: bool = True) -> None:
        self.colour_erase = colour_erase
        self.links = [""]
        super().__init__(columns, lines)

    @property
    def default_char(self) -> Cell:  # type: ignore[override]
        return Cell(reverse=modes.DECSCNM in self.mode)

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = self.default_char  # type: ignore[assignment]

    def draw(self, data: str) -> None:
        # One by one: pyte leaves out all that follows a joiner in the same call.
        for character in data:
            super().draw(character)

    def select_graphic_rendition(self, *attrs: int, **kwargs: object) -> None:
        if attrs[:1] == (_LINK_SGR,):
            self.cursor.attrs = self.cursor.attrs._replace(link=self.links[attrs[1]])  # type: ignore[call-arg]
            return
        link = self.cursor.attrs.link  # type: ignore[attr-defined]
        rest = list(attrs or (0,))
        while rest:
            code = rest.pop(0)
            group = [code]
            if code in (38, 48):
                group += [rest.pop(0) for _ in range(min(len(rest), 2 if rest[:1] == [5] else 4))]
            if code in _OWN_SGR:
                self.cursor.attrs = self.cursor.attrs._replace(**_OWN_SGR[code])
            else:
                super().select_graphic_rendition(*group)
        self.cursor.attrs = self.cursor.attrs._replace(link=link)  # type: ignore[call-arg]

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and 1049 in modes:
            self._alternate()

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and 1049 in modes:
            self._alternate()

    def _alternate(self) -> None:
        self.cursor.attrs = self.default_char  # type: ignore[assignment]
        self.erase_in_display(2)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        with self._eraser():
            super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        with self._eraser():
            super().erase_in_display(how, *args, **kwargs)

    def erase_characters(self, count: int | None = None) -> None:
        with self._eraser():
            super().erase_characters(count)

    def _eraser(self) -> "_Eraser":
        return _Eraser(self)

    def cells(self) -> list[list[Cell]]:
        """Every cell as the eye has it, line by line."""
        return [[self.buffer[y][x].seen() for x in range(self.columns)] for y in range(self.lines)]  # type: ignore[attr-defined]


class _Eraser:
    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._attrs = screen.cursor.attrs

    def __enter__(self) -> None:
        plain = self._screen.default_char
        self._screen.cursor.attrs = plain._replace(bg=self._attrs.bg) if self._screen.colour_erase else plain  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        self._screen.cursor.attrs = self._attrs


class Terminal:
    """A screen and the stream that feeds it. `link_ids`: tell links apart by the ids a process gave them, too."""

    def __init__(self, columns: int, lines: int, *, colour_erase: bool = True, link_ids: bool = True) -> None:
        self.link_ids = link_ids
        self.screen = Screen(columns, lines, colour_erase=colour_erase)
        self._stream = pyte.Stream(self.screen)
        self._rest = ""

    def feed(self, text: str) -> None:
        """Show what a program wrote; a sequence may be cut in two."""
        text = self._rest + text
        self._rest = ""
        last = text.rfind("\x1b")
        if last >= 0 and re.fullmatch(r"\x1b(\[[0-9;?<>=$]*|\][^\x07\x1b]*)?", text[last:]):
            text, self._rest = text[:last], text[last:]
        self._stream.feed(_SILENT.sub("", _LINK.sub(self._link, text)))

    def _link(self, match: re.Match[str]) -> str:
        link = match[1] if match[1] != ";" else ""
        if not self.link_ids:
            link = link.partition(";")[2]
        if link not in self.screen.links:
            self.screen.links.append(link)
        return f"\x1b[{_LINK_SGR};{self.screen.links.index(link)}m"

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)


def differences(one: Terminal, other: Terminal, *, cursor: bool = True) -> list[str]:
    """Where two terminals show something else, in words; empty when they look the same.

    `cursor`: compare where it stands, too, unless a title says that nobody types and so nobody sees it.
    """
    found = []
    pairs = zip(one.screen.cells(), other.screen.cells(), strict=True)
    for y, (line, against) in enumerate(pairs):
        for x, (cell, wanted) in enumerate(zip(line, against, strict=True)):
            if cell != wanted:
                found.append(f"line {y} column {x}: {_short(cell)} instead of {_short(wanted)}")
    watched = cursor and NOBODY_TYPES not in other.screen.title
    if watched and (one.screen.cursor.y, one.screen.cursor.x) != (other.screen.cursor.y, other.screen.cursor.x):
        found.append("the cursor is elsewhere")
    return found


def _short(cell: Cell) -> str:
    shown = {name: value for name, value in cell._asdict().items() if value != Cell._field_defaults[name]}
    return str({"data": cell.data, **shown})
