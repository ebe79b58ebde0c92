"""No command: open the app on the store, after the passphrase; without a store, the first-run screen makes one."""

import argparse
import os
import sys
from pathlib import Path

from caretui import prompt, settings
from caretui.cli.common import Refused, member_name, passphrase_file, read_passphrase_file, store_path
from caretui.store import keys, opening
from caretui.store.database import DatabaseError, told
from caretui.store.errors import Damaged, NoStore
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


def run(args: argparse.Namespace) -> int:
    """Unlock and open; the exit code of the app."""
    refuse_without_terminal()
    path = store_path(args)
    try:
        opening.look(path)
    except NoStore:
        if path.exists() or keys.folder(path).exists():
            raise
        return first_run(path)
    store = unlocked(args, path)
    return 130 if store is None else show(store)


def unlocked(args: argparse.Namespace, path: Path) -> Store | None:
    """The store, opened by the passphrase file or at the prompt; None when nobody typed one."""
    name = member_name(args) or opening.usual_member(path)
    if file := passphrase_file(args):
        opened: keys.Unlocked | None = keys.unlock(path, read_passphrase_file(file), name)
    else:
        from caretui.unlock import unlock

        opened = unlock(path, name, BEHIND_THE_PROMPT)
    if opened is None:
        return None
    try:
        return opening.open_unlocked(path, opened)
    except BaseException as error:
        from caretui.unlock import LEAVE

        sys.stdout.write(LEAVE)
        sys.stdout.flush()
        meaning = told(error) if isinstance(error, DatabaseError) else error
        if not isinstance(meaning, Damaged):
            raise
        return put_back(path, opened, meaning)


def put_back(path: Path, opened: keys.Unlocked, damaged: Damaged) -> Store:
    """The store is damaged: the screen that puts the newest good backup in its place. Raises `damaged` when it did not."""
    from caretui.screens import recovery

    if recovery.run(path, opened.key, str(damaged)) is None:
        raise damaged
    store = opening.open_unlocked(path, opened)
    store.audit("restored")
    return store


def first_run(path: Path) -> int:
    """Make the first store, or look at the demo."""
    from caretui.screens import first_run as screen

    opening.look_before_founding(path)
    answer = screen.run(path)
    if answer == "demo":
        from caretui.cli import demo

        return demo.run(argparse.Namespace(people=None, seed=None, keep=None, make_only=False))
    return show(answer) if isinstance(answer, Store) else 130


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
