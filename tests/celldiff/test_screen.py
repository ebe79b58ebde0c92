"""The same keys leave the same screen in GNU screen, which erases with its default background whatever the colour is.

The program runs in screen, and screen in a terminal of ours: what that shows is what a person sees.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.celldiff.ptys import ROOT, Session
from tests.celldiff.vt import differences

pytestmark = pytest.mark.skipif(shutil.which("screen") is None, reason="GNU screen is not here")

RC = r"""
startup_message off
vbell off
altscreen on
defutf8 on
maptimeout 0
escape ^\\^\\
term {term}
termcapinfo xterm* 'hs:ts=\E]2;:fs=\007:ds=\E]2;\007'
setenv TEXTUAL_ANIMATIONS none
setenv PYTHONPATH {path}
"""
Start = Callable[[str, str], Session]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program in a screen of its own; ends both after the test."""
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    running: list[tuple[str, Session]] = []

    def begin(kind: str, term: str) -> Session:
        name = f"celldiff-{uuid4().hex[:8]}"
        rc = tmp_path / f"{name}.rc"
        path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
        rc.write_text(RC.format(term=term, path=path))
        inside = [sys.executable, "-m", "tests.celldiff.programs", kind]
        command = ["screen", "-c", str(rc), "-U", "-S", name, *inside]
        session = Session("-c", f"import os; os.execvp('screen', {command!r})", SCREENDIR=str(sockets), LANG="C.UTF-8")
        running.append((name, session))
        session.wait_for("Find")
        session.settle()
        return session

    yield begin
    for name, session in running:
        subprocess.run(
            ["screen", "-S", name, "-X", "quit"], env=os.environ | {"SCREENDIR": str(sockets)}, capture_output=True
        )
        session.close()


@pytest.mark.parametrize("term", ["screen", "screen-256color", "xterm-256color"])
def test_gnu_screen_shows_the_same(start: Start, term: str) -> None:
    chance = random.Random(11)
    stock, diff = start("plain", term), start("diff", term)
    assert not differences(diff.terminal, stock.terminal)
    for _ in range(7):
        if chance.random() < 0.3:
            size = chance.randrange(40, 110), chance.randrange(10, 36)
            for session in (stock, diff):
                session.resize(*size)
        keys = chance.choices(("down", "pagedown", "end", "up", "tab", "f2", "f3", "f4", "escape", "x", "é", "山"), k=3)
        for session in (stock, diff):
            session.press(*keys)
        assert not differences(diff.terminal, stock.terminal), keys
