"""What reaches a real terminal: no control byte that is not ours, no blinking, nothing at all when nobody types."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(
    r"\x1b\[[0-9;?>=<:]*[ -/]*[@-~]"  # CSI: colours, moves, modes
    r"|\x1b[=>78DM]"
    r"|\x1bP[^\x1b]*\x1b\\"
    r"|\x0f|\r|\n|\x08"
)
PROGRAM = """
import json, pathlib, sys
from tests.widgets.harness import Caseload, Harness, PEOPLE
texts = json.load(open(sys.argv[1]))
PEOPLE[:] = [(t, t, t, t, t, t, t) for t in texts if t]
Caseload.count = len(PEOPLE)
Harness.registry = {**Harness.registry, "caseload": "tests.widgets.harness:Caseload"}
Harness.folder = pathlib.Path(sys.argv[2])
Harness().run(mouse=False)
"""


class Terminal:
    """The program in a pseudo-terminal of 80x24 with TERM=xterm, and all bytes that it sent."""

    def __init__(self, code: str, *arguments: str, **environment: str) -> None:
        self.master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        variables = {k: v for k, v in os.environ.items() if k not in {"COLORTERM", "NO_COLOR"}}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**variables, "TERM": "xterm", **environment},
            start_new_session=True,
        )
        os.close(slave)

    def read(self, *, quiet: float = 0.5, most: float = 15) -> bytes:
        """All bytes until nothing came for `quiet` seconds."""
        got = b""
        end = time.monotonic() + most
        while time.monotonic() < end:
            ready, _, _ = select.select([self.master], [], [], quiet if got else 5)
            if not ready:
                break
            try:
                got += os.read(self.master, 65536)
            except OSError:
                break
        return got

    def send(self, keys: str) -> bytes:
        os.write(self.master, keys.encode())
        return self.read(quiet=0.1)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def naughty(shared_data: Path) -> Path:
    return shared_data / "naughty_strings" / "blns.json"


@pytest.mark.parametrize("output", ["diff", "stock"])
def test_no_naughty_string_sends_a_control_byte(naughty: Path, tmp_path: Path, output: str) -> None:
    terminal = Terminal(PROGRAM, str(naughty), str(tmp_path), CARETUI_OUTPUT=output)
    try:
        sent = terminal.read()
        for _ in range(28):
            sent += terminal.send("\x1b[6~")
    finally:
        terminal.close()
    text = sent.decode("utf-8")
    left = OURS.sub("", text)
    steering = re.findall(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]", left)
    assert steering == []
    assert "Script-injection" not in left
    assert "<script>" in left, "the strings were really shown"


def test_an_idle_screen_sends_nothing_and_only_sixteen_colours_are_used(naughty: Path, tmp_path: Path) -> None:
    terminal = Terminal(PROGRAM, str(naughty), str(tmp_path))
    try:
        first = terminal.read()
        time.sleep(2.2)
        ready, _, _ = select.select([terminal.master], [], [], 0)
        assert not ready, "an idle screen must send 0 bytes"
        form = terminal.send("\r") + terminal.send("t2\rwords\tmore")
        time.sleep(1.5)
        ready, _, _ = select.select([terminal.master], [], [], 0)
        assert not ready, "nothing blinks in a form"
    finally:
        terminal.close()
    colours = {code for match in re.findall(rb"\x1b\[([0-9;]*)m", first + form) for code in match.split(b";")}
    assert colours <= {b"", b"0", b"1", b"7", b"22", b"27", b"31", b"39", b"49"}, (
        "bold, reverse, and red for what is late: all else is the terminal's own, so that it reads on any ground"
    )
    assert b"7" in colours


def test_no_color_is_honoured(naughty: Path, tmp_path: Path) -> None:
    terminal = Terminal(PROGRAM, str(naughty), str(tmp_path), NO_COLOR="1")
    try:
        first = terminal.read()
    finally:
        terminal.close()
    colours = {code for match in re.findall(rb"\x1b\[([0-9;]*)m", first) for code in match.split(b";")}
    assert colours <= {b"", b"0", b"1", b"7", b"22", b"27", b"39", b"49"}
