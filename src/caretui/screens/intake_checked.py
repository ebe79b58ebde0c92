"""Import a sheet, last step: what it would change, then taking it in with progress, and what came of it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from caretui.care.arrivals import Finding
from caretui.care.counts import several
from caretui.care.dates import say_birth
from caretui.care.identifiers import spoken_nhs
from caretui.commands import bindings_for
from caretui.intake.incoming import Incoming, newcomers, plan_people, plan_practices, take_in
from caretui.intake.mapping import Layout
from caretui.intake.practices import Practices
from caretui.intake.report import write_report
from caretui.intake.rows import Checked, check
from caretui.screens.base import CareScreen, step
from caretui.store.errors import StoreError
from caretui.store.queries.intake import card
from caretui.store.store import Store
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Progress
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.safe import wrap
from caretui.widgets.table import Column, Heading, VirtualTable

_HEADINGS = {
    "review": "TO LOOK AT: Enter says who it is",
    "row": "ROWS REFUSED",
    "cell": "CELLS REFUSED, THE REST OF THE ROW IS TAKEN",
    "change": "WHAT CHANGES OF PEOPLE WHO ARE HERE",
    "note": "TAKEN, BUT NOTE",
}


_LATER = "LEFT TO LOOK AT: import the sheet again to say who it is"
Tell = Callable[[int, int], None]
"""Told how many of how many are done, from any thread."""


@dataclass(slots=True)
class Source:
    """What comes in: people as laid out, or practices."""

    path: Path
    people: Layout | None = None
    practices: Practices | None = None
    mine: bool = False
    checked: Checked | None = None

    def plan(self, store: Store, decisions: dict[int, str], tell: Tell) -> Incoming:
        """What it would change now. Takes time: not on the UI thread."""
        if self.practices is not None:
            return plan_practices(store, self.practices)
        assert self.people is not None
        if self.checked is None:
            self.checked = check(self.people, now=store.wall(), progress=tell)
        return plan_people(store, self.checked, newcomers(store, mine=self.mine, decisions=decisions))

    @property
    def what(self) -> str:
        """people or practices."""
        return "practices" if self.practices is not None else "people"


class Stopped(Exception):
    """Esc while it was taken in: nothing is written."""


class CheckedScreen(CareScreen):
    """Counts on top; below what to look at, refusals, changes and notes."""

    where = "checked"
    BINDINGS = bindings_for("checked")
    DEFAULT_CSS = """
    CheckedScreen #counts { height: auto; max-height: 8; }
    CheckedScreen #peek { height: 3; }
    """

    class Along(Message):
        """How far a thread is."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done, self.of = done, of

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self.source = source
        self.decisions: dict[int, str] = {}
        self.incoming: Incoming | None = None
        self.taken: Incoming | None = None
        self.lines: tuple[Finding, ...] = ()
        self.counts = Block([" Checking ..."], id="counts")
        self.peek = Block([], id="peek")
        self.table = VirtualTable(
            [Column("Line", 6, 2, align="right"), Column("Column", 18, 9), Column("What", 51, 29, flexible=True)],
            lambda ids: [self.lines[n] for n in ids],
            self._cells,
            titles=False,
            empty="Nothing to remark.",
        )

    def body(self) -> ComposeResult:
        """The counts and the list."""
        yield self.counts
        yield self.table
        yield Rule()
        yield self.peek

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title(
            "IMPORT", f"{self.source.path.name}: {'taken in' if self.taken else 'not yet taken in'}"
        )

    def refresh_data(self) -> None:
        """Plan again, unless it is done: somebody may have changed the store, or what was taken in was undone."""
        if self.taken is not None and all(unit != self.taken.unit for unit, _ in self.care.store.done):
            self.taken = None
            self.title_line()
            self.keys_line.show_for("checked")
        if self.taken is None:
            decisions = dict(self.decisions)
            self.fetch(lambda con: self.source.plan(self.care.store, decisions, self._along), self._show)

    def _along(self, done: int, of: int) -> None:
        """Called by threads: never waits, and stops them when nobody is there any more."""
        if not self.app.is_running or (self.progress is not None and self.progress.cancelled):
            raise Stopped
        self.post_message(self.Along(done, of))

    def on_checked_screen_along(self, event: Along) -> None:
        """Show how far it is."""
        if self.progress is not None:
            self.progress.advance(event.done, event.of, "changes")
        elif self.incoming is None:
            self.counts.show([f" Checking row {event.done:,} of {event.of:,}"])

    def _show(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.counts.show(count_lines(incoming, self.source, done=self.taken is not None))
        changed = [
            Finding(outcome.lines[0], "", "", ", ".join(outcome.differences), "note")
            for outcome in incoming.plan.outcomes
            if outcome.result == "updated" and outcome.differences
        ]
        groups = {kind: [one for one in incoming.findings if one.weight == kind] for kind in ("review", "row", "cell")}
        groups |= {"change": changed, "note": [one for one in incoming.findings if one.weight == "note"]}
        lines: list[Finding] = []
        headings = []
        for kind, found in groups.items():
            if found:
                words = _LATER if kind == "review" and self.taken is not None else _HEADINGS[kind]
                count = len({one.line for one in found}) if kind == "row" else len(found)  # a row of two faults is one
                headings.append(Heading(len(lines), f" {words}", str(count)))
                lines.extend(sorted(found, key=lambda one: one.line))
        self.lines = tuple(lines)
        self.table.reload(range(len(lines)), headings)

    def _cells(self, one: Finding) -> Sequence[str | Cell]:
        return (str(one.line) if one.line else "", one.column, said(one))

    @on(VirtualTable.RowHighlighted)
    def _peek(self) -> None:
        one: Finding | None = self.table.current_row
        self.peek.show([] if one is None else [f" {line}" for line in wrap(f"{one.column} {said(one)}".strip(), 78)])

    # --- who is who

    @on(VirtualTable.RowSelected)
    def _selected(self, event: VirtualTable.RowSelected) -> None:
        self.action_open()

    @step
    async def action_open(self) -> None:
        """Enter on a doubtful row: the same person, another one, or leave it."""
        one: Finding | None = self.table.current_row
        if one is None or one.weight != "review" or self.incoming is None or self.taken is not None:
            return
        outcome = next((o for o in self.incoming.plan.outcomes if one.line in o.lines and o.candidate), None)
        if outcome is None or outcome.candidate is None:
            self.say(f"Line {one.line} {one.reason}.")
            return
        from caretui.store.changes.intake_people import LINE, NEW, SKIP

        here = card(self.care.store.read(), outcome.candidate, self.care.store.viewer)
        options = [Option(NEW, "another person: add them"), Option(SKIP, "leave this row out")]
        if here is not None:
            born = f"born {say_birth(here.born)}" if here.born else "no birth date"
            number = f"NHS {spoken_nhs(here.nhs_number)}" if here.nhs_number else "no NHS number"
            options.insert(0, Option(here.id, f"the same: {here.name}, {born}", number))
        elif outcome.candidate_line is not None:
            there = outcome.candidate_line
            options.insert(0, Option(f"{LINE}{there}", f"the same person as line {there}"))
        answer = await self.ask(
            Choose(f"Line {one.line}: {one.value}", options, text=f"{one.reason[:1].upper()}{one.reason[1:]}.")
        )
        if answer is not None:
            self.decisions[outcome.lines[0]] = answer
            self.refresh_data()

    # --- taking it in

    @step
    async def action_save(self) -> None:
        """F2: take it in, in one piece; once done, F2 leaves."""
        if self.taken is not None:
            self.dismiss(True)
            return
        if self.incoming is None:
            return
        if not self.incoming.changes:
            self.say("Nothing would change: there is nothing to take in.")
            return
        self.progress = Progress(f"Taking in {self.source.path.name}", "Esc stops it and leaves everything as it was.")
        self.app.push_screen(self.progress)
        try:
            self.taken = await asyncio.to_thread(self._take)
        except Stopped:
            self.say("Stopped. Nothing was changed.")
            return
        except StoreError as refusal:
            self.say(str(refusal))
            return
        finally:
            self.progress.dismiss(True)
            self.progress = None
        self._after(self.taken)

    def _take(self) -> Incoming:
        store, decisions = self.care.store, dict(self.decisions)
        reason = f"imported {self.source.what} from a sheet"
        return take_in(
            store, lambda: self.source.plan(store, decisions, self._along), reason=reason, progress=self._along
        )

    def _after(self, taken: Incoming) -> None:
        self._show(taken)
        self.title_line()
        self.keys_line.show_for("checked", ("back", "undo", "help"))
        counts = taken.counts
        one = "person" if self.source.people is not None else "practice"
        added = f"{counts['added']} {one if counts['added'] == 1 else self.source.what} added"
        changed = f"{counts['updated']} changed"
        words = [words for words, count in ((added, counts["added"]), (changed, counts["updated"])) if count]
        said = ", ".join(words) or "Nobody new, nothing else changed"
        self.care.saved(f"Saved {self.care.store.wall():%H:%M}. {said}.", taken.unit)
        if any(one.weight != "note" for one in taken.findings):
            path = self._write_report(taken)
            lines: list[Words] = [*count_lines(taken, self.source, done=True)]
            lines.extend(f" {line}" for line in wrap(f"Report: {path}", 78)) if path else lines.append(
                " The report could not be written beside the sheet."
            )
            self.counts.show(lines)

    def _write_report(self, taken: Incoming) -> Path | None:
        """Beside the sheet, which holds the same names; the place of the report or None."""
        sheet = self.source.path
        path = sheet.with_name(f"{sheet.stem} import report {self.care.today.isoformat()}.csv")
        try:
            write_report(path, taken.findings, taken.candidates)
        except OSError:
            return None
        return path

    def action_back(self) -> None:
        """Esc: back to the columns; once it is done, back to where the import began."""
        self.dismiss(self.taken is not None)


def said(one: Finding) -> str:
    """A finding in one sentence: the cell, then the reason."""
    return f"{one.value}: {one.reason}" if one.value else one.reason


def count_lines(incoming: Incoming, source: Source, *, done: bool) -> list[Words]:
    """The counts in words, and what the directory gains."""
    counts = incoming.counts
    lead = "Taken in" if done else "Would take in"
    taken = f"{counts['added']:,} new  {counts['updated']:,} changed  {counts['unchanged']:,} as they are"
    lines: list[Words] = [f" {lead} {several(counts['read'], 'row')}:  {taken}"]
    trouble = f"{counts['refused']:,} refused" + (f"  {counts['review']:,} to look at" if source.people else "")
    lines.append([" ", Cell(trouble, "strong" if counts["refused"] or counts["review"] else "")])
    words = []
    if incoming.left_out:
        words.append(f"Left out: {several(incoming.left_out, 'row')} that are no GP practice of this area.")
    if source.practices is not None and any(arrival.locality for arrival in source.practices.arrivals):
        words.append("The official primary care networks of the same names stand in for the localities.")
    if incoming.without_number:
        words.append(
            f"{several(incoming.without_number, 'person', 'people')} without an NHS number: find out and add it."
        )
    if made := incoming.plan.made:
        more = f" and {len(made) - 5} more" if len(made) > 5 else ""
        words.append(f"{'Added' if done else 'Adds'} {', '.join(made[:5])}{more}.")
    lines.extend(f" {line}" for line in wrap(" ".join(words), 78) if words)
    return lines
