"""Memory: MiB a session has for itself (PSS) while ten of them run on one store, against ten bare Textual programs."""

import time
from collections.abc import Callable

from desk import at_today, log_contact, to_everyone, walk
from starting import BARE
from table import Bench, Row, judged, said
from terminal import Terminal

SESSIONS = 10


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
    return rows


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
