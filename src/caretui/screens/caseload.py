"""The caseload: everyone, each with the first reason to be seen today; filter, order, marks, a peek below."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime

from caretui.care.dates import say_date, say_day_ago
from caretui.care.filters import Filter, read_filter
from caretui.commands import bindings_for
from caretui.screens.base import step
from caretui.screens.by_letter import ByLetter
from caretui.screens.filtered import PEEK_ROWS, FilteredScreen, Listed
from caretui.screens.identity import who_row
from caretui.screens.meeting_lines import short_name
from caretui.store.database import Connection
from caretui.store.queries import caseload, views
from caretui.store.queries.caseload import ORDERS, CaseRow
from caretui.store.queries.peek import Peek, peek
from caretui.store.queries.today import clock
from caretui.widgets.line import Cell, Words
from caretui.widgets.safe import cut, width_of, wrap
from caretui.widgets.table import Column, VirtualTable

PRACTICE_WORDS = frozenset({"surgery", "practice", "family", "medical", "health", "centre", "group"})
"""What a practice's name ends with and a narrow column leaves out; the peek has the whole name."""
EMPTY = (
    "Nobody is on this list yet.",
    "",
    "+ adds a person from a name alone. ctrl+p, import, reads the sheet you keep.",
    "Left and Right show the team's people and everyone's.",
)
BESIDE_MOST = 8
"""Of the family, and of the contacts, where the peek stands beside the list."""


class CaseloadScreen(FilteredScreen, ByLetter):
    """Mine, the team's, or all; Left and Right change which."""

    where = "caseload"
    area = "caseload"
    BINDINGS = bindings_for("caseload")
    orders = ORDERS
    scopes = {"mine": "Mine", "team": "Team", "all": "All"}
    hint = "words, or loc:east risk:high late coord:none"
    filter_keys = "Keys: loc practice risk coord prog agency status due."
    empty = EMPTY
    no_match = "Nobody matches."

    def __init__(self) -> None:
        super().__init__()
        self.total = 0

    def make_table(self) -> VirtualTable:
        """Columns as SCREENS.md has them; from 110 columns practice, risk and coordinator, wider where there is room."""
        return VirtualTable(
            [
                Column("", 2, 2),
                Column("Name", 20, 5, most=24),
                Column("Age", 3, 26, align="right"),
                Column("Why today", 30, 30, flexible=True),
                Column("Seen", 5, 60, align="right"),
                Column("Next", 11, 66),
                Column("Late", 4, 77, align="right"),
                Column("Practice", 12, from_width=110, most=20),
                Column("Risk", 6, from_width=110, most=9),
                Column("Coordinator", 9, from_width=110, most=16, short="Coord"),
            ],
            self._fetch,
            lambda row: cells(row, self.care.today),
            mark_at=4,
            empty=EMPTY,
        )

    # --- content

    def find(self, con: Connection, wanted: Filter, *, order: str, scope: str) -> Listed:
        """The people in their order."""
        store = self.care.store
        return Listed(
            caseload.ids(con, wanted, store.viewer, store.today(), order=order, scope=scope),
            total=caseload.count(con, store.viewer, scope=scope, today=store.today()),
        )

    def show_listed(self, found: Listed) -> None:
        """The people, and how many there are without the filter."""
        self.total = found.total
        super().show_listed(found)

    def beginning(self, con: Connection, letter: str) -> Container[int]:
        """The people whose family name begins so."""
        return caseload.beginning(con, letter)

    def head(self) -> str:
        """`Mine 45 by name   3 marked`."""
        marked = f"   {len(self.table.marked)} marked" * bool(self.table.marked)
        order = "" if self.order == ORDERS[0] else f" by {self.order}"
        return f"{self.scopes[self.scope]} {self.total:,}{order}{marked}"

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, CaseRow]:
        store = self.care.store
        return {row.n: row for row in caseload.rows(store.read(), ids, store.viewer, store.today())}

    def peek_lines(self, width: int, rows: int) -> list[Words]:
        """The person of the line: below the list in four rows, beside it in as many as there are."""
        store = self.care.store
        if self.table.current is None:
            return [""] * PEEK_ROWS
        most = 1 if rows == PEEK_ROWS else BESIDE_MOST
        found = peek(store.read(), self.table.current, store.viewer, store.today(), most=most)
        return lines_below(found, width) if rows == PEEK_ROWS else lines_beside(found, width, rows)

    # --- who the line is about

    def subject(self) -> str | None:
        """The person of the line."""
        row = self.table.current_row
        return row.id if row else None

    def subjects(self) -> list[str]:
        """The marked people in the list's order, else the line's."""
        if not self.table.marked:
            return super().subjects()
        store = self.care.store
        numbers = [n for n in self.table.ids if n in self.table.marked]
        return [row.id for row in caseload.rows(store.read(), numbers, store.viewer, store.today())]

    def chosen(self, row_id: int) -> None:
        """Enter: the person, among the people of this list."""
        if person := self.subject():
            self.care.open("person", person=person, among=views.ids_of(self.care.store.read(), self.table.ids))

    def action_mark(self) -> None:
        """Space: mark for l, m and x on all marked."""
        super().action_mark()
        self.show_head()

    # --- views

    @step
    async def action_save(self) -> None:
        """F2: keep this filter and order under a name."""
        from caretui.widgets.dialogs import AskLine

        if name := await self.ask(
            AskLine("Save this view as", "It is kept for you; F6 opens it again.", value=self.wanted.text)
        ):
            from caretui.store.changes import views as saved

            with self.care.store.work("saved a view") as work:
                saved.save(
                    work,
                    self.care.store.viewer,
                    name=name,
                    filter_text=self.wanted.text,
                    sort=f"{self.scope}/{self.order}",
                )
            self.care.saved(f"View {name} saved.", work.unit)

    @step
    async def action_views(self) -> None:
        """F6: open a saved view."""
        from caretui.widgets.choose import Choose, Option

        known = views.of_member(self.care.store.read(), self.care.store.viewer.member, "caseload")
        if not known:
            self.say("No saved views yet: set a filter and press F2.")
            return
        options = [Option(view, view.name, view.filter_text) for view in known]
        remove = Option("remove", "remove one of them")
        chosen = await self.ask(Choose("Open a view", [*options, remove]))
        if chosen == "remove":
            if view := await self.ask(Choose("Remove which view?", options)):
                self.drop_view(view)
        elif chosen:
            scope, _, order = (chosen.sort or "").partition("/")
            self.scope = scope if scope in self.scopes else "mine"
            self.order = order if order in ORDERS else ORDERS[0]
            self.wanted = read_filter(chosen.filter_text)
            self.filter_line.put(chosen.filter_text)
            self.refresh_data()

    def drop_view(self, view: views.View) -> None:
        """Forget a saved view; u brings it back."""
        from caretui.store.changes import views as saved

        with self.care.store.work("removed a view") as work:
            saved.drop(work, view.id)
        self.care.saved(f"View {view.name} removed.", work.unit)

    def action_add(self) -> None:
        """+ or n: a new person, from a name alone."""
        self.care.open("add_person")


def cells(row: CaseRow | None, today: date) -> Sequence[str | Cell]:
    """A row as the table shows it."""
    if row is None:
        return ("",) * 10
    late = Cell(str(row.late), "late") if row.late else ""
    urgent = row.why.reason in ("in hospital", "no coordinator")
    return (
        mark(row),
        row.name,
        "" if row.age is None else str(row.age),
        Cell(row.why.words, "strong" if urgent else ""),
        say_day_ago(row.seen, today),
        next_words(row.next, today),
        late,
        Cell(row.practice or "", short=_place(row.practice or "")),
        Cell(row.risk_band or "", short=(row.risk_band or "").replace("very", "v")),
        Cell(row.coordinator or "NONE", short=short_name(row.coordinator or "")),
    )


def _place(practice: str) -> str:
    """`Higher Croft` of Higher Croft Surgery: the words that tell one practice from another."""
    words = practice.split()
    while len(words) > 1 and words[-1].casefold() in PRACTICE_WORDS:
        words.pop()
    return " ".join(words)


def mark(row: CaseRow) -> Cell:
    """H in hospital, ! warning, I communication need, = same name: the two that matter most."""
    marks = "H" * bool(row.in_hospital_since) + "!" * bool(row.warnings) + "=" * row.same_name + "I" * row.needs
    return Cell(marks[:2], "strong")


def next_words(moment: str | None, today: date) -> str:
    """`today 13:00`, `Fri 27`, `-`."""
    if moment is None:
        return "-"
    when = datetime.fromisoformat(moment)
    words = say_date(when.date(), today)
    return f"{words} {clock(moment)}".rstrip() if when.date() == today else words


def lines_below(found: Peek | None, width: int) -> list[Words]:
    """Four rows. The name and the coordinator give way when room is short, never the birth date or the NHS number."""
    if found is None:
        return [""] * PEEK_ROWS
    todo: list[str | Cell] = [" To do  "]
    for words, style in _todo(found):
        todo += [Cell(words, style), ".  "]
    return [
        who_row(found.name, found.born, found.nhs, found.coordinator, width),
        two(f" {next(iter(found.family), 'Nobody in the circle of support yet.')}", found.practice, width, 24),
        f" Last   {next(iter(found.last), 'nothing logged yet')}",
        todo if found.todo else " To do  nothing",
    ]


def lines_beside(found: Peek | None, width: int, rows: int) -> list[Words]:
    """A column: who it is, whom to ring, the last contact, what is to do, then earlier contacts as far as they go."""
    if found is None:
        return []
    last, *earlier = found.last or ("Nothing logged yet.",)
    lines: list[Words] = [Cell(words, "strong") for words in wrap(found.name, width)[:3]]
    lines += [
        found.born,
        found.nhs,
        "",
        *wrap(f"Coordinator  {found.coordinator}", width),
        *wrap(found.practice, width),
    ]
    lines += ["", *(row for words in found.family for row in wrap(words, width)[:2])]
    lines += [] if found.family else ["Nobody in the circle of support yet."]
    lines += ["", Cell("LAST", "strong"), *wrap(last, width)[:6], "", Cell("TO DO", "strong")]
    for words, style in _todo(found) or [("nothing", "")]:
        lines += [Cell(row, style) for row in wrap(words, width)[:3]]
    if earlier:
        lines += ["", Cell("EARLIER", "strong"), *(row for words in earlier for row in wrap(words, width)[:3])]
    return lines[:rows]


def _todo(found: Peek) -> list[tuple[str, str]]:
    """(what is to do, its style), what is late first."""
    pairs = sorted(zip(found.todo, found.late, strict=True), key=lambda pair: not pair[1])
    return [(words, "late" if late else "") for words, late in pairs]


def two(left: str, right: str, width: int, least: int = 0) -> Words:
    """Left and right on one row, the right part at the right edge."""
    right = cut(right, min(width_of(right), width // 2))
    room = width - max(width_of(right), least) - 2
    return f"{cut(left, room)} {right}"
