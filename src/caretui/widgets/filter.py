"""The filter's row above a list: what the list shows, the filter as it is typed, and where in the list one is."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import Key
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Line, strip_of
from caretui.widgets.safe import width_of


class FilterLine(Horizontal):
    """`Mine 45   / filter: ...     1-15 of 45`. `start()` lets type; every letter posts `Changed`, Enter and Esc finish."""

    DEFAULT_CSS = """
    FilterLine { height: 1; width: 1fr; }
    FilterLine > .before { width: auto; }
    FilterLine > SafeInput { width: 1fr; height: 1; border: none; padding: 0; background: transparent; display: none; }
    FilterLine.typing > SafeInput { display: block; }
    FilterLine.typing > .hint { display: none; }
    FilterLine > .after { width: auto; }
    """

    class Changed(Message):
        """The filter is another; `finished` when Enter or Esc ended the typing."""

        def __init__(self, line: "FilterLine", text: str, *, finished: bool) -> None:
            super().__init__()
            self.line = line
            self.text = text
            self.finished = finished

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.hint = hint
        self.before = Line("", classes="before")
        self.middle = _Hint(f"filter: {hint}", classes="hint")
        self.input = _FilterInput()
        self.after = Line("", classes="after")

    def compose(self) -> ComposeResult:
        """Before, hint or input, after."""
        yield self.before
        yield self.middle
        yield self.input
        yield self.after

    def show_around(self, before: str, after: str) -> None:
        """What the list shows, and where one is in it."""
        for line, words in ((self.before, f"{before}   / "), (self.after, f" {after}")):
            line.styles.width = width_of(words)
            line.show(words)

    @property
    def text(self) -> str:
        """The filter as it stands."""
        return self.input.value

    def put(self, text: str) -> None:
        """Show a filter without typing it."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self._settle()

    def start(self) -> None:
        """Let type."""
        self.add_class("typing")
        self.input.focus()
        self.input.cursor_position = len(self.input.value)

    def _settle(self) -> None:
        self.remove_class("typing")
        self.middle.show(self.text or f"filter: {self.hint}")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter filters."""
        event.stop()
        self.post_message(self.Changed(self, event.value, finished=False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: to the list, filtered."""
        event.stop()
        self.finish()

    def finish(self, *, clear: bool = False) -> None:
        """End the typing; with `clear` the filter goes."""
        if clear:
            with self.input.prevent(Input.Changed):
                self.input.value = ""
        self._settle()
        self.post_message(self.Changed(self, self.text, finished=True))


class _Hint(Line):
    """As many of its examples as have room, each whole."""

    def render_line(self, y: int) -> Strip:
        """The row without the words that would be cut."""
        words = self.words if isinstance(self.words, str) else ""
        while " " in words and width_of(words) > self.size.width:
            words = words.rpartition(" ")[0].rstrip(" ,")
        return strip_of(words, self.size.width)


class _FilterInput(SafeInput):
    """Esc clears, Down and Tab go to the list."""

    BINDINGS = [Binding("escape", "clear_filter", show=False)]

    def __init__(self) -> None:
        super().__init__()

    def action_clear_filter(self) -> None:
        """Esc: no filter."""
        self._line.finish(clear=True)

    @property
    def _line(self) -> FilterLine:
        line = self.parent
        assert isinstance(line, FilterLine)
        return line

    async def _on_key(self, event: Key) -> None:
        if event.key in ("down", "tab"):
            event.stop()
            event.prevent_default()
            self._line.finish()
            return
        await super()._on_key(event)
