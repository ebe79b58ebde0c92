"""One entry of the contact log, whole: what stands, who says so, the struck original, what came of it."""

from textual.app import ComposeResult

from caretui.care.entry_words import STRUCK, Part, day_and_time, heading_words, struck_lines
from caretui.commands import bindings_for
from caretui.screens.base import CareScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.database import Connection
from caretui.store.queries import contacts as reads
from caretui.store.queries import person as people
from caretui.store.queries.contacts import Entry
from caretui.widgets.line import Cell, Pager, Words
from caretui.widgets.safe import wrap

INDENT = 14


class EntryScreen(CareScreen):
    """Opened with the contact's id."""

    where = "entry"
    BINDINGS = bindings_for("entry")

    def __init__(self, contact: str) -> None:
        super().__init__()
        self.contact = contact
        self.entry: Entry | None = None
        self.pager = Pager()

    def body(self) -> ComposeResult:
        """A text."""
        yield self.pager

    def refresh_data(self) -> None:
        """Read it again: a colleague may have amended it."""
        store, today = self.care.store, self.care.today

        def read(con: Connection) -> tuple[Entry | None, tuple[tuple[str, str], ...]]:
            return reads.one(con, self.contact, store.viewer, today), reads.follow_ups(con, self.contact)

        self.fetch(read, self.show)

    def show(self, found: tuple[Entry | None, tuple[tuple[str, str], ...]]) -> None:
        """Put it on the screen."""
        self.entry, actions = found
        if self.entry is None:
            self.pager.show([" This entry is not here any more: it was moved, erased or undone."])
            return
        self._title(self.entry)
        width = self.app.size.width - 2
        self.pager.show(
            [row for part in parts(self.entry, [what for _, what in actions]) for row in rows_of(part, width)]
        )

    def _title(self, entry: Entry) -> None:
        store, today = self.care.store, self.care.today
        strip = people.strip(store.read(), entry.person, store.viewer, today)
        if strip:
            self.show_person(identity(strip.who, today), warning_rows(strip, today, self.app.size.width))

    def action_edit(self) -> None:
        """e: amend, entered in error, wrong person."""
        if self.entry:
            self.care.open("amend", contact=self.contact)

    def action_plain(self) -> None:
        """y: plain text to copy."""
        if self.entry:
            self.care.open("copy", person=self.entry.person, contact=self.contact)


def rows_of(part: Part, width: int) -> list[Words]:
    """The rows of a part; the later ones of a struck or labelled line stand under its words."""
    label = part.words[:INDENT] if part.labelled else STRUCK if part.struck else ""
    style = "strong" if part.strong else ""
    rows = wrap(part.words[len(label) :], max(10, width - len(label)))
    hang = STRUCK if part.struck else " " * len(label)
    return [Cell(f" {hang if place else label}{row}", style) for place, row in enumerate(rows)]


def parts(entry: Entry, actions: list[str]) -> list[Part]:
    """The entry line by line; the words that stand come first, the struck original after who amended it."""
    head = heading_words(
        at=entry.at, method=entry.method, direction=entry.direction, reached=entry.reached, with_whom=entry.with_whom
    )
    found = [Part(head, strong=True), Part("")]
    if entry.error:
        found += [Part("ENTERED IN ERROR", strong=True)]
    elif entry.stands:
        found += [Part(line) for line in entry.stands.split("\n")]
    for amended in entry.amendments:
        who = f"{amended.by}, {day_and_time(amended.at)}: {amended.reason}"
        found.append(Part(f"{'Amended' if amended.kind == 'amended' else 'Entered in error'} by {who}"))
    if entry.amended:
        earlier = [entry.note, *(a.note for a in entry.amendments if a.kind == "amended")]
        found += [Part(""), Part("Struck through:", strong=True)]
        for words in earlier if entry.error else earlier[:-1]:
            found += struck_lines(words)
    found.append(Part(""))
    for label, value in _facts(entry, actions):
        if value:
            found.append(Part(f"{label:<{INDENT}}{value}", labelled=True))
    return found


def _facts(entry: Entry, actions: list[str]) -> list[tuple[str, str]]:
    minutes = f"{entry.minutes} minutes" if entry.minutes else ""
    recorded = day_and_time(entry.recorded_at) if entry.recorded_at else ""
    return [
        ("Own words", f'"{entry.own_words}"' if entry.own_words else ""),
        ("Agreed", entry.agreed),
        ("To do", "; ".join(actions)),
        ("Purpose", entry.purpose),
        ("Took", minutes),
        ("Who", ", ".join(part for part in (entry.by, entry.agency) if part)),
        ("Recorded", ", ".join(part for part in (entry.recorded_by, recorded) if part)),
        ("Read by", entry.read_by),
        ("Copying", entry.copying),
        ("From", "an imported sheet" if entry.source == "sheet" else entry.source),
    ]
