"""The dialog where one of several is chosen: by its digit, or by the cursor with words that narrow the list."""

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from caretui.lean import dataclass
from caretui.widgets.dialogs import Dialog
from caretui.widgets.entry import SafeInput
from caretui.widgets.safe import width_of
from caretui.widgets.table import Column, VirtualTable


@dataclass(frozen=True, slots=True)
class Option:
    """A line to choose: `value` is the result, `words` and `right` are shown, `find` is searched too."""

    value: Any
    words: str
    right: str = ""
    find: str = ""


class Choose(Dialog[Any]):
    """A list to choose from: type to filter, arrows move, Enter takes; up to nine lines also by digit."""

    DEFAULT_CSS = "Choose VirtualTable { height: auto; max-height: 14; }"
    keys = "type to find  Up Down  Enter take  Esc back"

    def __init__(
        self,
        title: str,
        options: Sequence[Option | tuple[Any, str]],
        *,
        text: str = "",
        digits: bool | None = None,
        rows: int = 12,
    ) -> None:
        """`digits`: number the lines and let a digit take one (default: when there are nine or fewer)."""
        super().__init__(title, text)
        self.options = [option if isinstance(option, Option) else Option(*option) for option in options]
        self.digits = len(self.options) <= 9 if digits is None else digits
        self.rows = rows
        self.input = _Filter(self)
        self.table = VirtualTable(
            (),
            self._fetch,
            lambda row: (row[0], row[1].words, row[1].right),
            titles=False,
            empty="None has these words. Esc, or type less.",
        )

    def body(self) -> ComposeResult:
        """The filter line and the list."""
        self.table.styles.height = min(self.rows, max(1, len(self.options)))
        self.table.can_focus = False
        yield self.input
        yield self.table

    def on_mount(self) -> None:
        """All options, the first under the cursor."""
        words, right = _columns(self.options)
        self.table.columns = (Column("", 3, 2), words, *right)
        self._filter("")

    def _fetch(self, ids: Sequence[int]) -> list[tuple[str, Option]]:
        return [
            (str(place) if self.digits and place < 10 else "", self.options[i])
            for i in ids
            for place in (self.table.ids.index(i) + 1,)
        ]

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        fits = [
            place
            for place, option in enumerate(self.options)
            if all(word in f"{option.words} {option.right} {option.find}".casefold() for word in words)
        ]
        self.table.reload(fits)
        self.table.move_to(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        self._filter(event.value)

    def on_key(self, event: events.Key) -> None:
        """Arrows move; everything else is typed into the filter."""
        moves = {
            "down": self.table.action_down,
            "up": self.table.action_up,
            "pagedown": self.table.action_page_down,
            "pageup": self.table.action_page_up,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()

    def take_digit(self, digit: str) -> bool:
        """Dismiss with the line of this digit; False when digits are not used or there is no such line."""
        place = int(digit) - 1
        if not self.digits or not 0 <= place < len(self.table.ids):
            return False
        self.dismiss(self.options[self.table.ids[place]].value)
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line under the cursor."""
        event.stop()
        if self.table.current is not None:
            self.dismiss(self.options[self.table.current].value)


def _columns(options: Sequence[Option]) -> tuple[Column, list[Column]]:
    """The words, and beside them what stands at their right: in 80 columns 16 cells, or what the words leave free.

    On a wider terminal both are whole before anything is left empty, and the right one does not move away.
    """
    words = max((width_of(option.words) for option in options), default=0)
    right = max((width_of(option.right) for option in options), default=0)
    if not right:
        return Column("", 74, 6, flexible=True), []
    beside = min(right, max(16, 72 - words))
    return (
        Column("", 73 - beside, 6, most=words),
        [Column("", beside, 80 - beside, flexible=True, most=right)],
    )


class _Filter(SafeInput):
    """The filter line of a Choose: a digit takes its line instead of being typed."""

    def __init__(self, choose: Choose) -> None:
        super().__init__()
        self.choose = choose

    async def _on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789" and self.choose.take_digit(event.character):
            event.stop()
            event.prevent_default()
