"""Typing one line: refuses control characters, never blinks, shows everything safely."""

from rich.text import Text
from textual import events
from textual.widgets import Input

from caretui.care.counts import several
from caretui.widgets.line import Refusal
from caretui.widgets.safe import one_for_one, refused, width_of


def left_out_words(count: int) -> str:
    return f"{several(count, 'control character')} left out of what was pasted."


class SafeInput(Input):
    """Input of one line: compact, steady cursor, pasted lines joined, `*` for a passphrase."""

    DEFAULT_CSS = """
    SafeInput { padding: 0; border: none; height: 1; background: ansi_default; color: ansi_default; }
    SafeInput:focus { border: none; background-tint: ansi_default 0%; }
    SafeInput:ansi > .input--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
    SafeInput:ansi > .input--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        password: bool = False,
        select: bool = False,
        most: int = 2000,
        id: str | None = None,
    ) -> None:
        super().__init__(value, password=password, select_on_focus=select, compact=True, max_length=most, id=id)
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        shown = "*" * len(self.value) if self.password else one_for_one(self.value)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return width_of("*" * position if self.password else one_for_one(self.value[:position]))

    def _on_paste(self, event: events.Paste) -> None:
        text, left_out = refused(event.text)
        start, end = sorted(self.selection)
        if self.max_length and len(self.value) - (end - start) + len(text) > self.max_length:
            self.post_message(Refusal(f"Not pasted: the line holds {self.max_length} characters at most."))
        elif text:
            self.replace(text, start, end)
        if left_out:
            self.post_message(Refusal(left_out_words(left_out)))
        event.prevent_default()
        event.stop()

    def restricted(self) -> None:
        """Say why a character was not taken, instead of a bell."""
        self.post_message(Refusal(f"The line holds {self.max_length} characters at most."))

    def action_copy(self) -> None:
        """Copy within caretui only; a passphrase never."""
        if not self.password:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut within caretui only; a passphrase never."""
        if not self.password:
            super().action_cut()
