"""No command: open the app on the store, after the passphrase; without a store, the first-run screen makes one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caretui.cli.common import member_name, passphrase_file, read_passphrase_file, store_path
from caretui.cli.running import BEHIND_THE_PROMPT, put_back, refuse_without_terminal, show
from caretui.store import keys, opening
from caretui.store.database import DatabaseError, told
from caretui.store.errors import Damaged, NoStore
from caretui.store.store import Store

if TYPE_CHECKING:
    import argparse


def run(args: "argparse.Namespace") -> int:
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


def unlocked(args: "argparse.Namespace", path: Path) -> Store | None:
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


def first_run(path: Path) -> int:
    """Make the first store, or look at the demo."""
    from caretui.screens import first_run as screen

    opening.look_before_founding(path)
    answer = screen.run(path)
    if answer == "demo":
        from argparse import Namespace

        from caretui.cli import demo

        return demo.run(Namespace(people=None, seed=None, keep=None, make_only=False))
    return show(answer) if isinstance(answer, Store) else 130
