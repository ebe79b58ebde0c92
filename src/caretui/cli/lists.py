"""`caretui list WHAT`: the rows of the screens, with the screens' filter."""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from caretui.care.filters import Filter, read_filter
from caretui.cli.common import Refused, add_format, emit, open_store, say
from caretui.store.store import Store

Rows = Iterable[Mapping[str, Any]]

COLUMNS: dict[str, tuple[str, ...]] = {
    "caseload": (
        "family_name",
        "given_name",
        "date_of_birth",
        "why",
        "last_contact",
        "next_due",
        "overdue_actions",
        "coordinator",
    ),
    "people": (
        "family_name",
        "given_name",
        "date_of_birth",
        "nhs_number",
        "practice",
        "locality",
        "status",
        "coordinator",
    ),
    "actions": ("due", "person", "owner_agency", "owner", "what", "status"),
    "contacts": ("at", "by", "method", "reached", "with_whom", "note"),
    "meetings": ("at", "practice", "locality", "chair", "status", "agenda_items", "carried_over"),
    "practices": ("code", "name", "locality", "status", "meeting_status"),
    "events": ("at", "kind", "place", "person_id"),
    "risk": ("run_date", "tool", "band", "change", "person_id"),
    "changes": ("at", "by", "reason", "records", "id"),
    "agencies": ("name", "kind", "short", "phone", "closed", "successor"),
    "professionals": ("name", "role", "agency", "phone", "left_on"),
    "localities": ("name", "practices", "source", "closed"),
    "messages": ("at", "by", "words", "phone", "answer_by", "status", "person_id"),
    "booked": ("at", "kind", "purpose", "place", "by", "status", "person_id"),
    "views": ("name", "filter", "order", "area"),
    "exports": ("at", "by", "kind", "recipient", "people", "withheld", "expires", "removed_at", "file_name"),
}
"""What a table for reading shows; CSV and JSON hold every field."""


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What, which, how many, how."""
    parser.add_argument("what", choices=sorted(COLUMNS), metavar="WHAT", help=", ".join(COLUMNS))
    parser.add_argument("--where", default="", metavar="FILTER", help='the screens\' filter, e.g. "loc:east overdue"')
    parser.add_argument("--all", action="store_true", help="everyone's, not only mine")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N rows (a table shows 50 by default)")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the rows."""
    wanted = read_filter(args.where)
    if wanted.unknown:
        raise Refused(f"not understood in --where: {', '.join(wanted.unknown)}", 2)
    if args.limit is not None and args.limit < 0:
        raise Refused("--limit is a number of rows, 0 or more", 2)
    store = open_store(args)
    try:
        reader: Callable[[Store, Filter, argparse.Namespace, int | None], tuple[Rows, int]] = READERS[args.what]
        limit = args.limit if args.limit is not None else 50 if args.format == "table" else None
        rows, total = reader(store, wanted, args, limit)
        emit(rows, args.format, COLUMNS[args.what])
        if args.format == "table" and limit is not None and total > limit:
            say(f"{limit} of {total}; --limit shows more")
        store.audit("listed", None, what=args.what, count=total)
    finally:
        store.close()
    return 0


def cut(ids: Sequence[int], limit: int | None) -> Sequence[int]:
    """The first `limit` ids, all when None."""
    return ids if limit is None else ids[:limit]


def people(store: Store, wanted: Filter, args: argparse.Namespace, limit: int | None) -> tuple[Rows, int]:
    """The caseload (mine, unless --all) or all people, closed ones with `status:closed`."""
    from caretui.store.queries import caseload
    from caretui.store.queries.people_json import person_json

    con, today = store.read(), store.today()
    scope = "mine" if args.what == "caseload" and not args.all else "all"
    order = "why today" if args.what == "caseload" else "name"
    ids = caseload.ids(con, wanted, store.viewer, today, order=order, scope=scope)
    chosen = cut(ids, limit)
    pages = (chosen[at : at + 500] for at in range(0, len(chosen), 500))
    return (person_json(row) for page in pages for row in caseload.rows(con, page, store.viewer, today)), len(ids)


def feature(store: Store, wanted: Filter, args: argparse.Namespace, limit: int | None) -> tuple[Rows, int]:
    """A list whose queries module has `ids` and `json_rows`."""
    module = import_module(f"caretui.store.queries.{args.what}")
    con, today = store.read(), store.today()
    ids = module.ids(con, wanted, store.viewer, today)
    return module.json_rows(con, cut(ids, limit), store.viewer, today), len(ids)


def listing(store: Store, wanted: Filter, args: argparse.Namespace, limit: int | None) -> tuple[Rows, int]:
    """The directory, messages, visits and calls, saved views."""
    from caretui.store.queries import listings

    found = list(listings.rows(store.read(), args.what, wanted, store.viewer, store.today()))
    return found[: len(found) if limit is None else limit], len(found)


LISTINGS = ("agencies", "professionals", "localities", "messages", "booked", "views")
FEATURES = ("actions", "contacts", "meetings", "practices", "events", "risk", "changes", "exports")
"""What is read by the queries module of the same name."""
READERS: dict[str, Callable[[Store, Filter, argparse.Namespace, int | None], tuple[Rows, int]]] = {
    "caseload": people,
    "people": people,
    **dict.fromkeys(FEATURES, feature),
    **dict.fromkeys(LISTINGS, listing),
}
