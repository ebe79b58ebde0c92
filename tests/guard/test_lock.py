"""Locking, unlocking, ending the day, and going on with what was being written."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from caretui import watch
from caretui.app import CaretuiApp
from caretui.screens.drafts import ContinueOrDiscard
from caretui.screens.end_day import EndDayScreen
from caretui.screens.lock import LockScreen
from caretui.store import backup, founding, keys, tries
from caretui.store.changes.people import add_person
from caretui.store.errors import Locked, TooManyTries, WrongPassphrase
from caretui.store.store import Store

PASSPHRASE = "correct horse battery"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    made = founding.found(
        tmp_path / "team.caretui", name="Sam Ward", job="matron", agency="community nursing", passphrase=PASSPHRASE
    )
    with made.store.work("added a person") as work:
        add_person(work, family_name="Duxbury", given_name="Alan", coordinator=made.store.viewer.professional)
    yield made.store
    made.store.close()


async def until(true: Callable[[], object], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - a screen has no event for "it shows this"
            await asyncio.sleep(0.02)


def text_of(app: CaretuiApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_a_locked_session_shows_nothing_holds_no_key_and_opens_by_the_passphrase(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload")
    key = opened.key
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "Duxbury" in text_of(app))
        await pilot.press("ctrl+l")
        await until(lambda: opened.asleep)
        assert isinstance(app.screen, LockScreen)
        assert "Duxbury" not in text_of(app) and "LOCKED" in text_of(app)
        assert opened.key == b""
        with pytest.raises(Locked):
            opened.read()
        await pilot.press("escape", "2", "ctrl+f", "ctrl+p", "backspace")
        assert isinstance(app.screen, LockScreen)
        await pilot.press(*"wrong words", "enter")
        await until(lambda: "does not open" in text_of(app))
        await pilot.press(*[c if c != " " else "space" for c in PASSPHRASE], "enter")
        await until(lambda: not app.locked and "Duxbury" in text_of(app))
        assert opened.key == key
        events = [event for (event,) in opened.read().execute("SELECT event FROM audit ORDER BY n")]
        assert events[-2:] == ["unlocked", "wrong passphrases"]


async def test_nothing_is_shown_over_the_lock(opened: Store) -> None:
    from caretui.widgets.dialogs import Say

    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+l")
        await until(lambda: opened.asleep)
        app.push_screen(Say("Sent", "Duxbury, Alan"))
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)
        await app.unlock(PASSPHRASE)
        app.screen.dismiss(None)
        await until(lambda: isinstance(app.screen, Say))


async def test_a_lock_keeps_what_is_typed(opened: Store) -> None:
    (person,) = opened.read().execute("SELECT id FROM person").fetchone()
    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        app.open("contact", person=person)
        await until(lambda: "fields" in dir(app.screen))
        await pilot.press("t", "tab", "tab", "tab", *"half")
        await pilot.press("ctrl+l")
        await until(lambda: opened.asleep)
        await app.unlock(PASSPHRASE)
        assert any("half" in str(draft.value) for draft in opened.drafts())


async def test_nobody_at_the_keyboard_locks_but_not_during_a_meeting(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload", idle_seconds=0.3)
    app.meeting_open = True
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.8)
        assert not app.locked
        app.meeting_open = False
        await until(lambda: app.locked and opened.asleep)


async def test_a_laptop_that_slept_wakes_up_locked(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload", idle_seconds=300)
    async with app.run_test(size=(80, 24)) as pilot:
        monotonic, wall = app._last_key
        app._last_key = (monotonic, wall - 400)
        await pilot.press("j")
        assert app.locked, "the first key after the pause locks, it is not obeyed"
        await until(lambda: opened.asleep)


async def test_a_removed_member_is_not_let_in_again(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        other = Store.open(opened.path, opened.key, opened.viewer.member)
        await pilot.press("ctrl+l")
        await until(lambda: opened.asleep)
        from caretui.store.models.places import Membership

        with other.work("removed a member") as work:
            work.put(other.viewer.member, Membership(removed="2026-11-26"))
        other.close()
        await pilot.press(*[c if c != " " else "space" for c in PASSPHRASE], "enter")
        await until(lambda: "no longer a member" in text_of(app))
        assert app.locked and opened.asleep and opened.key == b""


async def test_the_day_ends_with_a_backup_and_what_is_open_is_shown_first(opened: Store) -> None:
    (person,) = opened.read().execute("SELECT id FROM person").fetchone()
    opened.draft("d" * 32, "contact", {"how": "telephone", "note": "up at two"}, about=person)
    opened.draft("e" * 32, "add_person", {"name": "Smith"})
    tomorrow = (opened.today() + timedelta(days=1)).isoformat()
    from caretui.store.models.plan import ActionForm

    with opened.work("asked for something") as work:
        work.add(ActionForm(person=person, what="inhaler check", due=tomorrow, professional=opened.viewer.professional))
    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
        await until(lambda: isinstance(app.screen, EndDayScreen) and "inhaler check" in text_of(app))
        assert "HALF-WRITTEN" in text_of(app) and "Duxbury" in text_of(app)
        assert "call" in text_of(app) and "new person" in text_of(app), "in words, not as the form is called inside"
        await pilot.press("ctrl+q")
        await until(lambda: not app.is_running, 20)
    assert len(backup.known(backup.folder(opened.path))) == 1
    assert opened.setting("day ended").startswith(opened.today().isoformat())


async def test_a_note_of_a_session_that_died_is_offered(opened: Store) -> None:
    (person,) = opened.read().execute("SELECT id FROM person").fetchone()
    other = Store.open(opened.path, opened.key, opened.viewer.member)
    other.draft("d" * 32, "contact", {"note": "up at two, rang the night service"}, about=person)
    assert opened.left_drafts() == [], "whose terminal is still open is not asked about it here"
    other.close()
    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, ContinueOrDiscard) and text_of(app))
        assert "DUXBURY, Alan" in app.screen.heading
        await pilot.press("c")
        await until(lambda: "up at two" in text_of(app) and app.screen.where == "contact")


async def test_a_passphrase_for_one_use_is_changed_first(opened: Store) -> None:
    path, key, member = opened.path, opened.key, opened.viewer.member
    keys.write(path, secret="only for once 1", key=key, member=member, name="Sam Ward", once=True)
    from caretui.store import opening

    opened.close()
    store = opening.unlock_and_open(path, "only for once 1")
    app = CaretuiApp(store, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "for one use" in text_of(app))
        for _ in range(2):
            await pilot.press(*"violetanchormoss", "enter")
        await until(lambda: not store.must_change_passphrase)
    store.close()
    assert not keys.unlock(path, "violetanchormoss").once


async def test_a_backup_is_made_by_itself_when_something_changed(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)):
        await app._back_up()
        assert len(backup.known(backup.folder(opened.path))) == 1
        await app._back_up()
        assert len(backup.known(backup.folder(opened.path))) == 1, "half an hour has not gone, and nothing changed"


async def test_grave_things_ask_the_passphrase_again(opened: Store) -> None:
    app = CaretuiApp(opened, first="caseload")
    sure: list[bool] = []
    async with app.run_test(size=(80, 24)) as pilot:

        async def ask(minutes: int) -> None:
            sure.append(await app.sure_it_is_you("Something grave.", within_minutes=minutes))

        app.run_worker(ask(15))
        await until(lambda: sure == [True])
        app.run_worker(ask(0))
        await until(lambda: "Something grave" in text_of(app))
        await pilot.press(*"not it at all", "enter")
        await until(lambda: "does not open" in text_of(app))
        await pilot.press("escape")
        await until(lambda: sure == [True, False])


def test_wrong_passphrases_are_slowed_and_ten_are_the_end(tmp_path: Path) -> None:
    now = 1_000_000.0
    key = tmp_path / "sam.key"
    waits = []
    for number in range(10):
        with tries.file_of(key).open("a") as file:
            file.write(f"{now + number}\n")
        waits.append(round(tries.wait(key, now + number)))
    assert waits[:6] == [0, 0, 1, 2, 4, 8]
    assert waits[-1] == 291, "the tenth is the last until the first of them is five minutes old"
    assert tries.wait(key, now + 299) > 0
    assert tries.wait(key, now + 400) == 0
    assert len(tries.take(key)) == 10 and tries.wait(key, now + 9) == 0


def test_wrong_passphrases_shut_out_nobody_else(opened: Store) -> None:
    from caretui.store.changes import members

    _, words = members.invite(opened, "Ann Lee", job="OT", agency="OT")
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            keys.unlock(opened.path, "not her passphrase", "ann")
    with pytest.raises(TooManyTries, match="Wait"):
        keys.unlock(opened.path, "not her passphrase", "ann")
    with pytest.raises(TooManyTries):
        keys.unlock(opened.path, words, "an")
    assert keys.unlock(opened.path, PASSPHRASE, "sam").name == "Sam Ward"


async def test_a_reading_that_the_lock_cuts_off_does_not_end_the_app(opened: Store) -> None:
    from caretui.store.database import OperationalError

    app = CaretuiApp(opened, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        app.locked = True
        app._handle_exception(OperationalError("interrupted"))
        await pilot.pause()
        assert app.is_running and not app.faults


async def test_a_session_that_rests_gives_its_memory_back_once_until_the_next_key(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[None] = []

    def rest() -> None:
        Store.rest(opened)
        rests.append(None)

    monkeypatch.setattr(opened, "rest", rest)
    monkeypatch.setattr(watch, "REST_AFTER", 0.0)
    app = CaretuiApp(opened, idle_seconds=60)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: len(rests) == 1)
        await asyncio.sleep(2 * watch.TICK)
        assert len(rests) == 1
        await pilot.press("2")
        await until(lambda: len(rests) == 2)
        assert opened.read().execute("SELECT count(*) FROM member").fetchone() == (1,)
