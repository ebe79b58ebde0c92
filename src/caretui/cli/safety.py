"""`caretui backup`, `restore`, `verify`: copies that were checked, one put in place, and whether the store is whole."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from caretui import settings
from caretui.care.counts import several
from caretui.cli.common import Refused, member_name, open_store, passphrase, say, store_path
from caretui.store import audit, backup, keys, opening, recovery, verify
from caretui.store.database import Connection
from caretui.store.errors import Damaged, NoStore


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Options of the three commands."""
    if command == "backup":
        parser.add_argument("--to", type=Path, metavar="DIR", help="another folder than the usual one")
    elif command == "restore":
        parser.add_argument(
            "file", type=Path, nargs="?", metavar="FILE", help="a backup; without it the newest good one"
        )
        parser.add_argument("--replace", action="store_true", help="a store stands there: move it aside first")
        parser.add_argument("--drill", action="store_true", help="try it out, put nothing in place")
        parser.add_argument("--list", action="store_true", dest="list_them", help="list the backups")


def run(args: argparse.Namespace) -> int:
    """Do it; the exit code."""
    doing: dict[str, Callable[[argparse.Namespace], int]] = {"backup": _backup, "restore": _restore, "verify": _verify}
    return doing[args.command](args)


def _backup(args: argparse.Namespace) -> int:
    store = open_store(args)
    try:
        made = backup.make(store, args.to)
        place = settings.load().second_backup
        if place and not args.to:
            backup.second(made, place)
            say(f"and a second copy in {place}")
        store.audit("backup made")
    finally:
        store.close()
    print(made)
    return 0


def _restore(args: argparse.Namespace) -> int:
    path = store_path(args)
    if args.list_them:
        for one in recovery.candidates(path):
            print(one.file)
        return 0
    if args.file is None and not recovery.candidates(path):
        raise NoStore(f"There is no backup of {path.name} in {backup.folder(path)}: name one.")
    if path.exists() and not args.replace and not args.drill:
        raise Refused(
            f"There is a store at {path}; it was not touched. --replace moves it aside and puts the backup there."
        )
    secret = passphrase(args)
    name = member_name(args) or _usual(args)

    def key_of(place: Path) -> bytes:
        return keys.unlock(place, secret, name).key

    file = args.file or recovery.newest_good(path, key_of)
    if file is None:
        raise Damaged("None of the backups opens with this passphrase and is whole.")
    if args.drill:
        with tempfile.TemporaryDirectory(prefix="caretui-drill-", dir=path.parent) as into:
            units = recovery.drill(file, key_of, Path(into))
        _note(path, secret, name, recovery.DRILL)
        print(f"{file.name}: opens, whole, {several(units, 'change')}")
        return 0
    done = recovery.restore(path, file, key_of)
    tell(done, say)
    _note(path, secret, name, "restored")
    print(path)
    return 0


def tell(done: recovery.Restored, out: Callable[[str], None]) -> None:
    """Say what was put back, where the old store lies and what is missing."""
    out(f"{done.file.name} is in place: {several(done.units, 'change')}, the last of {done.last or 'never'}.")
    if done.aside is None:
        return
    out(f"The store that stood there lies aside, whole as it was: {done.aside}")
    for one in done.missing[-50:]:
        out(f"missing: {one.at} {one.by}: {one.reason}")
    if len(done.missing) > 50:
        out(f"and {several(len(done.missing) - 50, 'change')} before these")
    if not done.all_told:
        out("The old store cannot be read to its end: changes after the backup may be missing that are not listed.")
    elif not done.missing:
        out("Nothing is missing: the backup holds all that the old store did.")


def _note(path: Path, secret: str, name: str | None, event: str) -> None:
    store = opening.unlock_and_open(path, secret, name)
    try:
        store.audit(event)
    finally:
        store.close()


def _usual(args: argparse.Namespace) -> str | None:
    path = store_path(args)
    return opening.usual_member(path) if keys.folder(path).is_dir() else None


def _verify(args: argparse.Namespace) -> int:
    store = open_store(args)
    try:
        con = store.read()
        checks: dict[str, Callable[[Connection], Iterable[str]]] = {
            "pages": verify.page_faults,
            "journal and tables": verify.journal_mismatches,
            "derived columns": verify.derived_mismatches,
            "audit chain": audit.broken,
            "end of the trail": lambda _: store.behind,
        }
        wrong = 0
        for name, check in checks.items():
            found = list(check(con))
            wrong += len(found)
            print(f"{name}: {'whole' if not found else f'{len(found)} faults'}")
            for one in found[:20]:
                say(one)
        for at in audit.found_behind(con)[:-1] if store.behind else audit.found_behind(con):
            print(f"behind its mark when opened: {at}")
        print(f"changes: {backup.last_unit(con)}")
        days = recovery.since_drill(con, datetime.now(UTC))
        last = recovery.candidates(store.path)
        print(f"newest backup: {last[0].file if last else 'none'}")
        print(f"restore drill: {'never (caretui restore --drill)' if days is None else f'{days} days ago'}")
        store.audit("verified", None, faults=wrong)
    finally:
        store.close()
    if wrong:
        say("The store is damaged. `caretui restore --replace` puts the newest good backup in place.")
        sys.stdout.flush()
    return 1 if wrong else 0
