"""`caretui import practices|people FILE`: a sheet into the store in one transaction, or only what it would do."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

from caretui.care.arrivals import Finding
from caretui.cli import printable
from caretui.cli.common import Refused, open_store, refuse_readers, say
from caretui.intake.decisions import read_decisions
from caretui.intake.incoming import Incoming, newcomers, plan_people, plan_practices, remember, take_in, with_remembered
from caretui.intake.limits import Unreadable
from caretui.intake.mapping import Column, Layout, as_map, choose, layout, read_map, without_guesses
from caretui.intake.practices import AREA, read_practices
from caretui.intake.readers import read
from caretui.intake.report import write_report
from caretui.intake.rows import check
from caretui.store.store import Store

DONE, NOTHING, IN_PART = 0, 1, 3
_SHOWN = 12


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What comes in, from where, and how."""
    parser.add_argument("what", choices=("practices", "people"), help="what the sheet holds")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, XLS or ODS")
    parser.add_argument("--map", type=Path, metavar="FILE", help='TOML or JSON: heading = field, "keep" or "ignore"')
    parser.add_argument("--show-map", action="store_true", help="print how the columns are understood, as a map file")
    parser.add_argument(
        "--sheet", default="", metavar="NAME", help="which sheet of the workbook; default: the likeliest"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument(
        "--report", type=Path, metavar="FILE.csv", help="write what was refused or changed, line by line"
    )
    parser.add_argument(
        "--decisions", type=Path, metavar="REPORT.csv", help="an earlier report with its column Decision filled in"
    )
    parser.add_argument(
        "--review",
        choices=("same", "new", "skip"),
        default="",
        help="what becomes of doubtful rows without a decision: whom they may be, another person, or left out;"
        " default: they wait, and the report says whom they may be",
    )
    mine = parser.add_mutually_exclusive_group()
    mine.add_argument("--mine", action="store_true", default=None, help="be the coordinator of those who have none")
    mine.add_argument("--not-mine", dest="mine", action="store_false", help="leave them without; default: asks")
    parser.add_argument("--area", default=AREA, metavar="CODE", help=f"commissioner code of the practices ({AREA})")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Read, check, plan, write, report. A file that cannot be read changes nothing (exit 1)."""
    try:
        return _people(args) if args.what == "people" else _practices(args)
    except Unreadable as refusal:
        raise Refused(printable(refusal.reason)) from None


def _people(args: argparse.Namespace) -> int:
    found = layout(read(args.file), sheet=args.sheet)
    if args.map:
        found = choose(found, read_map(args.map))
    if args.show_map:
        print(printable_lines(as_map(found)), end="")
        return DONE
    store = open_store(args)
    try:
        refuse_readers(store)
        if not args.map:
            found = with_remembered(store, found)
        return _take_people(args, store, found)
    finally:
        store.close()


def _take_people(args: argparse.Namespace, store: Store, found: Layout) -> int:
    guesses = found.guesses
    found = without_guesses(found)
    if not found.names_people:
        raise Unreadable(
            "No column of this sheet says a name. See how it is understood with --show-map, then say it with --map."
        )
    _say_guesses(guesses)
    checked = check(found, now=store.wall(), progress=_progress("rows checked"))
    decisions = read_decisions(args.decisions, checked.arrivals) if args.decisions else {}
    how = newcomers(store, mine=_mine(args, found, store), decisions=decisions, otherwise=args.review)
    if args.map and not args.dry_run:
        remember(store, found)
    return _take(args, store, lambda: plan_people(store, checked, how), f"imported people from {_named(args)}")


def _practices(args: argparse.Namespace) -> int:
    listed = read_practices(read(args.file), area=args.area)
    store = open_store(args)
    try:
        refuse_readers(store)
        reason = f"imported practices ({listed.kind})"
        code = _take(args, store, lambda: plan_practices(store, listed), reason)
    finally:
        store.close()
    if any(arrival.locality for arrival in listed.arrivals):
        say("the localities are as the official primary care networks of the same names, which stand in for them.")
    if listed.left_out:
        say(f"{listed.left_out} rows are no GP practices of this area and were left out.")
    return code


def _named(args: argparse.Namespace) -> str:
    """The kind of file; its name may hold somebody's name, and reasons are kept."""
    return "a workbook" if args.file.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods") else "a sheet"


def _say_guesses(guesses: Iterable[Column]) -> None:
    for column in guesses:
        field = column.field.label if column.field else column.target
        say(f"the column {printable(column.heading)!r} may be {field}; it is kept as it is unless --map says so.")


def _mine(args: argparse.Namespace, found: Layout, store: Store) -> bool:
    """Whether this member becomes coordinator where the sheet names none: the option, else asked at a terminal."""
    if args.mine is not None:
        return bool(args.mine)
    if found.filling("coordinator") or not store.viewer.professional:
        return False
    if args.dry_run or not (sys.stdin.isatty() and sys.stderr.isatty()):
        say("No column names a coordinator: --mine makes you the coordinator of those who have none.")
        return False
    print("No column names a coordinator. Make you their coordinator? [y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _take(args: argparse.Namespace, store: Store, make: Callable[[], Incoming], reason: str) -> int:
    """Plan or write, then tell: counts on stdout, words on stderr, the report in its file."""
    _check_report(args.report, args.file)
    done = make() if args.dry_run else take_in(store, make, reason=reason, progress=_progress("written"))
    if args.report:
        try:
            write_report(args.report, done.findings, done.candidates)
        except OSError:
            say("the report could not be written.")
    _tell(args, done)
    if done.read and done.refused == done.read:
        return NOTHING
    return IN_PART if done.in_part else DONE


def _tell(args: argparse.Namespace, done: Incoming) -> None:
    counts = done.counts
    if args.format == "json":
        told: dict[str, object] = {**counts, "dry_run": bool(args.dry_run), "unit": done.unit}
        if done.left_out:
            told["left_out"] = done.left_out
        if args.report:
            told["report"] = str(args.report)
        if args.dry_run:
            told["rows"] = [
                {"lines": list(one.lines), "result": one.result, "differs": list(one.differences)}
                for one in done.plan.outcomes
            ]
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(("would be: " if args.dry_run else "") + ", ".join(f"{words} {count}" for words, count in counts.items()))
    if done.without_number:
        say(f"{done.without_number} of them have no NHS number: find out and add it.")
    for words in done.plan.made:
        say(f"{'would add' if args.dry_run else 'added'} {printable(words)}.")
    _say_findings(done.findings, args.report)


def _progress(words: str) -> Callable[[int, int], None] | None:
    """Counts on one line of a terminal, from half a second on; nothing where stderr is a file."""
    if not sys.stderr.isatty():
        return None
    begun = monotonic()

    def tell(done: int, of: int) -> None:
        if monotonic() - begun > 0.5:
            end = "\n" if done >= of else ""
            print(f"\r{done:,} of {of:,} {words}", end=end, file=sys.stderr, flush=True)

    return tell


def _say_findings(findings: Iterable[Finding], report: Path | None) -> None:
    worth = sorted((one for one in findings if one.weight != "note"), key=lambda one: one.line)
    for one in worth[:_SHOWN]:
        where = f"line {one.line}" + (f", {printable(one.column)}" if one.column else "")
        say(f"{where}: {printable(one.reason)}.")
    if len(worth) > _SHOWN:
        say(f"and {len(worth) - _SHOWN} more.")
    if report is not None:
        say(f"the report is in {printable(str(report))}.")
    elif worth:
        say("--report FILE.csv writes all of it to a file that opens in a spreadsheet.")


def _check_report(path: Path | None, sheet: Path) -> None:
    """Refuse a place where the report cannot be written, before anything is changed."""
    if path is None:
        return
    if path.is_dir() or (path.exists() and path.samefile(sheet)):
        raise Refused("The report needs a file of its own.")
    try:
        with tempfile.NamedTemporaryFile(prefix=".report-", dir=path.parent):
            return
    except OSError:
        raise Refused("The report cannot be written there. Nothing was changed.") from None


def printable_lines(text: str) -> str:
    """Several lines for the terminal."""
    return "".join(printable(line) + "\n" for line in text.splitlines())
