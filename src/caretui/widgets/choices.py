"""Form fields where a letter or a digit picks one of several values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from caretui.lean import dataclass
from caretui.widgets.fields import VALUE, Field
from caretui.widgets.line import Line, Refusal, strip_of


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
            keys = " ".join((*(choice.key for choice in self.choices), *self.extra))
            self.post_message(Refusal(f"{self.label}: {letter} is none of its keys, {keys}."))

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
