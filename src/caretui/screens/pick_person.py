"""Choose a person by name, relative, telephone or NHS number: found while it is typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from caretui.store.queries.search import Found, find
from caretui.widgets.dialogs import Dialog
from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Line
from caretui.widgets.table import Column, VirtualTable

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


class PickPerson(Dialog[str]):
    """The result is the person's id."""

    DEFAULT_CSS = "PickPerson VirtualTable { height: 8; }"
    keys = "type a name, relative, phone or NHS number  Up Down  Enter take  Esc back"

    def __init__(self, title: str, *, value: str = "") -> None:
        super().__init__(title)
        self.words_line = Line()
        self.found: list[Found] = []
        self.input = SafeInput(value)
        self.table = VirtualTable(
            [Column("", 26, 2), Column("", 4, 28, align="right"), Column("", 47, 33, flexible=True)],
            self._rows,
            lambda row: (row.name, "" if row.age is None else str(row.age), row.whole),
            titles=False,
            empty=("",),
        )

    def body(self) -> ComposeResult:
        """The line and the people."""
        self.table.can_focus = False
        yield self.words_line
        yield self.input
        yield self.table

    def on_mount(self) -> None:
        """A given start is searched at once."""
        self._find(self.input.value)

    def _rows(self, ids: Sequence[int]) -> list[Found]:
        return [self.found[n] for n in ids]

    def _find(self, words: str) -> None:
        care = cast("CaretuiApp", self.app)
        hits = find(care.store.read(), words, care.store.viewer, care.today)
        self.found = [hit for hit in hits if hit.kind == "person"][:50]
        self.table.reload(range(len(self.found)))
        self.say("" if self.found or not words.strip() else "Nobody has these words.")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as it is typed."""
        event.stop()
        self._find(event.value)

    def on_key(self, event: events.Key) -> None:
        """Arrows move; everything else is typed."""
        moves = {"down": self.table.action_down, "up": self.table.action_up}
        if event.key in moves:
            event.stop()
            moves[event.key]()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the one under the cursor."""
        event.stop()
        if self.table.current is not None:
            self.taken(self.found[self.table.current].person)

    def taken(self, person: str) -> None:
        """The answer."""
        self.dismiss(person)
