"""Typing many lines: refuses control characters, never blinks, holds a million characters."""

from rich.text import Text
from textual import events
from textual.widgets import TextArea

from caretui.widgets.entry import left_out_words
from caretui.widgets.line import Refusal
from caretui.widgets.safe import one_for_one, refused

MOST = 1_000_000
"""Characters that a note may hold: beyond it a terminal editor is the wrong tool."""


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
            self.post_message(Refusal(left_out_words(left_out)))
        event.prevent_default()
        event.stop()
