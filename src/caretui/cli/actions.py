"""`caretui act PERSON --do "..." --owner-agency "..."` asks for an action; `caretui done ACTION_ID` completes it."""

import argparse
import re
from collections.abc import Mapping, Sequence

from caretui.care.actions import reading
from caretui.care.dates import read_day, say_full_date
from caretui.care.lines import Party, Understood, find_parties
from caretui.care.recurrence import read_repeat
from caretui.care.refused import Refused as Rule
from caretui.cli.common import Refused, open_store, refuse_readers, say
from caretui.store.queries import actions as query
from caretui.store.queries.parties import me, objects_to, parties
from caretui.store.queries.person import find_person
from caretui.store.store import Store
from caretui.store.work import Work


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What, whose, by when; or which, and what came of it."""
    if command == "act":
        parser.add_argument("person", metavar="PERSON", help="NHS number (any spacing) or record id")
        parser.add_argument("--do", dest="what", metavar="WORDS", required=True, help="what is to be done")
        parser.add_argument("--owner-agency", metavar="AGENCY", required=True, help="who does it; a new name is added")
        parser.add_argument("--owner", metavar="NAME", help="who of the agency, a relative, or the person's name")
        parser.add_argument("--due", metavar="DAY", help="fri, +2w, 14 jan, 2026-12-02")
        parser.add_argument("--repeat", metavar="WORDS", help="weekly, every mon, monthly until review")
    else:
        parser.add_argument("action", metavar="ACTION_ID")
        parser.add_argument("--outcome", metavar="WORDS", help="what came of it")


def run(args: argparse.Namespace) -> int:
    """Write it, and print the id when it is on disk."""
    store = open_store(args)
    try:
        refuse_readers(store)
        print(act(store, args) if args.command == "act" else done(store, args))
    except Rule as refusal:
        raise Refused(f"{refusal.reason[:1].upper()}{refusal.reason[1:]}. Nothing was changed.") from None
    finally:
        store.close()
    return 0


def act(store: Store, args: argparse.Namespace) -> str:
    """Ask for an action; returns its id. What is new in the directory is said."""
    from caretui.store.changes import actions

    con, today = store.read(), store.today()
    person = find_person(con, args.person, store.viewer)
    if person is None:
        raise Refused("There is no such person. PERSON is an NHS number or a record id.")
    due = read_day(args.due, today) if args.due else None
    if args.due and due is None:
        raise Refused(f"--due {args.due!r} is not read as a day. Try fri, +2w or 14 jan.", 2)
    repeat = read_repeat(args.repeat, today) if args.repeat else None
    if args.repeat and repeat is None:
        raise Refused(f"--repeat {args.repeat!r} is not read. Try weekly, every mon, monthly until review.", 2)
    known = parties(con, person)
    agency = _one(args.owner_agency, [party for party in known if party.kind == "agency"], "--owner-agency")
    owner = None
    if args.owner:
        owner = _one(args.owner, [party for party in known if party.kind != "agency"], "--owner", me(store.viewer))
    read = Understood(agency, None if agency else args.owner_agency.strip(), args.what.strip(), due, repeat)
    with store.work("asked for an action") as work:
        owned = actions.owner_columns(work, store.viewer, read)
        if args.owner:
            owned |= _owner(work, store, owner, args.owner.strip(), owned)
        action = actions.ask(work, store.viewer, person=person, understood=read, today=today, owned=owned)
    if agency is None:
        say(f"{read.unknown_owner} was not known: added as an agency")
    if args.owner and owner is None:
        say(f"{args.owner.strip()} was not known: added as a professional of it")
    say(reading(read, today))
    if objects_to(store.read(), person, agency, today) or objects_to(store.read(), person, owner, today):
        say("the person objects to their being told: ask before you tell them (Sharing)")
    return action


def _one(typed: str, among: Sequence[Party], option: str, mine: Party | None = None) -> Party | None:
    """The one party that a name means, None for a new name. Refused when several are meant, or nothing is typed."""
    if not typed.strip():
        raise Refused(f"{option} is empty.", 2)
    found = find_parties(typed, among, mine or Party("me", None, ""))
    if len(found) > 1:
        raise Refused(f"{option} can be {', '.join(party.name for party in found)}: name one. Nothing was changed.")
    return found[0] if found and (found[0].kind != "me" or mine) else None


def _owner(
    work: Work, store: Store, owner: Party | None, typed: str, owned: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The columns for the named owner within the agency; somebody new becomes a professional of it."""
    from caretui.store.changes import directory

    if owner is None:
        professional, _ = directory.ensure_professional(work, typed, agency=owned["agency"])
        return {"professional": professional, "owner_words": typed}
    if owner.kind == "me":
        return {"professional": store.viewer.professional, "owner_words": store.viewer.name}
    column = {"professional": "professional", "family": "circle"}.get(owner.kind)
    return {"owner_words": owner.name} | ({column: owner.id} if column else {})


def done(store: Store, args: argparse.Namespace) -> str:
    """Complete an action; returns its id, and says when its next turn is due."""
    from caretui.store.changes import actions

    wanted = args.action.strip().lower()
    found = (
        query.one(store.read(), wanted, store.viewer, store.today()) if re.fullmatch("[0-9a-f]{32}", wanted) else None
    )
    if found is None:
        raise Refused("There is no such action. `caretui list actions --format json` shows their ids.")
    with store.work("finished an action") as work:
        again = actions.finish(work, store.viewer, found.id, now=store.now(), today=store.today(), outcome=args.outcome)
    following = query.one(store.read(), again, store.viewer, store.today()) if again else None
    if following and following.due:
        say(f"it comes again {say_full_date(following.due)}: {following.id}")
    return found.id
