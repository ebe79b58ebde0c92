"""A field that understands the start of a word: what it took shows at the right; Down lists everything there is."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events

from caretui.care.identifiers import fold
from caretui.care.refused import Refused
from caretui.widgets.choose import Choose, Option
from caretui.widgets.fields import VALUE, ReadField

Free = Callable[[str], tuple[Any, str]]
"""What typed text means that is none of the options: (value, how it reads), or Refused."""


def best(typed: str, options: Sequence[Option], *, loose: bool = True) -> Option | None:
    """The option that a text means: the same words, else one that starts so, else (`loose`) one with words that do."""
    wanted = fold(typed)
    words = wanted.split()

    def rank(option: Option) -> int:
        name = fold(option.words)
        if name == wanted or fold(option.find) == wanted:
            return 0
        if name.startswith(wanted):
            return 1
        parts = f"{name} {fold(option.find)}".replace(",", " ").split()
        return 2 if all(any(part.startswith(word) for part in parts) for word in words) else 9

    ranked = sorted(options, key=rank)
    return ranked[0] if words and ranked and rank(ranked[0]) <= (2 if loose else 1) else None


def several(options: Sequence[Option], otherwise: str) -> Free:
    """A `free` that reads several of the options, a comma between: the value holds their values, a space between."""

    def read(typed: str) -> tuple[str, str]:
        found = [best(part, options) for part in typed.split(",") if part.strip()]
        if not all(found):
            raise Refused(otherwise)
        return " ".join(one.value for one in found if one), ", ".join(one.words for one in found if one)

    return read


class PickField(ReadField):
    """Choose by typing the start; `free` says what other text means (None: refused). `value` is the option's value."""

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        *,
        name: str,
        value: Any = None,
        free: Free | None = None,
        hint: str = "",
        required: bool = False,
        width: int = VALUE,
        loose: bool | None = None,
    ) -> None:
        """A `value` that is none of the options is shown as it is. `loose`: a later word of an option's may be typed too
        (default: where nothing else can be typed). Text in quotation marks is taken as it is typed.
        """
        self.options = list(options)
        self.free = free
        self.loose = free is None if loose is None else loose
        self.taken: Option | None = next((o for o in self.options if value is not None and o.value == value), None)
        text = self.taken.words if self.taken else "" if value is None else str(value)
        super().__init__(label, self._understand, name=name, text=text, hint=hint, required=required, width=width)

    def _understand(self, typed: str) -> tuple[Any, str]:
        taken = self.taken if self.taken and self.taken.words == typed else None
        quoted = len(typed) > 2 and typed[0] == typed[-1] == '"'
        found = taken or (None if quoted else best(typed, self.options, loose=self.loose))
        if found is None or (self.free is not None and "," in typed and fold(found.words) != fold(typed)):
            if self.free is None:
                raise Refused("none of these. Down shows them.")
            return self.free(typed.strip('"') if quoted else typed)
        self.taken = found
        same = fold(found.words) == fold(typed)
        return found.value, found.right if same else ", ".join(part for part in (found.words, found.right) if part)

    async def on_key(self, event: events.Key) -> None:
        """Down: all there is to choose from."""
        if event.key == "down" and self.options:
            event.stop()
            self.app.push_screen(Choose(self.label, self.options, digits=False), self._took)

    def _took(self, value: Any) -> None:
        found = next((option for option in self.options if value is not None and option.value == value), None)
        if found is not None:
            self.taken = found
            self.set_text(found.words)
