"""Keys: milliseconds from a key to the last byte of the repaint, at 1,000 and at 100,000 people, taken by turns."""

import statistics
import time
from pathlib import Path

from desk import at_today, log_contact, walk
from table import Bench, Row, judged, quantile, ratios, said, tried
from terminal import Terminal, python

HERE = Path(__file__).parent
SAME = 1.15
EVERYONE = "everyone's list (mine to all)"
LETTER = "to a letter, in everyone's list"
Held = dict[str, list[tuple[float, float]]]
"""What -> milliseconds by the clock and of processor time, of each key."""


def run(bench: Bench) -> list[Row]:
    """All rows of keys."""
    small: Held = {}
    large: Held = {}
    for _ in range(max(2, bench.rounds // 2)):
        _measure(bench, bench.small, small)
        _measure(bench, bench.large, large)
    rows = [_same(what, small[what], large[what]) for what in small if what not in (EVERYONE, LETTER)]
    for what in (EVERYONE, LETTER):
        grows = f"{_three(small[what])} ms at the small, {_three(large[what])} at the large"
        rows += [Row(f"{what}: their numbers are found in a thread, so it grows with them", grows)]
    worst = [clock for clock, _ in (*small["scrolled line"], *large["scrolled line"])]
    figure = f"median {statistics.median(worst):.0f}, p95 {quantile(worst, 0.95):.0f}, worst {max(worst):.0f} ms"
    rows.append(judged("a scrolled line, the worst of all", figure, max(worst), 17, " ms", key="worst scroll"))
    escape, mount = tried("Esc", lambda: _escape(bench)), tried("mounting a table", lambda: _mount(bench))
    return [*rows, *escape, *mount]


def _measure(bench: Bench, people: int, held: Held) -> None:
    with at_today(bench, people) as terminal:
        walk(terminal, "2", quiet=0.4)

        def note(what: str, *keys: str, quiet: float = 0.15) -> None:
            for key in keys:
                before = terminal.processor()
                clock = terminal.press(key, quiet=quiet).last
                held.setdefault(what, []).append((clock, (terminal.processor() - before) * 1000))

        note("cursor", *["down"] * 10)
        note(EVERYONE, "right", "right", quiet=1.0)
        del held[EVERYONE][-2]  # the team's, on the way
        for letter in "mhw":
            walk(terminal, "'", quiet=0.3)
            note(LETTER, letter, quiet=0.3)
        walk(terminal, "home", quiet=0.3)
        walk(terminal, *["down"] * 32)
        note("scrolled line", *["down"] * 25)
        note("page", *["pagedown"] * 10)
        note("end, and back to the first", "end", "home", "end", "home", quiet=0.3)
        walk(terminal, "left", "left", "/", quiet=0.5)
        note("filter typing, my people", *"kha", quiet=0.3)
        walk(terminal, "escape", quiet=0.5)
        note("opening a person", "enter", quiet=0.4)
        note("next tab", *["right"] * 4, quiet=0.3)
        walk(terminal, "escape", quiet=0.5)
        log_contact(terminal)  # the first loads the models
        for _ in range(3):
            before = terminal.processor()
            clock = log_contact(terminal) * 1000
            spent = (terminal.processor() - before) * 1000
            held.setdefault("saving a contact (F2 to Saved; processor: from c)", []).append((clock, spent))


def _same(what: str, small: list[tuple[float, float]], large: list[tuple[float, float]]) -> Row:
    times = statistics.median(clock for clock, _ in large) / statistics.median(clock for clock, _ in small)
    less, more = (statistics.median(spent for _, spent in held) for held in (small, large))
    figure = (
        f"{_three(small)} ms at the small, {_three(large)} at the large: {times:.2f} x;"
        f" processor time {less:.1f} and {more:.1f} ms: {more / less:.2f} x"
    )
    return judged(what, figure, times, SAME, " x", key="keys")


def _three(values: list[tuple[float, float]]) -> str:
    clock = [milliseconds for milliseconds, _ in values]
    return f"{statistics.median(clock):.0f} / {quantile(clock, 0.95):.0f} / {max(clock):.0f}"


def _escape(bench: Bench) -> list[Row]:
    """Esc out of a dialog: until the first byte, and until the screen stands."""
    answers = []
    stock = []
    for output, held in (("diff", answers), ("stock", stock)):
        with at_today(bench, bench.small, output=output) as terminal:
            for _ in range(bench.rounds + 3):
                walk(terminal, "ctrl+p", quiet=0.4)
                held.append(terminal.press("escape", quiet=0.3))
    first = [answer.first for answer in answers]
    figure = (
        f"{said(first, ' ms')} to the first byte, {said([a.last for a in answers], ' ms')} to the last;"
        f" stock output {said([a.first for a in stock], ' ms')}"
    )
    return [judged("Esc out of a dialog", figure, statistics.median(first), 50, " ms", key="escape")]


def _mount(bench: Bench) -> list[Row]:
    """A table of 100,000 rows against one of 1,000: ours, and Textual's."""
    ours = [(_table(bench, "virtual", bench.small), _table(bench, "virtual", bench.large)) for _ in range(bench.rounds)]
    stock = [_table(bench, "stock", bench.large) for _ in range(2)]
    times = ratios([large for _, large in ours], [small for small, _ in ours])
    figure = (
        f"{said(times, ' x', 2)}; exec to rows {statistics.median(large for _, large in ours) * 1000:.0f} ms,"
        f" stock DataTable {statistics.median(stock) * 1000:,.0f} ms"
    )
    what = f"mounting a table of {bench.large:,} rows against {bench.small:,}"
    return [judged(what, figure, statistics.median(times), 1.2, " x", key="mount")]


def _table(bench: Bench, kind: str, rows: int) -> float:
    command = python(str(HERE / "programs" / f"{kind}_table.py"), str(rows))
    with Terminal(command, home=bench.home) as terminal:
        began = time.monotonic()
        return terminal.until(b"Number 0|Person", seconds=300) - began
