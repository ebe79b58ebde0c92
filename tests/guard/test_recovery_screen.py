"""A damaged store at start: which backups were tried, what is put in place, what is missing, and what if none is good."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caretui.screens.recovery import Recovery
from caretui.store import backup, founding, opening
from caretui.store.changes.people import add_person
from caretui.store.store import Store

PASSPHRASE = "correct horse battery"


@pytest.fixture
def opened(tmp_path: Path) -> Store:
    made = founding.found(
        tmp_path / "team.caretui", name="Sam Ward", job="matron", agency="community nursing", passphrase=PASSPHRASE
    )
    return made.store


def add(store: Store, name: str) -> None:
    with store.work(f"added {name}") as work:
        add_person(work, family_name=name)


def backup_at(store: Store, day: int) -> Path:
    store.clock = lambda: datetime(2025, 11, day, 8, tzinfo=UTC)
    return backup.make(store)


def spoil(file: Path, place: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[place] ^= 0xFF
    file.write_bytes(raw)


async def until(true: Callable[[], object], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - a screen has no event for "it shows this"
            await asyncio.sleep(0.02)


def text_of(app: Recovery) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.breaks_stores("a backup is damaged, and stays so")
async def test_the_newest_good_backup_is_put_in_place_and_what_is_missing_is_listed(opened: Store) -> None:
    add(opened, "Shah")
    good = backup_at(opened, 20)
    bad = backup_at(opened, 21)
    add(opened, "[/b] Khan")
    path, key = opened.path, opened.key
    page = opened.read().execute("SELECT rootpage FROM sqlite_master WHERE name = 'agency'").fetchone()
    opened.close()
    spoil(bad, bad.stat().st_size // 2)
    spoil(path, (page[0] - 1) * 4096 + 99)
    app = Recovery(path, key, "the store is damaged")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "Enter puts the backup" in text_of(app))
        shown = text_of(app)
        assert "The store is damaged." in shown and "is damaged." in shown and good.name in shown, shown
        assert shown.index("is damaged.") < shown.index("whole, 2 changes"), "newest first"
        assert path.exists() and list(path.parent.glob("*.aside-*")) == [], "only looked at so far"
        await pilot.press("enter")
        await until(lambda: "is in place" in text_of(app))
        shown = text_of(app)
        assert "Missing: 1 change that" in shown and "Sam Ward: added [/b] Khan" in shown
        assert "Enter open caretui" in shown
        await pilot.press("enter")
        await until(lambda: not app.is_running)
    assert app.go_on
    store = opening.unlock_and_open(path, PASSPHRASE)
    assert [name for (name,) in store.read().execute("SELECT family_name FROM person")] == ["Shah"]
    store.close()
    (aside,) = path.parent.glob("*.aside-*.caretui")
    assert aside.stat().st_size > 0


@pytest.mark.breaks_stores("the damage is what is tried")
@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("team.caretui is empty: what was in it is gone.", "team.caretui is empty: what was in it is gone."),
        ("the store is damaged", "The store is damaged."),
    ],
)
async def test_without_a_good_backup_it_says_what_to_do_and_touches_nothing(opened: Store, why: str, said: str) -> None:
    bad = backup_at(opened, 20)
    path, key = opened.path, opened.key
    opened.close()
    spoil(bad, 5000)
    spoil(path, 200)
    before = path.read_bytes()
    app = Recovery(path, key, why)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "no backup here that is whole" in text_of(app))
        assert f" {said}" in text_of(app)
        await pilot.press("enter")
        assert app.restored is None
        await pilot.press("escape")
        await until(lambda: not app.is_running)
    assert not app.go_on and path.read_bytes() == before


async def test_somebody_in_the_store_is_named_and_nothing_is_moved(opened: Store) -> None:
    backup_at(opened, 20)
    app = Recovery(opened.path, opened.key, "the store is damaged")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "Enter puts the backup" in text_of(app))
        await pilot.press("enter")
        await until(lambda: "Sam Ward" in text_of(app))
        assert app.restored is None and list(opened.path.parent.glob("*.aside-*")) == []
    opened.close()
