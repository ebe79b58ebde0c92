"""The app while no store is open: before there is one, and when it is damaged."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from textual.app import App
from textual.signal import Signal

from caretui import platform, settings
from caretui.care.dates import london_day
from caretui.celldiff import CellDiff
from caretui.faults import fault_of, write_fault
from caretui.screens.base import CareScreen
from caretui.widgets.frame import THEME
from caretui.widgets.typeahead import KeysInOrder


@dataclass
class NothingSaved:
    """What row 23 asks of the app while nothing can be saved."""

    words: str = ""
    possible: bool = False
    count: int = 0


class Storeless(KeysInOrder, CellDiff, App[None]):
    """What the screens ask of the app, without a store. Override `on_mount`; `help_words` are said at F1."""

    TITLE = "caretui"
    ENABLE_COMMAND_PALETTE = False
    help_words = "Esc leaves."

    def __init__(self) -> None:
        super().__init__(ansi_color=True, output=os.environ.get("CARETUI_OUTPUT", "diff"), on_fallback=self._fell_back)
        self.register_theme(THEME)
        self.theme = THEME.name
        self.animation_level = "none"
        self.demo = False
        self.undo = NothingSaved()
        self.changed: Signal[object] = Signal(self, "changed")
        self.store = None
        self._told_to_end = 0

    def on_load(self) -> None:
        """Told to end: the screen, on which the organisation key may stand, is cleared first."""
        if not self.is_headless and sys.platform != "win32":
            platform.when_told_to_end(self._leave)

    def _leave(self, code: int) -> None:
        self._told_to_end = code
        self.exit(return_code=code)

    def run(self, *args: Any, **how: Any) -> None:
        """Show it until somebody leaves; told to end, nothing that would follow is begun."""
        super().run(*args, **how)
        if self._told_to_end:
            raise SystemExit(self._told_to_end)

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(datetime.now(UTC))

    def report(self, error: Exception) -> None:
        """An error that ends only what was being done; without anybody at the keyboard it stops the app."""
        if self.is_headless:
            self._handle_exception(error)
        else:
            self.notify(f"{fault_of(error).words} Nothing was made.")

    def _fell_back(self, error: Exception) -> None:
        """Textual does the output from now on; the log says why."""
        write_fault(fault_of(error), settings.paths().log, datetime.now(UTC))

    def show_help(self, *places: str) -> None:
        """F1: the screen says its keys itself."""
        self.notify(self.help_words)

    def notify(self, message: str, **_: Any) -> None:
        """Textual's own notices go to row 23."""
        if isinstance(self.screen, CareScreen):
            self.screen.say(message)
