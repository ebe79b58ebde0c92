"""The `?` screen: every key that works where it was pressed, made from the commands."""

from textual.app import ComposeResult

from caretui.commands import PLACES
from caretui.commands.words import help_lines
from caretui.screens.base import CareScreen
from caretui.widgets.line import Cell, Pager, Words
from caretui.widgets.safe import cut

KEYS, TEXT = 10, 27
"""Cells of the keys and of what they do, twice in 80 columns."""


def _fitting(keys: str) -> str:
    """As many of the keys as the column holds; further ones are in the listing of `caretui keys`."""
    while len(keys) > KEYS and " " in keys:
        keys = keys.rpartition(" ")[0]
    return keys


def help_rows(where: tuple[str, ...], *, typing: bool = False) -> list[Words]:
    """The keys in two columns, as rows for a Pager."""
    lines = help_lines(where, typing=typing)
    half = (len(lines) + 1) // 2
    rows: list[Words] = []
    for place in range(half):
        row: list[str | Cell] = [" "]
        for keys, text in lines[place : place + half + 1 : half]:
            row += [Cell(cut(_fitting(keys), KEYS), "strong"), " ", cut(text, TEXT), " "]
        rows.append(row)
    return rows


class HelpScreen(CareScreen):
    """All keys of a place, in two columns; PgDn when there are more than fit."""

    where = "text"
    BINDINGS = [("question_mark,f1", "help", "Close")]

    def __init__(self, places: tuple[str, ...] = (), *, typing: bool = False) -> None:
        super().__init__()
        self.places = places
        self.typing = typing

    def body(self) -> ComposeResult:
        """The keys."""
        rows = help_rows(self.places, typing=self.typing)
        more = ["", " Where no text is typed, letters act: ? there lists them."] if self.typing else []
        yield Pager([*rows, *more])

    def title_line(self) -> None:
        """What the keys are for."""
        self.top_line.show_title("Keys", PLACES.get(self.places[0], "") if self.places else "")

    def action_help(self) -> None:
        """`?` again closes it."""
        self.dismiss()
