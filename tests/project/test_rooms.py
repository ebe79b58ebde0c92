"""The rules that ruff and import-linter hold know every part that they should hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import textual.widgets

ROOT = Path(__file__).parents[2]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
# Parts of textual that show only what was typed into them, or nothing that people wrote.
PLAIN = {
    "ContentSwitcher",
    "Digits",
    "HelpPanel",
    "Input",
    "KeyPanel",
    "LoadingIndicator",
    "MaskedInput",
    "ProgressBar",
    "Rule",
    "Sparkline",
    "Switch",
    "TextArea",
    "Tooltip",
    "Welcome",
}


def test_every_part_of_textual_that_reads_markup_is_banned_outside_the_widgets() -> None:
    banned = TOOLS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    known = {name.removeprefix("textual.widgets.") for name in banned} | PLAIN
    assert set(textual.widgets.__all__) - known == set()


@pytest.mark.parametrize(
    "line",
    [
        "from textual.widgets import Static",
        "from textual.widgets.option_list import Option",
        "import sqlite3",
        "from sqlmodel import SQLModel",
    ],
)
def test_a_banned_import_in_a_screen_is_refused(line: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "src/caretui/screens/today.py", "-"],
        cwd=ROOT,
        input=f"{line}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "TID251" in checked.stdout


def test_each_room_below_the_screens_is_held_away_from_textual() -> None:
    (layers,) = (c for c in TOOLS["importlinter"]["contracts"] if c.get("containers") == ["caretui"])
    rooms = [re.findall(r"\w+", layer) for layer in layers["layers"]]
    below = {room for layer in rooms[rooms.index(["demo"]) :] for room in layer} | {"commands"}
    held = {
        source.removeprefix("caretui.")
        for contract in TOOLS["importlinter"]["contracts"]
        if "textual" in contract.get("forbidden_modules", [])
        for source in contract["source_modules"]
    }
    there = {room for room in below if list((ROOT / "src" / "caretui").glob(f"{room}*"))}
    assert there - held == set()


@pytest.mark.parametrize("words", [["--version"]])
def test_a_light_command_loads_neither_the_screen_nor_the_models(words: list[str]) -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "caretui", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in said.stderr.splitlines()}
    assert said.returncode == 0
    assert "caretui" in loaded
    assert not loaded & {"textual", "rich", "sqlmodel", "pydantic", "sqlalchemy"}
