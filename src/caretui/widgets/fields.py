"""Form fields: a label at the left, the value from column 13, hints at the right; the field with the focus has `>`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from caretui.care.dates import read_day, say_full_date
from caretui.care.refused import Refused
from caretui.widgets.entry import SafeInput
from caretui.widgets.line import Cell, Line, Refusal, strip_of
from caretui.widgets.note import SafeArea

LABEL = 12
"""Cells of the label column; the value begins in column 13."""
VALUE = 23
"""Cells of the value of a field with hints; the hints begin in column 36."""


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


@dataclass(frozen=True, slots=True)
class Choice:
    """A letter or digit that picks `value`; `words` show it, `hint` explains the key (default: words)."""

    key: str
    value: Any
    words: str
    hint: str = ""


class _Picker(Line, can_focus=True):
    """The focusable value of a choice: reverse while it has the focus."""

    DEFAULT_CSS = "_Picker { width: 23; height: 1; }"

    def render_line(self, y: int) -> Strip:
        """The value; reverse when keys go here."""
        words = self.words if self.words or not self.has_focus else " "
        style = "reverse" if self.has_focus else ""
        return strip_of(words, self.size.width - 1, style) if y == 0 else strip_of("", self.size.width)

    def on_focus(self) -> None:
        """Draw it reverse."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw it plain."""
        self.refresh()


class ChoiceField(Field):
    """A letter picks: `f face to face  t telephone`. With `capitals` a CAPITAL means they came to us.

    `extra` maps further letters to callbacks (in With, `n` sets Reached). Space goes to the next choice.
    """

    DEFAULT_CSS = """
    ChoiceField { height: auto; }
    """

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice],
        *,
        name: str,
        value: Any = None,
        required: bool = False,
        capitals: bool = False,
        capital_words: str = "{}, they came to us",
        small_words: str = "{}, we went to them",
        hint: str = "",
        extra: Mapping[str, Callable[[], None]] | None = None,
        free: Callable[[str], None] | None = None,
        value_width: int = VALUE,
        go_on: bool = True,
    ) -> None:
        """`hint` replaces the one made from the choices, rows apart by newlines; `go_on`: a pick leaves the field."""
        super().__init__(label, name=name, required=required)
        self.choices = tuple(choices)
        self.capitals = capitals
        self.capital = False
        self.capital_words, self.small_words = capital_words, small_words
        self.extra = dict(extra or {})
        self.free = free
        self.go_on = go_on
        self.value_width = value_width
        self.hint = hint
        self.picker = _Picker()
        self.hints = _Hints(self, classes="hint")
        self.set_reactive(ChoiceField.value, value)

    def compose(self) -> ComposeResult:
        """Label, value, hints."""
        yield self.mark
        self.picker.styles.width = self.value_width
        yield self.picker
        yield self.hints

    def on_mount(self) -> None:
        """Show the first value."""
        self._show()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other choices (the people of With depend on the person)."""
        self.choices = tuple(choices)
        self.hints.refresh(layout=True)
        self._show()

    def watch_value(self) -> None:
        """A form may set the value; the words follow."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        words = next((choice.words for choice in self.choices if choice.value == self.value), "")
        if words and self.capitals:
            words = (self.capital_words if self.capital else self.small_words).format(words)
        self.picker.show(words or ("" if self.value is None else str(self.value)))

    def pick(self, value: Any, *, capital: bool = False) -> None:
        """Take a value as if its letter was pressed."""
        self.capital = capital
        self.value = value
        self._show()
        self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """Letters pick; nothing printable leaves the field, or `u` would undo something behind the form."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Accepted(self))
            return
        if event.key == "backspace":
            event.stop()
            self.pick(None)
            return
        letter = event.character
        if letter is None or not event.is_printable:
            return
        event.stop()
        if letter == " ":
            self._cycle()
            return
        capital = self.capitals and letter.isupper()
        for choice in self.choices:
            if choice.key == letter or (capital and choice.key == letter.lower()):
                self.pick(choice.value, capital=capital)
                if self.go_on:
                    self.post_message(self.Accepted(self))
                return
        if letter in self.extra:
            self.extra[letter]()
        elif self.free is not None:
            self.free(letter)
        else:
            self.post_message(Refusal(f"{self.label}: {letter} is none of its letters."))

    def _cycle(self) -> None:
        values = [choice.value for choice in self.choices]
        place = values.index(self.value) + 1 if self.value in values else 0
        self.pick(values[place % len(values)], capital=self.capital)


class _Hints(Line):
    """The hints of a choice, over as many rows as they need."""

    DEFAULT_CSS = "_Hints { height: auto; width: 1fr; }"

    def __init__(self, field: ChoiceField, *, classes: str) -> None:
        super().__init__(classes=classes)
        self.field = field

    def rows(self, width: int) -> list[str]:
        """`f face to face  t telephone` broken between choices."""
        if self.field.hint:
            return self.field.hint.split("\n")
        rows = [""]
        for choice in self.field.choices:
            piece = f"{choice.key} {choice.hint or choice.words}"
            if rows[-1] and len(rows[-1]) + 2 + len(piece) > width:
                rows.append("")
            rows[-1] += ("  " if rows[-1] else "") + piece
        return rows

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """Rows of hints at this width."""
        return len(self.rows(width))

    def render_line(self, y: int) -> Strip:
        """Row y of the hints."""
        rows = self.rows(self.size.width)
        return strip_of(rows[y] if y < len(rows) else "", self.size.width)


class DigitChoice(ChoiceField):
    """`1 Al  2 Karen, daughter ...  0 other`: digits in the order given; `other` is what 0 does."""

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        name: str,
        value: Any = None,
        required: bool = False,
        other: Callable[[], None] | None = None,
        extra: Mapping[str, Callable[[], None]] | None = None,
        go_on: bool = True,
    ) -> None:
        more = dict(extra or {})
        if other is not None:
            more["0"] = other
        super().__init__(
            label, self.digits(options), name=name, value=value, required=required, extra=more, go_on=go_on
        )

    @staticmethod
    def digits(options: Sequence[tuple[Any, str]]) -> list[Choice]:
        """(value, words) -> the first nine with their digits."""
        return [Choice(str(place), value, words) for place, (value, words) in enumerate(options[:9], 1)]


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
