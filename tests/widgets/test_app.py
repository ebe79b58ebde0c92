"""The application: areas, live changes, late answers, the one error door, undo, cover, palette."""

import re
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from tests.patience import seconds
from tests.widgets.harness import TODAY, Caseload, Harness, rows_of
from textual.app import App, ComposeResult

from caretui import commands
from caretui.commands.words import help_of
from caretui.faults import fault_of, write_fault
from caretui.screens.cover import CoverScreen
from caretui.screens.registry import SCREENS, load
from caretui.store.models.places import LocalityForm
from caretui.store.store import Store
from caretui.widgets.frame import Identity, StatusLine, TopLine
from caretui.widgets.table import VirtualTable


def add_a_place(store: Store) -> str:
    """A unit, by its id."""
    with store.work("added a place") as work:
        work.add(LocalityForm(name="Audley"))
    return work.unit


@pytest.mark.parametrize("name", [*SCREENS])
def test_each_screen_handles_every_command_of_its_place(name: str) -> None:
    screen = load(SCREENS[name])
    bound = {binding[1].partition("(")[0] for binding in screen.BINDINGS if isinstance(binding, tuple)}
    moving = {command.id for place in ("list", "text") for command in commands.commands_for(place)}  # the table's
    missing = [action for action in bound - moving if "." not in action and not hasattr(screen, f"action_{action}")]
    assert missing == []


def test_the_app_and_the_table_handle_theirs() -> None:
    for place, owner in ((commands.EVERYWHERE, Harness), ("list", VirtualTable)):
        for command in commands.commands_for(place):
            assert hasattr(owner, f"action_{command.id}"), command


async def test_digits_go_between_areas_and_keep_the_place_in_each() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "1")
        await pilot.pause()
        assert rows_of(app)[0].startswith(" 1 TODAY  2 Caseload")
        assert rows_of(app)[0].endswith("Thu 26 Nov 2026")
        assert rows_of(app)[2].startswith(" NEW SINCE")
        await pilot.press("2")
        await pilot.pause()
        assert app.screen.table.current == 1


async def test_a_commit_from_another_thread_or_session_refreshes_the_screen_in_sight() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        Caseload.count = 46
        try:
            Thread(target=add_a_place, args=(app.store,)).start()
            await pilot.pause(0.2)
            assert screen.table.position_text.endswith("of 46")
            await pilot.press("1")
            Caseload.count = 47
            other = Store.open(app.store.path, app.store.key)
            add_a_place(other)
            other.close()
            await pilot.pause(1.2)
            assert screen.table.position_text.endswith("of 46"), "out of sight: not read again yet"
            await pilot.press("2")
            await pilot.pause(0.2)
            assert screen.table.position_text.endswith("of 47")
        finally:
            Caseload.count = 45


async def test_a_late_answer_never_replaces_a_newer_one() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        shown: list[str] = []
        go_on = Event()

        def slow(con: Any) -> str:
            go_on.wait(5)
            return "old"

        app.screen.fetch(slow, shown.append)
        app.screen.fetch(lambda con: "new", shown.append)
        await pilot.pause(0.1)
        go_on.set()
        await pilot.pause(0.1)
        assert shown == ["new"]


async def test_an_error_in_an_action_leaves_with_type_place_and_number_only(capsys: Any, tmp_path: Path) -> None:
    log = tmp_path / "faults.log"
    app = Harness(fault_log=log)
    with pytest.raises(RuntimeError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("o")
    said = capsys.readouterr().err
    assert re.search(r"RuntimeError at \w+\.py:\d+ \w+", said.replace("\n", " "))
    assert "999 012 3454" not in said + log.read_text()
    assert app.faults[0].number in log.read_text()
    assert app.return_code == 1


async def test_an_error_in_a_query_goes_through_the_same_door() -> None:
    app = Harness()
    with pytest.raises(KeyError):  # noqa: PT012 - the app raises when it is left
        async with app.run_test(size=(80, 24)) as pilot:
            app.screen.fetch(lambda con: {}["999 012 3454"], print)
            await pilot.pause(0.1)
    assert app.faults[0].kind == "KeyError"
    assert "999 012" not in app.faults[0].words


def test_a_fault_has_no_words_of_anybody(tmp_path: Path) -> None:
    try:
        raise ValueError("Duxbury, Alan")
    except ValueError as error:
        fault = fault_of(error)
    assert "Duxbury" not in fault.words
    assert not write_fault(fault, tmp_path, TODAY), "a log that cannot be written is not a second error"


async def test_z_covers_everything_until_z_again() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert not any("Kenyon" in row for row in rows_of(app))
        await pilot.press("escape", "q", "2", "ctrl+f")
        assert isinstance(app.screen, CoverScreen)
        await pilot.press("z")
        assert isinstance(app.screen, Caseload)


class Lock(CoverScreen):
    locks = True

    async def action_uncover(self) -> None:
        await self.app.unlock("")
        self.dismiss(None)


async def test_locking_works_from_a_dialog_and_when_nobody_types() -> None:
    app = Harness(idle_seconds=600, demo=True)  # whose lock opens without a passphrase
    app.registry = {**app.registry, "lock": f"{__name__}:Lock"}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "ctrl+l", "ctrl+l")
        assert isinstance(app.screen, Lock)
        assert sum(isinstance(screen, Lock) for screen in app.screen_stack) == 1
        await pilot.press("z", "escape")
        app.screen.keeps_open = True
        app.idle_seconds = 0.3
        await pilot.pause(1.5)
        assert isinstance(app.screen, Caseload), "a meeting that is open keeps the screen open"
        app.screen.keeps_open = False
        for _ in range(100):
            if isinstance(app.screen, Lock):
                break
            await pilot.pause(0.1)
        assert isinstance(app.screen, Lock)


async def test_u_takes_back_what_was_saved_last() -> None:
    app = Harness()

    def places() -> int:
        return int(app.store.read().execute("SELECT count(*) FROM locality WHERE void IS NULL").fetchone()[0])

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        assert "Nothing to undo." in rows_of(app)[22]
        app.saved("Audley added.", add_a_place(app.store))
        await pilot.press("u")
        assert places() == 0
        assert "Undone: Audley added." in rows_of(app)[22]
        await pilot.press("u")
        assert places() == 1, "an undo can be taken back"
        assert "Done again: Audley added." in rows_of(app)[22]
        await pilot.press("u")
        assert places() == 0, "and so on"
        assert " Undone: Audley added." in rows_of(app)[22]
        app.saved("Saved 08:31. Audley added.", add_a_place(app.store))
        await pilot.press("u")
        assert " Undone: Audley added." in rows_of(app)[22]
        app.saved("Saved. 1 place added.", add_a_place(app.store))
        await pilot.press("u")
        assert " Undone: 1 place added." in rows_of(app)[22]


async def test_coming_back_from_a_dialog_keeps_what_its_answer_said() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        app.saved("Call added.")
        app.screen.say("Not changed.")
        app.screen.on_screen_resume()
        await pilot.pause()
        assert rows_of(app)[22].startswith(" Not changed.")


async def test_what_was_only_told_ends_when_something_else_is_opened_and_what_was_saved_stands() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        assert rows_of(app)[22].startswith(" Nothing to undo.")
        await pilot.press("1")
        assert "Nothing to undo." not in "".join(rows_of(app))
        await pilot.press("2")
        assert "Nothing to undo." not in "".join(rows_of(app))
        app.saved("Call added.", "unit-1")
        app.tell("By name.")
        await pilot.press("question_mark", "escape")
        assert rows_of(app)[22].startswith(" Call added.")
        assert rows_of(app)[22].rstrip().endswith("u undo")


async def test_the_palette_finds_a_command_and_runs_it() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"last line", "enter")
        await pilot.pause()
        assert app.screen.table.current == 44


async def test_help_lists_the_keys_of_the_place() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = "\n".join(rows_of(app))
        for command in commands.told("caseload"):
            assert help_of("caseload", command) in text, command.id
        for command in commands.commands_for(commands.EVERYWHERE):
            assert not command.keys or command.argument or command.help in text, command.id
        await pilot.press("question_mark")
        assert isinstance(app.screen, Caseload)


async def test_nothing_is_put_into_the_terminals_clipboard() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)):
        written: list[str] = []
        app._driver.write = written.append
        app.copy_to_clipboard("999 012 3454")
        assert written == []
        assert app.clipboard == "999 012 3454"


async def test_a_key_is_shown_in_time() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        started = time.perf_counter()
        await pilot.press(*"jjjjj")
        assert time.perf_counter() - started < seconds(3)


class Plain(App[None]):
    """A status line of the demo beneath a table's place."""

    def compose(self) -> ComposeResult:
        yield StatusLine(demo=True)


@pytest.mark.parametrize("undo", [False, True], ids=["said", "saved"])
@pytest.mark.parametrize(
    "words",
    ["Saved.", "Saved 08:31. " + "Wolstenholme-Featherstonehaugh, " * 4, "x" * 180, "بی " * 60],
    ids=["short", "long", "no space", "urdu"],
)
async def test_a_sentence_of_row_23_is_never_cut_beside_invented_people(words: str, undo: bool) -> None:
    app = Plain()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one(StatusLine)
        line.say(words, undo=undo)
        await pilot.pause()
        rows = [line.render_line(y).text for y in range(line.size.height)]
    said = "".join(rows).replace("INVENTED PEOPLE", "").replace("u undo", "").replace(" ", "")
    assert said == words.replace(" ", "")
    assert rows[-1].rstrip().endswith("INVENTED PEOPLE   u undo" if undo else "INVENTED PEOPLE")
    assert "~" not in "".join(rows)


@pytest.mark.parametrize("width", [80, 110])
@pytest.mark.parametrize("right", ["", "1234 of 5000"], ids=["alone", "of a list"])
@pytest.mark.parametrize(
    "before", ["", "NEW CONTACT", "EDIT LOCALITY OTHER THAN THE PRACTICE'S"], ids=["", "new", "edit"]
)
@pytest.mark.parametrize("family", ["Duxbury", "Y" * 200, "بی" * 60], ids=["short", "long", "urdu"])
async def test_the_identity_strip_never_cuts_birth_and_number(family: str, before: str, right: str, width: int) -> None:
    class Top(App[None]):
        def compose(self) -> ComposeResult:
            yield TopLine()

    app = Top()
    async with app.run_test(size=(width, 24)):
        line = app.query_one(TopLine)
        line.show_person(Identity(family, "Alan", "Al", "62", "14 Mar 1964", "999 012 3454", right), before)
        words = line.render_line(0).text
    assert "62   born 14 Mar 1964   NHS 999 012 3454" in words and words.rstrip().endswith(right)
    assert words.strip().startswith((before or family.upper())[:3]) and family.upper()[:5] in words
