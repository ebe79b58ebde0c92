"""The same keys leave the same screen in tmux, which is a terminal with a mind of its own."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from tests.celldiff.ptys import KEYS, NOT_PASSED_ON, ROOT
from tests.celldiff.vt import Terminal, differences

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here")


class Pane:
    """The program in a tmux of its own, 80 by 24."""

    def __init__(self, kind: str, term: str) -> None:
        self.socket = f"celldiff-{uuid4().hex[:8]}"
        self.marks = 0
        command = f"cd {ROOT} && TEXTUAL_ANIMATIONS=none TERM={term} {sys.executable} -m tests.celldiff.programs {kind}"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", command)
        self.tmux("set-option", "-s", "escape-time", "0")
        self._wait(lambda: "Find" in self.tmux("capture-pane", "-p"))
        self.settle()

    def tmux(self, *arguments: str) -> str:
        """What a tmux command prints."""
        done = subprocess.run(
            ["tmux", "-L", self.socket, *arguments],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON},
        )
        return done.stdout

    def _wait(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not ready():
            time.sleep(0.05)
            assert time.monotonic() < end, self.tmux("capture-pane", "-p")

    def settle(self) -> None:
        """Wait until the program says that all is painted."""
        self.marks += 1
        self.tmux("send-keys", "-l", KEYS["f12"])
        self._wait(lambda: self._title().startswith(f"mark {self.marks} "))

    def _title(self) -> str:
        return self.tmux("display-message", "-p", "#{pane_title}").strip()

    def press(self, *keys: str) -> None:
        """Press keys, each when the one before is done."""
        for key in keys:
            self.tmux("send-keys", "-l", KEYS.get(key, key))
            if key == "escape":
                time.sleep(0.15)
            self.settle()

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(lines))
        while not self._title().endswith(f" {columns}x{lines}"):
            self.settle()

    def seen(self, columns: int, lines: int) -> Terminal:
        """What the pane shows, in a Terminal."""
        terminal = Terminal(columns, lines, link_ids=False)
        captured = self.tmux("capture-pane", "-p", "-e", "-N").split("\n")[:lines]
        terminal.feed("\x1b[?7l" + "\r\n".join(captured) + "\x1b[H")
        return terminal


@pytest.fixture
def panes(request: pytest.FixtureRequest) -> Iterator[tuple[Pane, Pane]]:
    started = [Pane(kind, request.param) for kind in ("plain", "diff")]
    yield started[0], started[1]
    for pane in started:
        pane.tmux("kill-server")


@pytest.mark.parametrize("panes", ["screen", "tmux-256color", "xterm-256color"], indirect=True)
def test_tmux_shows_the_same(panes: tuple[Pane, Pane]) -> None:
    chance = random.Random(7)
    size = (80, 24)
    for _ in range(7):
        keys = chance.choices(("down", "pagedown", "end", "up", "tab", "f2", "f3", "f4", "escape", "x", "é", "山"), k=3)
        if chance.random() < 0.3:
            size = (chance.randrange(40, 110), chance.randrange(10, 36))
            for pane in panes:
                pane.resize(*size)
        for pane in panes:
            pane.press(*keys)
        stock, diff = panes
        assert not differences(diff.seen(*size), stock.seen(*size)), keys
