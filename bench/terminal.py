"""Runs a program in a real pseudo-terminal and watches it as a person at the other end of a line does: time, bytes, memory."""

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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "f2": "\x1bOQ",
    "space": " ",
    "ctrl+f": "\x06",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}
ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()][A-Z0-9]|.)", re.DOTALL
)
PATIENCE = 60.0
QUIET = 0.12
NO_ANSWER = 10.0
TICK = 0.02


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key brought: milliseconds to the first and to the last byte, and how many bytes."""

    first: float
    last: float
    sent: int


class NeverSeen(Exception):
    """The program did not show what was waited for."""


class Terminal:
    """One program on one pseudo-terminal, from its exec on. Usable as a context manager."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        home: Path,
        more: Mapping[str, str] | None = None,
    ) -> None:
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "TMPDIR")}
        environ = kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(home)} | dict(more or {})
        self.raw = bytearray()
        self.code: int | None = None
        """What it ended with, once `ended` has seen that."""
        self.rate: float | None = None
        """Bytes a second that the line carries to us; None: as fast as they come."""
        self._allowed = 0.0
        self._filled = time.monotonic()
        self.began = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), environ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the line

    def read(self, seconds: float) -> bool:
        """Take in what the program sends; False when nothing came."""
        if self.rate is not None:
            return self._read_slowly(seconds)
        ready, _, _ = select.select([self.fd], [], [], max(0.0, seconds))
        return bool(ready) and self._take(65536)

    def _read_slowly(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            self._allowed = min(self._allowed + (now - self._filled) * self.rate, self.rate * TICK * 2)
            self._filled = now
            ready, _, _ = select.select([self.fd], [], [], 0)
            if ready and self._allowed >= 1:
                before = len(self.raw)
                taken = self._take(int(self._allowed))
                self._allowed -= len(self.raw) - before
                return taken
            if now >= until:
                return False
            time.sleep(TICK / 4)

    def _take(self, most: int) -> bool:
        try:
            data = os.read(self.fd, most)
        except OSError:
            return False
        self.raw += data
        return bool(data)

    def send(self, *keys: str) -> None:
        """Keys by name, other words as they stand."""
        os.write(self.fd, "".join(KEYS.get(key, key) for key in keys).encode())

    # --- what is seen

    def seen(self, start: int = 0) -> bytes:
        """What came from a byte on, its escape sequences taken out."""
        return ESCAPES.sub(b" ", bytes(self.raw[start:]))

    def until(self, pattern: bytes, *, start: int = 0, seconds: float = PATIENCE) -> float:
        """The moment (monotonic) at which the pattern had come. Raises NeverSeen."""
        wanted = re.compile(pattern)
        end = time.monotonic() + seconds
        while True:
            came = self.read(0.5)
            now = time.monotonic()
            if came and wanted.search(self.seen(start)):
                return now
            if now > end or (not came and self.ended):
                raise NeverSeen(f"{pattern!r} in {self.seen(start)[-600:]!r}")

    def rest(self, quiet: float = QUIET, most: float = PATIENCE) -> float:
        """Read until nothing came for a while; the moment of the last byte."""
        last, end = time.monotonic(), time.monotonic() + most
        while self.read(quiet) and time.monotonic() < end:
            last = time.monotonic()
        return last

    def press(self, key: str, *, quiet: float = QUIET, patience: float = NO_ANSWER) -> Answer:
        """One key and all that it brings; `patience`: how long to wait when it brings nothing."""
        before, began = len(self.raw), time.monotonic()
        self.send(key)
        first = last = 0.0
        while self.read(quiet if last else patience):
            last = time.monotonic() - began
            first = first or last
        return Answer(first * 1000, last * 1000, len(self.raw) - before)

    def idle_bytes(self, seconds: float) -> int:
        """How many bytes come while nobody touches a key."""
        before, end = len(self.raw), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)
        return len(self.raw) - before

    # --- the process

    @property
    def ended(self) -> bool:
        """Has the program ended?"""
        with suppress(ChildProcessError):
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == 0:
                return False
            self.code = os.waitstatus_to_exitcode(status)
        return True

    @property
    def how_it_ended(self) -> str:
        """`with code 1`, `by SIGSEGV`; empty while it runs."""
        if not self.ended or self.code is None:
            return ""
        return f"by {signal.Signals(-self.code).name}" if self.code < 0 else f"with code {self.code}"

    def pss(self) -> float:
        """MiB that this program and its children have for themselves, shared pages shared out (Linux's PSS)."""
        return sum(_pss(pid) for pid in _family(self.pid)) / 1024

    def open_files(self) -> int:
        """How many files, pipes and sockets the program holds open."""
        with suppress(OSError):
            return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))
        return 0

    def processor(self) -> float:
        """Seconds of processor time that the program and its threads have had: what a busy machine does not stretch."""
        spent = 0
        for stat in Path(f"/proc/{self.pid}/task").glob("*/schedstat"):
            with suppress(OSError):
                spent += int(stat.read_text().split()[0])
        return spent / 1e9

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(OSError):
            os.close(self.fd)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _family(pid: int) -> list[int]:
    found = [pid]
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += _family(int(child))
    return found


def python(*arguments: str) -> list[str]:
    """This Python with arguments."""
    return [sys.executable, *arguments]


def caretui(*arguments: str) -> list[str]:
    """The program under measurement."""
    return python("-m", "caretui", *arguments)
