"""Somebody at the keyboard of the installed program in a pseudo-terminal: types, reads the screen, counts key presses."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

PROGRAM = Path(sys.executable).with_name("caretui")
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "ctrl+f": "\x06",
    "ctrl+l": "\x0c",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+u": "\x15",
}
COLUMNS, ROWS = 80, 24
PATIENCE = 30.0


class Typist:
    """`press` counts key presses; `words` (what people write) are not counted."""

    def __init__(
        self, *arguments: str, columns: int = COLUMNS, rows: int = ROWS, term: str = "xterm", **environ: str
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.presses = 0
        self.raw = bytearray()
        command = [str(PROGRAM), *arguments] if PROGRAM.exists() else [sys.executable, "-m", "caretui", *arguments]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            kept = {k: v for k, v in os.environ.items() if k not in ("TMUX", "COLORTERM", "NO_COLOR", "CARETUI_STORE")}
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in what a shell started in the background
            os.execvpe(command[0], command, {**kept, "TERM": term, **environ})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # --- reading

    def text(self) -> str:
        """The screen as it is read, blanks at the right left out."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what the program sends; False when nothing came."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += data
        # pyte knows no synchronized output and no private colon-styles: they hold nothing to show.
        self._stream.feed(data.replace(b"\x1b[?2026h", b"").replace(b"\x1b[?2026l", b""))
        return bool(data)

    def see(self, *words: str, seconds: float = PATIENCE) -> "Typist":
        """Wait until all of these words stand on the screen."""
        until = time.monotonic() + seconds
        while not all(word in self.text() for word in words):
            self.read(0.05)
            if time.monotonic() > until:
                missing = [word for word in words if word not in self.text()]
                raise AssertionError(f"never saw {missing} on:\n{self.text()}")
        return self

    def rest(self, quiet: float = 0.15) -> str:
        """Read until nothing came for a while."""
        until = time.monotonic() + PATIENCE
        while self.read(quiet) and time.monotonic() < until:
            pass
        return self.text()

    # --- typing

    def press(self, *keys: str) -> "Typist":
        """Press keys one after another, each when the screen has come to rest."""
        for key in keys:
            os.write(self.fd, KEYS.get(key, key).encode())
            self.presses += 1
            self.rest(0.12 if key != "escape" else 0.25)
        return self

    def words(self, text: str) -> "Typist":
        """Type what a person writes: not counted as presses."""
        os.write(self.fd, text.encode())
        self.rest()
        return self

    # --- leaving

    def ended(self, seconds: float = PATIENCE) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"still running:\n{self.text()}")

    def close(self) -> None:
        """End it, however it stands."""
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)
        self.pid, self.fd = 0, -1
