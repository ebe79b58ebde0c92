"""`caretui erase PERSON` and `caretui seal PERSON`: a person's record blanked, or a former identity taken out of it."""

import argparse
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from caretui.cli.common import Refused, emit, open_store, say
from caretui.store import backup, recovery
from caretui.store.errors import NotAllowed
from caretui.store.store import Store

if TYPE_CHECKING:
    from caretui.store.changes.erasure import Mention


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Who, why, and that it is meant."""
    parser.add_argument("person", metavar="PERSON", help="NHS number in any spacing, or record id")
    if command == "erase":
        parser.add_argument("--why", required=True, help="kept for good: words that tell nothing of the person")
    parser.add_argument("--yes", action="store_true", help="do it: it cannot be undone")
    parser.add_argument(
        "--and-backups", action="store_true", help="remove the backups that still hold it, after a new one"
    )


def run(args: argparse.Namespace) -> int:
    """Do it; the exit code."""
    from caretui.store.queries import person

    store = open_store(args)
    try:
        if store.viewer.role != "lead":
            raise NotAllowed("Only a lead of this store erases or seals.")
        found = person.find_person(store.read(), args.person, store.viewer)
        if found is None:
            raise Refused("There is nobody with this NHS number or id.")
        if not args.yes:
            raise Refused("This cannot be undone. Print what must be kept (export person), then add --yes.")
        if args.command == "erase":
            _erase(store, found, args.why)
        else:
            _seal(store, found)
        _backups(store, args.and_backups)
    finally:
        store.close()
    return 0


def _erase(store: Store, person: str, why: str) -> None:
    from caretui.store.changes import erasure

    with store.work("erased a record") as work:
        done = erasure.erase_person(work, store, person, why=why)
    say(f"Erased: {', '.join(f'{count} {kind}' for kind, count in done.counts.items())}. A stub with the reason stays.")
    _mentions(done.mentions)


def _seal(store: Store, person: str) -> None:
    from caretui.store.changes import erasure

    with store.work("sealed a former identity") as work:
        done = erasure.seal_identity(work, store, person)
    if not done.former and not done.identifiers:
        say("There was no earlier name, number, birth date or sex to seal. Change them first.")
        return
    say("Sealed. This is printed once; put it into an envelope for your lead or information governance:")
    print(json.dumps({"former": done.former, "identifiers": done.identifiers}, ensure_ascii=False, indent=1))
    _mentions(done.mentions)


def _mentions(found: "tuple[Mention, ...]") -> None:
    if found:
        say(
            f"The name or number still stands in the words of {len(found)} records of others: contacts, minutes, actions."
            " Somebody has to read each and decide; it may be another person of that name."
        )
        emit(
            [{"kind": m.kind, "record": m.record, "where": ", ".join(m.columns), "about": m.person} for m in found],
            "table",
            None,
        )


def _backups(store: Store, remove: bool) -> None:
    store.read().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    older = recovery.candidates(store.path)
    if not older:
        return
    if remove:
        backup.make(store)
        for one in older:
            backup.remove(one.file)
        say(f"A new backup was made, and {len(older)} older ones that still held it are removed.")
        return
    last = older[0].made + timedelta(days=366)
    say(
        f"{len(older)} backups still hold it; the last of them goes by itself about {last:%d %b %Y}. --and-backups removes"
        " them now. Copies that somebody made elsewhere, and stores moved aside by a restore, are not known here."
    )
