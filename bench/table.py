"""Figures beside their goals: medians, spreads, ratios, and the table of docs/performance.md."""

import json
import os
import platform
import statistics
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

Figures = Sequence[float]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `met` None: there is no goal, the figure is for comparison."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None
    off: str = ""
    """By how much the goal was not met."""
    key: str = ""
    """Under which name bench/why.toml tells why a goal is not met and what was tried."""


@dataclass(slots=True)
class Bench:
    """What every part of the run needs: where stores and homes lie, how often, how large."""

    folder: Path
    rounds: int = 7
    small: int = 1_000
    middle: int = 10_000
    large: int = 100_000
    say: Callable[[str], None] = field(default=lambda words: print(words, flush=True))

    @property
    def home(self) -> Path:
        """The home folder of every program that is measured: nobody's own settings."""
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        return home

    @property
    def environ(self) -> dict[str, str]:
        """Settings of the bench: the longest lock that is allowed, so that no session locks while ten are counted."""
        config = self.home / "config.toml"
        config.write_text("lock_minutes = 15\n")
        return {"CARETUI_CONFIG": str(config)}


def said(values: Figures, unit: str = "", digits: int = 0) -> str:
    """`12 ms (11-15)`: the median, and the least and the most."""
    middle, least, most = (f"{value:,.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return f"{middle}{unit} ({least}-{most})" if len(values) > 1 else f"{middle}{unit}"


def ratios(values: Figures, against: Figures) -> list[float]:
    """Pair by pair, as they were measured one after the other."""
    return [a / b for a, b in zip(values, against, strict=True)]


def quantile(values: Figures, share: float) -> float:
    """The value below which a share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def judged(
    what: str,
    figure: str,
    value: float,
    most: float,
    unit: str = "",
    *,
    key: str = "",
    below: bool = True,
    digits: int = 2,
) -> Row:
    """A row whose value shall be at most (or, not `below`, at least) `most`."""
    met = value <= most if below else value >= most
    sign = "<=" if below else ">="
    off = "" if met else f"{value / most:.2f} times the goal" if most else f"{value:,.0f}{unit} instead of none"
    return Row(what, figure, f"{sign} {most:,.{0 if most == int(most) else digits}f}{unit}", met, off, key)


def tried(what: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows of a measurement, or one that says how it failed: the rest of the run goes on."""
    try:
        return measure()
    except Exception as error:  # noqa: BLE001 - a measurement may fail in any way, and must not end the run
        traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        words = f"failed: {type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return [Row(what, words, "", False, "not measured")]


# --- kept between parts of a run, and written


def forget(bench: Bench) -> None:
    """Drop the rows of earlier runs."""
    (bench.folder / "rows.json").unlink(missing_ok=True)


def keep(bench: Bench, part: str, rows: Sequence[Row]) -> None:
    """Remember the rows of a part beside those of other parts."""
    held = kept(bench)
    held[part] = [asdict(row) for row in rows]
    (bench.folder / "rows.json").write_text(json.dumps(held, indent=1))


def kept(bench: Bench) -> dict[str, list[dict[str, object]]]:
    """Part -> its rows."""
    path = bench.folder / "rows.json"
    found: dict[str, list[dict[str, object]]] = json.loads(path.read_text()) if path.exists() else {}
    return found


def as_markdown(rows: Sequence[Row], why: dict[str, str]) -> str:
    """A table; below it what is to be said about goals that were not met."""
    lines = ["| what | measured | goal | met |", "|---|---|---|---|"]
    notes = []
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else f"**no**: {row.off}"
        lines.append(f"| {row.what} | {row.figure} | {row.goal} | {met} |")
        if row.met is False:
            reason = why.get(row.key, "")
            notes.append(f"- **{row.what}**: {row.off}. {reason}".rstrip())
    return "\n".join([*lines, "", *notes, ""] if notes else [*lines, ""])


def machine() -> str:
    """What it was measured on, without its name: processors, Python, how busy it was."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}, load {load}"
