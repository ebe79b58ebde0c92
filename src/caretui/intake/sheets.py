"""A sheet as it was read: its rows with the line numbers that a spreadsheet shows, every cell as text."""

from caretui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet; `number` is what a spreadsheet shows at its left: quoted line ends do not count."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether every cell is empty or only spaces."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a book; dates read `2026-11-20` or `2026-11-20T14:30:00`, whole numbers have no point."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What a file held: its sheets in order, and plain remarks on how it was read (`notes`)."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
