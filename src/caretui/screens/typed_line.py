"""A typed line over the screen in sight, whose lead can be set when it is known whom it is about."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from caretui.widgets.dialogs import LineEntry
from caretui.widgets.frame import Rule
from caretui.widgets.line import Line
from caretui.widgets.safe import plain, width_of


class TypedLine(LineEntry):
    """`book KENYON, Frank` above the line, the reading below it."""

    def __init__(self, lead: str, understand: Callable[[str], str], *, value: str = "") -> None:
        super().__init__(lead, understand, value=value)
        self.lead_line = Line(f" {lead} > ")

    def compose(self) -> ComposeResult:
        """Rule, the line after its lead, the reading, the keys."""
        with Vertical():
            yield Rule()
            with Vertical(classes="entry"):
                yield self.lead_line
                yield self.input
            yield self.understood
            yield Line(f" {self.keys}")
        self.lead_with(self.lead)

    def lead_with(self, lead: str) -> None:
        """Other words before the line; a long name gives way to the typing."""
        short = plain(lead)
        short = short if width_of(short) <= 44 else f"{short[:43]}~"
        self.lead_line.styles.width = width_of(short) + 4
        self.lead_line.show(f" {short} > ")
