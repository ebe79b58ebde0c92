"""The first run, by keys alone: who you are, a passphrase twice, the organisation key proved to be on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.people.story import rows_of

from caretui.screens.first_run import OPEN_FIRST, FirstRun, OrganisationKey
from caretui.store import keys
from caretui.store.store import Store
from caretui.widgets.choose import Choose
from caretui.widgets.dialogs import AskLine

WORDS = "kettle orbit tulip van"
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last")


async def typed(pilot: Any, text: str) -> None:
    await pilot.press(*({" ": "space"}.get(letter, letter) for letter in text))


async def who(pilot: Any, passphrase: str, again: str) -> None:
    for text in ("Sam Ward", "community m", "NHS Trust", "community n", "blackburn e", passphrase):
        await typed(pilot, text)
        await pilot.press("tab")
    await typed(pilot, again)
    await pilot.press("f2")
    await pilot.pause()


async def until(pilot: Any, true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came")


async def test_a_store_is_made_and_both_secrets_open_it(tmp_path: Path) -> None:
    path = tmp_path / "my.caretui"
    app = FirstRun(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await who(pilot, WORDS, WORDS)
        await until(pilot, lambda: isinstance(app.screen, OrganisationKey))
        screen = app.screen
        key = screen.made.organisation_key
        await until(pilot, lambda: key.split("-")[-1] in "".join(rows_of(app)))
        shown = "".join(rows_of(app))
        assert all(group in shown for group in key.split("-")) and WORDS not in shown
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        assert not any(group in "".join(rows_of(app)) for group in key.split("-"))
        await pilot.press("escape")
        await until(pilot, lambda: key.split("-")[-1] in "".join(rows_of(app)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        await typed(pilot, "WRONG")
        await pilot.press("enter")
        assert "That is not it" in "".join(rows_of(app))
        await pilot.press(*["backspace"] * 5)
        title = app.screen.heading
        place = next(n for n, word in enumerate(PLACES) if f"the {word} group" in title)
        await typed(pilot, key.split("-")[place].lower())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("2")
        await until(pilot, lambda: app.answer is not None)
    store = app.answer
    assert isinstance(store, Store)
    assert (store.viewer.name, store.viewer.job, store.viewer.role) == ("Sam Ward", "community matron", "lead")
    assert store.viewer.agency_kind == "community nursing" and store.setting(OPEN_FIRST) == "add_person"
    store.close()
    assert keys.unlock(path, WORDS).name == "Sam Ward"
    assert keys.unlock(path, key.lower()).member is None


async def test_a_common_or_mistyped_passphrase_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my.caretui"
    app = FirstRun(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await who(pilot, "password1234", "password1234")
        assert "first that anybody would try: four unrelated words are better." in rows_of(app)[22]
        assert app.screen.focused is app.screen.fields["passphrase"].input
        for name, text in (("passphrase", WORDS), ("again", f"{WORDS}s")):
            app.screen.fields[name].set_text(text)
        await pilot.press("f2")
        await pilot.pause()
        assert "not the same" in rows_of(app)[22]
        await pilot.press("escape")
    assert app.answer is None and not app.path.exists()


async def test_the_demo_is_one_key_away_and_nothing_is_made(tmp_path: Path) -> None:
    app = FirstRun(tmp_path / "my.caretui")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f5")
    assert app.answer == "demo" and not app.path.exists()


async def test_nobody_leaves_while_the_store_is_made(tmp_path: Path) -> None:
    app = FirstRun(tmp_path / "my.caretui")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await who(pilot, WORDS, WORDS)
        await pilot.press("escape", "f5", "ctrl+q", "f2")
        await until(pilot, lambda: isinstance(app.screen, OrganisationKey))
        assert app.answer is None
        await until(pilot, lambda: app.screen.made.organisation_key[:4] in "".join(rows_of(app)))


def test_a_failure_of_the_screen_s_output_is_in_the_log_without_a_value(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    app = FirstRun(tmp_path / "my.caretui")
    assert app._celldiff_failed is not None
    app._celldiff_failed(ValueError("DUXBURY"))
    (log,) = tmp_path.rglob("caretui.log")
    assert "ValueError" in log.read_text(encoding="utf-8") and "DUXBURY" not in log.read_text(encoding="utf-8")
