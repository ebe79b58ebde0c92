"""The passphrase prompt stands before anything heavy is imported, and behaves as one that came later would."""

import subprocess
import sys
import termios
from pathlib import Path

import pytest
from tests.e2e.terminal import Typist

from caretui.store import founding

WORDS = "four quite unrelated words"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = founding.found(tmp_path / "team.caretui", name="Sam Ward", job="matron", agency="x", passphrase=WORDS)
    made.store.close()
    return made.store.path


def test_what_is_typed_at_once_is_taken_and_never_shown(path: Path) -> None:
    you = Typist("--store", str(path))
    you.see("Passphrase", "Sam Ward")
    you.words(WORDS + "\r").see("1 TODAY")
    assert b"unrelated" not in you.raw
    you.press("ctrl+q", "ctrl+q")
    assert you.ended() == 0


def test_leaving_at_the_prompt_gives_the_terminal_back_as_it_was(path: Path) -> None:
    you = Typist("--store", str(path))
    before = termios.ECHO | termios.ICANON
    you.see("Passphrase").words("\x03")
    assert you.ended() == 130
    assert termios.tcgetattr(you.fd)[3] & before == before
    assert you.raw.count(b"\x1b[?1049h") == you.raw.count(b"\x1b[?1049l") == 1


def test_a_refusal_is_said_where_it_can_be_read(path: Path) -> None:
    (path.parent / "config.toml").write_text("lock_minutes = 99\n")
    you = Typist("--store", str(path), CARETUI_CONFIG=str(path.parent / "config.toml"))
    assert you.ended() == 1
    assert b"caretui: " in you.raw[you.raw.rindex(b"\x1b[?1049l") :]


def test_the_prompt_needs_nothing_heavy() -> None:
    code = "import sys, caretui.prompt; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"argparse", "dataclasses", "inspect", "json", "pathlib", "re", "sqlcipher3", "textual", "typing"}
    site = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert heavy & (set(done.stdout.split()) - set(site.stdout.split())) == set()
