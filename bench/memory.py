"""Memory: MiB a session has for itself (PSS) while ten of them run on one store, against ten bare Textual programs."""

import re
import time

from desk import TODAY, at_today
from starting import BARE
from table import Bench, Row, judged, said
from terminal import Terminal

SESSIONS = 10
PAUSE = 5.0
"""Seconds without a key before memory is read, as in front of most sessions most of the time."""


def run(bench: Bench) -> list[Row]:
    """All rows of memory."""
    bare = _bare(bench)
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


def _bare(bench: Bench) -> float:
    running = [Terminal(BARE, home=bench.home) for _ in range(SESSIONS)]
    try:
        for terminal in running:
            terminal.until(b"Hello")
        time.sleep(1)
        return _each(running)
    finally:
        _close(running)


def _sessions(bench: Bench, people: int) -> tuple[float, float]:
    """Ten that have looked at the caseload, everyone's list and a person; then the same ten after each logged a contact.

    A key goes to all of them before the next does: one by one would take ten times as long.
    """
    running = [at_today(bench, people, wait=False) for _ in range(SESSIONS)]
    try:
        for terminal in running:
            terminal.until(TODAY)
        _settle(running)
        _press(running, "2", "right", "right", "pagedown", "left", "left", "enter", "escape")
        read = _each(running)
        _press(running, "c", "t", "1", "Rang back: he slept.", "f2")
        for terminal in running:
            if not re.search(b"Saved|call added", terminal.seen()):
                terminal.until(b"Saved|call added")
        return read, _each(running)
    finally:
        _close(running)


def _press(running: list[Terminal], *keys: str) -> None:
    for key in keys:
        for terminal in running:
            terminal.send(key)
        _settle(running)


def _settle(running: list[Terminal]) -> None:
    """All of them have come to rest."""
    for terminal in running:
        terminal.rest(0.5)


def _each(running: list[Terminal]) -> float:
    """MiB of one, after a pause: a session gives some back when nobody has typed for three seconds."""
    end = time.monotonic() + PAUSE
    for terminal in running:
        terminal.idle_bytes(max(0.0, (end - time.monotonic()) / 2))
    time.sleep(max(0.0, end - time.monotonic()))
    _settle(running)
    return sum(terminal.pss() for terminal in running) / SESSIONS


def _close(running: list[Terminal]) -> None:
    for terminal in running:
        terminal.close()
