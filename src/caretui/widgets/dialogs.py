"""Dialogs: a few rows at the bottom, the screen behind stays in sight (the wrong person is the worst mistake).

Each is pushed with `push_screen(dialog, callback)` or awaited with `await self.ask(dialog)`; Esc gives None.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from caretui.care.refused import Refused
from caretui.widgets.entry import SafeInput
from caretui.widgets.frame import Rule
from caretui.widgets.line import Cell, Line, Pager, Refusal
from caretui.widgets.safe import plain, wrap

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """The frame of every dialog: a rule, a title in bold, the body, a row for trouble, a row of keys."""

    DEFAULT_CSS = """
    Dialog { background: transparent; overflow: hidden; }
    Dialog > Vertical { dock: bottom; height: auto; max-height: 100%; width: 1fr; background: ansi_default; }
    Dialog SafeInput { margin: 0 1 0 1; width: 1fr; }
    """
    BINDINGS = [
        ("escape", "leave", "Back"),
        ("tab", "app.focus_next", "Next"),
        ("shift+tab", "app.focus_previous", "Before"),
    ]
    AUTO_FOCUS = "*"
    keys = "Esc back"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.heading = title
        self.explanation = text
        self.trouble = Line()

    def compose(self) -> ComposeResult:
        """Rule, title, words, body, trouble, keys."""
        with Vertical():
            yield Rule()
            yield Line(Cell(f" {plain(self.heading)}", "strong"))
            if self.explanation:
                yield self.reading(self.explanation)
            yield from self.body()
            yield self.trouble
            yield Line(f" {self.keys}")

    def body(self) -> ComposeResult:
        """What the dialog asks with."""
        yield from ()

    def reading(self, text: str, *, indent: int = 1, shares: int = 1) -> Pager:
        """The text as rows; when it does not fit its share of the screen, the list keys scroll it."""
        width, height = self.app.size
        lines = [" " * indent + line for line in wrap(text, width - indent - 1)]
        room = max(3, (height - 8) // shares)
        pager = Pager(lines)
        pager.styles.height = min(len(lines), room)
        pager.can_focus = len(lines) > room
        return pager

    def say(self, words: str) -> None:
        """What is wrong with the answer."""
        self.trouble.show(Cell(f" {words}", "strong") if words else "")

    def on_refusal(self, event: Refusal) -> None:
        """A character was not taken."""
        event.stop()
        self.say(event.words)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class KeyDialog(Dialog[T], Generic[T]):
    """A dialog answered by one key: `answers` maps keys to results."""

    def __init__(self, title: str, text: str, answers: dict[str, T], keys: str) -> None:
        super().__init__(title, text)
        self.answers = answers
        self.keys = keys

    def on_key(self, event: events.Key) -> None:
        """One key answers; `q` and Backspace leave as Esc does; other letters do nothing."""
        key = event.character if event.is_printable and event.character else event.key
        if key in self.answers:
            event.stop()
            self.dismiss(self.answers[key])
        elif key in ("q", "backspace"):
            event.stop()
            self.dismiss(None)


class Say(KeyDialog[None]):
    """A message that waits until it was read."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title, text, {"enter": None, " ": None}, "Enter go on")


class Ask(KeyDialog[bool]):
    """Yes or no; Esc is None. Enter is not an answer: a held key must not agree to something."""

    def __init__(self, title: str, text: str = "", *, yes: str = "yes", no: str = "no") -> None:
        super().__init__(title, text, {"y": True, "n": False}, f"y {yes}  n {no}  Esc back")


class Both(KeyDialog[str]):
    """A register that somebody else changed meanwhile, both values: "theirs", "yours", or None to look again."""

    def __init__(self, what: str, *, theirs: Sequence[str], yours: Sequence[str], by: str = "someone else") -> None:
        """`theirs` and `yours` are rows of `label: value`; `by` says who changed it and when."""
        self.theirs, self.yours = tuple(theirs), tuple(yours)
        super().__init__(
            f"{what}: changed by {by} while you had it open. Nothing is saved yet.",
            "",
            {"t": "theirs", "y": "yours"},
            "t keep theirs  y save yours  Esc back to the form",
        )

    def body(self) -> ComposeResult:
        """Both values under each other, whole."""
        yield Line(Cell(" THEIRS", "strong"))
        yield self.reading("\n".join(self.theirs), indent=3, shares=2)
        yield Line(Cell(" YOURS", "strong"))
        yield self.reading("\n".join(self.yours), indent=3, shares=2)


class AskLine(Dialog[str]):
    """One line of text; `check(text)` returns what is wrong with it, or ""."""

    keys = "Enter take  Esc back"

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        value: str = "",
        check: Callable[[str], str] | None = None,
        most: int = 500,
    ) -> None:
        super().__init__(title, text)
        self.input = SafeInput(value, most=most)
        self.check = check

    def body(self) -> ComposeResult:
        """The line."""
        yield self.input

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, or say what is wrong."""
        event.stop()
        self.answer(event.value)

    def answer(self, typed: str) -> None:
        """Enter on this text."""
        text = typed.strip()
        wrong = self.check(text) if self.check else "" if text else "Type something, or Esc."
        if wrong:
            self.say(wrong)
        else:
            self.dismiss(text)


class AskPassphrase(AskLine):
    """A passphrase, shown as stars and never stripped; `check` can test it and say that it is wrong."""

    def __init__(self, title: str, text: str = "", *, check: Callable[[str], str] | None = None) -> None:
        super().__init__(title, text, check=check)
        self.input = SafeInput(password=True, most=1000)

    def answer(self, typed: str) -> None:
        """Take it as it was typed."""
        wrong = self.check(typed) if self.check else ""
        if wrong:
            self.input.value = ""
            self.say(wrong)
        else:
            self.dismiss(typed)


class LineEntry(Dialog[str]):
    """`a > social care: keep the visit, fri`, the reading below it; Enter takes the typed text, Esc leaves.

    `understand(text)` returns the reading to show; a text that cannot be taken raises Refused with the reason.
    """

    DEFAULT_CSS = """
    LineEntry .entry { layout: horizontal; height: 1; width: 1fr; }
    LineEntry .lead { width: auto; }
    LineEntry SafeInput { margin: 0; }
    """
    keys = "Enter take  Esc back"

    def __init__(self, lead: str, understand: Callable[[str], str], *, value: str = "", title: str = "") -> None:
        super().__init__(title or lead)
        self.lead = lead
        self.understand = understand
        self.input = SafeInput(value, most=2000)
        self.understood = Line()
        self.wrong = ""

    def compose(self) -> ComposeResult:
        """The line, the reading, the keys."""
        lead = Line(f" {self.lead} > ")
        lead.styles.width = len(plain(self.lead)) + 4
        with Vertical():
            yield Rule()
            with Vertical(classes="entry"):
                yield lead
                yield self.input
            yield self.understood
            yield Line(f" {self.keys}")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how it is understood, while it is typed."""
        event.stop()
        self._read(event.value)

    def _read(self, text: str) -> None:
        self.wrong = ""
        words = ""
        if text.strip():
            try:
                words = self.understand(text.strip())
            except Refused as refusal:
                self.wrong = words = refusal.reason
        self.understood.show(f"     {words}")

    def say(self, words: str) -> None:
        """On the row of the reading."""
        self.understood.show(Cell(f"     {words}", "strong"))

    def on_mount(self) -> None:
        """A given text is read at once."""
        self._read(self.input.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes what is understood."""
        event.stop()
        text = event.value.strip()
        self._read(text)
        if not text:
            self.dismiss(None)
        elif self.wrong:
            self.say(self.wrong)
        else:
            self.dismiss(text)


class Progress(Dialog[bool]):
    """How far a long task is: `advance(count, total, words)`; Esc asks it to stop (`cancelled`)."""

    keys = "Esc stop"

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title, text)
        self.bar = Line(" starting")
        self.cancelled = False

    def body(self) -> ComposeResult:
        """One row."""
        yield self.bar

    def advance(self, count: int, total: int, words: str = "") -> None:
        """Show `1,200 of 5,000` once a percent: a slow line is not filled with counting."""
        step = max(1, total // 100)
        if count % step == 0 or count >= total:
            self.bar.show(f" {count:,} of {total:,}  {words}")

    def action_leave(self) -> None:
        """Ask the task to stop; it ends the dialog itself with `dismiss(False)`."""
        self.cancelled = True
        self.say("Stopping.")
