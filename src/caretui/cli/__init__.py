"""The headless twin: every screen has a command that prints the same facts. stdout is data, stderr is words.

A command's module is imported when the command is named, so that `--help`, `keys` and `paths` start at once. A module has
`arguments(parser, command)`, which adds its options, and `run(args)`, which returns the exit code; `args.command` is the name.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO, cast

from caretui import platform

GROUPS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "open the app on invented people in a throw-away store"),
    "init": ("founding", "make a store and its first member"),
    "member": ("members", "add, remove and list members; change a passphrase"),
    "import": ("intake", "read a spreadsheet of people or the list of practices"),
    "list": ("lists", "caseload, people, actions, contacts, meetings, the directory, changes"),
    "show": ("show", "one person: summary, team, plan, last contacts, warnings"),
    "log": ("contacts", "log a contact"),
    "amend": ("contacts", "amend a contact"),
    "act": ("actions", "ask someone to do something"),
    "done": ("actions", "complete an action"),
    "meet": ("meetings", "make a meeting, print its agenda or minutes"),
    "export": ("export", "write a file to the shared drive"),
    "backup": ("safety", "copy the store and its keys, verified"),
    "restore": ("safety", "put a backup in place"),
    "verify": ("safety", "check pages, journal = tables, audit chain"),
    "audit": ("audit", "the month's extract of the audit trail"),
    "erase": ("erasure", "blank a person's record; a stub stays"),
    "seal": ("erasure", "take a former identity out of a record"),
    "undo": ("undo", "take back a unit of changes"),
    "keys": ("keys", "all keys, by place"),
    "paths": ("paths", "where caretui keeps its files here"),
    "doctor": ("doctor", "what this terminal and computer can do"),
}
"""Command -> (module of this package, what it does)."""


def printable(words: str) -> str:
    """Words on one line, without a byte that would steer the terminal."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else "\ufffd" for c in words)


OPTIONS: dict[str, tuple[str, Callable[[str], object]]] = {
    "--store": ("store", Path),
    "--passphrase-file": ("passphrase_file", Path),
    "--as": ("member", str),
}
"""Options that stand before or after the command: under which name, and as what."""


def without_command(words: Sequence[str]) -> SimpleNamespace | None:
    """What a command line that only opens the app asks for; None of any other.

    argparse, which reads the others, would be 0.4 MiB of every session.
    """
    asked, rest = SimpleNamespace(command=None), list(words)
    while rest:
        option, is_one, value = rest.pop(0).partition("=")
        if option not in OPTIONS or not (is_one or (rest and not rest[0].startswith("-"))):
            return None
        name, kind = OPTIONS[option]
        setattr(asked, name, kind(value if is_one else rest.pop(0)))
    return asked


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code."""
    os.umask(0o077)
    platform.no_core_dumps()
    platform.without_network()
    platform.fill_closed_streams()
    platform.without_build_record()
    platform.without_openssl()
    _utf8()
    argv = sys.argv[1:] if argv is None else argv
    if any("\ud800" <= letter <= "\udfff" for word in argv for letter in word):
        print("caretui: a word of the command line holds bytes that are no text in UTF-8.", file=sys.stderr)
        return 2
    if (asked := without_command(argv)) is not None:
        return guarded("start", asked)
    from caretui.cli.parsing import parser_of, top_parser

    args = top_parser().parse_args(argv)
    if args.command is None:
        return guarded("start", args)
    if args.command not in GROUPS:
        print(f"caretui: there is no command {args.command!r}. `caretui --help` lists them.", file=sys.stderr)
        return 2
    module = f"caretui.cli.{GROUPS[args.command][0]}"
    parser = parser_of(args.command)
    try:
        import_module(module).arguments(parser, args.command)
    except KeyboardInterrupt:
        return 130
    parser.parse_args(args.rest, namespace=args)
    return guarded(GROUPS[args.command][0], args)


class _Printed:
    """Standard output that remembers that it failed, so that this is never taken for a fault of what was asked."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.lost: OSError | None = None

    def write(self, words: str) -> int:
        """As the stream does."""
        try:
            return self.stream.write(words)
        except OSError as error:
            self.lost = error
            raise

    def flush(self) -> None:
        """As the stream does."""
        try:
            self.stream.flush()
        except OSError as error:
            self.lost = error
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def guarded(module: str, args: object) -> int:
    """Run a module's command behind the one error door of the command line."""
    printed = _Printed(sys.stdout)
    sys.stdout = cast("TextIO", printed)
    try:
        code: int = import_module(f"caretui.cli.{module}").run(args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the error door takes whatever comes
        if printed.lost is not None:
            return _not_printed(printed)
        from caretui import prompt
        from caretui.cli.common import say_error

        prompt.leave()  # what is said now is not to be said on a screen that goes away
        return say_error(error)
    finally:
        sys.stdout = printed.stream


def _not_printed(printed: _Printed) -> int:
    """What was to be done is done; nobody reads on (`| head`), or what it was printed into is full."""
    if not isinstance(printed.lost, BrokenPipeError):
        why = printed.lost.strerror if printed.lost else ""
        print(f"caretui: not all could be printed ({why}); what was saved is saved.", file=sys.stderr)
    printed.stream = Path(os.devnull).open("w")  # noqa: SIM115 - so that the interpreter's own flush at exit stays quiet
    return 3


def _utf8() -> None:
    """Print any name on any terminal: what it cannot show becomes a replacement, not an error; data in a file is whole."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            lenient = stream.isatty() or stream is sys.stderr
            stream.reconfigure(
                errors="replace" if lenient else "strict", **({} if stream.isatty() else {"encoding": "utf-8"})
            )
