"""How a command line with a command is read: only where there is one, an open app does without argparse."""

import argparse
from pathlib import Path
from typing import NoReturn

from caretui import __version__
from caretui.cli import GROUPS, printable

EXIT_CODES = """exit codes: 0 done; 1 refused or failed, nothing changed; 2 usage;
3 done in part: the report says what was refused, or not all could be printed; 4 store in use;
5 wrong passphrase; 6 store made by a newer caretui; 130 interrupted"""


class Parser(argparse.ArgumentParser):
    """Help in the words of caretui, usage errors with exit code 2."""

    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """A usage error, without a byte of what was typed that would steer the terminal."""
        super().error(printable(message))


def common_options(parser: argparse.ArgumentParser) -> None:
    """Options that stand before or after the command."""
    parser.add_argument(
        "--store", type=Path, metavar="PATH", default=argparse.SUPPRESS, help="the store (CARETUI_STORE)"
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="read the passphrase from a file that only you can read (CARETUI_PASSPHRASE_FILE)",
    )
    parser.add_argument(
        "--as", dest="member", metavar="NAME", default=argparse.SUPPRESS, help="which member of the store"
    )


def top_parser() -> Parser:
    """The parser of what stands before the command."""
    width = max(map(len, GROUPS))
    listing = "\n".join(f"  {name:<{width}}  {words}" for name, (_, words) in GROUPS.items())
    parser = Parser(
        prog="caretui",
        description="The care coordination record, by keyboard. Without a command: opens the app.",
        epilog=f"commands:\n{listing}\n\n`caretui COMMAND --help` tells a command's options.\n\n{EXIT_CODES}",
    )
    parser.add_argument("--version", action="version", version=f"caretui {__version__}")
    common_options(parser)
    parser.add_argument("command", nargs="?", metavar="COMMAND")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def parser_of(command: str) -> Parser:
    """The parser of a command, before its module has added its own options."""
    parser = Parser(prog=f"caretui {command}", description=GROUPS[command][1].capitalize() + ".", epilog=EXIT_CODES)
    common_options(parser)
    return parser
