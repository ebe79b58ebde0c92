"""The terminal's clipboard and pictures of the screen: off unless switched on, and then without NHS numbers beside names."""

import base64
import re
from pathlib import Path

import pytest
from tests.guard.test_lock import text_of, until

from caretui import settings
from caretui.app import CaretuiApp
from caretui.store.changes import contacts
from caretui.store.changes.people import add_person
from caretui.store.store import Store
from caretui.widgets import outside

NUMBER = "9990123454"


@pytest.fixture
def duxbury(store: Store) -> str:
    with store.work("added a person") as work:
        person = add_person(
            work, family_name="Duxbury", given_name="Alan", nhs_number=NUMBER, coordinator=store.viewer.professional
        )
        contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone", note="bad nights")
    return person


def sent_by(app: CaretuiApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is written to the terminal from now on."""
    sent: list[str] = []
    driver = app._driver
    assert driver is not None
    monkeypatch.setattr(driver, "write", sent.append)
    return sent


def pictures_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*.svg"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Duxbury, Alan 999 012 3454: rang", f"Duxbury, Alan {outside.LEFT_OUT}: rang"),
        ("Alan 9990123454", f"Alan {outside.LEFT_OUT}"),
        ("999-012-3454\nAlan", f"{outside.LEFT_OUT}\nAlan"),
        (" 999 012 3454 ", " 999 012 3454 "),
        ("ring 01632 960144 at 10:30", "ring 01632 960144 at 10:30"),
        ("0163296014455 on 2026-11-26", "0163296014455 on 2026-11-26"),
    ],
)
def test_a_number_never_goes_out_beside_other_words(text: str, left: str) -> None:
    assert outside.without_numbers(text) == left


async def test_nothing_goes_to_the_clipboard_or_into_a_picture_unless_switched_on(
    store: Store, duxbury: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = CaretuiApp(store, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open("copy", person=duxbury)
        await until(lambda: "bad nights" in text_of(app))
        sent = sent_by(app, monkeypatch)
        await pilot.press("ctrl+c")
        await until(lambda: "may not use" in text_of(app))
        await pilot.press("ctrl+p")
        await pilot.press(*"screenshot")
        await pilot.pause()
        assert "Screenshot" not in text_of(app)
        app.action_screenshot()
    assert "\x1b]52" not in "".join(sent)
    assert pictures_in(tmp_path) == []


async def test_switched_on_the_clipboard_gets_all_but_the_number(
    store: Store, duxbury: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CaretuiApp(store, first="caseload", clipboard=True)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open("copy", person=duxbury)
        await until(lambda: "ctrl+c copies all" in text_of(app) and "bad nights" in text_of(app))
        sent = sent_by(app, monkeypatch)
        await pilot.press("ctrl+c")
        await until(lambda: "Copied, without" in text_of(app))
    (out,) = re.findall(r"\x1b\]52;c;([^\x07\x1b]*)", "".join(sent))
    copied = base64.b64decode(out).decode()
    assert "bad nights" in copied and "3454" not in copied and NUMBER not in copied
    assert store.read().execute("SELECT count(*) FROM audit WHERE event = 'to the clipboard'").fetchone() == (1,)


async def test_switched_on_a_picture_is_private_and_shows_no_number(store: Store, duxbury: str, tmp_path: Path) -> None:
    app = CaretuiApp(store, first="caseload", pictures=tmp_path / "screenshots")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open("person", person=duxbury)
        await until(lambda: "999 012 3454" in text_of(app) and "DUXBURY" in text_of(app))
        await pilot.press("ctrl+p")
        await pilot.press(*"screenshot", "enter")
        await until(lambda: "A picture without" in text_of(app))
    (file,) = pictures_in(tmp_path)
    svg = file.read_text(encoding="utf-8").replace("&#160;", " ")
    assert "DUXBURY" in svg and "xxx xxx xxxx" in svg and "3454" not in svg
    assert file.stat().st_mode & 0o077 == 0 and re.fullmatch(r"caretui-\d{8}T\d{12}Z\.svg", file.name)
    assert store.read().execute("SELECT count(*) FROM audit WHERE event = 'pictured'").fetchone() == (1,)


def test_the_switches_are_off_and_take_only_true_or_false(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    assert not settings.load(config).clipboard and not settings.load(config).screenshot
    config.write_text("clipboard = true\nscreenshot = true\n")
    assert settings.load(config).clipboard and settings.load(config).screenshot
    config.write_text('screenshot = "yes"\n')
    with pytest.raises(settings.BadSettings, match="screenshot is true or false"):
        settings.load(config)
