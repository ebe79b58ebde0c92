"""Bytes: what a key, a page, a dialog, a screen at rest send down the line, at 120x40; and the same with Textual's own output."""

import statistics
from pathlib import Path

from desk import SCREENS, at_today, to_everyone, walk
from table import Bench, Row, judged, said, tried
from terminal import Terminal, python

HERE = Path(__file__).parent
HELD, REPEAT = 60, 30
"""Lines for which Down is held, and how often a second a keyboard repeats it."""
REST = 2.0
"""Seconds for which a screen is left alone."""
MINUTE = 60.0


def run(bench: Bench) -> list[Row]:
    """All rows of bytes."""
    ours, stock, narrow = _sent(bench, "diff"), _sent(bench, "stock"), _sent(bench, "diff", columns=80, rows=24)
    table = _stock_table(bench)
    goals = {
        "first screen": 8_000,
        "scrolled line": 500,
        "scrolled line, Down held": 500,
        "scrolled line, Actions": 500,
        "page": 3_000,
        "typed character, input": 150,
        "typed character, note": 200,
        "opening a dialog": 14_000,
        "closing a dialog": 14_000,
    }
    rows = []
    for what, most in goals.items():
        figure = f"{said(ours[what])}; at 80x24 {said(narrow[what])}; stock output {said(stock[what])}"
        if what in table:
            figure += f"; stock DataTable {said(table[what])}"
        rows.append(judged(f"bytes: {what}", figure, statistics.median(ours[what]), most, key=what))
    rows.append(Row("bytes: a letter typed in Find, with the list that it brings", said(ours["letter in Find"])))
    return [*rows, *tried("a screen at rest", lambda: _idle(bench)), *tried("a meeting's timer", lambda: _timer(bench))]


def _sent(bench: Bench, output: str, columns: int = 120, rows: int = 40) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    with at_today(bench, bench.small, output=output, columns=columns, rows=rows) as terminal:
        found["first screen"] = [len(terminal.raw)]
        to_everyone(terminal)
        walk(terminal, *["down"] * (rows - 8))  # to the lower edge: from here each line scrolls
        found["scrolled line"] = [_bytes(terminal, "down") for _ in range(15)]
        found["scrolled line, Down held"] = [_held(terminal) for _ in range(3)]
        found["page"] = [_bytes(terminal, "pagedown", 0.3) for _ in range(10)]
        walk(terminal, "4", "right", *["down"] * (rows - 4))
        found["scrolled line, Actions"] = [_bytes(terminal, "down") for _ in range(15)]
        walk(terminal, "2")
        opened = [(_bytes(terminal, "ctrl+p", 0.4), _bytes(terminal, "escape", 0.4)) for _ in range(5)]
        found["opening a dialog"] = [first for first, _ in opened]
        found["closing a dialog"] = [second for _, second in opened]
        walk(terminal, "c", "t", "1", quiet=0.5)  # the contact form, in its note
        terminal.press("x", quiet=1.5)  # the draft says once that it is kept
        found["typed character, note"] = [_bytes(terminal, letter) for letter in "he slept well last night "]
        walk(terminal, "tab", quiet=0.5)  # own words: one line
        terminal.press("x", quiet=1.5)
        found["typed character, input"] = [_bytes(terminal, letter) for letter in "i want to go home "]
        walk(terminal, "escape", "ctrl+f", quiet=0.5)
        found["letter in Find"] = [_bytes(terminal, letter, 0.3) for letter in "fieldi"]
    return found


def _bytes(terminal: Terminal, key: str, quiet: float = 0.15) -> float:
    return terminal.press(key, quiet=quiet).sent


def _held(terminal: Terminal) -> float:
    """Bytes a line while Down is held as a keyboard repeats it, what comes after the release included."""
    before = len(terminal.raw)
    for _ in range(HELD):
        terminal.send("down")
        terminal.idle_bytes(1 / REPEAT)
    terminal.rest(0.5)
    return (len(terminal.raw) - before) / HELD


def _stock_table(bench: Bench) -> dict[str, list[float]]:
    command = python(str(HERE / "programs" / "stock_table.py"), str(bench.small))
    with Terminal(command, home=bench.home) as terminal:
        terminal.until(b"Number")
        terminal.rest(0.6)
        found = {"first screen": [float(len(terminal.raw))]}
        walk(terminal, *["down"] * 38, quiet=0.1)
        found["scrolled line"] = [_bytes(terminal, "down") for _ in range(10)]
        found["page"] = [_bytes(terminal, "pagedown", 0.3) for _ in range(5)]
    return found


def _idle(bench: Bench) -> list[Row]:
    """Every screen that keys open, one after the other, left alone."""
    loud: dict[str, int] = {}
    with at_today(bench, bench.small) as terminal:
        for name, keys in SCREENS.items():
            walk(terminal, *keys, quiet=0.4)
            terminal.idle_bytes(1.5)  # a form says once that its draft is kept
            if sent := terminal.idle_bytes(REST):
                loud[name] = sent
            for _ in range(len(keys) + 1):
                terminal.send("escape")
                terminal.rest(0.25)
    total = sum(loud.values())
    figure = f"{total} bytes on {len(SCREENS)} screens in {REST:.0f} s each"
    if loud:
        figure += ": " + ", ".join(f"{name} {sent}" for name, sent in loud.items())
    return [judged("bytes: a screen at rest", figure, total, 0, " bytes", key="idle")]


def _timer(bench: Bench) -> list[Row]:
    """A meeting that is being held: its minutes count on, and nobody touches a key."""
    with at_today(bench, bench.small) as terminal:
        walk(terminal, *SCREENS["the huddle"], quiet=0.6)
        terminal.until(b"min")
        terminal.rest(3.0)
        sent = terminal.idle_bytes(MINUTE)
    return [judged("bytes: a meeting's timer, in a minute", f"{sent:,}", sent, 20, " bytes", key="timer")]
