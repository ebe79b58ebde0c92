"""Growth: what a day's keys leave behind in a session's memory, open files and the log of the store.

Eight hours of one coordinator are taken to be 8,000 keys (a thousand an hour: some forty contacts and actions written
down, each person opened, read and searched for in between). They are pressed as fast as the program takes them, in
random order but for each task's own keys; what grows with the clock and not with use would not be seen here.
"""

import random
from pathlib import Path

from desk import at_today
from stores import WORDS, store_of
from table import Bench, Row, judged, said
from terminal import Terminal

KEYS_A_DAY = 8_000
QUARTERS = 4
PAUSE = 5.0
"""Seconds without a key before memory is read: a session gives some back after three."""
Task = tuple[str, ...]


def run(bench: Bench) -> list[Row]:
    """A session that has done each task once, and the same after a day."""
    numbers = random.Random(3)
    store = store_of(bench.folder, bench.small)
    log = Path(f"{store}-wal")
    with at_today(bench, bench.small) as terminal:
        fresh = terminal.pss()
        for task in _tasks(numbers):
            _do(terminal, task)
        busy = terminal.pss()
        _do(terminal, HOME)
        terminal.idle_bytes(PAUSE)
        before, files, log_before = terminal.pss(), terminal.open_files(), log.stat().st_size
        grown, keys = [], 0
        for quarter in range(1, QUARTERS + 1):
            while keys < KEYS_A_DAY * quarter // QUARTERS:
                task = numbers.choice(_tasks(numbers))
                _do(terminal, task)
                keys += sum(1 if key in NAMED else len(key) for key in task)
            busy = max(busy, terminal.pss())
            _do(terminal, HOME)
            terminal.idle_bytes(PAUSE)
            grown.append(terminal.pss() - before)
        if terminal.ended:
            raise RuntimeError("the program ended under random use")
        files_after, log_after = terminal.open_files(), log.stat().st_size
        # Does it still answer? A session that has died at a dialog would not grow either.
        answers = [terminal.press(key, patience=2).last for key in ("down", "up") * 3]
    steps = ", ".join(f"{value:+.1f}" for value in grown)
    words = (
        f"{grown[-1]:+.1f} MiB over {keys:,} keys of random work (after each quarter: {steps}); from {fresh:.0f} MiB fresh"
        f" to {before:.0f} with every task done once, models loaded, to {before + grown[-1]:.0f}; {busy:.0f} at most while"
        f" typing"
    )
    return [
        judged("memory: growth in 8 hours of random use, as so many keys", words, grown[-1], 20, " MiB", key="growth"),
        Row("open files meanwhile", f"{files} before, {files_after} after"),
        Row("the store's log meanwhile", f"{log_before / 2**20:.1f} MiB before, {log_after / 2**20:.1f} after"),
        Row("a key afterwards", said(answers, " ms")),
    ]


NAMED = frozenset(
    "enter tab escape backspace up down right left home end pagedown pageup f2 space ctrl+f ctrl+p".split()
)
BACK: Task = ("escape", "escape", "escape", "2")
HOME: Task = tuple(key for area in "13452" for key in (area, *["escape"] * 6))
"""Back to the bottom of every area: what somebody has left open is in use, and is not growth."""


def _tasks(numbers: random.Random) -> list[Task]:
    """Everything somebody does all day; words are other ones each time."""
    line = " ".join(numbers.choices(WORDS, k=8))
    word = numbers.choice(WORDS)
    move = tuple(numbers.choices(("down", "up", "pagedown", "pageup", "end", "home"), k=6))
    return [
        (*move, "c", "t", "1", line, "f2", *BACK),  # a call logged
        (*move, "a", f"district nursing: {word} fri", "enter", *BACK),  # an action asked for
        (*move, "enter", *["right"] * 5, *["left"] * 2, *move, *BACK),  # a person read
        ("ctrl+f", word[:5], "down", "enter", *BACK),  # somebody found
        ("/", word[:3], "escape", *BACK),  # the list made shorter
        ("right", "right", *move, "left", "left", *BACK),  # everyone's list
        *((area, *move, "enter", *move, *BACK) for area in "1345"),
        ("i", f"mum fell, ring back about {word}", "escape", *BACK),  # a message left as a draft
        ("ctrl+p", word[:4], "escape", *BACK),
        ("?", "pagedown", *BACK),
        ("z", "z", *BACK),  # the cover over the screen
        tuple(numbers.choices(("down", "up", "enter", "right", "left", "1", "2", "3", "4", "5", "tab"), k=12)) + BACK,
    ]


def _do(terminal: Terminal, task: Task) -> None:
    for key in task:
        terminal.send(key)
        # Two escapes in one go would be Alt+Esc; other keys queue in the program as they do behind a slow one.
        while terminal.read(0.04 if key == "escape" else 0.012):
            pass
