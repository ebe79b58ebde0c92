"""Terminals of other kinds: shown where it can be, refused in words where it cannot."""

import re
from pathlib import Path

import pytest
from tests.e2e.terminal import Typist

from caretui.store import founding


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = founding.found(
        tmp_path / "team.caretui", name="Sam Ward", job="matron", agency="x", passphrase="four quite unrelated words"
    )
    made.store.close()
    return made.store.path


@pytest.mark.parametrize("term", ["dumb", "unknown", ""], ids=["dumb", "unknown", "empty"])
def test_a_terminal_that_cannot_show_a_screen_is_told_so_before_anything_is_painted(path: Path, term: str) -> None:
    you = Typist("--store", str(path), term=term)
    assert you.ended() == 2
    assert b"cannot show a screen" in you.raw
    assert b"TERM=vt100 caretui" in you.raw
    assert b"\x1b" not in you.raw


@pytest.mark.parametrize(
    ("term", "environ"),
    [("vt100", {}), ("linux", {}), ("xterm", {"NO_COLOR": "1"})],
    ids=["vt100", "linux", "no-color"],
)
def test_old_and_colourless_terminals_show_today(path: Path, term: str, environ: dict[str, str]) -> None:
    you = Typist("--store", str(path), term=term, **environ)
    you.see("Passphrase").words("four quite unrelated words\r").see("1 TODAY")
    you.press("2").see("2 CASELOAD")
    coloured = re.search(rb"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|[34]8;[25];\d+)[;m]", bytes(you.raw))
    assert not environ or coloured is None
    you.press("ctrl+q", "ctrl+q")
    assert you.ended() == 0
