"""A program in a pseudo-terminal, watched by a Terminal."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.celldiff.vt import Terminal

ROOT = Path(__file__).parents[2]
KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "tab": "\t", "shift+tab": "\x1b[Z", "enter": "\r",
    "escape": "\x1b", "backspace": "\x7f", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f8": "\x1b[19~", "f12": "\x1b[24~", "ctrl+p": "\x10", "space": " ",
}  # fmt: skip
# The window says how large it is, and `term` what it is.
NOT_PASSED_ON = ("TMUX", "STY", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES")


class Session:
    """One run of a program. Bytes are counted in `sent`; `step()` waits until the program has painted."""

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        term: str = "xterm",
        sync: bool = False,
        **environ: str,
    ) -> None:
        colour_erase = not term.startswith(("screen", "tmux", "vt"))
        self.terminal = Terminal(columns, lines, colour_erase=colour_erase, link_ids=False)
        self.sent = 0
        self.raw = bytearray()
        self.marks = 0
        kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
            env = {**kept, "TERM": term, "TEXTUAL_ANIMATIONS": "none", "PYTHONPATH": path, **environ}
            os.execvpe(sys.executable, [sys.executable, *arguments], env)
        self.size(columns, lines)
        self.sync = sync

    def size(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        """As a person does it: what the terminal shows is cut or padded, the program is told, and repaints."""
        self.terminal.screen.resize(lines, columns)
        self.size(columns, lines)
        while not self.terminal.screen.title.endswith(f" {columns}x{lines}"):
            self.settle()

    def read(self, seconds: float) -> bytes:
        """What arrives within `seconds`, b"" when nothing does."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return b""
        self.sent += len(data)
        self.raw += data
        if self.sync and b"\x1b[?2026$p" in data:
            self.write("\x1b[?2026;2$y")
        self.terminal.feed(self._decode(data))
        return data

    def _decode(self, data: bytes) -> str:
        self._pending = getattr(self, "_pending", b"") + data
        for cut in range(4):
            try:
                text = self._pending[: len(self._pending) - cut].decode()
            except UnicodeDecodeError:
                continue
            self._pending = self._pending[len(self._pending) - cut :]
            return text
        raise AssertionError(self._pending)

    def write(self, text: str) -> None:
        """Type."""
        os.write(self.fd, text.encode())

    def wait_for(self, pattern: str, seconds: float = 30) -> None:
        """Read until the screen holds `pattern`."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.terminal.text()):
            self.read(0.05)
            assert time.monotonic() < end, f"no {pattern!r} in:\n{self.terminal.text()}"

    def settle(self, seconds: float = 30) -> None:
        """Read until the program says that it has painted all that was asked of it."""
        self.marks += 1
        self.write(KEYS["f12"])
        end = time.monotonic() + seconds
        while not self.terminal.screen.title.startswith(f"mark {self.marks} "):
            self.read(0.05)
            assert time.monotonic() < end, f"never settled:\n{self.terminal.text()}"

    def press(self, *keys: str) -> int:
        """Press keys, each when the one before is done; returns the bytes that they cost."""
        spent = 0
        for key in keys:
            before = self.sent
            self.write(KEYS.get(key, key))
            if key == "escape":
                # Longer than either driver waits for the rest of an escape sequence.
                time.sleep(0.15)
            self.settle()
            spent += self.sent - before - len(f"\x1b]2;{self.terminal.screen.title}\x07")
        return spent

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
