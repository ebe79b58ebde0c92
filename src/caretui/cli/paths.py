"""`caretui paths`: where caretui keeps its files on this computer."""

import argparse

from caretui.cli import printable
from caretui.settings import paths


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """No options of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the paths, a line each."""
    here = paths()
    store = getattr(args, "store", None) or here.store
    for what, where in (
        ("store", store),
        ("keys", store.with_suffix(".keys")),
        ("backups", store.parent / "backups"),
        ("config", here.config),
        ("log", here.log),
    ):
        print(printable(f"{what:<8} {where}"))
    return 0
