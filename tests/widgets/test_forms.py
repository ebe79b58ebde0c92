"""Forms by keyboard alone: letters pick, Enter accepts, F2 saves, Esc keeps a draft, controls are refused."""

from typing import Any

import pytest
from tests.widgets.harness import Form, Harness, rows_of
from textual.events import Paste
from textual.pilot import Pilot

from caretui.widgets.dialogs import AskPassphrase
from caretui.widgets.entry import SafeInput
from caretui.widgets.note import SafeArea


@pytest.fixture(autouse=True)
def _clean() -> None:
    Form.saved_values = None
    Form.drafts.clear()


async def opened(app: Harness, pilot: Pilot[Any]) -> Form:
    app.push_screen(Form())
    await pilot.pause()
    assert isinstance(app.screen, Form)
    return app.screen


async def test_a_call_is_logged_with_two_letters_and_words() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("T", "2", "enter", "o", "k", "f2")
        await pilot.pause()
        values = Form.saved_values
        assert (values["how"], values["with"], values["said"]) == ("telephone", "karen", "ok")
        assert str(values["when"]) == "2026-11-27"
        assert rows_of(app)[22].startswith(" Saved 08:31.")
        assert rows_of(app)[22].endswith("u undo")


async def test_a_capital_means_that_they_came_to_us() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        await pilot.press("T")
        assert form.fields["how"].capital
        assert "telephone, they rang" in rows_of(app)[2]


async def test_a_letter_that_picks_nothing_does_not_act_behind_the_form() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        await pilot.press("u", "z", "4")
        assert app.screen is form
        assert "is none of its keys, f t v x e l m." in rows_of(app)[22]


async def test_backspace_in_a_choice_clears_it_and_never_loses_the_form() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        await pilot.press("t", "shift+tab", "backspace")
        assert app.screen is form
        assert form.values["how"] is None
        await pilot.press("escape")
        assert Form.drafts, "leaving keeps the draft"


async def test_a_day_that_cannot_be_read_stops_the_save_and_says_so() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        form.fields["when"].set_text("31/04")
        await pilot.press("f2")
        assert Form.saved_values is None
        assert app.screen is form
        assert rows_of(app)[22].startswith(" When: ")
        assert app.focused is form.fields["when"].input


async def test_leaving_keeps_a_draft_and_an_untouched_form_keeps_none() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("escape")
        assert Form.drafts == []
        await opened(app, pilot)
        await pilot.press("t", "escape")
        assert Form.drafts[-1]["how"] == "telephone"


async def test_what_is_typed_is_kept_within_a_second_or_so() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("t")
        await pilot.pause(1.2)
        assert Form.drafts[-1]["how"] == "telephone"


async def test_pasting_leaves_out_controls_and_says_so() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        form.fields["agreed"].take_focus()
        await pilot.pause()
        app.screen.focused.post_message(Paste("two\nlines\x1b[2J\x07"))
        await pilot.pause()
        assert form.fields["agreed"].value == "two lines[2J"
        assert "2 control characters left out" in rows_of(app)[22]
        area = form.fields["said"].query_one(SafeArea)
        area.focus()
        area.post_message(Paste("a\r\nb\x9b\tc"))
        await pilot.pause()
        assert form.fields["said"].value == "a\nb\tc"


async def test_an_input_shows_turned_text_straight_and_a_passphrase_as_stars() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        form.fields["agreed"].set_text("a\u202eb")
        await pilot.pause()
        assert "a\ufffdb" in rows_of(app)[21]
        app.push_screen(AskPassphrase("Passphrase"))
        await pilot.press("h", "u", "s", "h")
        assert "****" in rows_of(app)[21]
        assert "hush" not in "".join(rows_of(app))


async def test_a_note_of_a_million_characters_stays_usable_and_takes_no_more() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        note = form.fields["said"]
        note.set_text("word \n" * 166_666)
        note.take_focus()
        await pilot.press("ctrl+end", "a")
        assert len(note.value) == 999_997
        note.area.post_message(Paste("four more"))
        await pilot.pause()
        assert len(note.value) == 999_997
        assert "1,000,000 characters at most" in rows_of(app)[22]


async def test_nothing_blinks() -> None:
    app = Harness()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot)
        assert not any(widget.cursor_blink for widget in form.query(SafeInput))
        assert not any(widget.cursor_blink for widget in form.query(SafeArea))
