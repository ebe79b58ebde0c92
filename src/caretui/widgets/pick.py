"""A field that understands the start of a word: what it took shows at the right; Down lists everything there is."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events

from caretui.care.identifiers import fold
from caretui.care.refused import Refused
from caretui.widgets.dialogs import Choose, Option
from caretui.widgets.fields import VALUE, ReadField

Free = Callable[[str], tuple[Any, str]]
"""What typed text means that is none of the options: (value, how it reads), or Refused."""


def best(typed: str, options: Sequence[Option]) -> Option | None:
    """The option that a text means: the same words, else one that starts so, else one with words that start so."""
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
    return ranked[0] if words and ranked and rank(ranked[0]) < 9 else None


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
    ) -> None:
        """A `value` that is none of the options (a closed practice) is shown by `free`, else as it is."""
        self.options = list(options)
        self.free = free
        self.taken: Option | None = next((o for o in self.options if value is not None and o.value == value), None)
        text = self.taken.words if self.taken else "" if value is None else str(value)
        super().__init__(label, self._understand, name=name, text=text, hint=hint, required=required, width=width)

    def _understand(self, typed: str) -> tuple[Any, str]:
        taken = self.taken if self.taken and self.taken.words == typed else None
        found = taken or best(typed, self.options)
        if found is None or (self.free is not None and fold(found.words) != fold(typed) and self._is_whole(typed)):
            if self.free is None:
                raise Refused("none of these. Down shows them.")
            return self.free(typed)
        self.taken = found
        same = fold(found.words) == fold(typed)
        return found.value, found.right if same else ", ".join(part for part in (found.words, found.right) if part)

    @staticmethod
    def _is_whole(typed: str) -> bool:
        """Text with a comma in it is a list of one's own words, not the start of one option."""
        return "," in typed

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
