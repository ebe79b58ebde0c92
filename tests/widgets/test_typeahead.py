"""A burst of keys does what the same keys do one by one: none reaches the screen behind the one that is opening."""

import asyncio
import time
from typing import Any

import pytest
from tests.widgets.harness import Form, Harness, rows_of
from textual import events
from textual.keys import _character_to_key


def burst(app: Harness, *keys: str) -> None:
    """All keys at once, as a slow line delivers them."""
    for key in keys:
        character = key if len(key) == 1 else None
        app.post_message(events.Key(_character_to_key(key) if character else key, character))


async def quiet(app: Harness) -> None:
    await asyncio.sleep(0.05)
    while app._settling is not None:
        await app._settling
        await asyncio.sleep(0)


async def test_a_form_opened_filled_and_saved_in_one_burst() -> None:
    Form.saved_values = None
    app = Harness()
    async with app.run_test(size=(80, 24)):
        burst(app, "enter", "T", "2", "enter", *"bad u nights z 1", "f2", "j", "j")
        await quiet(app)
        assert Form.saved_values["how"] == "telephone"
        assert Form.saved_values["with"] == "karen"
        assert Form.saved_values["said"] == "bad u nights z 1"
        assert app.screen.table.current == 2


async def test_a_dialog_gets_the_keys_meant_for_it() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)):
        burst(app, "a", *"OT: rail", "enter", "c", "y")
        await quiet(app)
        assert rows_of(app)[22].startswith(" answered True")


async def test_a_key_waits_for_the_answer_it_is_meant_for() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)):
        seen: list[Any] = []

        def slow(con: Any) -> str:
            time.sleep(0.2)
            return "answer"

        def open_line() -> None:
            seen.append(app.screen.top_line.words)

        screen = app.screen
        screen.action_down = open_line
        original = screen.action_mark
        screen.action_mark = lambda: screen.fetch(slow, seen.append, key="slow")
        burst(app, "space", "z")
        await asyncio.sleep(0.1)
        assert app.screen is screen, "z waits"
        await quiet(app)
        assert seen == ["answer"]
        assert app.screen is not screen
        screen.action_mark = original


async def test_a_query_that_hangs_does_not_take_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caretui.widgets.typeahead.PATIENCE", 0.1)
    app = Harness()
    async with app.run_test(size=(80, 24)):
        screen = app.screen
        screen._running_queries = 1
        burst(app, "j", "j")
        await quiet(app)
        assert screen.table.cursor == 2
