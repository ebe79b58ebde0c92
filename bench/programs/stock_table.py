"""Textual's own DataTable with N rows of a caseload's columns, `python stock_table.py N`: what others would have built."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class Stock(App[None]):
    """A header, a table, a footer."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """As Textual's guide has it."""
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """All rows at once: a DataTable has no other way."""
        table = self.query_one(DataTable)
        table.add_columns("Name", "Age", "Why today", "Seen", "Next", "Late", "Practice")
        table.add_rows(
            (
                f"Person, Number {n}",
                n % 100,
                f"not seen for {n % 60} days",
                "3d",
                "today 10:30",
                n % 4,
                f"Practice {n % 40}",
            )
            for n in range(int(sys.argv[1]))
        )
        table.focus()


if __name__ == "__main__":
    Stock().run()
