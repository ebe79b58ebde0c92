"""A typed line over the screen in sight, whose lead can be set when it is known whom it is about; Enter writes."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.store.errors import StoreError
from caretui.widgets.dialogs import LineEntry
from caretui.widgets.frame import Rule
from caretui.widgets.line import Line
from caretui.widgets.safe import plain, width_of

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


@dataclass(frozen=True)
class Kept:
    """What Enter wrote: the words of row 23 after "Saved 08:41. ", the unit, and what the screen gives back."""

    words: str
    unit: str
    answer: str | None


class TypedLine(LineEntry):
    """`book KENYON, Frank` before the line, the reading below it. Override `read` and `keep`."""

    may_be_empty = False
    """Whether Enter alone says something."""

    def __init__(self, lead: str) -> None:
        super().__init__(lead, self.read)
        self.lead_line = Line(f" {lead} > ")

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def read(self, text: str) -> str:
        """How the text is understood, in words. Raises Refused when Enter must not take it."""
        raise NotImplementedError

    def keep(self, text: str) -> Kept:
        """Write what is understood, in one unit. Raises Refused or StoreError, and nothing is written then."""
        raise NotImplementedError

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps it, or says why not; with nothing typed it leaves."""
        event.stop()
        event.prevent_default()
        text = event.value.strip()
        if not text and not self.may_be_empty:
            self.dismiss(None)
            return
        try:
            kept = self.keep(text)
        except (Refused, StoreError) as refusal:
            self.say(str(refusal))
            return
        self.dismiss(kept.answer)
        self.care.saved(f"Saved {self.care.store.wall():%H:%M}. {kept.words}", kept.unit)

    def compose(self) -> ComposeResult:
        """Rule, the line after its lead, the reading, the keys."""
        with Vertical():
            yield Rule()
            with Vertical(classes="entry"):
                yield self.lead_line
                yield self.input
            yield self.understood
            yield Line(f" {self.keys}")
        self.lead_with(self.lead)

    def lead_with(self, lead: str) -> None:
        """Other words before the line; a long name gives way to the typing."""
        short = plain(lead)
        short = short if width_of(short) <= 44 else f"{short[:43]}~"
        self.lead_line.styles.width = width_of(short) + 4
        self.lead_line.show(f" {short} > ")
