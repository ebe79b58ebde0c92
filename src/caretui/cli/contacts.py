"""`caretui log` and `caretui amend`: the contact log without the screen; the id is printed after the commit."""

import argparse
from contextlib import suppress
from datetime import datetime
from typing import Any

from caretui.care.contact_words import METHOD_KEYS
from caretui.care.dates import instant, read_past_moment, to_instant
from caretui.care.identifiers import has_control
from caretui.care.refused import Refused as NotTaken
from caretui.care.vocabulary import COPYING, DIRECTIONS, REACHED, READ_BY
from caretui.cli.common import Refused, open_store, refuse_readers, say
from caretui.store.store import Store

METHODS = tuple(METHOD_KEYS.values())


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What happened; or what stands instead, and why."""
    if command == "log":
        parser.add_argument("person", metavar="PERSON", help="NHS number (any spacing) or record id")
        parser.add_argument("--method", required=True, type=str.casefold, choices=METHODS, help=", ".join(METHODS))
        parser.add_argument("--with", dest="with_whom", metavar="WHO", help='with whom: "Karen, daughter"')
        parser.add_argument("--agency", metavar="NAME", help="whose work it was (default: your own agency then)")
        parser.add_argument("--by", metavar="NAME", help="who did it (default: you)")
        parser.add_argument("--note", required=True, metavar="WORDS", help="what was said, seen, done")
        parser.add_argument("--reached", type=str.casefold, choices=REACHED, default="yes", help=", ".join(REACHED))
        parser.add_argument(
            "--at", metavar="TIME", help='when it happened: "2026-11-20 14:30", "yday 1650" (default: now)'
        )
        parser.add_argument("--direction", choices=DIRECTIONS, default="out", help="in: they came to us")
        parser.add_argument("--own-words", metavar="WORDS", help="what they said, in their own words")
        parser.add_argument("--outcome", metavar="WORDS", help="what was agreed")
        parser.add_argument("--purpose", metavar="WORDS")
        parser.add_argument("--minutes", type=int, metavar="N", help="how long it took")
        parser.add_argument("--read-by", choices=READ_BY, default="team", help=", ".join(READ_BY))
        parser.add_argument("--copying", choices=COPYING, help="to the clinical system: " + ", ".join(COPYING))
        return
    parser.add_argument("contact", metavar="CONTACT_ID", help="the id that `log` printed, or `list contacts` shows")
    parser.add_argument("--note", metavar="WORDS", help="the words that stand instead")
    parser.add_argument("--reason", required=True, metavar="WORDS", help="why it is amended")
    parser.add_argument("--in-error", action="store_true", help="it should not have been entered; takes no --note")


def run(args: argparse.Namespace) -> int:
    """Write it, then print the new entry's id."""
    typed = {name: value for name, value in vars(args).items() if isinstance(value, str)}
    if wrong := [name for name, value in typed.items() if has_control(value)]:
        raise Refused(f"--{wrong[0].replace('_', '-')} holds control characters")
    if args.command == "amend" and bool(args.note) is args.in_error:
        raise Refused("name either --note or --in-error", 2)
    store = open_store(args)
    try:
        refuse_readers(store)
        record = log(store, args) if args.command == "log" else amend(store, args)
    except NotTaken as refusal:
        raise Refused(f"refused: {refusal.reason}") from None
    finally:
        store.close()
    print(record)
    return 0


def log(store: Store, args: argparse.Namespace) -> str:
    """Add the contact; an agency or colleague that is not known yet is added, and said so."""
    from caretui.store.changes import contacts, directory
    from caretui.store.queries.person import find_person

    person = find_person(store.read(), args.person, store.viewer)
    if person is None:
        raise Refused("there is nobody with this NHS number or id, or their record is not yours to open")
    at = read_at(args.at, store) if args.at else None
    added: list[str] = []
    with store.work("logged a contact") as work:
        agency, is_new = directory.ensure_agency(work, args.agency) if args.agency else (None, False)
        added += [f"the agency {args.agency}"] if is_new else []
        professional, is_new = directory.ensure_professional(work, args.by, agency=agency) if args.by else (None, False)
        added += [f"the colleague {args.by}"] if is_new else []
        record = contacts.log(
            work,
            store.viewer,
            person=person,
            now=store.now(),
            at=at,
            method=args.method,
            professional=professional,
            agency=agency,
            **_words(args, store),
        )
    for what in added:
        say(f"added {what}, which was not known yet")
    return record


def _words(args: argparse.Namespace, store: Store) -> dict[str, Any]:
    copying = args.copying or (store.setting("copying", "to copy") if args.reached == "yes" else "not needed")
    plain = ("direction", "reached", "with_whom", "note", "own_words", "outcome", "purpose", "minutes", "read_by")
    return {name: getattr(args, name) for name in plain} | {"copying": copying}


def read_at(text: str, store: Store) -> str:
    """The instant that `--at` means: a wall time in London, or an ISO time with its offset. Raises Refused (usage)."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        with suppress(OverflowError):  # the first or last day that there is, shifted out of what there is
            return instant(moment)
    found = read_past_moment(text, store.wall())
    if found is None:
        raise Refused('--at is not a time gone by: "2026-11-20 14:30", "yday 1650", "8:15"', 2)
    return to_instant(found)


def amend(store: Store, args: argparse.Namespace) -> str:
    """Add the amendment."""
    from caretui.store.changes import contacts
    from caretui.store.queries import contacts as reads

    if reads.one(store.read(), args.contact, store.viewer, store.today()) is None:
        raise Refused("there is no contact with this id, or it is not yours to read")
    with store.work("amended an entry") as work:
        if args.in_error:
            return contacts.entered_in_error(work, store.viewer, args.contact, reason=args.reason, now=store.now())
        return contacts.amend(work, store.viewer, args.contact, note=args.note, reason=args.reason, now=store.now())
