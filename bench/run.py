"""`make bench`: builds the stores, measures everything in one run, and writes docs/performance.md.

    python bench/run.py                  all of it: under 25 minutes on a quiet machine of two processors, and a quarter
                                         of an hour more the first time, when the stores and the peers are not there yet
    python bench/run.py --rounds 9       the same with more rounds (5 without it)
    python bench/run.py --quick          300, 1,000 and 3,000 people, three rounds: does it run at all? Writes no document
    python bench/run.py --only keys      some parts again (commas between); the others stay as they were measured last

Nothing here is a test: a machine that is busy makes a figure worse, not a build red. A part that fails says so in a row of
the table, and the rest goes on.
"""

import argparse
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from stores import fresh_copy, wrong
from table import Bench, Row, as_markdown, forget, keep, kept, machine, tried

PARTS = {
    "starting": "Start",
    "memory": "Memory",
    "growing": "Memory over a day's keys",
    "painting": "Bytes, at 120x40",
    "lines": "Slow lines",
    "keys": "Keys: median / p95 / worst from the key to the last byte of the repaint",
    "waiting": "Keys while something else goes on",
    "meeting": "The meeting",
    "storing": "The store",
    "papers": "Exports",
    "peers": "Other people's programs, installed from PyPI, each in an environment of its own",
}
HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "performance.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write."""
    asked = _asked(arguments)
    bench = Bench(asked.at, rounds=asked.rounds)
    if asked.quick:
        bench = Bench(asked.at / "quick", rounds=3, small=300, middle=1_000, large=3_000)
    for people in (bench.small, bench.middle, bench.large):
        _stand(bench, people)
    if not asked.only:
        forget(bench)  # a whole run holds nothing of an earlier one
    began = time.monotonic()
    for part in asked.only or PARTS:
        _measure(bench, part)
    bench.say(f"\n{(time.monotonic() - began) / 60:.0f} minutes.")
    if not asked.quick:
        DOCUMENT.write_text(_document(bench), encoding="utf-8")
        bench.say(f"{DOCUMENT} written.")
    return 0


def _measure(bench: Bench, part: str) -> None:
    """One part: measured, printed, kept."""
    bench.say(f"\n## {PARTS[part]}")
    began, busy = time.monotonic(), machine()
    rows = tried(part, lambda: import_module(part).run(bench))
    keep(bench, part, [*rows, Row("machine", f"{busy}; {time.monotonic() - began:.0f} s")])
    for row in rows:
        met = {None: "", True: "met", False: f"NOT MET: {row.off}"}[row.met]
        bench.say(f"{row.what}: {row.figure}   {row.goal}   {met}")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures caretui and writes docs/performance.md.")
    parser.add_argument(
        "--at", type=Path, default=Path(tempfile.gettempdir()) / "caretui-bench", help="where stores are kept"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often A and B are taken by turns")
    parser.add_argument("--quick", action="store_true", help="small stores, three rounds, no document")
    parser.add_argument("--only", type=lambda words: words.split(","), help=f"of {', '.join(PARTS)}")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.only or ()) - set(PARTS):
        parser.error(f"no part is called {', '.join(unknown)}")
    return asked


def _stand(bench: Bench, people: int) -> None:
    """The store is there, and is what the program itself would have written."""
    began = time.monotonic()
    path = fresh_copy(bench.folder, people, bench.say)
    if problems := wrong(path, 20):
        raise SystemExit(f"the store of {people} people is not whole: {problems[:3]}")
    bench.say(f"{people:>7,} people: {path.stat().st_size >> 20:,} MiB, there after {time.monotonic() - began:.0f} s")


def _taken(measured: dict[str, list[dict[str, object]]]) -> str:
    """How many goals are met, and which parts this table does not have."""
    rows = [row for held in measured.values() for row in held if row["met"] is not None]
    words = f"{sum(bool(row['met']) for row in rows)} of {len(rows)} goals are met."
    if missing := [title for part, title in PARTS.items() if part not in measured]:
        words += f" Not measured in this run: {'; '.join(missing)}."
    return words


def _document(bench: Bench) -> str:
    why = tomllib.loads((HERE / "why.toml").read_text(encoding="utf-8"))
    measured = kept(bench)
    parts = [why["begin"]["words"].strip(), "", _taken(measured), ""]
    for part, title in PARTS.items():
        held = measured.get(part)
        if held is None:
            continue
        rows = [Row(**row) for row in held]  # type: ignore[arg-type]
        taken = rows.pop()
        parts += [f"## {title}", "", f"Measured on: {taken.figure}.", "", as_markdown(rows, why["not met"])]
        if more := why["more"].get(part):
            parts += [more.strip(), ""]
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
