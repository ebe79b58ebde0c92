"""The covered screen: nothing about anybody until `z` again."""

from textual.app import ComposeResult
from textual.screen import ModalScreen

from caretui.widgets.frame import INVENTED
from caretui.widgets.line import Block, Line


class CoverScreen(ModalScreen[None]):
    """Covers everything; only `z` goes on, and ctrl+l still locks."""

    DEFAULT_CSS = "CoverScreen Block { height: 1fr; }"
    BINDINGS = [("z", "uncover", "Go on")]

    def compose(self) -> ComposeResult:
        """One line that says how to go on."""
        demo = getattr(self.app, "demo", False)
        yield Line(" caretui   covered: z to go on", f"{INVENTED} " if demo else "", style="reverse")
        yield Block()  # a screen without a ground of its own would show what lies behind

    def action_uncover(self) -> None:
        """Back to the work."""
        self.dismiss(None)
