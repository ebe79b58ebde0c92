"""What any document is made of: plain values, no layout, no store. Text that people wrote is `str`
everywhere."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from caretui.lean import dataclass, field

ColumnKind = Literal["text", "date", "datetime", "number", "nhs"]
Cell = str | date | datetime | int | float | bool | tuple[str, ...] | None
NoteKind = Literal["note", "warning"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, what its cells hold, and the name it bears in JSON (CLI.md).

    `nhs` cells are the ten digits as text and are printed 3-3-4. `width` is in characters; 0 leaves it to the
    kind. A column with `only_json` has no place on paper (record ids).
    """

    name: str
    kind: ColumnKind = "text"
    field: str = ""
    width: int = 0
    only_json: bool = False
    only_sheet: bool = False

    @property
    def key(self) -> str:
        """The name of the column in JSON."""
        return self.field or self.name.lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has as many cells as there are columns.

    `struck` holds the indices of rows that an amendment has replaced: they are printed struck through and say
    so.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    caption: str = ""
    struck: frozenset[int] = frozenset()

    def on_sheets(self) -> list[tuple[int, Column]]:
        """(place in a row, column) of what stands in spreadsheets."""
        return [(place, column) for place, column in enumerate(self.columns) if not column.only_json]

    def on_pages(self) -> list[tuple[int, Column]]:
        """(place in a row, column) of what stands on pages: a column with nothing in it leaves its room to others."""
        return [
            (place, column)
            for place, column in self.on_sheets()
            if not column.only_sheet and (not self.rows or any(row[place] not in (None, "", ()) for row in self.rows))
        ]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words; a newline is a new line."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words that stand out: a warning, or a caution beside figures."""

    text: str
    kind: NoteKind = "note"


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, with who said them and when."""

    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, one under another."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short things, one a line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """An entry that was amended: the original, struck through, and what stands in its place.

    `head` is the line above (when, how, who); `amended` says by whom, when and why. An entry made in error
    has no `amendment`.
    """

    head: str
    original: str
    amended: str
    amendment: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on with a pen."""

    count: int


Block = Table | Paragraph | Note | Quote | Facts | Bullets | Struck | Lines


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 1 to 3) and what stands under it."""

    heading: str
    level: int = 1
    blocks: tuple[Block, ...] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any format.

    `kind` says what it is without naming anybody ("Person summary"): it stands in the file's properties.
    `made_at` is an aware instant; documents show it in London time. `recipient` and `purpose` are in words.
    """

    title: str
    kind: str
    marking: str
    purpose: str
    recipient: str
    made_at: datetime
    made_by: str
    sections: tuple[Section, ...] = ()
    landscape: bool = False

    def tables(self) -> list[Table]:
        """Every table, in order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]


@dataclass(frozen=True, slots=True)
class Event:
    """One appointment of a diary. `uid` is stable for the life of the record; `start` and `end` are London
    wall time."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    place: str = ""
    description: str = ""
    cancelled: bool = False
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Diary:
    """Appointments for a calendar program."""

    title: str
    marking: str
    purpose: str
    made_at: datetime
    events: tuple[Event, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is set: large print is 18 point (Accessible Information Standard)."""

    large_print: bool = False
