"""A program whose every frame is shown twice: as stock Textual would send it, and as celldiff does."""

from typing import Any

from rich.control import Control
from tests.celldiff.programs import DiffProgram
from tests.celldiff.vt import Terminal, differences
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.driver import Driver
from textual.geometry import Size
from textual.widgets import Input, TextArea

from caretui.celldiff.terminal import Terminal as Abilities


class PaperDriver(Driver):
    """Writes into `app.written` instead of a terminal."""

    def write(self, data: str) -> None:
        self._app.written.append(data)  # type: ignore[attr-defined]

    def start_application_mode(self) -> None:
        """There is no terminal to prepare."""

    def disable_input(self) -> None:
        """There is no input."""

    def stop_application_mode(self) -> None:
        """There is no terminal to give back."""

    @property
    def can_suspend(self) -> bool:
        return True


class Twins(DiffProgram):
    """Compares the two terminals after every frame; what differs is in `wrong`."""

    def __init__(self, size: tuple[int, int], **options: Any) -> None:
        super().__init__(driver_class=PaperDriver, **options)
        self.written: list[str] = []
        self.wrong: list[str] = []
        self.frames = 0
        self.sent = 0
        self.stock_sent = 0
        colour_erase = "terminal" not in options or options["terminal"].colour_erase
        self.stock = Terminal(*size, colour_erase=colour_erase)
        self.diff = Terminal(*size, colour_erase=colour_erase)
        for terminal in (self.stock, self.diff):
            terminal.feed("\x1b[?7l")

    def _display(self, screen: Any, renderable: Any) -> None:
        stock = ""
        if self._celldiff_applies() and isinstance(renderable, (ChopsUpdate, LayoutUpdate)):
            cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
            stock = renderable.render_segments(self.console) + Control.move_to(*cursor).segment.text
        self.written.clear()
        super()._display(screen, renderable)
        sent = "".join(self.written)
        self.written.clear()
        if not stock:
            assert not sent
            return
        self.frames += 1
        self.sent += len(sent.encode())
        self.stock_sent += len(stock.encode())
        self.stock.feed(stock)
        self.diff.feed(sent)
        typed = isinstance(self.screen.focused, (Input, TextArea))
        self.wrong += [f"frame {self.frames}: {each}" for each in differences(self.diff, self.stock, cursor=typed)]

    def resize(self, columns: int, lines: int) -> None:
        """Give both terminals another size, as a window manager does."""
        for terminal in (self.stock, self.diff):
            terminal.screen.resize(lines, columns)
        assert self._driver is not None
        self._driver._size = (columns, lines)
        self.post_message(events.Resize(Size(columns, lines), Size(columns, lines)))


def abilities(term: str) -> Abilities:
    """What celldiff knows of a terminal of that name."""
    return Abilities.detect({"TERM": term}, "linux")
