"""Makes docs/terminals.md and its pictures: the program in real terminals of several kinds, as they showed it (`make terminals`).

Each kind gets a pseudo-terminal, 80x24. In it runs caretui, or tmux or GNU screen with caretui inside; what arrives is shown
by the terminal of the tests (pyte) and drawn as SVG with the 16 colours that this kind has. The people are invented, the day
is fixed. Beside each picture stands the least contrast of any letter on it.
"""

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from make_screens import store_of_the_demo  # noqa: E402
from tests.celldiff.ptys import KEYS, Session  # noqa: E402
from tests.celldiff.vt import Cell  # noqa: E402

PICTURES = Path(__file__).parent / "terminals"
PAGE = Path(__file__).parent / "terminals.md"
SCENES: dict[str, tuple[tuple[str, ...], str]] = {
    "today": (("1",), "LATE AND DUE"),
    "caseload": (("2",), "CASELOAD"),
    "person": (("2", "down", "down", "enter"), "born"),
    "dialog": (("ctrl+p",), "show all keys|Log a contact|contact"),
    "form": (("escape", "escape", "2", "c", "t", "2"), "NEW CONTACT"),
}
"""Picture -> the keys from the one before, and what is on it."""
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
CONSOLE = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
NAMES = "black red green brown blue magenta cyan white".split()
CONTRAST = 4.5
"""Of WCAG 2.2, 1.4.3, level AA."""
HAND = """
What was looked at, and what is so on purpose:

- In sixteen colours nothing is said by colour alone: what is late says `late` and is bold, the row of the cursor has `>`.
- Red letters are always bold. xterm and the Linux console show bold letters of the first eight colours bright, which the
  pictures do too; a terminal that does not (PuTTY with "bold text is a different font") shows dark red on black with 3.6:1.
  Bright red on a white ground has 4.0:1: enough for bold letters (WCAG 2.2 asks for 3:1 there), not for thin ones.
- `NO_COLOR=1` and `TERM=vt100`: bold and reverse remain. A VT100 knows no colours and leaves them out; celldiff sends it
  no command that a VT100 does not know (docs/celldiff.md).
- tmux and GNU screen do not promise to erase with the colour of the ground: blanks with a ground are written there.
- `TERM=dumb`, `unknown`, `vt52` or empty: caretui says that this terminal cannot show a screen, and what to do, and ends
  with 2 before it paints anything.
- Not looked at: Windows' consoles, a real VT100, screen readers.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of terminal: what TERM says, who stands between, and its sixteen colours."""

    words: str
    term: str
    inside: str = ""
    environ: dict[str, str] = field(default_factory=dict)
    colours: str = XTERM
    ink: str = "e5e5e5"
    paper: str = "000000"


KINDS = {
    "xterm": Kind("xterm, 16 colours", "xterm"),
    "xterm-light": Kind("xterm, black on white, 16 colours", "xterm", ink="000000", paper="ffffff"),
    "xterm-256color": Kind("xterm, 256 colours", "xterm-256color"),
    "tmux": Kind("tmux", "xterm-256color", inside="tmux"),
    "screen": Kind("GNU screen", "xterm", inside="screen"),
    "linux": Kind("the Linux console", "linux", colours=CONSOLE, ink="aaaaaa"),
    "no-color": Kind("xterm, `NO_COLOR=1`", "xterm", environ={"NO_COLOR": "1"}),
    "vt100": Kind("`TERM=vt100`", "vt100"),
}


def main() -> None:
    """All kinds that are here, or those that are named."""
    wanted = sys.argv[1:] or list(KINDS)
    PICTURES.mkdir(exist_ok=True)
    least: dict[tuple[str, str], tuple[float, str]] = {}
    for name in wanted:
        kind = KINDS[name]
        if kind.inside and shutil.which(kind.inside) is None:
            print(f"{name}: {kind.inside} is not here")
            continue
        for scene, cells in _shown(kind):
            (PICTURES / f"{name}-{scene}.svg").write_text(drawn(cells, kind), encoding="utf-8")
            least[name, scene] = least_contrast(cells, kind)
            print(f"{name} {scene}: least contrast {least[name, scene][0]:.1f} ({least[name, scene][1]!r})", flush=True)
    if wanted == list(KINDS):
        PAGE.write_text(_page(least), encoding="utf-8")


# --- the program in a terminal


def _shown(kind: Kind) -> Iterator[tuple[str, list[list[Cell]]]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(Path(__file__)), "--run", folder]
        with _session(kind, command, Path(folder)) as session:
            session.wait_for("LATE AND DUE", 60)
            _rest(session)
            for scene, (keys, seen) in SCENES.items():
                for key in keys:
                    session.write(KEYS.get(key, key))
                    _rest(session)
                session.wait_for(seen)
                _rest(session)
                yield scene, session.terminal.screen.cells()
        ending = {"screen": ["-S", "pictures", "-X", "quit"], "tmux": ["-S", f"{folder}/tmux", "kill-server"]}
        if program := shutil.which(kind.inside or "nothing"):
            environ = os.environ | {"SCREENDIR": f"{folder}/sockets"}
            subprocess.run([program, *ending[kind.inside]], env=environ, capture_output=True, check=False)


def _session(kind: Kind, command: Sequence[str], folder: Path) -> Session:
    if kind.inside == "screen":
        (folder / "sockets").mkdir(mode=0o700)
        (folder / "rc").write_text("startup_message off\naltscreen on\ndefutf8 on\nmaptimeout 0\n")
        command = ["screen", "-c", str(folder / "rc"), "-U", "-S", "pictures", *command]
    elif kind.inside == "tmux":
        options = ("set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0")
        command = [
            "tmux",
            "-S",
            str(folder / "tmux"),
            "-f",
            "/dev/null",
            "new-session",
            " ".join(command),
            ";",
            *options,
        ]
    launch = f"import os; os.execvp({command[0]!r}, {list(command)!r})"
    environ = {"LANG": "C.UTF-8", "SCREENDIR": str(folder / "sockets"), "TMUX": "", **kind.environ}
    environ |= {"HOME": str(folder)}
    return Session("-c", launch, term=kind.term, **environ)


def _rest(session: Session) -> None:
    end = time.monotonic() + 5
    while session.read(0.5) and time.monotonic() < end:
        pass


def run(folder: Path) -> None:
    """The demo on its fixed day, in the terminal in which this runs."""
    from caretui.app import CaretuiApp

    for name in ("TMUX",):
        if not os.environ.get(name):
            os.environ.pop(name, None)
    CaretuiApp(store_of_the_demo(folder), demo=True).run()


# --- the page


def _page(least: dict[tuple[str, str], tuple[float, str]]) -> str:
    parts = [
        "# Terminals",
        "",
        "Made by `make terminals` (docs/make_terminals.py): caretui in a real pseudo-terminal of 80x24 of each kind, in tmux and",
        "in GNU screen where it says so, with invented people on a fixed day. What arrived is shown by the terminal of the",
        "tests and drawn in the sixteen colours of that kind; celldiff is on, as always. The figure is the least contrast of",
        f"any letter with its ground (WCAG 2.2 asks for {CONTRAST}:1; stock Textual's warning and disabled buttons have less than",
        "2:1 in sixteen colours: caretui has no buttons, its dialogs are words and keys).",
        "",
        "| terminal | " + " | ".join(SCENES) + " |",
        "|---|" + "---|" * len(SCENES),
    ]
    for name, kind in KINDS.items():
        figures = [least.get((name, scene)) for scene in SCENES]
        cells = [
            f"[{found[0]:.1f}](terminals/{name}-{scene}.svg)" if found else "not here"
            for scene, found in zip(SCENES, figures, strict=True)
        ]
        parts.append(f"| {kind.words} | " + " | ".join(cells) + " |")
    parts += ["", HAND.strip(), ""]
    for name, kind in KINDS.items():
        parts += [f"## {kind.words[0].upper()}{kind.words[1:]}", ""]
        parts += [f"![{scene}](terminals/{name}-{scene}.svg)" for scene in SCENES if (name, scene) in least]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


# --- drawing


def drawn(cells: list[list[Cell]], kind: Kind) -> str:
    """The screen as SVG: a rectangle a stretch of one background, a text a stretch of one look."""
    wide, high = 8.4, 17
    columns, rows = len(cells[0]), len(cells)
    size, fonts = f"0 0 {columns * wide + 8:.0f} {rows * high + 8}", "DejaVu Sans Mono,Menlo,Consolas,monospace"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" font-family="{fonts}" font-size="14">',
        f'<rect width="100%" height="100%" fill="#{kind.paper}"/>',
    ]
    for y, line in enumerate(cells):
        x = 0
        for look, stretch in groupby(line, lambda cell: (*colours(cell, kind), cell.bold, cell.underscore)):
            letters = "".join(cell.data for cell in stretch)
            taken = len(letters)
            ink, paper, bold, line_below = look
            if paper != kind.paper:
                parts.append(
                    f'<rect x="{4 + x * wide:.1f}" y="{4 + y * high}" width="{taken * wide:.1f}" height="{high}"'
                    f' fill="#{paper}"/>'
                )
            if letters.strip():
                start = x + len(letters) - len(letters.lstrip())
                words = html.escape(letters.strip(), quote=False)
                style = (' font-weight="bold"' if bold else "") + (' text-decoration="underline"' if line_below else "")
                parts.append(
                    f'<text x="{4 + start * wide:.1f}" y="{17 + y * high}" fill="#{ink}"{style} xml:space="preserve"'
                    f' textLength="{len(letters.strip()) * wide:.1f}">{words}</text>'
                )
            x += taken
    return "\n".join([*parts, "</svg>"]) + "\n"


def colours(cell: Cell, kind: Kind) -> tuple[str, str]:
    """Letter and ground as six hexadecimal digits each."""
    shown = cell.fg
    if cell.bold and shown in NAMES:  # xterm (boldColors) and the console show bold letters of the first eight bright
        shown = f"bright{shown}"
    ink, paper = _colour(shown, kind, kind.ink), _colour(cell.bg, kind, kind.paper)
    if cell.reverse:
        ink, paper = paper, ink
    if cell.dim:
        mixed = (round((int(ink[at : at + 2], 16) + int(paper[at : at + 2], 16)) / 2) for at in (0, 2, 4))
        ink = "".join(f"{value:02x}" for value in mixed)
    return ink, paper


def _colour(name: str, kind: Kind, default: str) -> str:
    if name == "default":
        return default
    bright = name.startswith("bright")
    plain = name.removeprefix("bright").replace("yellow", "brown")
    if plain in NAMES:
        return kind.colours.split()[NAMES.index(plain) + 8 * bright]
    return name


def least_contrast(cells: list[list[Cell]], kind: Kind) -> tuple[float, str]:
    """The least contrast between a letter and its ground, and the words that have it."""
    found = []
    for line in cells:
        for look, stretch in groupby(line, lambda cell: colours(cell, kind)):
            words = "".join(cell.data for cell in stretch).strip()
            if re.search(r"\w", words):
                found.append((_contrast(*look), words))
    return min(found)


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(Path(sys.argv[2]))
    else:
        main()
