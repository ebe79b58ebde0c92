"""Form fields: a label at the left, the value from column 13, hints at the right; the field with the focus has `>`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input, TextArea

from caretui.care.dates import read_day, say_full_date
from caretui.care.refused import Refused
from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Cell, Line
from caretui.widgets.note import SafeArea

LABEL = 12
"""Cells of the label column; the value begins in column 13."""
VALUE = 23
"""Cells of the value of a field with hints; the hints begin in column 36."""
BESIDE_LONG = 25
"""The same in a form whose labels take 24 cells; the hints begin in column 50."""


class Field(Widget):
    """A labelled value. `value` is what the form saves, `problem` says why it cannot be saved ("" when it can)."""

    DEFAULT_CSS = """
    Field { layout: horizontal; height: 1; width: 1fr; }
    Field > .label { width: 12; }
    Field > .hint { width: 1fr; }
    """
    value: var[Any] = var(None, init=False)

    class Changed(Message):
        """The value was changed by the person at the keyboard."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    class Accepted(Message):
        """Enter, or a letter that says it all: the form goes on to the next field."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    def __init__(self, label: str, *, name: str, hint: str = "", required: bool = False) -> None:
        super().__init__(name=name, id=f"field-{name.replace('_', '-')}", markup=False)
        self.label = label
        self.hint = hint
        self.required = required
        self.mark = Line(f" {label}", classes="label")
        self.hints = Line(hint, classes="hint")

    @property
    def key(self) -> str:
        """The field's name in the form's values."""
        return self.name or ""

    @property
    def problem(self) -> str:
        """Why this cannot be saved; "" when it can."""
        return f"{self.label}: this is needed." if self.required and self.value in (None, "") else ""

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return

    def on_descendant_focus(self) -> None:
        """Show where the cursor is without colour."""
        self.mark.show([Cell(f">{self.label}", "strong")])

    def on_descendant_blur(self) -> None:
        """The cursor left."""
        self.mark.show(f" {self.label}")


class TextField(Field):
    """One line of text; refuses control characters with a message. `value` is str, stripped."""

    DEFAULT_CSS = "TextField > SafeInput { width: 1fr; } TextField > .hint { width: auto; }"
    SELECT = False

    def __init__(
        self,
        label: str,
        *,
        name: str,
        value: str = "",
        hint: str = "",
        required: bool = False,
        most: int = 500,
        width: int | None = None,
    ) -> None:
        """`width`: cells of the input; the hint stands after it. Without, the input takes the row."""
        super().__init__(label, name=name, hint=hint, required=required)
        self.input = SafeInput(value, most=most, select=self.SELECT)
        self.typed = value
        self.input_width = width if width is not None else (VALUE if hint else None)
        self.set_reactive(TextField.value, value)

    def compose(self) -> ComposeResult:
        """Label, input, hint."""
        yield self.mark
        if self.input_width is not None:
            self.input.styles.width = self.input_width
            self.input.styles.padding = (0, 1, 0, 0)  # a long value must not run into its hint
            self.hints.styles.width = "1fr"
            yield self.input
            yield self.hints
        else:
            yield self.input

    def set_text(self, text: str) -> None:
        """Put another text in (a draft): what it means is known at once, and it counts as a change."""
        self.input.value = text
        self.typed = text
        self.read(text)
        self.post_message(self.Changed(self))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep `value` true to what is typed."""
        event.stop()
        if event.value != self.typed:  # an input also tells its first value
            self.typed = event.value
            self.read(event.value)
            self.post_message(self.Changed(self))

    def read(self, text: str) -> None:
        """What the typed text means; subclasses read dates and the like."""
        self.value = text.strip()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter accepts what stands."""
        event.stop()
        self.post_message(self.Accepted(self))


class ReadField(TextField):
    """A typed text with a meaning: `reader(text)` gives (value, words to show at the right) or raises Refused."""

    SELECT = True

    def __init__(
        self,
        label: str,
        reader: Callable[[str], tuple[Any, str]],
        *,
        name: str,
        text: str = "",
        hint: str = "",
        required: bool = False,
        width: int = VALUE,
    ) -> None:
        super().__init__(label, name=name, value=text, hint=hint or " ", required=required, width=width)
        self.reader = reader
        self.wrong = ""
        self.read(text)

    def read(self, text: str) -> None:
        """Read it and show the reading, or what is wrong with it."""
        self.wrong, self.value = "", None
        words = self.hint
        if text.strip():
            try:
                self.value, words = self.reader(text.strip())
            except Refused as refusal:
                self.wrong = words = refusal.reason
        self.hints.show(words)

    @property
    def problem(self) -> str:
        """The reader's reason, or that the field is needed."""
        return f"{self.label}: {self.wrong}" if self.wrong else super().problem


class DateField(ReadField):
    """A day as people say it (`fri`, `+2w`, `14 jan`), the full date at the right. `value`: date or None."""

    def __init__(
        self,
        label: str,
        today: date,
        *,
        name: str,
        text: str = "",
        hint: str = "fri, +2w, 14 jan",
        required: bool = False,
    ) -> None:
        def reader(typed: str) -> tuple[date, str]:
            day = read_day(typed, today)
            if day is None:
                raise Refused("not read as a day. Try fri, +2w or 14 jan.")
            return day, say_full_date(day)

        super().__init__(label, reader, name=name, text=text, hint=hint, required=required)


class NoteArea(Field):
    """A text of many lines under its label; Tab leaves it, Enter breaks the line. `value` is str."""

    DEFAULT_CSS = """
    NoteArea { layout: vertical; height: 1fr; min-height: 3; }
    NoteArea > .label { width: 1fr; height: 1; }
    NoteArea > SafeArea { height: 1fr; margin: 0 1 0 2; }
    """

    def __init__(self, label: str, *, name: str, value: str = "", required: bool = False) -> None:
        super().__init__(label, name=name, required=required)
        self.area = SafeArea(value)
        self.set_reactive(NoteArea.value, value)

    def compose(self) -> ComposeResult:
        """Label above, text below."""
        yield self.mark
        yield self.area

    def set_text(self, text: str) -> None:
        """Put another text in (a draft)."""
        self.area.load_text(text)
        self.value = text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep `value` true to what is typed."""
        event.stop()
        text = self.area.text
        if text != self.value:
            self.value = text
            self.post_message(self.Changed(self))
