"""The mixin that puts cell-diff output under a Textual application."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, cast

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from .differ import Differ, Unmodelled
from .terminal import Terminal

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.screen import Screen

    _App = App[Any]
else:
    _App = object


class _Bytes(CompositorUpdate):
    """Output that is ready to be sent; stock Textual adds synchronisation and the cursor."""

    def __init__(self, output: str) -> None:
        self._output = output

    def render_segments(self, console: Console) -> str:
        return self._output


class _Unplaced:
    """Output that is ready to be sent; stock Textual adds synchronisation and leaves the cursor where it comes to stand."""

    def __init__(self, output: str) -> None:
        self._output = output

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(self._output)


class CellDiff(_App):
    """Sends only the cells that changed: `class MyApp(CellDiff, App): ...`.

    Keyword arguments beside those of App:
        output: "stock" leaves Textual's own output; anything else is cell-diff output.
        on_fallback: called with the exception if cell-diff output fails. By then stock Textual has repainted
            the screen, and it keeps doing the output from there on.
        terminal: what the terminal can do; by default it is known by TERM.

    Inline mode, the headless driver and the web driver keep stock output.
    """

    def __init__(
        self,
        *args: Any,
        output: str = "diff",
        on_fallback: Callable[[Exception], None] | None = None,
        terminal: Terminal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._celldiff = None if output == "stock" else Differ(terminal or Terminal.detect())
        self._celldiff_failed = on_fallback
        self._celldiff_driver: Driver | None = None
        self._celldiff_restarted = False
        self._celldiff_reports = False

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver class; on Linux and macOS the one that does not make Esc wait."""
        stock = super().get_driver_class()
        if sys.platform != "win32":
            try:
                from textual.drivers.linux_driver import LinuxDriver

                from .driver import PromptLinuxDriver
            except ImportError:
                return stock
            if stock is LinuxDriver:
                return PromptLinuxDriver
        return stock

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Refresh the screen. A plain refresh sends every cell: it heals what something else has written over.

        With `layout`, as Textual itself asks for whenever a screen closes, only what changed is sent.
        """
        differ: Differ | None = self.__dict__.get("_celldiff")
        if repaint and not layout and differ is not None:
            differ.distrust()
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    async def on_event(self, event: events.Event) -> None:
        """Repaint where stock Textual 8.2.8 leaves the terminal as it is, although it may show anything.

        That is after a resize there and back, and after SIGCONT: the driver then reports the size once.
        """
        if isinstance(event, events.Resize) and self._celldiff is not None and self._celldiff.painted:
            stale = self._celldiff_restarted
            if not self._celldiff_reports:
                stale = tuple(event.size) == self._celldiff.size
            self._celldiff_reports = False
            if stale:
                self.call_next(self.refresh)
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        differ = self._celldiff
        if differ is None or not isinstance(renderable, (ChopsUpdate, LayoutUpdate)) or not self._celldiff_applies():
            super()._display(screen, renderable)
            return
        try:
            output = self._celldiff_paint(differ, renderable)
        except Unmodelled:
            super()._display(screen, renderable)
        except Exception as error:  # noqa: BLE001 - whatever it is, the screen must stay right
            self._celldiff_fall_back(screen, error)
        else:
            if self._celldiff_cursor_wanted(bool(output)):
                super()._display(screen, cast("RenderableType", _Bytes(output)))
            elif output:
                super()._display(screen, _Unplaced(output))
            else:
                self.post_display_hook()

    def _celldiff_applies(self) -> bool:
        """Whether stock Textual would now write to a full-screen terminal."""
        driver = self._driver
        return (
            driver is not None
            and self._running
            and not self._closed
            and not self._batch_count
            and not (driver.is_headless or driver.is_inline or driver.is_web)
        )

    def _celldiff_paint(self, differ: Differ, update: ChopsUpdate | LayoutUpdate) -> str:
        if self._driver is not self._celldiff_driver:
            self._celldiff_watch(self._driver)
        if self._celldiff_restarted:
            self._celldiff_restarted = False
            differ.forget()
        colours = self.console._color_system or ColorSystem.TRUECOLOR
        return differ.paint(update, (self.size.width, self.size.height), colours)

    def _celldiff_watch(self, driver: Driver | None) -> None:
        """Notice each time the driver enters the terminal again: by then it shows something else."""
        self._celldiff_driver = driver
        if driver is None:
            return
        start = driver.start_application_mode

        def start_and_forget() -> None:
            # This may run in a signal handler, amid a painting: only the next one acts on it.
            self._celldiff_restarted = self._celldiff_reports = True
            start()

        driver.start_application_mode = start_and_forget  # type: ignore[method-assign]

    def _celldiff_cursor_wanted(self, written: bool) -> bool:
        """Whether the cursor, which Textual hides, must be put somewhere: it is wanted elsewhere than before, or something
        was `written` while the focus is on a widget that places it, as Input and TextArea do for input methods.
        """
        if self.screen.outer_size.clamp_offset(self.cursor_position) != self._previous_cursor_position:
            return True
        return written and hasattr(self.screen.focused, "cursor_screen_offset")

    def _celldiff_fall_back(self, screen: Screen[Any], error: Exception) -> None:
        """Give the rest of the session to stock Textual, beginning with the whole screen."""
        self._celldiff = None
        if self._driver is not None:
            self._driver.write("\x1b[r\x1b[m")
        full = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        super()._display(screen, full)
        if self._celldiff_failed is not None:
            self._celldiff_failed(error)
