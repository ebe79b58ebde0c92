"""The locked session: nothing about anybody, only who sits here and a line for the passphrase."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from caretui.store.errors import StoreError, TooManyTries, WrongPassphrase
from caretui.widgets.entry import SafeInput
from caretui.widgets.frame import INVENTED
from caretui.widgets.line import Block, Cell, Line

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


class LockScreen(Screen[None]):
    """Covers everything until the passphrase of the member who sits here is typed. In the demo Enter unlocks."""

    DEFAULT_CSS = """
    LockScreen { layout: vertical; overflow: hidden; }
    LockScreen #row { layout: horizontal; height: 1; }
    LockScreen SafeInput { margin: 0 1 0 14; width: 1fr; }
    LockScreen Block { height: 1fr; }
    """
    BINDINGS = [("ctrl+q", "leave", "Leave"), ("escape", "nothing", "")]
    AUTO_FOCUS = "SafeInput"
    locks = True

    def __init__(self) -> None:
        super().__init__()
        self.input = SafeInput(password=True, most=1000)
        self.words = Line()
        self.busy = False
        """A passphrase is being tried: the next keys wait."""

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def compose(self) -> ComposeResult:
        """Who, the line, what went wrong, the keys; the rest is empty."""
        demo = self.care.demo
        yield Line([" ", Cell("LOCKED", "strong"), "  caretui"], f"{INVENTED} " if demo else "", style="reverse")
        yield Line()
        yield Line(f" Name        {self.care.store.viewer.name}")
        yield Line()
        yield Line(" Enter unlocks: the demo has no passphrase." if demo else " Passphrase, then Enter:")
        yield self.input
        yield Line()
        yield self.words
        yield Block()
        yield Line(" Enter unlock  ctrl+q leave caretui; what was typed is kept")

    @on(Input.Submitted)
    async def try_passphrase(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        if not event.value and not self.care.demo:
            return
        self.input.value = ""
        self.busy = True
        try:
            await self.care.unlock(event.value)
        except (WrongPassphrase, TooManyTries) as wrong:
            self.words.show(Cell(f" {wrong}", "strong"))
        except StoreError as refusal:
            self.words.show(Cell(f" {refusal}", "strong"))
        else:
            self.dismiss(None)
        finally:
            self.busy = False

    def action_nothing(self) -> None:
        """Esc does not open it."""

    def action_leave(self) -> None:
        """ctrl+q: end the program; drafts are in the store already."""
        self.care.exit(return_code=0)
