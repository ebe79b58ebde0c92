"""Typing: a one-line input and a note area that refuse control characters, never blink, show all safely."""

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from caretui.widgets.safe import one_for_one, refused, width_of

MOST = 1_000_000
"""Characters that a note may hold: beyond it a terminal editor is the wrong tool."""


class Refusal(Message):
    """Something typed or pasted was not taken, and why; the screen says it on row 23."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


def _left_out(count: int) -> str:
    return f"{count} control character{'s' if count > 1 else ''} left out of what was pasted."


class SafeInput(Input):
    """Input of one line: compact, steady cursor, pasted lines joined, `*` for a passphrase."""

    DEFAULT_CSS = """
    SafeInput { padding: 0; border: none; height: 1; background: ansi_default; color: ansi_default; }
    SafeInput:focus { border: none; background-tint: ansi_default 0%; }
    SafeInput > .input--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
    SafeInput > .input--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
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
        if len(self.value) - (end - start) + len(text) > self.max_length:
            self.post_message(Refusal(f"Not pasted: the line holds {self.max_length} characters at most."))
        elif text:
            self.replace(text, start, end)
        if left_out:
            self.post_message(Refusal(_left_out(left_out)))
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


class SafeArea(TextArea):
    """Note editor: soft wrap, steady cursor, Tab leaves, up to a million characters."""

    DEFAULT_CSS = """
    SafeArea { border: none; padding: 0; background: ansi_default; color: ansi_default; scrollbar-size: 0 0; }
    SafeArea:focus { border: none; }
    SafeArea .text-area--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
    SafeArea .text-area--cursor-line { background: ansi_default; }
    SafeArea .text-area--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            id=id,
        )
        self.cursor_blink = False

    def get_line(self, line_index: int) -> Text:
        """The line as it is shown: each character that a terminal would obey or hide is replaced one for one."""
        line = self.document.get_line(line_index)
        return Text("\t".join(one_for_one(part) for part in line.split("\t")), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        if (event.is_printable or event.key == "enter") and len(self.text) >= MOST:
            self.post_message(Refusal(f"The note holds {MOST:,} characters at most."))
            event.prevent_default()
            event.stop()

    async def _on_paste(self, event: events.Paste) -> None:
        text, left_out = refused(event.text, lines=True)
        if len(self.text) + len(text) > MOST:
            self.post_message(Refusal(f"Not pasted: the note holds {MOST:,} characters at most."))
        elif text and (result := self._replace_via_keyboard(text, *self.selection)):
            self.move_cursor(result.end_location)
        if left_out:
            self.post_message(Refusal(_left_out(left_out)))
        event.prevent_default()
        event.stop()
