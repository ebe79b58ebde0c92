"""How documents print cells, dates and times, and the last guard against characters that no file format can
hold."""

from datetime import date, datetime
from unicodedata import bidirectional

from caretui.care.dates import LONDON, say_full_date
from caretui.care.identifiers import replace_control, spoken_nhs
from caretui.documents.outline import Cell, Column

_NOT_XML = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})
_TURNING = str.maketrans({code: f"U+{code:04X}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))})
"""The controls that turn round whatever follows them on a line of paper, each shown by its code."""


def printable(text: str) -> str:
    """Return `text` with control characters (but tab and newline), half surrogates and non-characters as
    U+FFFD: a sheet holds everything else whole."""
    return replace_control(text)[0].translate(_NOT_XML)


def on_paper(text: str) -> str:
    """Return `text` as a line of paper may hold it: whole, but that no name turns round what stands beside it.

    A control of direction is shown by its code, as a letter is that no font can draw: on a page it could show an NHS
    number backwards, and to leave it out would hide that it is there. Sheets and JSON hold it as it was written.
    """
    return printable(text).translate(_TURNING)


def one_line(text: str) -> str:
    """Return `text` printable and on one line."""
    return " ".join(printable(text).split())


def minute(when: datetime) -> str:
    """`Thu 26 Nov 2026 14:30`; an aware instant is turned into London time."""
    wall = when.astimezone(LONDON) if when.tzinfo else when
    return f"{say_full_date(wall.date())} {wall:%H:%M}"


def shown(cell: Cell, column: Column) -> str:
    """What stands on paper for a cell."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else ""
        case str():
            return spoken_nhs(printable(cell)) if column.kind == "nhs" else printable(cell)
        case datetime():
            return minute(cell)
        case date():
            return say_full_date(cell)
        case tuple():
            return ", ".join(printable(item) for item in cell)
        case float():
            return f"{cell:g}"
        case _:
            return str(cell)


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (Unicode bidi rule P2)."""
    for letter in text:
        direction = bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
