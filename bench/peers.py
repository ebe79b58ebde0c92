"""Other people's terminal programs, each installed into an environment of its own: what they take on the same machine."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from starting import BARE
from table import Bench, Row, ratios, said, tried
from terminal import NeverSeen, Terminal

PEERS = ("posting", "harlequin", "toolong", "visidata")
RUNNING = 4
SCROLLS = {"toolong": "up"}
"""The key that scrolls by a line; toolong begins at the end of a file."""
LINES = 20_000


def run(bench: Bench) -> list[Row]:
    """A row a program; those that do not install are named."""
    sheet = bench.folder / "people.csv"
    sheet.write_text(
        "name,age,why\n" + "".join(f"Person {n},{n % 100},not seen for {n % 60} days\n" for n in range(LINES))
    )
    commands = {
        "posting": (["bin/posting"], rb"Collection|GET"),
        "harlequin": (["bin/harlequin", ":memory:"], rb"Catalog|Query"),
        "toolong": (["bin/tl", str(sheet)], rb"Person|Tail"),
        "visidata": (["bin/vd", str(sheet)], rb"Person \d"),
    }
    rows = []
    for name in PEERS:
        try:
            home = _installed(bench, name)
        except subprocess.TimeoutExpired:
            home = None
        if home is None:
            rows.append(Row(name, "did not install"))
            continue
        (program, *rest), shown = commands[name]
        command = [str(home / program), *rest]
        rows += tried(name, lambda name=name, command=command, shown=shown: [_row(bench, name, command, shown)])
    return rows


def _installed(bench: Bench, name: str) -> Path | None:
    home = bench.folder / "peers" / name
    if (home / "installed").exists():
        return home
    done = subprocess.run([sys.executable, "-m", "venv", str(home)], check=False, capture_output=True, timeout=300)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name]
    done = done if done.returncode else subprocess.run(pip, check=False, capture_output=True, timeout=900)
    if done.returncode:
        return None
    (home / "installed").touch()
    return home


def _row(bench: Bench, name: str, command: list[str], shown: bytes) -> Row:
    home = bench.home / name
    home.mkdir(exist_ok=True)
    bare, times = [], []
    running: list[Terminal] = []
    try:
        for number in range(RUNNING):
            with Terminal(BARE, home=bench.home) as terminal:
                bare.append(terminal.until(b"Hello") - terminal.began)
            peer = Terminal(command, home=home)
            running.append(peer)
            shown_at = peer.until(shown, seconds=40) - peer.began
            if number:  # the first start compiles and makes its files
                times.append(shown_at)
            peer.rest(0.5, most=5)
        time.sleep(1)
        memory = sum(peer.pss() for peer in running) / RUNNING
        running[-1].rest(0.5, most=3)
        lines = [running[-1].press(SCROLLS.get(name, "down"), patience=1).sent for _ in range(45)][-5:]
        idle = running[-1].idle_bytes(3)
    except NeverSeen:
        ended = running[-1].how_it_ended
        words = f"ended {ended} before it showed anything" if ended else "showed nothing that could be waited for"
        return Row(name, f"installed, but {words}")
    finally:
        for peer in running:
            peer.close()
    figure = (
        f"start {said(ratios(times, bare[1:]), ' x bare', 1)}; {memory:.0f} MiB a session, {RUNNING} running;"
        f" first screen and after: {statistics.median(lines):,.0f} bytes a line; at rest {idle} bytes in 3 s"
    )
    return Row(name, figure)
