"""The installed program in a pseudo-terminal, all bytes that it sent kept."""

import os
import pty
import select
import struct
import subprocess
import time
from contextlib import suppress
from fcntl import ioctl
from termios import TIOCSCTTY, TIOCSWINSZ

import pyte
from tests.faults.desk import ROOT, Desk


class Terminal:
    """80x24, TERM=xterm. `text` is what a person reads now, `sent` every byte."""

    def __init__(
        self,
        desk: Desk,
        *words: str,
        command: list[str] | None = None,
        controlling: bool = True,
        **environment: str,
    ) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        kept = {k: v for k, v in desk.environment.items() if k not in {"COLORTERM", "NO_COLOR"}}
        self.process = subprocess.Popen(
            command or desk.command(*words),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**kept, "TERM": "xterm", **environment},
            start_new_session=True,
            # A controlling terminal sends SIGHUP when it is closed; another one just stops answering.
            preexec_fn=(lambda: ioctl(0, TIOCSCTTY, 0)) if controlling else None,  # noqa: PLW1509 - no threads here
        )
        os.close(slave)

    def read(self, seconds: float) -> None:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if ready:
            try:
                got = os.read(self.master, 65536)
            except OSError:
                return
            self.sent += got
            self.stream.feed(got)

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, words: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while words not in self.text:
            self.read(0.1)
            assert time.monotonic() < end, f"no {words!r} in:\n{self.text}"

    def type(self, keys: str, *, quiet: float = 0.3, most: float = 8) -> None:
        os.write(self.master, keys.encode())
        end, last = time.monotonic() + most, time.monotonic()
        while time.monotonic() < end and time.monotonic() - last < quiet:
            before = len(self.sent)
            self.read(0.05)
            if len(self.sent) != before:
                last = time.monotonic()

    def hang_up(self) -> None:
        """The window is closed."""
        os.close(self.master)

    def gone(self, seconds: float) -> float | None:
        """Seconds until the process had ended; None when it did not in time."""
        begun = time.monotonic()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return time.monotonic() - begun

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with suppress(OSError):
            os.close(self.master)
