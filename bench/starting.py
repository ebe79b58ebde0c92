"""Start: how long until there is a prompt, a frame, Today; held against a bare Textual program in the same minute."""

import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from desk import TODAY, forget_drafts
from stores import PASSPHRASE, store_of
from table import Bench, Row, judged, ratios, said, tried
from terminal import Terminal, caretui, python

HERE = Path(__file__).parent
BARE = python(str(HERE / "programs" / "bare.py"))
TYPING = 3.0
"""Seconds that somebody needs for four words; what is imported meanwhile costs nobody anything."""
Times = tuple[float, float]
"""Seconds by the clock, and seconds of processor time."""


def run(bench: Bench) -> list[Row]:
    """All rows of the start."""
    parts = {"prompt and Today": _prompt_and_today, "the demo": _demo, "light commands": _light_commands}
    return [row for what, measure in parts.items() for row in tried(what, lambda measure=measure: measure(bench))]


def _bare(bench: Bench) -> Times:
    with Terminal(BARE, home=bench.home) as terminal:
        return _took(terminal, rb"Hello")


def _took(terminal: Terminal, pattern: bytes) -> Times:
    seconds = terminal.until(pattern) - terminal.began
    return seconds, terminal.processor()


def _prompt(bench: Bench, size: int) -> tuple[Times, Times]:
    """Exec to prompt, and Enter to Today."""
    store = store_of(bench.folder, size)
    forget_drafts(store)
    with Terminal(caretui("--store", str(store)), home=bench.home, more=bench.environ) as terminal:
        prompt = _took(terminal, rb"Passphrase")
        words = PASSPHRASE.split(" ")
        for word in words:
            time.sleep(TYPING / len(words))
            terminal.send(word if word == words[-1] else word + " ")
        start, spent, entered = len(terminal.raw), terminal.processor(), time.monotonic()
        terminal.send("enter")
        shown = terminal.until(TODAY, start=start) - entered
        return prompt, (shown, terminal.processor() - spent)


def _prompt_and_today(bench: Bench) -> list[Row]:
    bare: list[Times] = []
    small: list[tuple[Times, Times]] = []
    large: list[tuple[Times, Times]] = []
    for _ in range(bench.rounds):
        bare.append(_bare(bench))
        small.append(_prompt(bench, bench.small))
        large.append(_prompt(bench, bench.large))
    prompts = [times for times, _ in large]
    return [
        Row("bare Textual: exec to first text", said([seconds * 1000 for seconds, _ in bare], " ms")),
        _against("exec to the passphrase prompt", prompts, bare, 0.25, "prompt"),
        _against(
            f"Enter to Today with rows, {bench.small:,} people", [today for _, today in small], bare, 1.5, "today"
        ),
        _against(
            f"Enter to Today with rows, {bench.large:,} people", [today for _, today in large], bare, 1.5, "today"
        ),
    ]


def _against(what: str, times: list[Times], bare: list[Times], most: float, key: str) -> Row:
    clock = ratios([seconds for seconds, _ in times], [seconds for seconds, _ in bare])
    spent = ratios([seconds for _, seconds in times], [seconds for _, seconds in bare])
    figure = f"{said(clock, ' x bare', 2)}; processor time {statistics.median(spent):.2f} x; {_ms(times)} ms"
    return judged(what, figure, statistics.median(clock), most, " x bare", key=key)


def _ms(times: list[Times]) -> str:
    return f"{statistics.median(seconds for seconds, _ in times) * 1000:,.0f}"


def _demo(bench: Bench) -> list[Row]:
    bare: list[Times] = []
    frame: list[Times] = []
    today: list[Times] = []
    for _ in range(bench.rounds):
        bare.append(_bare(bench))
        with Terminal(caretui("demo"), home=bench.home, more=bench.environ) as terminal:
            frame.append(_took(terminal, rb"caretui"))
            today.append(_took(terminal, TODAY))
            terminal.send("ctrl+q")  # the demo takes its store away by itself
            terminal.rest(0.5)
    return [
        _against("caretui demo: exec to the first frame", frame, bare, 1.3, "demo frame"),
        _against("caretui demo: exec to Today (120 people made meanwhile)", today, bare, 5, "demo"),
    ]


def _light_commands(bench: Bench) -> list[Row]:
    """--version against an empty program; what `list` loads."""
    empty, version = [], []
    for _ in range(bench.rounds * 2):
        empty.append(_seconds(lambda: _run(python("-c", "pass"))))
        version.append(_seconds(lambda: _run(caretui("--version"))))
    times = ratios(version, empty)
    loaded = _loaded_by_list(bench)
    return [
        judged(
            "caretui --version", said(times, " x python -c pass", 2), statistics.median(times), 3, " x", key="version"
        ),
        judged(
            "caretui list people: of textual, rich, sqlmodel are loaded", f"{len(loaded)}", len(loaded), 0, key="list"
        ),
    ]


def _loaded_by_list(bench: Bench) -> list[str]:
    secret = bench.home / "passphrase"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASE)
    words = ["--store", str(store_of(bench.folder, bench.small)), "--passphrase-file", str(secret), "list", "people"]
    done = subprocess.run(
        python("-X", "importtime", "-m", "caretui", *words), capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    return sorted(modules & {"textual", "rich", "sqlmodel"})


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def _seconds(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
