"""What the commands share: opening the store, printing rows, saying what went wrong."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from caretui import platform, settings
from caretui.cli import printable
from caretui.faults import fault_of, write_fault
from caretui.store.errors import NotAllowed, StoreError
from caretui.store.store import Store

if TYPE_CHECKING:
    import argparse

_LONGEST_WAIT = 600


class Refused(Exception):
    """A command cannot do what was asked: a sentence for stderr and an exit code (1 refused, 2 usage)."""

    def __init__(self, words: str, code: int = 1) -> None:
        super().__init__(words)
        self.code = code


def say(words: str) -> None:
    """A sentence on stderr, in lines; the names and paths in it steer no terminal."""
    print("caretui: " + "\n".join(map(printable, words.split("\n"))), file=sys.stderr)


def say_error(error: Exception) -> int:
    """The sentence and exit code of an error; of an unexpected one only its type, place and number."""
    from datetime import UTC, datetime

    if isinstance(error, Refused):
        say(str(error))
        return error.code
    if isinstance(error, StoreError):
        say(str(error))
        return error.exit_code
    if isinstance(error, settings.BadSettings):
        say(str(error))
        return 1
    if words := _not_possible(error):
        say(words)
        return 1
    if isinstance(error, FileExistsError):
        say("There is a store already; it was not touched.")
        return 1
    if isinstance(error, PermissionError):
        say(f"You have no right to {error.filename}. Nothing more was changed.")
        return 1
    if isinstance(error, OSError) and error.filename:
        say(f"{error.filename}: {error.strerror}. Nothing more was changed.")
        return 1
    from caretui.store.database import DatabaseError, told

    if isinstance(error, DatabaseError) and (meaning := told(error)):
        say(str(meaning))
        return meaning.exit_code
    fault = fault_of(error)
    write_fault(fault, settings.paths().log, datetime.now(UTC))
    say(f"{fault.words} Nothing more was changed.")
    return 1


def _not_possible(error: Exception) -> str:
    """What a form refused, field by field, without the value; "" for any other error. Pydantic is there if it raised it."""
    pydantic = sys.modules.get("pydantic")
    if pydantic is None or not isinstance(error, pydantic.ValidationError):
        return ""
    told = (
        f"{' '.join(map(str, one['loc'])).replace('_', ' ')}: {one['msg']}" for one in error.errors(include_input=False)
    )
    return f"{'; '.join(told).replace('Value error, ', '')}. Nothing was changed."


def store_path(args: "argparse.Namespace") -> Path:
    """The store that was named, else this computer's."""
    named: Path | None = getattr(args, "store", None)
    path = named or settings.paths().store
    try:
        os.fspath(path).encode()
    except UnicodeEncodeError:
        raise Refused("The path of the store holds bytes that are no text in UTF-8: name another place.", 2) from None
    platform.share_with_group(path.parent)
    return path


def passphrase_file(args: "argparse.Namespace") -> Path | None:
    """The file that holds the passphrase, when one was named."""
    named = getattr(args, "passphrase_file", None) or os.environ.get("CARETUI_PASSPHRASE_FILE")
    return Path(named) if named else None


PIPE_WAITS = 60.0
"""Seconds for a pipe in place of the passphrase file to be written into: somebody may be asked for it meanwhile."""


def read_passphrase_file(path: Path) -> str:
    """The first line of the file. Refused when others can read it, or when it lies on a network path."""
    if problem := platform.open_to_others(path):
        raise Refused(f"The passphrase file {problem}. Keep it where only you can read it (chmod 600).")
    try:
        lines = platform.first_line(path, within=PIPE_WAITS).decode().removeprefix("\ufeff").splitlines()
    except TimeoutError:
        raise Refused(f"Nobody wrote a passphrase into {path.name}.") from None
    except (OSError, UnicodeDecodeError):
        raise Refused(f"The passphrase file {path.name} cannot be read.") from None
    if not lines or not lines[0]:
        raise Refused(f"The passphrase file {path.name} is empty.")
    return lines[0]


def ask_passphrase(prompt: str = "Passphrase: ") -> str:
    """Ask at the terminal. Refused (usage) without one."""
    if not sys.stdin.isatty():
        raise Refused("There is no terminal to ask the passphrase at: name a --passphrase-file.", 2)
    from getpass import getpass

    return getpass(prompt)


def passphrase(args: "argparse.Namespace") -> str:
    """The passphrase from the file, else asked."""
    file = passphrase_file(args)
    return read_passphrase_file(file) if file else ask_passphrase()


def member_name(args: "argparse.Namespace") -> str | None:
    """Which member: `--as`, else who usually sits here."""
    return getattr(args, "member", None)


def open_store(args: "argparse.Namespace", *, once: bool = False) -> Store:
    """Unlock and open the store for a command. Raises StoreError, Refused.

    `once`: a passphrase for one use will do (the command that changes it).
    """
    from caretui.store import keys, opening

    path = store_path(args)
    opening.look(path)
    name = member_name(args) or opening.usual_member(path)
    keys.whose(path, name)  # refused here, or somebody types their passphrase for nothing
    store = opening.unlock_and_open(path, passphrase(args), name, waits=_waiter())
    for words in store.behind:
        say(f"{words}. See `caretui verify` and `caretui restore --list`.")
    if store.must_change_passphrase and not once:
        store.close()
        raise Refused("This passphrase was for one use: change it first with `caretui member passphrase`.")
    return store


def _waiter() -> Callable[[str], bool]:
    """A command waits for somebody's long writing, for ten minutes at most, and says so once."""
    begun = monotonic()
    told: list[str] = []

    def wait(who: str) -> bool:
        if not told:
            say(f"{who}; waiting until it is done (ctrl+c leaves).")
            told.append(who)
        return monotonic() - begun < _LONGEST_WAIT

    return wait


def refuse_readers(store: Store) -> None:
    """Raise when the member's role is only to read."""
    if store.viewer.role in ("reader", "ig"):
        raise NotAllowed("Your role in this store is to read.")


def add_format(parser: "argparse.ArgumentParser") -> None:
    """`--format table|csv|json`."""
    parser.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="default: a table for reading"
    )


def emit(rows: Iterable[Mapping[str, Any]], format: str, columns: Sequence[str] | None = None) -> None:
    """Print rows on stdout. `columns` picks and orders what a table shows; CSV and JSON print every field."""
    if format == "json":
        json.dump(list(rows), sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif format == "csv":
        emit_csv(list(rows))
    else:
        emit_table(list(rows), columns)


def emit_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """CSV with formula starts neutralised, lists joined by "; "."""
    import csv

    from caretui.care.sheets import guard_formula

    writer = csv.writer(sys.stdout, lineterminator="\n")
    if rows:
        writer.writerow(rows[0].keys())
    for row in rows:
        writer.writerow([guard_formula(cell_words(value)) for value in row.values()])


def emit_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None) -> None:
    """A table of columns side by side: each as wide as its widest cell, cut at 40."""
    if not rows:
        say("nothing found")
        return
    names = list(columns or rows[0].keys())
    body = [[printable(cell_words(row.get(name)))[:40] for name in names] for row in rows]
    widths = [max(len(line[i]) for line in [names, *body]) for i in range(len(names))]
    for line in [names, *body]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def cell_words(value: Any) -> str:
    """A value as a cell: lists joined, nothing for None, yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell_words(v) for v in value)
    return str(value)
