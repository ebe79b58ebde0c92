"""Somebody who has never seen it opens the demo, and by the footer and `?` alone does a morning's work."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.terminal import Typist


def share_of_demo(home: Path) -> Path:
    """The demo's folder for what is sent: it goes with the demo."""
    (share,) = (home / "tmp").glob("caretui-demo-*/share")
    return share


def test_a_newcomer_s_first_morning(sit_down: Callable[..., Typist], home: Path) -> None:
    you = sit_down("demo")
    you.see("1 TODAY", "INVENTED PEOPLE", "Duxbury, Alan")
    you.press("?")
    you.see("log what happened", "find name, relative, phone")
    you.press("escape")

    # A contact, by letter and digit.
    you.press("2").see("2 CASELOAD", "Mine 45")
    you.press("down", "down").see("DUXBURY, Alan")
    you.press("c").see("NEW CONTACT")
    you.press("t", "2").words("Rang Karen back: he slept.").press("f2")
    you.see("2 CASELOAD", "Saved")

    # An action with a due date, its reading shown before it is taken.
    you.press("a").words("district nursing: check his weight fri")
    you.see("district nursing | check his weight | Fri ")
    you.press("enter").see("Saved")

    # A person by half a surname.
    you.press("ctrl+f").see("FIND").words("aspin mau").see("Aspinall, Maureen")
    you.press("enter").see("ASPINALL, Maureen").press("escape", "escape")

    # The next meeting: defer one person, and put the packs on the shared drive.
    you.press("3").see("3 MEETINGS", "Higher Croft Surgery").press("enter").see("PREP", "Duxbury, Alan")
    you.press("x").see("SEND OR PRINT", "meeting pack")
    you.see("Folder     /").press("enter").see("Sent 5 files", seconds=60)
    packs = sorted(share_of_demo(home).iterdir())
    assert len(packs) == 5 and all(pack.read_bytes().startswith(b"%PDF") for pack in packs)
    assert not any("uxbury" in pack.name for pack in packs)
    you.press("H").see("1 of 15", "ALAN DUXBURY").press("d").see("2 of 15", "eferred")

    # Nothing is left of it.
    you.press("escape", "escape", "escape")
    you.close()


def test_the_pack_says_what_the_agency_may_see(sit_down: Callable[..., Typist], home: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    you = sit_down("demo")
    you.see("1 TODAY", "Duxbury").press("3").see("Higher Croft").press("enter").see("PREP").press("x").see("SEND")
    you.press("enter").see("Sent 5 files", seconds=60)
    pack = next(share_of_demo(home).glob("*district-nursing*"))
    words = subprocess.run(["pdftotext", "-layout", pack, "-"], capture_output=True, text=True, check=True).stdout
    assert "DUXBURY, Alan" in words and "OFFICIAL-SENSITIVE" in words and "preparing the team meeting" in words
    assert "2741" not in words, "a key-safe code is never printed"


def test_the_demo_leaves_nothing_behind(sit_down: Callable[..., Typist], home: Path) -> None:
    you = sit_down("demo")
    you.see("1 TODAY", "Duxbury")
    assert list((home / "tmp").iterdir()), "it lives in the temporary folder"
    you.press("ctrl+q").see("END OF THE DAY", "Rigby, Tom")
    you.press("ctrl+q")
    assert you.ended() == 0
    assert list((home / "tmp").iterdir()) == []
    assert not (home / "data").exists() or not list((home / "data").rglob("*.caretui"))


def test_a_demo_that_was_killed_is_swept_away_by_the_next(sit_down: Callable[..., Typist], home: Path) -> None:
    first = sit_down("demo")
    first.see("1 TODAY", "Duxbury")
    first.close()
    assert len(list((home / "tmp").iterdir())) == 1
    second = sit_down("demo")
    second.see("1 TODAY", "Duxbury")
    assert len(list((home / "tmp").iterdir())) == 1
