"""A Linux driver that delivers Esc as soon as it is known to be Esc."""

import os
import selectors
from codecs import getincrementaldecoder

from textual import constants
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ESCAPE_DELAY = 0.025
"""Seconds after which a lone ESC byte is the Esc key. The environment variable ESCDELAY (ms) overrides it."""

_POLL = 0.1


class PromptLinuxDriver(LinuxDriver):
    """Waits for input no longer than the parser waits for the rest of a key.

    Stock Textual 8.2.8 looks every 100 ms whether 100 ms have passed since an ESC: Esc takes 100 to 200 ms.
    """

    def run_input_thread(self) -> None:
        """Read and parse keys until the driver stops; stock Textual's way if its parser has changed."""
        parser = XTermParser(self._debug)
        if not hasattr(parser, "_timeout_time"):
            super().run_input_thread()
            return
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            decode = getincrementaldecoder("utf-8")().decode
            while not self.exit_event.is_set():
                ready = selector.select(wait(parser))
                typed = self._read() if ready else None
                if typed == b"":
                    return  # a terminal that was hung up is ready for ever: reading on would spin
                self._read_keys(parser, decode(typed) if typed else "")
            # What was typed before the driver stopped is read, never left for the shell.
            if selector.select(0):
                self._read_keys(parser, decode(self._read(), final=True))

    def _read(self) -> bytes:
        """What was typed; b"" when the terminal has gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _read_keys(self, parser: XTermParser, typed: str) -> None:
        if typed:
            for message in parser.feed(typed):
                self.process_message(message)
            shorten(parser)
        for message in parser.tick():
            self.process_message(message)


def wait(parser: XTermParser) -> float:
    """Seconds until the parser wants to be called again, 0.1 at most."""
    deadline = parser._timeout_time
    return _POLL if deadline is None else min(_POLL, max(0.0, deadline - get_time()))


def shorten(parser: XTermParser) -> None:
    """Bring the parser's deadline forward to ESCAPE_DELAY, unless the user has set ESCDELAY."""
    if parser._timeout_time is not None and "ESCDELAY" not in os.environ:
        early = constants.ESCAPE_DELAY - ESCAPE_DELAY
        parser._timeout_time -= max(0.0, early)
