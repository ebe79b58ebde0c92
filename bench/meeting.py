"""The meeting: the list of fifteen people until its last byte, and each key of the huddle, at the largest store.

The fifteen and everyone who might be suggested are of one practice. The meeting is made for the run and taken back after.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from caretui.store.queries import brief, suggestions
from caretui.store.store import Store
from desk import at_today, walk
from stores import open_store, store_of
from table import Bench, Row, judged, quantile, said

PEOPLE = 15
STEPS = {
    "n, the next": "n",
    "1-4, a level": "2",
    "5-7, onward": "5",
    "8 9 0, back when": "9",
    "Enter, as last time": "enter",
}


def run(bench: Bench) -> list[Row]:
    """All rows of the meeting."""
    path = store_of(bench.folder, bench.large)
    with _a_meeting(path) as (store, meeting):
        rows = _read(bench, store, meeting)
        store.close()
        return [*rows, *_in_the_terminal(bench)]


@contextmanager
def _a_meeting(path: Path) -> Iterator[tuple[Store, str]]:
    """A meeting of the viewer's first practice, the first to come, with fifteen of its people on it."""
    from caretui.store.changes import agenda, meetings

    store = open_store(path)
    with store.work("called a meeting") as unit:
        (practice,) = store.read().execute("SELECT id FROM practice WHERE void IS NULL ORDER BY n LIMIT 1").fetchone()
        rows = store.read().execute(
            "SELECT id FROM person WHERE practice = ? AND void IS NULL AND status = 'open' LIMIT ?", (practice, PEOPLE)
        )
        people = [person for (person,) in rows]
        first = f"{store.today() - timedelta(days=1)}T09:00"
        meeting = meetings.schedule(unit, practice=practice, at=first, today=store.today())
        agenda.put_on(unit, meeting, people)
    try:
        yield store, meeting
    finally:
        store = open_store(path)
        with store.work("took a meeting back") as unit:
            for table in ("decision", "agenda_item"):
                for (record,) in unit.con.execute(f"SELECT id FROM {table} WHERE meeting = ?", (meeting,)).fetchall():
                    unit.void(record, "made for a measurement")
            unit.void(meeting, "made for a measurement")
        store.close()


def _read(bench: Bench, store: Store, meeting: str) -> list[Row]:
    """What the screen reads: list and briefs first, then who might be on it, of everyone of the practice."""
    con, viewer, today = store.read(), store.viewer, store.today()
    prep, suggested = [], []
    for _ in range(bench.rounds + 2):
        began = time.perf_counter()
        found = brief.prep(con, meeting, viewer, today)
        prep.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        might = suggestions.suggestions(con, meeting, viewer, today)
        suggested.append((time.perf_counter() - began) * 1000)
    assert found is not None and len(found.items) == PEOPLE
    (of_practice,) = con.execute(
        "SELECT count(*) FROM person WHERE practice = (SELECT practice FROM meeting WHERE id = ?)", (meeting,)
    ).fetchone()
    figure = f"{said(suggested[2:], ' ms')}: {len(might):,} of {of_practice:,} have a reason"
    return [
        Row("reading the list of 15 with its briefs", said(prep[2:], " ms", 1)),
        Row("who might be on it, of everyone of the practice (while keys go on)", figure),
    ]


def _in_the_terminal(bench: Bench) -> list[Row]:
    """From the key to the last byte of the repaint, at 80x24."""
    shown: list[float] = []
    held: dict[str, list[float]] = {}
    with at_today(bench, bench.large, columns=80, rows=24) as terminal:
        walk(terminal, "3", quiet=0.6)
        for _ in range(bench.rounds):
            start, began = len(terminal.raw), time.monotonic()
            terminal.send("enter")
            shown.append((terminal.until(b"min 40 each|to do", start=start) - began) * 1000)
            terminal.rest(3.0)  # the suggestions have come
            walk(terminal, "escape", quiet=0.6)
        walk(terminal, "enter", "H", quiet=1.0)
        walk(terminal, "2", quiet=1.0)  # the first that is written loads the models
        for _ in range(2):
            for what, key in STEPS.items():
                held.setdefault(what, []).append(terminal.press(key, quiet=0.3).last)
    every = [step for steps in held.values() for step in steps]
    each = "; ".join(f"{what} {statistics.median(steps):.0f}" for what, steps in held.items())
    figure = (
        f"median {statistics.median(every):.0f}, p95 {quantile(every, 0.95):.0f}, worst {max(every):.0f} ms ({each})"
    )
    return [
        judged(
            "the list of 15 people, Enter to shown",
            said(shown, " ms"),
            statistics.median(shown),
            300,
            " ms",
            key="prep",
        ),
        judged("a step of the huddle, key to last byte", figure, quantile(every, 0.95), 50, " ms", key="huddle"),
    ]
