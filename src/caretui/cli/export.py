"""`caretui export WHAT --to DIR --format F --purpose "..."`: writes a file to the shared drive and prints its path."""

import argparse
from pathlib import Path

from caretui.care.identifiers import has_control
from caretui.cli.common import Refused, open_store, say
from caretui.documents import sending
from caretui.documents.making import KINDS, Kind, Wanted, make
from caretui.documents.outline import Look
from caretui.documents.parcel import To, Withheld, to_agency, to_person, to_relative, to_self
from caretui.documents.share import ShareProblem
from caretui.store.queries import caseload_sheet, dossier, recipients
from caretui.store.store import Store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What, about whom, for whom, where to, why."""
    kinds = "; ".join(f"{kind.name}: {', '.join(kind.formats)}" for kind in KINDS.values())
    parser.add_argument("what", choices=tuple(KINDS), metavar="WHAT", help=f"what, and its formats: {kinds}")
    parser.add_argument("--person", metavar="P", help="NHS number, record id or name")
    parser.add_argument("--meeting", metavar="ID", help="the meeting's id (caretui list meetings)")
    parser.add_argument("--agency", metavar="A", help="the agency that it is for; none: for your own use")
    parser.add_argument("--relative", metavar="NAME", help="with plan: the relative that it is for")
    parser.add_argument("--to", type=Path, metavar="DIR", help="the folder; none: the one of your settings")
    parser.add_argument("--format", metavar="F", help="none: the first of its formats")
    parser.add_argument("--purpose", metavar="WORDS", required=True, help="why it is shared: stands in the document")
    parser.add_argument("--where", metavar="FILTER", default="", help="with caseload: the filter of the screens")
    parser.add_argument("--all", action="store_true", help="with caseload: everyone's people, not only yours")
    parser.add_argument("--ask", metavar="WORDS", default="", help="with letter: what the agency is asked to do")
    parser.add_argument("--large-print", action="store_true", help="18 point")


def run(args: argparse.Namespace) -> int:
    """Make it, put it there, write it into the sharing ledger, print the path. What was withheld goes to stderr."""
    kind = KINDS[args.what]
    form = _usage(args, kind)
    store = open_store(args)
    try:
        folder = args.to or sending.usual_folder(store)
        if folder is None:
            raise Refused("Name the folder with --to, or set `share` in config.toml.", 2)
        person = _person(store, args.person) if args.person else None
        to = _to(store, args, kind, person)
        wanted = Wanted(
            kind.name,
            person=person,
            meeting=args.meeting,
            people=_people(store, args),
            asked=args.ask,
        )
        look = Look(large_print=True) if args.large_print else None
        sent = _send(store, wanted, to, folder, form, look)
    finally:
        store.close()
    for words in sent.said:
        say(words)
    print(sent.path)
    return 0


def _send(store: Store, wanted: Wanted, to: To, folder: Path, form: str, look: Look | None) -> sending.Sent:
    from caretui.documents.formats.pdf import PdfProblem

    try:
        parcel = make(store, wanted, to)
        return sending.send(store, parcel, folder=folder, form=form, look=look)
    except (ShareProblem, PdfProblem, Withheld) as problem:
        raise Refused(str(problem)) from None
    except LookupError:
        raise Refused("There is no such person or meeting.") from None


def _usage(args: argparse.Namespace, kind: Kind) -> str:
    """The format; Refused (usage) when what was asked for does not fit together."""
    form: str = args.format or kind.formats[0]
    if form not in kind.formats:
        raise Refused(f"{kind.name} is written as {', '.join(kind.formats)}, not as {form}.", 2)
    if not args.purpose.strip():
        raise Refused("Say why it is shared: --purpose is empty.", 2)
    if has_control(args.purpose) or has_control(args.ask):
        raise Refused("There is a control character in the words.", 2)
    if kind.about == "person" and kind.name != "contacts" and not args.person:
        raise Refused(f"{kind.name} is about one person: name them with --person.", 2)
    if kind.about == "meeting" and not args.meeting:
        raise Refused(f"{kind.name} is about a meeting: name it with --meeting.", 2)
    if kind.name == "letter" and not (args.agency and args.ask):
        raise Refused("A letter needs --agency and --ask.", 2)
    if kind.name in ("diary", "day") and args.agency:
        raise Refused(f"{kind.name} is for your own use: leave out --agency.", 2)
    return form


def _person(store: Store, words: str) -> str:
    from caretui.store.queries.person import find_person

    found = find_person(store.read(), words, store.viewer)
    if found is None:
        raise Refused("There is no such person.")
    return found


def _to(store: Store, args: argparse.Namespace, kind: Kind, person: str | None) -> To:
    """The recipient: the agency, the relative, the person for their plan, else the sender."""
    if args.agency:
        found = recipients.find_agency(store.read(), args.agency)
        if not found:
            raise Refused(
                f"There is no agency called {args.agency!r}. `caretui list agencies` shows them; nothing was sent."
            )
        if len(found) > 1:
            names = ", ".join(one.name for one in found)
            raise Refused(f"{args.agency!r} can be {names}. Name one of them; nothing was sent.")
        return to_agency(found[0], args.purpose)
    if args.relative and person:
        around = dossier.circle(store.read(), (person,), store.today().isoformat()).get(person, ())
        named = [one for one in around if one.name.casefold().startswith(args.relative.casefold())]
        if len(named) != 1:
            raise Refused("There is no one, or more than one, of that name around this person.")
        return to_relative(named[0], args.purpose)
    if kind.name == "plan" and person:
        found_person = dossier.people(store.read(), (person,)).get(person)
        if found_person is not None:
            return to_person(found_person, args.purpose)
    return to_self(store.viewer, args.purpose)


def _people(store: Store, args: argparse.Namespace) -> tuple[str, ...] | None:
    """The people of a caseload: yours, everyone's, or those that the filter finds."""
    if args.what != "caseload" or not (args.all or args.where):
        return None
    from caretui.care.filters import read_filter
    from caretui.store.queries import caseload

    asked = read_filter(args.where)
    if asked.unknown:
        raise Refused(f"--where has what no filter knows: {', '.join(asked.unknown)}.", 2)
    scope = "all" if args.all else "mine"
    numbers = caseload.ids(store.read(), asked, store.viewer, store.today(), order="name", scope=scope)
    return caseload_sheet.ids_of(store.read(), numbers)
