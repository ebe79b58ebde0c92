"""A list that a filter narrows as it is typed."""

from typing import TYPE_CHECKING

from caretui.widgets.filter import FilterLine
from caretui.widgets.table import VirtualTable


class Narrowed:
    """Mixin of a screen or tab with a `filter_line` above its `table`: / lets type, and the list follows from its top.

    Override `narrow`, and `narrowed` for what is said once the typing is done.
    """

    table: VirtualTable
    filter_line: FilterLine
    words = ""

    def narrow(self, text: str) -> None:
        """The filter is another; `refresh_data` reads it."""
        self.words = text

    def narrowed(self, text: str) -> None:
        """Enter or Esc ended the typing."""

    if TYPE_CHECKING:

        def refresh_data(self) -> None:
            """Read the list again: the screen's or the tab's."""

    def action_filter(self) -> None:
        """/: type a filter; the list follows."""
        self.filter_line.start()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """A letter more or less, or the end of it."""
        self.table.from_top()
        self.narrow(event.text)
        if event.finished:
            self.narrowed(event.text)
            self.table.focus()
        self.refresh_data()
