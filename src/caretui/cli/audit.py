"""`caretui audit`: a month of the audit trail for the information-governance lead, with the head of its chain.

Ids and counts only. Kept outside the hands of those audited, the head shows later whether the trail was rewritten.
"""

import argparse
import csv
import os
import re
from pathlib import Path

from caretui.cli.common import Refused, open_store, say
from caretui.store.errors import NotAllowed
from caretui.store.queries import trail


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Which month, where to."""
    parser.add_argument("--month", required=True, metavar="YYYY-MM", help="e.g. 2026-11 (UTC)")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the extract")


def run(args: argparse.Namespace) -> int:
    """Write the extract; prints its path."""
    if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", args.month):
        raise Refused("--month is a year and a month: 2026-11", 2)
    if not args.to.is_dir():
        raise Refused(f"{args.to} is not a folder.")
    store = open_store(args)
    try:
        if store.viewer.role not in ("lead", "ig"):
            raise NotAllowed("The audit trail is for a lead or for information governance.")
        found = trail.month(store.read(), args.month)
        target = args.to / f"caretui-audit-{args.month}.csv"
        temp = args.to / f".{target.name}.{os.getpid()}.part"
        with temp.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["n", "at", "member", "session", "event", "subject", "detail", "hash"])
            writer.writerows(found.lines)
            writer.writerow([])
            writer.writerow(["lines", len(found.lines)])
            writer.writerow(["chain head before", found.head_before])
            writer.writerow(["chain head", found.head])
            file.flush()
            os.fsync(file.fileno())
        temp.replace(target)
        store.audit("audit extract", None, month=args.month, lines=len(found.lines))
    finally:
        store.close()
    say(f"{len(found.lines)} lines. Keep it, or at least the chain head, where members of this store cannot change it.")
    print(target)
    return 0
