"""When cell-diff output fails: the hook is told, and stock output goes on with a whole screen."""

import ast
from pathlib import Path

import pytest
from tests.celldiff.twins import Twins
from tests.celldiff.vt import differences

import caretui.celldiff
from caretui.celldiff.differ import Differ


async def test_the_hook_learns_what_happened_and_the_screen_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[Exception] = []
    twins = Twins((80, 24), on_fallback=failures.append)
    async with twins.run_test(headless=False, size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        twins.diff.feed("\x1b[5;5Hstray\x1b[r")

        def fail(*_: object) -> str:
            raise ValueError("a fault in the differ")

        monkeypatch.setattr(Differ, "_paint", fail)
        await pilot.press("down")
        await pilot.pause()
        assert [str(failure) for failure in failures] == ["a fault in the differ"]
        assert not differences(twins.diff, twins.stock)
        await pilot.press("pagedown", "f2")
        await pilot.pause()
        assert len(failures) == 1
        assert not differences(twins.diff, twins.stock)


async def test_text_with_control_characters_goes_out_as_stock_output_has_it() -> None:
    failures: list[Exception] = []
    twins = Twins((80, 24), on_fallback=failures.append)
    async with twins.run_test(headless=False, size=(80, 24)) as pilot:
        twins.query_one("#side").display = True
        twins.query_one("#side").update("a\x9bb\x7f \x1b[31mred")  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("down", "pagedown", "f2", "escape")
        await pilot.pause()
        assert not twins.wrong
        assert not failures


def test_the_folder_imports_nothing_of_the_program_around_it() -> None:
    for module in Path(caretui.celldiff.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1
                names = [node.module or ""] if not node.level else []
            assert not [name for name in names if name.split(".")[0] == "caretui"], module.name
