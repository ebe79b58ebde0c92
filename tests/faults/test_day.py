"""A day at the real screens, shortened: random keys for hours must cost neither memory nor files nor a growing log."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.desk import PASSPHRASE, Desk, some
from tests.faults.terminal import Terminal
from tests.faults.test_many import resident_kb

from caretui.store.changes.people import add_person

DOWN, UP, RIGHT, ESC, F2, FIND, LOCK = "\x1b[6~", "\x1b[5~", "\x1b[C", "\x1b", "\x1bOQ", "\x06", "\x0c"
PEOPLE = 40


class Sitter:
    """Somebody who uses everything and says nothing."""

    def __init__(self, terminal: Terminal, chance: random.Random) -> None:
        self.terminal, self.chance = terminal, chance
        self.forms = self.locks = 0
        self.doings = [
            self.area, self.read, self.read, self.read, self.person, self.person,
            self.write, self.write, self.find, self.undo, self.help, self.lock,
        ]  # fmt: skip

    def turn(self) -> None:
        self.chance.choice(self.doings)()

    def keys(self, *keys: str, quiet: float = 0.1) -> None:
        for key in keys:
            self.terminal.type(key, quiet=quiet)

    def area(self) -> None:
        self.keys(self.chance.choice("12345"))

    def read(self) -> None:
        self.keys(*(self.chance.choice(("j", "k", DOWN, UP, RIGHT)) for _ in range(5)), quiet=0.02)

    def person(self) -> None:
        self.keys("2", "\r", *[RIGHT] * 6, ESC)

    def write(self) -> None:
        self.keys("2", "c", quiet=0.3)
        self.keys("t", f"note {self.forms}", F2, ESC, quiet=0.2)
        self.forms += 1

    def find(self) -> None:
        self.keys(FIND, f"person{self.chance.randrange(PEOPLE)}", ESC)

    def undo(self) -> None:
        self.keys("u", ESC)

    def help(self) -> None:
        self.keys("?", ESC)

    def lock(self) -> None:
        if self.chance.randrange(4):
            return
        self.terminal.type(LOCK, quiet=0.5)
        self.terminal.wait_for("LOCKED")
        time.sleep(0.5)
        self.terminal.type(f"{PASSPHRASE}\r", quiet=1.0)
        self.locks += 1


def test_a_day_at_the_screens_grows_neither_memory_nor_files(
    desk: Desk, times: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells what a process has in memory")
    store = desk.open()
    with store.work("added people") as work:
        for number in range(PEOPLE):
            add_person(work, family_name=f"Person{number}", coordinator=store.viewer.professional)
    store.close()
    terminal = Terminal(desk)
    sitter = Sitter(terminal, some(11))
    pid = terminal.process.pid
    turns = times(40, 150)
    try:
        terminal.wait_for("TODAY")
        for _ in range(times(20, 60)):
            sitter.turn()
        files, memory = len(list(Path(f"/proc/{pid}/fd").iterdir())), resident_kb(pid)
        for _ in range(turns):
            sitter.turn()
        grown, more = resident_kb(pid) - memory, len(list(Path(f"/proc/{pid}/fd").iterdir())) - files
        size = desk.store_path.with_name(f"{desk.store_path.name}-wal").stat().st_size
        assert terminal.process.poll() is None and b"Something went wrong" not in terminal.sent
    finally:
        terminal.close()
    assert more <= 4, f"{more} files more"
    assert grown < 40_000, f"{grown} kB more"
    assert size < 30_000_000
    saved = len(desk.contacts())
    assert saved > 0, "some of the forms were saved"
    tally(turns=turns, saved=saved, locks=sitter.locks, memory_grown_kb=grown, files_more=more, wal_bytes=size)
