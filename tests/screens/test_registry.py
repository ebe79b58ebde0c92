"""Every screen that is opened by name exists, and takes what it is opened with."""

import ast
import inspect
from pathlib import Path

import pytest

import caretui
from caretui.screens.registry import SCREENS, load

SOURCES = sorted(Path(caretui.__file__).parent.rglob("*.py"))
OPENERS = {"open", "open_about", "open_about_all", "make"}
EVERYTHING = "**"
"""A call that spreads a mapping may give anything."""
ADDED = {"open_about": {"person"}, "open_about_all": {"people"}}


def calls() -> list[tuple[str, str, frozenset[str]]]:
    """(file, screen name, keyword names) of every call that opens a screen by a literal name."""
    found = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in OPENERS
                and node.args
            ):
                continue
            name = node.args[0]
            if not (isinstance(name, ast.Constant) and isinstance(name.value, str)) or file.parts[-2] not in (
                "screens",
                "person_tabs",
                "caretui",
            ):
                continue
            given = {keyword.arg or EVERYTHING for keyword in node.keywords} | ADDED.get(node.func.attr, set())
            found.append((file.name, name.value, frozenset(given - {"callback"})))
    return found


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_each_screen_can_be_loaded(name: str) -> None:
    assert load(SCREENS[name]).__name__.endswith("Screen")


@pytest.mark.parametrize(("file", "name", "given"), sorted(set(calls()), key=str))
def test_each_screen_that_is_opened_exists_and_takes_what_it_is_given(
    file: str, name: str, given: frozenset[str]
) -> None:
    assert name in SCREENS, f"{file} opens {name!r}"
    signature = inspect.signature(load(SCREENS[name]))
    signature.bind_partial(**dict.fromkeys(given - {EVERYTHING}))
    missing = [
        p.name
        for p in signature.parameters.values()
        if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD and p.name not in given
    ]
    assert not missing or EVERYTHING in given, f"{file} opens {name!r} without {missing}"
