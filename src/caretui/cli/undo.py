"""`caretui undo UNIT`: take back a unit of changes (`caretui list changes` shows them)."""

import argparse

from caretui.cli.common import Refused, open_store
from caretui.store.journal import ChangedMeanwhile


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Which unit."""
    parser.add_argument("unit", help="the unit's id")


def run(args: argparse.Namespace) -> int:
    """Undo it; refused when something of it was changed later."""
    store = open_store(args)
    try:
        undone = store.undo(args.unit)
    except ChangedMeanwhile:
        raise Refused("Something of it was changed later: undo that first. Nothing was changed.") from None
    finally:
        store.close()
    if undone is None:
        raise Refused("There is no such unit. `caretui list changes` shows them.")
    print(f"undone: {undone.reason}")
    return 0
