"""Memory: MiB a session has for itself (PSS) while ten of them run on one store, against ten bare Textual programs."""

import random
import time
from collections.abc import Callable

from desk import at_today, log_contact, to_everyone, walk
from starting import BARE
from table import Bench, Row, judged, said
from terminal import Terminal

SESSIONS = 10
RANDOM_KEYS = 400
GROWTH_KEYS = ("down", "up", "pagedown", "end", "home", "1", "2", "3", "4", "5", "right", "left", "enter", "escape")


def run(bench: Bench) -> list[Row]:
    """All rows of memory."""
    bare = _ten(lambda: _bare(bench))
    rows = [Row("bare Textual, ten running", said([bare], " MiB", 1))]
    for people, reading, writing in ((bench.small, 1.35, 2.3), (bench.large, 1.5, 2.5)):
        read, wrote = _sessions(bench, people)
        for what, figure, most in (("reading", read, reading), ("after a contact was logged", wrote, writing)):
            times = figure / bare
            words = f"{times:.2f} x bare, {figure:.1f} MiB"
            rows.append(
                judged(f"a session {what}, {people:,} people", words, times, most, " x bare", key=f"memory {what}")
            )
    return [*rows, *_growth(bench)]


def _bare(bench: Bench) -> Terminal:
    terminal = Terminal(BARE, home=bench.home)
    terminal.until(b"Hello")
    return terminal


def _ten(start: Callable[[], Terminal]) -> float:
    running = [start() for _ in range(SESSIONS)]
    try:
        time.sleep(1)
        return sum(terminal.pss() for terminal in running) / SESSIONS
    finally:
        _close(running)


def _sessions(bench: Bench, people: int) -> tuple[float, float]:
    """Ten that have looked at the caseload, everyone's list and a person; then the same ten after each logged a contact."""
    running = [at_today(bench, people) for _ in range(SESSIONS)]
    try:
        for terminal in running:
            to_everyone(terminal)
            walk(terminal, "pagedown", "left", "left", "enter", "escape")
        read = sum(terminal.pss() for terminal in running) / SESSIONS
        for terminal in running:
            log_contact(terminal)
        return read, sum(terminal.pss() for terminal in running) / SESSIONS
    finally:
        _close(running)


def _close(running: list[Terminal]) -> None:
    for terminal in running:
        terminal.close()


def _growth(bench: Bench) -> list[Row]:
    """A few hundred keys at random after as many to warm up: `make soak` goes on for hours."""
    numbers = random.Random(3)
    with at_today(bench, bench.small) as terminal:
        _keys(terminal, numbers)
        before = terminal.pss()
        _keys(terminal, numbers)
        grown = terminal.pss() - before
    words = f"{grown:+.1f} MiB over {RANDOM_KEYS} random keys after {RANDOM_KEYS} others"
    return [judged("growth in use", words, grown, 20, " MiB", key="growth")]


def _keys(terminal: Terminal, numbers: random.Random) -> None:
    for _ in range(RANDOM_KEYS):
        terminal.press(numbers.choice(GROWTH_KEYS), quiet=0.02, patience=0.1)
    terminal.rest(0.5)
