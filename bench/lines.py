"""Slow lines: Down held for three seconds through 256 kbit/s, and a contact logged over 64 kbit/s with 300 ms there and back."""

import statistics
import time

from desk import at_today, to_everyone, walk
from painting import HERE
from table import Bench, Row, judged, said, tried
from terminal import Terminal, python

HELD = 3.0
REPEAT = 1 / 30
FAST, SLOW = 256_000 / 8, 64_000 / 8
ROUND_TRIP = 0.3
PER_LETTER = 0.15
"""Somebody types seven letters a second."""
WORDS = "Rang back: he slept well, tablets taken, nurse comes on Friday."


def run(bench: Bench) -> list[Row]:
    """Both rows."""
    return [*tried("Down held", lambda: _down_held(bench)), *tried("a contact, slowly", lambda: _slowly(bench))]


def _down_held(bench: Bench) -> list[Row]:
    ours = [_held_in_caretui(bench, "diff") for _ in range(3)]
    stock = [_held_in_caretui(bench, "stock")]
    table = [_held_in_stock_table(bench)]
    figure = (
        f"{said([seconds for seconds, _ in ours], ' s', 2)}, {said([sent for _, sent in ours])} bytes; stock output"
        f" {said([seconds for seconds, _ in stock], ' s', 2)}, {said([sent for _, sent in stock])} bytes; stock DataTable"
        f" {said([seconds for seconds, _ in table], ' s', 2)}"
    )
    return [
        judged(
            "Down held 3 s at 256 kbit/s: until it stops",
            figure,
            statistics.median(s for s, _ in ours),
            0.1,
            " s",
            key="held",
        )
    ]


def _slowly(bench: Bench) -> list[Row]:
    logged = [_logged(bench) for _ in range(2)]
    what = "a contact logged at 64 kbit/s and 300 ms, typing included"
    return [judged(what, said(logged, " s", 1), max(logged), 30, " s", key="logged")]


def _held_in_caretui(bench: Bench, output: str) -> tuple[float, float]:
    with at_today(bench, bench.small, output=output) as terminal:
        to_everyone(terminal)
        walk(terminal, *["down"] * 5)
        return _held(terminal)


def _held_in_stock_table(bench: Bench) -> tuple[float, float]:
    with Terminal(python(str(HERE / "programs" / "stock_table.py"), "1000"), home=bench.home) as terminal:
        terminal.until(b"Number")
        terminal.rest(0.6)
        return _held(terminal)


def _held(terminal: Terminal) -> tuple[float, float]:
    """Seconds from the release of the key to the last byte, and how many bytes came since it was pressed."""
    terminal.rate = FAST
    before, began = len(terminal.raw), time.monotonic()
    due = began
    while due < began + HELD:
        terminal.send("down")
        due += REPEAT
        while (left := due - time.monotonic()) > 0:
            terminal.read(left)
    released = last = time.monotonic()
    while terminal.read(0.5):
        last = time.monotonic()
    return last - released, len(terminal.raw) - before


def _logged(bench: Bench) -> float:
    """From `c` to "Saved", by somebody who waits to see each step before the next."""
    with at_today(bench, bench.small) as terminal:
        walk(terminal, "2", quiet=0.5)
        terminal.rate = SLOW
        began = time.monotonic()
        _step(terminal, "c", b"NEW CONTACT")
        _step(terminal, "t", b"telephone")
        _step(terminal, "1", b".")
        for letter in WORDS:
            terminal.send(letter)
            until = time.monotonic() + PER_LETTER
            while (left := until - time.monotonic()) > 0:
                terminal.read(left)
        _step(terminal, "f2", b"Saved")
        return time.monotonic() - began


def _step(terminal: Terminal, key: str, pattern: bytes) -> None:
    start = len(terminal.raw)
    time.sleep(ROUND_TRIP / 2)
    terminal.send(key)
    terminal.until(pattern, start=start)
    time.sleep(ROUND_TRIP / 2)
