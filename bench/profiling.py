"""Profiles behind docs/performance.md, as tables of text: `python bench/profiling.py TOOLS [imports|scroll|memory]...`

TOOLS is an environment with py-spy and memray (`python -m venv TOOLS; TOOLS/bin/pip install py-spy memray`), of the same
Python as this one. The stores are those of the measurements. Writes bench/profiles/*.txt.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import desk
from table import Bench, machine
from terminal import Terminal, python

HERE = Path(__file__).parent
RATE, SECONDS = 250, 12
ROWS = 22
WHOSE = ("caretui/celldiff/", "caretui/", "textual/", "rich/", "asyncio/")
IMPORTS = {
    "before the prompt is painted": "import caretui.prompt",
    "a bare Textual program": "import textual.app, textual.widgets",
    "behind the prompt: the app and Today": "import caretui.app, caretui.screens.today",
    "the first form: the contact form and its models": "import caretui.screens.contact, caretui.store.changes.contacts",
}


def main() -> None:
    """All profiles, or those that are named."""
    tools, *wanted = sys.argv[1:]
    bench = Bench(Path(tempfile.gettempdir()) / "caretui-bench")
    for name, profile in {"imports": imports, "scroll": scroll, "memory": memory}.items():
        if not wanted or name in wanted:
            text = profile(bench, Path(tools).absolute())
            (HERE / "profiles").mkdir(exist_ok=True)
            (HERE / "profiles" / f"{name}.txt").write_text(f"{machine()}\n\n{text}", encoding="utf-8")
            print(text)


def imports(bench: Bench, tools: Path) -> str:
    """Milliseconds of each package's own modules, by `-X importtime`."""
    parts = []
    for what, code in IMPORTS.items():
        done = subprocess.run(python("-X", "importtime", "-c", code), capture_output=True, text=True, check=True)
        spent: Counter[str] = Counter()
        many: Counter[str] = Counter()
        for line in done.stderr.splitlines()[1:]:
            own, _, name = line.removeprefix("import time:").split("|")
            package = name.strip().partition(".")[0]
            spent[package] += int(own)
            many[package] += 1
        rows = [
            f"{microseconds / 1000:8.1f} ms  {many[name]:4}  {name}" for name, microseconds in spent.most_common(12)
        ]
        total = f"{sum(spent.values()) / 1000:.0f} ms in {sum(many.values())} modules (traced: slower than in use)"
        parts.append("\n".join([f"{what}: {total}", "      own  modules", *rows, ""]))
    return "\n".join(parts)


def scroll(bench: Bench, tools: Path) -> str:
    """Where a session of 100,000 people is while Down is held in everyone's list, by py-spy."""
    with desk.at_today(bench, bench.large) as terminal:
        desk.to_everyone(terminal)
        desk.walk(terminal, *["down"] * 36, quiet=0.05)
        out = bench.folder / "scroll.raw"
        command = [
            str(tools / "bin/py-spy"),
            "record",
            "-p",
            str(terminal.pid),
            "-r",
            str(RATE),
            "-d",
            str(SECONDS),
            "--gil",
        ]
        spy = subprocess.Popen(
            [*command, "-f", "raw", "-o", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end, keys = time.monotonic() + SECONDS + 1, 0
        while time.monotonic() < end:
            terminal.send("down")
            keys += 1
            until = time.monotonic() + 1 / 30
            while (left := until - time.monotonic()) > 0:
                terminal.read(left)
        spy.wait(60)
    return _scrolled(f"{keys} lines scrolled in {SECONDS} s", out)


def _scrolled(head: str, out: Path) -> str:
    own: Counter[str] = Counter()
    within: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    total = 0
    for line in out.read_text().splitlines():
        stack, _, times = line.rpartition(" ")
        frames, count = [_short(frame) for frame in stack.split(";")], int(times)
        total += count
        own[frames[-1]] += count
        whose[next((name for frame in reversed(frames) for name in WHOSE if frame.startswith(name)), "others")] += count
        for frame in {frame for frame in frames if frame.startswith(("caretui/", "textual/"))}:
            within[frame] += count
    parts = [f"{head}; {total} samples at {RATE} a second with the interpreter lock", ""]
    titles = {"by whose code was at work": whose, "the function itself": own, "with what it calls": within}
    for title, counted in titles.items():
        parts += [f"share, {title}:", *_shares(counted, total), ""]
    return "\n".join(parts)


def _short(frame: str) -> str:
    name, _, place = frame.rpartition(" (")
    return f"{place.rstrip(')').rpartition(':')[0].rpartition('site-packages/')[2].rpartition('src/')[2]}: {name}"


def _shares(counted: Counter[str], total: int) -> list[str]:
    return [f"{100 * count / max(1, total):5.1f} %  {name}" for name, count in counted.most_common(ROWS)]


READ = """
import sys
from collections import Counter
from memray import FileReader
reader = FileReader(sys.argv[1])
total, own, within = 0, Counter(), Counter()
def short(frame):
    return f"{frame[1].rpartition('site-packages/')[2].rpartition('src/')[2].rpartition('python3.')[2]}: {frame[0]}"
for record in reader.get_leaked_allocation_records(merge_threads=True):
    stack = record.stack_trace()
    total += record.size
    if stack:
        own[short(stack[0])] += record.size
        for name in {short(frame) for frame in stack if "site-packages/memray" not in frame[1]}:
            within[name] += record.size
print(f"{total / 2**20:.1f} MiB of Python's allocations stand at the end")
for name in [name for name in within if not name.startswith(("caretui/", "textual/"))]:
    del within[name]
for title, counted in (("the function itself", own), ("with what it calls", within)):
    print(); print(f"MiB, {title}:")
    for name, size in counted.most_common(int(sys.argv[2])):
        print(f"{size / 2**20:7.2f}  {name}")
"""


def memory(bench: Bench, tools: Path) -> str:
    """What a session holds after reading, and after a contact was logged, by memray."""
    parts = []
    packages = next(Path(sys.executable).parents[1].glob("lib/python*/site-packages"))
    reads = HERE.parent / "src"
    os.environ["PYTHONPATH"] = os.pathsep.join((str(reads), str(packages)))
    for what in ("reading", "after a contact was logged"):
        out = bench.folder / "session.memray"
        out.unlink(missing_ok=True)
        run = [str(tools / "bin/python"), "-m", "memray", "run", "--trace-python-allocators", "-q", "-o", str(out)]
        before, desk.caretui = desk.caretui, lambda *words, run=run: [*run, "-m", "caretui", *words]
        try:
            with desk.at_today(bench, bench.small) as terminal:
                desk.to_everyone(terminal)
                desk.walk(terminal, "pagedown", "left", "left", "enter", "escape")
                if what != "reading":
                    desk.log_contact(terminal)
                _end(terminal)
        finally:
            desk.caretui = before
        done = subprocess.run(
            [str(tools / "bin/python"), "-c", READ, str(out), str(ROWS)], capture_output=True, text=True, check=True
        )
        out.unlink()
        parts.append(f"{what}: {done.stdout}")
    return "\n".join(parts)


def _end(terminal: Terminal) -> None:
    terminal.send("ctrl+q")
    terminal.rest(0.5)
    terminal.send("ctrl+q")
    end = time.monotonic() + 30
    while not terminal.ended and time.monotonic() < end:
        terminal.read(0.2)


if __name__ == "__main__":
    main()
