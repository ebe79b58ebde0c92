"""`caretui keys`: all keys, by place, made from the commands."""

import argparse

from caretui.commands import PLACES, commands_for, keys_of


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """No options of its own."""


def run(args: argparse.Namespace) -> int:
    """Print the keys."""
    for where, heading in PLACES.items():
        found = [command for command in commands_for(where) if command.keys]
        if found:
            print(heading)
            for command in found:
                print(f"  {keys_of(command):<20} {command.name}: {command.help}")
            print()
    return 0
