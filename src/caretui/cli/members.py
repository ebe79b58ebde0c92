"""`caretui member`: who may open the store; adding, removing, a new passphrase, a new key for the whole store."""

import argparse
from dataclasses import asdict

from caretui.care.passphrases import problem
from caretui.care.vocabulary import MEMBER_ROLES
from caretui.cli.common import (
    Refused,
    add_format,
    ask_passphrase,
    emit,
    member_name,
    open_store,
    passphrase,
    passphrase_file,
    read_passphrase_file,
    say,
    store_path,
)
from caretui.store import keys, opening
from caretui.store.errors import NotAllowed
from caretui.store.store import Store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What to do with whom."""
    doing = parser.add_subparsers(dest="doing", required=True, metavar="WHAT")
    listed = doing.add_parser("list", help="the members, and who has left")
    add_format(listed)
    added = doing.add_parser("add", help="add one; prints a passphrase for one use")
    added.add_argument("name")
    added.add_argument("--role", required=True, help="their job, e.g. 'district nurse'")
    added.add_argument("--agency", required=True, help="who employs them")
    added.add_argument("--locality")
    added.add_argument("--may", choices=MEMBER_ROLES, default="coordinator", help="what they may do here (coordinator)")
    removed = doing.add_parser("remove", help="take their key away; what they wrote stays")
    removed.add_argument("name")
    again = doing.add_parser("renew", help="a new passphrase for one use, for a member who lost theirs")
    again.add_argument("name")
    own = doing.add_parser("passphrase", help="change your own passphrase")
    own.add_argument("--new-passphrase-file", metavar="FILE", help="read the new one from a file")
    doing.add_parser("rekey", help="write the store under a new key: everybody else gets a passphrase for one use")


def run(args: argparse.Namespace) -> int:
    """Do it; the exit code."""
    if args.doing == "rekey":
        return _rekey(args)
    store = open_store(args, once=args.doing == "passphrase")
    try:
        if args.doing == "list":
            return _list(store, args)
        if args.doing == "passphrase":
            return _own(store, args)
        if store.viewer.role != "lead":
            raise NotAllowed("Members are looked after by a lead of this store.")
        return {"add": _add, "remove": _remove, "renew": _renew}[args.doing](store, args)
    finally:
        store.close()


def _list(store: Store, args: argparse.Namespace) -> int:
    from caretui.store.queries.directory import members

    emit([asdict(one) for one in members(store.read())], args.format, ("name", "role", "job", "agency", "removed"))
    return 0


def _add(store: Store, args: argparse.Namespace) -> int:
    from caretui.store.changes import members

    if [m for m in keys.members(store.path) if keys.slug(m) == keys.slug(args.name)]:
        raise Refused("There is a member of this name: add something to tell them apart, e.g. 'Ann Lee (OT)'.")
    _, words = members.invite(
        store, args.name, job=args.role, agency=args.agency, locality=args.locality, role=args.may
    )
    say(f"{args.name} is a member. Hand this passphrase over on paper; it is changed at the first unlock:")
    print(words)
    return 0


def _remove(store: Store, args: argparse.Namespace) -> int:
    from caretui.store.changes import members

    member, name = _named(store, args.name)
    if member == store.viewer.member:
        raise Refused("A lead does not remove themselves: make somebody else lead, and let them do it.")
    members.remove(store, member, on=store.today().isoformat())
    say(f"{name} is no member any more. Should they have kept a copy of the key: `caretui member rekey`.")
    return 0


def _renew(store: Store, args: argparse.Namespace) -> int:
    member, name = _named(store, args.name)
    words = keys.new_one_time_passphrase()
    keys.write(store.path, secret=words, key=store.key, member=member, name=name, once=True)
    store.audit("passphrase renewed", member)
    say(f"A passphrase for one use for {name}. Their old one opens nothing from now on:")
    print(words)
    return 0


def _own(store: Store, args: argparse.Namespace) -> int:
    from pathlib import Path

    if args.new_passphrase_file:
        words = read_passphrase_file(Path(args.new_passphrase_file))
    else:
        words = ask_passphrase("New passphrase: ")
        if ask_passphrase("The same again: ") != words:
            raise Refused("The two were not the same. Nothing was changed.")
    if wrong := problem(words, store.viewer.name):
        raise Refused(wrong)
    keys.change(store.path, store.key, store.viewer.member, store.viewer.name, words)
    store.audit("passphrase changed", store.viewer.member)
    say("Your passphrase is changed.")
    return 0


def _rekey(args: argparse.Namespace) -> int:
    from caretui.store import rekey

    path = store_path(args)
    opening.look(path)
    file = passphrase_file(args)
    secret = read_passphrase_file(file) if file else passphrase(args)
    opened = keys.unlock(path, secret, member_name(args) or opening.usual_member(path))
    if opened.member is None:
        raise Refused("The organisation key does not re-key: make a lead with it first (member renew).")
    store = opening.open_unlocked(path, opened)
    role = store.viewer.role
    store.close()
    if role != "lead":
        raise NotAllowed("Members are looked after by a lead of this store.")
    done = rekey.rekey(path, opened, secret)
    say(
        f"The store has a new key. A backup under the old key lies at {done.old}: remove it when you no longer need it."
    )
    say("Passphrases for one use, and the new organisation key. The old organisation key opens nothing:")
    for name, words in done.passphrases.items():
        print(f"{name}: {words}")
    print(f"organisation key: {done.organisation_key}")
    return 0


def _named(store: Store, name: str) -> tuple[str, str]:
    """(id, whole name) of the one member whose name begins so."""
    from caretui.store.queries.directory import members

    found = [m for m in members(store.read()) if m.removed is None and m.name.casefold().startswith(name.casefold())]
    exact = [m for m in found if m.name.casefold() == name.casefold()]
    if len(exact or found) != 1:
        raise Refused(f"Which member? {', '.join(m.name for m in found) or 'None is called so.'}", 2)
    return (exact or found)[0].id, (exact or found)[0].name
