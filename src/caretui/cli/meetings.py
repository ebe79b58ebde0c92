"""`caretui meet new|agenda|minutes`: a meeting without the screen."""

import argparse
import sys
from typing import Any

from caretui.care import refused
from caretui.cli.common import Refused, add_format, emit, open_store, say
from caretui.store.database import Connection
from caretui.store.queries import agenda, meetings, minutes
from caretui.store.store import Store

AGENDA_COLUMNS = ("position", "person", "reasons", "source", "deferred_count", "state", "decision")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """new, agenda and minutes, each with its options."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="new|agenda|minutes")
    new = verbs.add_parser("new", help="make a meeting; prints its id")
    new.add_argument("--practice", required=True, metavar="CODE", help="the practice's code, or its name")
    new.add_argument("--at", required=True, metavar='"2026-12-02 13:00"', help="wall time in London")
    new.add_argument("--chair", metavar="NAME")
    new.add_argument("--minutes", type=int, default=60, help="how long (default 60)")
    new.add_argument("--place", metavar="WORDS")
    new.add_argument("--series", metavar='"second Tuesday of month"', help="the next six of a rhythm")
    new.set_defaults(do=make)
    prints = (("agenda", "who is on it and why", show_agenda), ("minutes", "what was agreed", show_minutes))
    for verb, words, do in prints:
        shown = verbs.add_parser(verb, help=f"print {words}")
        shown.add_argument("id", metavar="ID", help="the meeting's id")
        add_format(shown)
        shown.set_defaults(do=do)


def run(args: argparse.Namespace) -> int:
    """Open the store and do it."""
    store = open_store(args)
    try:
        done: int = args.do(store, args)
        return done
    except refused.Refused as refusal:
        raise Refused(refusal.reason) from None
    finally:
        store.close()


def make(store: Store, args: argparse.Namespace) -> int:
    """Make a meeting, or the next of a series; prints the id of each."""
    from caretui.store.changes import meetings as changes

    practice = find_practice(store.read(), args.practice)
    chair = meetings.professional_named(store.read(), args.chair or "")
    more = {
        "practice": practice,
        "minutes": args.minutes,
        "chair": args.chair,
        "chair_professional": chair,
        "place": args.place,
        "today": store.today(),
    }
    with store.work("made a meeting") as work:
        if args.series:
            made = changes.schedule_series(work, series=args.series, first=args.at, **more)
        else:
            made = [changes.schedule(work, at=args.at, **more)]
    for meeting in made:
        print(meeting)
    return 0


def find_practice(con: Connection, words: str) -> str:
    """The practice with this code or name, or the only one with these words in its name. Refused otherwise."""
    found = meetings.find_practice(con, words)
    if len(found) == 1:
        return found[0]
    raise Refused(f"{len(found)} practices have these words: name the code." if found else "There is no such practice.")


def _meeting(store: Store, record: str) -> meetings.Row:
    row = meetings.meeting(store.read(), record)
    if row is None:
        raise Refused("There is no such meeting. `caretui list meetings` shows them.")
    return row


def show_agenda(store: Store, args: argparse.Namespace) -> int:
    """Print the list in its order; people whom the member must not see are counted on stderr."""
    row = _meeting(store, args.id)
    items = agenda.items(store.read(), row.id, store.viewer, store.today())
    shown = [item for item in items if not item.hidden]
    if len(shown) < len(items):
        say(f"{len(items) - len(shown)} withheld: restricted people")
    store.audit("printed", row.id, people=len(shown))
    emit([agenda_fields(item) for item in shown], args.format, AGENDA_COLUMNS)
    return 0


def agenda_fields(item: agenda.Item) -> dict[str, Any]:
    """A line of the agenda as the command line prints it."""
    return {
        "id": item.id,
        "position": item.position,
        "person_id": item.person,
        "person": item.name,
        "nhs_number": item.nhs_number,
        "reasons": list(item.reasons),
        "source": item.source,
        "deferred_count": item.deferred,
        "state": item.state,
        "decision": item.level or None,
        "onward": item.onward.split(", ") if item.onward else [],
        "back": item.back or None,
        "back_on": item.back_on,
        "told": item.told,
        "ready": item.ready.ready,
        "missing": list(item.ready.missing),
        "say": item.say or None,
    }


def show_minutes(store: Store, args: argparse.Namespace) -> int:
    """Print the minutes: words, or one row a person."""
    row = _meeting(store, args.id)
    found = minutes.read(store.read(), row.id, store.viewer, store.today())
    assert found is not None
    store.audit("printed", row.id, people=len(found.entries))
    if args.format == "table":
        sys.stdout.write(minutes.as_text(found))
    else:
        emit([minutes_fields(entry, found) for entry in found.entries if not entry.item.hidden], args.format)
    return 0


def minutes_fields(entry: minutes.Entry, found: minutes.Minutes) -> dict[str, Any]:
    """What was said and agreed about one person, as the command line prints it."""
    return agenda_fields(entry.item) | {
        "situation": entry.situation,
        "action_to_date": entry.to_date,
        "update": entry.update,
        "view": entry.view,
        "next_steps": list(entry.next_steps),
        "amendments": [
            f"{one.words} ({one.reason}; {one.by}, {one.at})" for one in found.amendments if one.item == entry.item.id
        ],
    }
