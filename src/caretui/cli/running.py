"""Running the app on an open store: what a terminal has to be, what is loaded behind the prompt, a damaged store put back."""

import os
import sys
from pathlib import Path

from caretui import prompt, settings
from caretui.cli.common import Refused
from caretui.store import keys, opening
from caretui.store.errors import Damaged
from caretui.store.store import Store

BEHIND_THE_PROMPT = (
    "argon2.low_level",
    "caretui.app",
    "caretui.screens.today",
    # What Textual itself imports only when an app runs.
    "textual.drivers.linux_driver" if sys.platform != "win32" else "textual.drivers.windows_driver",
    "textual.drivers.headless_driver",
    "textual.layouts.factory",
    "textual.layouts.horizontal",
    "textual.scrollbar",
    "concurrent.futures.thread",
    "caretui.celldiff.driver",
)
"""Imported while somebody types."""


def put_back(path: Path, opened: keys.Unlocked, damaged: Damaged) -> Store:
    """The store is damaged: the screen that puts the newest good backup in its place. Raises `damaged` when it did not."""
    from caretui.screens import recovery

    if recovery.run(path, opened.key, str(damaged)) is None:
        raise damaged
    store = opening.open_unlocked(path, opened)
    store.audit("restored")
    return store


def show(store: Store) -> int:
    """Run the app on an open store until the day ends; a store that turns out to be damaged amid the day is put back."""
    from caretui.app import CaretuiApp

    while True:
        allowed, log = settings.load(), settings.paths().log
        app = CaretuiApp(
            store,
            fault_log=log,
            demo=store.demo,
            idle_seconds=allowed.lock_minutes * 60,
            clipboard=allowed.clipboard,
            pictures=log.parent / "screenshots" if allowed.screenshot else None,
        )
        key, viewer = store.key, store.viewer
        try:
            code = app.run() or app.return_code or 0
        finally:
            app.store.close()
        if app.damaged is None or store.demo:
            return code
        store = put_back(store.path, keys.Unlocked(key, viewer.member, viewer.name), app.damaged)


def refuse_without_terminal() -> None:
    """The app needs a keyboard and a screen."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("The app needs a terminal. `caretui --help` lists the commands that do not.", 2)
    if prompt.cannot_paint():
        kind = os.environ.get("TERM", "")
        raise Refused(
            f"This terminal {f'calls itself {kind!r} and' if kind else 'does not say what it is (TERM is empty), and'} cannot"
            " show a screen. If it can, say so: TERM=vt100 caretui. `caretui --help` lists the commands that need no screen.",
            2,
        )
