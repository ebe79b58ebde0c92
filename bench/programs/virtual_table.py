"""caretui's table with N rows of the same columns, `python virtual_table.py N`; the rows are made when they are asked for."""

import os
import sys
from collections.abc import Sequence

from textual.app import App, ComposeResult

from caretui.celldiff import CellDiff
from caretui.widgets.table import Column, VirtualTable

COLUMNS = ("Name", "Age", "Why today", "Seen", "Next", "Late", "Practice")


class Virtual(CellDiff, App[None]):
    """The table alone."""

    def __init__(self) -> None:
        super().__init__(output=os.environ.get("CARETUI_OUTPUT", "diff"))

    def compose(self) -> ComposeResult:
        """The table."""
        widths = (20, 3, 25, 5, 12, 4, 14)
        yield VirtualTable([Column(title, width) for title, width in zip(COLUMNS, widths, strict=True)], rows, list)

    def on_mount(self) -> None:
        """Only the numbers of the rows are handed over."""
        table = self.query_one(VirtualTable)
        table.reload(range(int(sys.argv[1])))
        table.focus()


def rows(numbers: Sequence[int]) -> list[tuple[str, ...]]:
    """The rows of these numbers."""
    return [
        (
            f"Person, Number {n}",
            str(n % 100),
            f"not seen for {n % 60} days",
            "3d",
            "today 10:30",
            str(n % 4),
            f"Practice {n % 40}",
        )
        for n in numbers
    ]


if __name__ == "__main__":
    Virtual().run()
