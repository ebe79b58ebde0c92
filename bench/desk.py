"""Somebody at caretui's keyboard: a session that stands at Today, and the way from there to every screen."""

import time
from functools import cache
from pathlib import Path

from caretui.store import database, keys
from stores import NAME, PASSPHRASE, store_of
from table import Bench
from terminal import Terminal, caretui

TODAY = rb"\dd late"
ANOTHER_DAY = b"y begin  n not today"
SCREENS: dict[str, tuple[str, ...]] = {
    "Today": ("1",),
    "Caseload": ("2",),
    "Meetings": ("3",),
    "Actions": ("4",),
    "Directory": ("5",),
    "a person": ("2", "enter"),
    "a person's second tab": ("2", "enter", "right"),
    "a person's third tab": ("2", "enter", "right", "right"),
    "the contact form": ("2", "c"),
    "the action line": ("2", "a"),
    "the referral form": ("2", "r"),
    "the booking form": ("2", "b"),
    "the message form": ("i",),
    "Find": ("ctrl+f",),
    "the filter": ("2", "/"),
    "the palette": ("ctrl+p",),
    "the keys": ("?",),
    "the list of a meeting": ("3", "enter"),
    "the huddle": ("3", "enter", "H"),
    "send or print": ("2", "x"),
    "the end of the day": ("ctrl+q",),
    "the cover": ("z",),
}
"""Screen -> the keys that open it from anywhere."""


def at_today(
    bench: Bench, people: int, *, columns: int = 120, rows: int = 40, output: str = "diff", wait: bool = True
) -> Terminal:
    """caretui on a store of this size, opened by passphrase file; `output` is diff or stock."""
    secret = bench.home / "passphrase"
    if not secret.exists():  # ten sessions may be reading it
        secret.touch(mode=0o600)
        secret.write_text(PASSPHRASE)
    store = store_of(bench.folder, people)
    forget_drafts(store)
    terminal = Terminal(
        caretui("--store", str(store), "--passphrase-file", str(secret)),
        columns=columns,
        rows=rows,
        home=bench.home,
        more=bench.environ | {"CARETUI_OUTPUT": output},
    )
    if wait:
        terminal.until(TODAY)
        terminal.rest(0.5)
    return terminal


@cache
def store_key(store: Path) -> bytes:
    return keys.unlock(store, PASSPHRASE, NAME).key


def forget_drafts(store: Path) -> None:
    """What a session that was ended in a form had kept would be offered first."""
    con = database.connect(store, store_key(store))
    con.execute("DELETE FROM draft")
    con.close()


def walk(terminal: Terminal, *keys: str, quiet: float = 0.25) -> None:
    """Press keys one after the other, each when the screen has come to rest; a meeting of another day is begun all the same."""
    for key in keys:
        start = len(terminal.raw)
        terminal.press(key, quiet=quiet, patience=1.5)
        if key == "H" and ANOTHER_DAY in terminal.seen(start):
            terminal.press("y", quiet=quiet, patience=1.5)


def to_everyone(terminal: Terminal) -> None:
    """The Caseload of all people, by name."""
    walk(terminal, "2", "right", "right", quiet=0.6)


def log_contact(terminal: Terminal, words: str = "Rang back: he slept.") -> float:
    """Log a call with the person of the line; seconds from F2 to the word that it is saved."""
    walk(terminal, "c", "t", "1")
    terminal.send(words)
    terminal.rest(0.3)
    start, began = len(terminal.raw), time.monotonic()
    terminal.send("f2")
    seen = terminal.until(b"Saved|call added", start=start)
    terminal.rest(0.3)
    return seen - began
