"""`caretui keys`: all keys, by place, made from the commands."""

import argparse

from caretui.commands import PLACES, help_of, keys_of, told


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """No options of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the keys."""
    for where, heading in PLACES.items():
        if found := told(where):
            print(heading)
            for command in found:
                print(f"  {keys_of(command):<20} {command.name}: {help_of(where, command)}")
            print()
    return 0
