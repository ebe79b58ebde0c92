"""`caretui keys`: all keys, by place, made from the commands."""

import argparse

from caretui.commands.words import listing


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """No options of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the keys."""
    print(listing())
    return 0
