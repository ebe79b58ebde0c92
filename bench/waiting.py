"""Keys while something else goes on: a file that is made, the models that are loaded, somebody else who is writing."""

import random
import statistics
import time
from pathlib import Path

from caretui.store import database
from desk import at_today, store_key, walk
from stores import NAME, PASSPHRASE, store_of
from table import Bench, Row, judged, quantile, said, tried
from terminal import Terminal, python

HERE = Path(__file__).parent
MOST_PER_KEY = 50.0
HELD = 2.0
"""Seconds for which somebody else writes."""
NOT_ANSWERED = 2000.0
"""Milliseconds after which a key counts as not answered."""
BETWEEN = 0.12
"""Seconds between two keys of somebody who types fast."""


def run(bench: Bench) -> list[Row]:
    """All rows."""
    return [
        *tried("keys while a pack is made", lambda: _pack(bench)),
        *tried("keys while a workbook is made", lambda: _workbook(bench)),
        *tried("Esc while a workbook is made", lambda: _cancel(bench)),
        *tried("the first form", lambda: _first_form(bench)),
        *tried("typing while somebody else writes", lambda: _locked(bench)),
    ]


# --- while a file is made


def _pack(bench: Bench) -> list[Row]:
    """The pack of thirty people, from the list of their meeting."""
    with at_today(bench, bench.middle) as terminal:
        walk(terminal, "3", "enter", "x", quiet=0.6)
        terminal.rest(1.0)
        return _made(bench, terminal, "a pack of 30 people as PDF")


def _workbook(bench: Bench) -> list[Row]:
    """Everyone of the store of the middle size."""
    with _everyone(bench) as terminal:
        return _made(bench, terminal, f"{bench.middle:,} people as a workbook")


def _cancel(bench: Bench) -> list[Row]:
    with _everyone(bench) as terminal:
        _to_folder(bench, terminal)
        return _stopped(bench, terminal)


def _everyone(bench: Bench) -> Terminal:
    program = str(HERE / "programs" / "sending_everyone.py")
    store = str(store_of(bench.folder, bench.middle))
    terminal = Terminal(python(program, store, PASSPHRASE, NAME), home=bench.home, more=bench.environ)
    terminal.until(b"tells of")
    terminal.rest(1.0)
    return terminal


def _to_folder(bench: Bench, terminal: Terminal) -> Path:
    """Type an empty folder into the last field."""
    folder = bench.folder / "share"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    walk(terminal, "tab", "tab", "tab", "tab")
    terminal.send("\x15")  # what was used last
    terminal.send(str(folder))
    terminal.rest(0.6)
    return folder


def _made(bench: Bench, terminal: Terminal, what: str) -> list[Row]:
    """Start it, and press Tab until the file is there."""
    folder = _to_folder(bench, terminal)
    calm = [terminal.press(key, quiet=0.1, patience=1).last for key in ("tab", "left", "tab", "right") * 3]
    before = len(terminal.raw)
    terminal.send("enter")
    began = time.monotonic()
    waits: list[float] = []
    while not list(folder.iterdir()) and time.monotonic() < began + 60:
        waits.append(_echo(terminal, "tab"))
    took = time.monotonic() - began
    terminal.rest(1.0)
    words = terminal.seen(before).decode(errors="replace")
    figure = (
        f"worst {max(waits):.0f}, median {statistics.median(waits):.0f} ms of {len(waits)} keys in {took:.1f} s"
        f" (calm: worst {max(calm):.0f}, median {statistics.median(calm):.0f});"
        f" how far it was {'told' if 'Making the file' in words else 'not told: it took less than half a second'}"
    )
    answered = max(waits) < NOT_ANSWERED
    off = f"{max(waits):.0f} ms"
    return [Row(f"keys while {what} is made", figure, "each answered", answered, off, "export keys")]


def _stopped(bench: Bench, terminal: Terminal) -> list[Row]:
    """The same once more, and Esc amid it: nothing may lie in the folder."""
    folder = bench.folder / "share"
    for file in folder.iterdir():
        file.unlink()
    start = len(terminal.raw)
    terminal.send("enter")
    terminal.until(rb"Making the file", start=start)
    began = time.monotonic()
    terminal.send("escape")
    took = terminal.until(rb"nothing was sent", start=start) - began
    left = len(list(folder.iterdir()))
    figure = f"stopped {took:.2f} s after Esc, {left} files in the folder"
    return [judged("Esc while a workbook is made", figure, left, 0, " files", key="export stop")]


def _echo(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the first byte of its answer, then a moment's pause as between two keys."""
    answer = terminal.press(key, quiet=0.03, patience=NOT_ANSWERED / 1000)
    until = time.monotonic() + BETWEEN
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)
    return answer.first or NOT_ANSWERED


# --- while the models are loaded


def _first_form(bench: Bench) -> list[Row]:
    """The first form of a session, its fields, the first words: what is imported behind them must not be felt."""
    first: list[float] = []
    later: list[float] = []
    opening: list[float] = []
    for _ in range(max(2, bench.rounds // 2)):
        with at_today(bench, bench.small) as terminal:
            walk(terminal, "2", quiet=0.4)
            opening.append(terminal.press("c", quiet=0.02, patience=3).first)
            first += [_echo(terminal, key) for key in ("t", "1", *"rang back, he slept well")]
            terminal.send("f2")
            terminal.rest(1.0)
            walk(terminal, "c", quiet=0.4)
            later += [_echo(terminal, key) for key in ("t", "1", *"rang back, he slept well")]
    figure = (
        f"worst {max(first):.0f}, p95 {quantile(first, 0.95):.0f}, median {statistics.median(first):.0f} ms to the first byte"
        f" in the first form; in the second worst {max(later):.0f}, median {statistics.median(later):.0f};"
        f" the form itself {said(opening, ' ms')}"
    )
    return [judged("a key while the models are imported", figure, max(first), MOST_PER_KEY, " ms", key="first form")]


# --- while somebody else writes


def _locked(bench: Bench) -> list[Row]:
    """A note is typed; for two seconds of it somebody else holds the store."""
    store = store_of(bench.folder, bench.small)
    other = database.connect(store, store_key(store))
    numbers = random.Random(2)
    waits: list[float] = []
    try:
        with at_today(bench, bench.small) as terminal:
            walk(terminal, "2", "c", "t", "1", quiet=0.5)
            calm = [_echo(terminal, numbers.choice("aehilnorst")) for _ in range(12)]
            terminal.rest(1.5)
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            while time.monotonic() < began + HELD:
                waits.append(_echo(terminal, numbers.choice("aehilnorst")))
            other.execute("ROLLBACK")
            terminal.rest(1.5)
            start = len(terminal.raw)
            terminal.send("f2")
            terminal.until(b"Saved|added", start=start)
    finally:
        other.close()
    figure = (
        f"worst {max(waits):.0f}, median {statistics.median(waits):.0f} ms of {len(waits)} letters"
        f" (before: worst {max(calm):.0f}, median {statistics.median(calm):.0f}); saved afterwards"
    )
    what = f"typing while another session holds the store for {HELD:.0f} s"
    return [judged(what, figure, max(waits), max(MOST_PER_KEY, 2 * max(calm)), " ms", key="locked", digits=0)]
