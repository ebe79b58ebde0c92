"""Dialogs answer by keys, Esc gives nothing, and the person stays in sight behind them."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.widgets.harness import Harness, rows_of

from caretui.care.refused import Refused
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask, AskLine, AskPassphrase, Both, Dialog, LineEntry, Progress, Say

AGENCIES = [Option(f"a{i}", f"agency {i} {'nursing' if i % 2 else 'OT'}") for i in range(30)]


def understand(text: str) -> str:
    if "31/04" in text:
        raise Refused("there is no 31 April.")
    return text.replace(":", " |")


@pytest.mark.parametrize(
    ("make", "keys", "answer"),
    [
        (lambda: Ask("Close?"), ["y"], True),
        (lambda: Ask("Close?"), ["n"], False),
        (lambda: Ask("Close?"), ["enter", "x", "escape"], None),
        (lambda: Ask("Close?"), ["q"], None),
        (lambda: Say("Done"), ["enter"], None),
        (lambda: Both("Address", theirs=["a"], yours=["b"]), ["t"], "theirs"),
        (lambda: Both("Address", theirs=["a"], yours=["b"]), ["y"], "yours"),
        (lambda: AskLine("Name?"), ["enter", "q", "enter"], "q"),
        (lambda: AskLine("Name?", check=lambda text: "" if text == "ok" else "no"), ["o", "enter", "k", "enter"], "ok"),
        (lambda: AskPassphrase("Pass"), ["space", "a", "enter"], " a"),
        (lambda: Choose("Which?", AGENCIES[:3]), ["2"], "a1"),
        (lambda: Choose("Which?", AGENCIES[:3]), ["down", "down", "enter"], "a2"),
        (lambda: Choose("Which?", AGENCIES), ["o", "t", "down", "enter"], "a2"),
        (lambda: Choose("Which?", AGENCIES), ["z", "z", "enter", "escape"], None),
        (lambda: LineEntry("a", understand), ["a", "enter"], "a"),
        (lambda: LineEntry("a", understand, value="x 31/04"), ["enter", "backspace", "enter"], "x 31/0"),
        (lambda: LineEntry("a", understand), ["enter"], None),
    ],
)
async def test_keys_answer(make: Callable[[], Dialog[Any]], keys: list[str], answer: object) -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        given: list[object] = []
        app.push_screen(make(), given.append)
        await pilot.press(*keys)
        await pilot.pause()
        assert given == [answer]


async def test_a_line_to_choose_has_the_room_that_nothing_at_its_right_takes() -> None:
    long = "x" * 73
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Choose("Which?", [Option(1, f"{long}!")]))
        await pilot.pause()
        assert f"{long}!" in "\n".join(rows_of(app))
        app.push_screen(Choose("Which?", [Option(1, long[:61] + "!", "nursing")]))
        await pilot.pause()
        assert f"{long[:61]}!  " in "\n".join(rows_of(app)) and "nursing" in "\n".join(rows_of(app))


@pytest.mark.parametrize("width", [80, 120])
async def test_what_stands_beside_a_line_to_choose_is_cut_only_where_there_is_no_room(width: int) -> None:
    agency, address = "intermediate care and reablement", "4 Intack Court, Shadsworth Road, Blackburn, BB1 3HT"
    app = Harness()
    async with app.run_test(size=(width, 24)) as pilot:
        app.push_screen(Choose("Whom?", [Option(1, "Sam Ward", agency), Option(2, "Address", address)]))
        await pilot.pause()
        rows = "\n".join(rows_of(app))
        assert agency in rows
        assert address in rows
        app.pop_screen()
        wide = "a colleague from another team whose name is as long as this one is"
        app.push_screen(Choose("Whom?", [Option(1, wide, agency)]))
        await pilot.pause()
        rows = "\n".join(rows_of(app))
        assert (wide in rows) == (agency in rows) == (width == 120)


async def test_row_1_stays_in_sight_behind_a_dialog() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Ask("Close?", "x"))
        await pilot.pause()
        rows = rows_of(app)
        assert rows[0].startswith(" 1 Today  2 CASELOAD")
        assert rows[23].startswith(" y yes  n no  Esc back")


async def test_a_long_value_in_conflict_can_be_read_whole_and_answered() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        given: list[object] = []
        app.push_screen(Both("Note", theirs=[f"their line {i}" for i in range(40)], yours=["mine"]), given.append)
        await pilot.pause()
        assert rows_of(app)[23].startswith(" t keep theirs")
        assert "mine" in "".join(rows_of(app))
        await pilot.press("G")
        await pilot.pause()
        assert "their line 39" in "".join(rows_of(app))
        await pilot.press("t")
        assert given == ["theirs"]


async def test_what_is_understood_stands_below_the_line() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(LineEntry("a", understand, value="OT: rail"))
        await pilot.pause()
        rows = rows_of(app)
        assert rows[21].startswith(" a > OT: rail")
        assert rows[22].startswith("     OT | rail")


async def test_progress_counts_and_can_be_stopped() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        progress = Progress("Importing")
        app.push_screen(progress)
        await pilot.pause()
        progress.advance(50, 5000, "people")
        await pilot.press("escape")
        rows = rows_of(app)
        assert rows[21].startswith(" 50 of 5,000  people")
        assert progress.cancelled
        assert app.screen is progress, "the task ends the dialog, not the key"
