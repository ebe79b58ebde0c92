"""No command: open the app on the store, after the passphrase; without a store, the first-run screen makes one."""

import argparse
import sys
from pathlib import Path

from caretui import platform, settings
from caretui.cli.common import Refused, member_name, passphrase_file, read_passphrase_file, store_path
from caretui.store import opening
from caretui.store.errors import NoStore
from caretui.store.keys import folder
from caretui.store.store import Store

BEHIND_THE_PROMPT = ("caretui.app", "caretui.screens.today")


def run(args: argparse.Namespace) -> int:
    """Unlock and open; the exit code of the app."""
    refuse_without_terminal()
    platform.no_core_dumps()
    path = store_path(args)
    try:
        opening.look(path)
    except NoStore:
        if path.exists() or folder(path).exists():
            raise
        return first_run(path)
    store = unlocked(args, path)
    return 130 if store is None else show(store)


def unlocked(args: argparse.Namespace, path: Path) -> Store | None:
    """The store, opened by the passphrase file or at the prompt; None when nobody typed one."""
    name = member_name(args) or opening.usual_member(path)
    if file := passphrase_file(args):
        return opening.unlock_and_open(path, read_passphrase_file(file), name)
    from caretui.unlock import unlock

    opened = unlock(path, name, BEHIND_THE_PROMPT)
    return opening.open_unlocked(path, opened) if opened else None


def first_run(path: Path) -> int:
    """Make the first store, or look at the demo."""
    from caretui.screens import first_run as screen

    answer = screen.run(path)
    if answer == "demo":
        from caretui.cli import demo

        return demo.run(argparse.Namespace(people=None, seed=None, keep=None, make_only=False))
    return show(answer) if isinstance(answer, Store) else 130


def show(store: Store) -> int:
    """Run the app on an open store until the day ends."""
    from caretui.app import CaretuiApp

    minutes = settings.load().lock_minutes
    app = CaretuiApp(store, fault_log=settings.paths().log, demo=store.demo, idle_seconds=minutes * 60)
    try:
        return app.run() or app.return_code or 0
    finally:
        app.store.close()


def refuse_without_terminal() -> None:
    """The app needs a keyboard and a screen."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("The app needs a terminal. `caretui --help` lists the commands that do not.", 2)
