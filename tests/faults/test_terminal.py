"""The terminal goes amid typing, the system ends the session, the process is killed: drafts are kept, nothing spins."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.desk import PASSPHRASE, Desk
from tests.faults.terminal import Terminal

Opener = Callable[..., Terminal]


@pytest.fixture
def opens(desk: Desk) -> Iterator[Opener]:
    made: list[Terminal] = []

    def open_app(*, controlling: bool = True) -> Terminal:
        terminal = Terminal(desk, controlling=controlling)
        made.append(terminal)
        terminal.wait_for("TODAY")
        return terminal

    yield open_app
    for terminal in made:
        terminal.close()


def jot(terminal: Terminal, words: str) -> None:
    """A message half typed: `i` and the words."""
    terminal.type("i", quiet=0.8)
    terminal.wait_for("message >")
    terminal.type(words)
    terminal.wait_for(words[-8:])


def drafts(desk: Desk) -> list[str]:
    store = desk.open()
    try:
        return [str(draft.value.get("words")) for draft in store.drafts()]
    finally:
        store.close()


def test_a_closed_window_keeps_the_draft_and_ends_the_process_within_two_seconds(desk: Desk, opens: Opener) -> None:
    terminal = opens()
    jot(terminal, "Karen, bad nights since Sunday")
    terminal.hang_up()
    assert (took := terminal.gone(10)) is not None and took <= 2.5, took
    assert drafts(desk) == ["Karen, bad nights since Sunday"]


def test_a_terminal_that_vanishes_without_a_signal_ends_it_too(desk: Desk, opens: Opener) -> None:
    terminal = opens(controlling=False)
    jot(terminal, "Karen, bad nights")
    terminal.hang_up()
    assert (took := terminal.gone(10)) is not None and took <= 3.5, took
    assert drafts(desk) == ["Karen, bad nights"]


@pytest.mark.parametrize("told", ["SIGTERM", "SIGQUIT", "SIGUSR1", "SIGALRM", "SIGXCPU"])
def test_being_told_to_end_keeps_the_draft_and_leaves_the_terminal_clean(desk: Desk, opens: Opener, told: str) -> None:
    terminal = opens()
    jot(terminal, "ring the ward")
    number = signal.Signals[told]
    terminal.process.send_signal(number)
    begun = time.monotonic()
    while terminal.process.poll() is None and time.monotonic() - begun < 10:
        terminal.read(0.05)
    assert terminal.process.returncode == 128 + number
    assert time.monotonic() - begun <= 2.5
    while len(terminal.sent) != (before := len(terminal.sent)) or before == 0:
        terminal.read(0.1)
    assert b"\x1b[?1049l" in terminal.sent
    assert drafts(desk) == ["ring the ward"]


def test_the_screen_before_there_is_a_store_is_cleared_too(desk: Desk, tmp_path: Path) -> None:
    terminal = Terminal(desk, "--store", str(tmp_path / "new" / "team.caretui"))
    try:
        terminal.wait_for("F2")
        terminal.process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        while terminal.process.poll() is None and time.monotonic() - begun < 10:
            terminal.read(0.05)
        terminal.read(0.2)
        assert terminal.process.returncode == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.sent
    finally:
        terminal.close()


def test_a_kill_loses_a_second_of_typing_at_most(desk: Desk, opens: Opener) -> None:
    terminal = opens()
    jot(terminal, "one ")
    words = "one "
    typed: list[tuple[float, str]] = []
    for number in range(12):
        words += f"w{number} "
        terminal.type(f"w{number} ", quiet=0.05)
        typed.append((time.monotonic(), words))
        time.sleep(0.25)
    os.kill(terminal.process.pid, signal.SIGKILL)
    killed = time.monotonic()
    terminal.process.wait()
    (kept,) = drafts(desk)
    older = [said for at, said in typed if at < killed - 1.5]  # a second, and what a loaded machine takes to write
    assert kept.strip().startswith(older[-1].strip()), f"kept {kept!r}, typed {words!r}"
    again = opens()
    again.wait_for("You were writing")
    again.type("c", quiet=1.0)
    again.wait_for(kept.strip()[-4:])


def test_lock_and_unlock_at_the_real_keyboard_are_quick(desk: Desk, opens: Opener, tally: Callable[..., None]) -> None:
    terminal = opens()
    begun = time.monotonic()
    os.write(terminal.master, b"\x0c")
    terminal.wait_for("LOCKED")
    locked = time.monotonic() - begun
    assert "Ward, community" not in terminal.text
    time.sleep(1)
    terminal.type(PASSPHRASE)
    begun = time.monotonic()
    os.write(terminal.master, b"\r")
    terminal.wait_for("TODAY")
    tally(lock_seconds=round(locked, 2), unlock_seconds=round(time.monotonic() - begun, 2))
    assert locked < 5, "a loaded machine; docs/reliability.md has the figures of a quiet one"


def test_a_stopped_session_comes_back_locked(desk: Desk, opens: Opener) -> None:
    terminal = opens()
    os.kill(terminal.process.pid, signal.SIGTSTP)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        terminal.read(0.1)
        state = Path(f"/proc/{terminal.process.pid}/stat").read_text(encoding="ascii", errors="replace")
        if state.rsplit(")", 1)[1].split()[0] == "T":
            break
    else:
        pytest.fail("it did not stop")
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.wait_for("LOCKED")


def damage(desk: Desk, *, page: int) -> None:
    """Turn a byte of this page over (counted from 1)."""
    raw = bytearray(desk.store_path.read_bytes())
    raw[(page - 1) * 4096 + 200] ^= 0xFF
    desk.store_path.write_bytes(raw)


def test_a_damaged_store_is_put_back_at_start_when_that_is_wanted(desk: Desk) -> None:
    assert desk.run(*desk.log_words("in the backup")).returncode == 0
    assert desk.run("backup").returncode == 0
    damage(desk, page=1)
    terminal = Terminal(desk, CARETUI_PASSPHRASE_FILE="")
    try:
        terminal.wait_for("Passphrase")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.wait_for("Enter puts the backup")
        assert "whole, 3 changes" in terminal.text and "Esc leave, nothing changed" in terminal.text
        terminal.type("\r")
        terminal.wait_for("The backup is in place: 3 changes")
        terminal.wait_for("Enter open caretui")
        terminal.type("\r")
        terminal.wait_for("TODAY")
    finally:
        terminal.close()
    assert list(desk.contacts().values()) == ["in the backup"]
    assert len(list(desk.folder.glob("*.aside-*.caretui"))) == 1


@pytest.mark.breaks_stores("the damage is what is tried")
def test_who_leaves_the_recovery_screen_leaves_everything_as_it_was(desk: Desk) -> None:
    assert desk.run("backup").returncode == 0
    damage(desk, page=1)
    before = desk.store_path.read_bytes()
    terminal = Terminal(desk)
    try:
        terminal.wait_for("Enter puts the backup")
        terminal.type("\x1b")
        assert terminal.gone(10) is not None
        for _ in range(10):
            terminal.read(0.05)
    finally:
        terminal.close()
    assert terminal.process.returncode == 1 and b"\x1b[?1049l" in terminal.sent
    assert desk.store_path.read_bytes() == before and list(desk.folder.glob("*.aside-*")) == []


@pytest.mark.breaks_stores("the damage is what is tried")
def test_a_store_found_damaged_amid_the_day_ends_in_the_recovery_screen(desk: Desk) -> None:
    assert desk.run(*desk.log_words("in the backup")).returncode == 0
    assert desk.run("backup").returncode == 0
    assert desk.run(*desk.log_words("after it")).returncode == 0
    damage(desk, page=page_of(desk, "person"))
    terminal = Terminal(desk)
    try:
        terminal.wait_for("Enter puts the backup")
        terminal.type("\r")
        terminal.wait_for("is in place")
        assert "Missing: 1 change that" in terminal.text and "logged a contact" in terminal.text
        terminal.type("\r")
        terminal.wait_for("TODAY")
    finally:
        terminal.close()
    assert list(desk.contacts().values()) == ["in the backup"]


def page_of(desk: Desk, table: str) -> int:
    """The first page of a table."""
    store = desk.open()
    try:
        found = store.read().execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    finally:
        store.close()
    return int(found[0])
