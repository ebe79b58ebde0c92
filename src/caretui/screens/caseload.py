"""The caseload: everyone, each with the first reason to be seen today; filter, order, marks, a peek below."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from textual import on
from textual.app import ComposeResult

from caretui.care.dates import say_date, say_day_ago
from caretui.care.filters import Filter, read_filter
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import ListScreen, step
from caretui.store.queries import caseload, views
from caretui.store.queries.caseload import ORDERS, CaseRow
from caretui.store.queries.peek import Peek, peek
from caretui.store.queries.today import clock
from caretui.widgets.dialogs import AskLine, Choose, Option
from caretui.widgets.filter import FilterLine
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.safe import cut, width_of
from caretui.widgets.table import Column, VirtualTable

SCOPES = {"mine": "Mine", "team": "Team", "all": "All"}
EMPTY = (
    "Nobody is on this list yet.",
    "",
    "+ adds a person from a name alone. ctrl+p, import, reads the sheet you keep.",
    "Left and Right show the team's people and everyone's.",
)
NO_MATCH = (
    "Nobody matches.",
    "",
    "/ changes the filter, Esc in it clears it. Right looks among the team's too.",
)
PEEK_ROWS = 4


class CaseloadScreen(AboutPerson, ListScreen):
    """Mine, the team's, or all; Left and Right change which."""

    where = "caseload"
    area = "caseload"
    BINDINGS = bindings_for("caseload")
    DEFAULT_CSS = "CaseloadScreen #peek { height: 4; }"

    def __init__(self) -> None:
        super().__init__()
        self.scope = "mine"
        self.order = ORDERS[0]
        self.wanted = Filter()
        self.total = 0
        self.filter_line = FilterLine("words, or loc:east risk:high late coord:none")
        self.peek_block = Block([], id="peek")

    def make_table(self) -> VirtualTable:
        """Columns as SCREENS.md has them; from 110 columns practice, risk and coordinator too."""
        return VirtualTable(
            [
                Column("", 2, 2),
                Column("Name", 20, 5),
                Column("Age", 3, 26, align="right"),
                Column("Why today", 30, 30, flexible=True),
                Column("Seen", 5, 60, align="right"),
                Column("Next", 11, 66),
                Column("Late", 4, 77, align="right"),
                Column("Practice", 18, from_width=110),
                Column("Risk", 9, from_width=110),
                Column("Coordinator", 14, from_width=130),
            ],
            self._fetch,
            lambda row: cells(row, self.care.today),
            mark_at=4,
            empty=EMPTY,
        )

    def body(self) -> ComposeResult:
        """The filter's row, the list, and the peek."""
        yield self.filter_line
        yield self.table
        yield Rule()
        yield self.peek_block

    # --- content

    def refresh_data(self) -> None:
        """Find and order the ids off the UI thread."""
        store, order, scope, wanted = self.care.store, self.order, self.scope, self.wanted
        self.title_line()
        self.fetch(
            lambda con: (
                caseload.ids(con, wanted, store.viewer, store.today(), order=order, scope=scope),
                caseload.count(con, store.viewer, scope=scope, today=store.today()),
            ),
            self._show,
        )

    def _show(self, found: tuple["array[int]", int]) -> None:
        ids, self.total = found
        self.table.empty = NO_MATCH if self.wanted else EMPTY
        self.table.reload(ids)
        self._show_head()
        self._show_peek()

    def _show_head(self) -> None:
        marked = f"   {len(self.table.marked)} marked" * bool(self.table.marked)
        order = "" if self.order == ORDERS[0] else f" by {self.order}"
        self.filter_line.show_around(
            f" {SCOPES[self.scope]} {self.total}{order}{marked}", f"{self.table.position_text} "
        )

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, CaseRow]:
        store = self.care.store
        return {row.n: row for row in caseload.rows(store.read(), ids, store.viewer, store.today())}

    @on(VirtualTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_head()
        self._show_peek()

    def _show_peek(self) -> None:
        store = self.care.store
        found = None
        if self.table.current is not None:
            found = peek(store.read(), self.table.current, store.viewer, store.today())
        self.peek_block.show(peek_lines(found, self.size.width))

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
        self._show_head()

    # --- filter, order, scope, views

    def action_filter(self) -> None:
        """/: type a filter; the list follows."""
        self.filter_line.start()

    @on(FilterLine.Changed)
    def _filtered(self, event: FilterLine.Changed) -> None:
        self.table.from_top()
        self.wanted = read_filter(event.text)
        if self.wanted.unknown and event.finished:
            self.say(
                f"Not understood: {', '.join(self.wanted.unknown)}. Keys: loc practice risk coord prog agency status due."
            )
        if event.finished:
            self.table.focus()
            self.care.store.audit("searched", None, area="caseload", keys=len(self.wanted.text.split()))
        self.refresh_data()

    def action_order(self) -> None:
        """o: the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.say(f"By {self.order}.")
        self.refresh_data()

    def action_tab_right(self) -> None:
        """Right: mine, team, all."""
        self._scope_by(1)

    def action_tab_left(self) -> None:
        """Left: the other way."""
        self._scope_by(-1)

    def _scope_by(self, step: int) -> None:
        scopes = list(SCOPES)
        self.scope = scopes[(scopes.index(self.scope) + step) % len(scopes)]
        self.table.clear_marks()
        self.refresh_data()

    @step
    async def action_save(self) -> None:
        """F2: keep this filter and order under a name."""
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
        known = views.of_member(self.care.store.read(), self.care.store.viewer.member, "caseload")
        if not known:
            self.say("No saved views yet: set a filter and press F2.")
            return
        chosen = await self.ask(Choose("Open a view", [Option(view, view.name, view.filter_text) for view in known]))
        if chosen:
            scope, _, order = (chosen.sort or "").partition("/")
            self.scope = scope if scope in SCOPES else "mine"
            self.order = order if order in ORDERS else ORDERS[0]
            self.wanted = read_filter(chosen.filter_text)
            self.filter_line.put(chosen.filter_text)
            self.refresh_data()

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
        row.practice or "",
        row.risk_band or "",
        row.coordinator or "NONE",
    )


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


def peek_lines(found: Peek | None, width: int) -> list[Words]:
    """The four lines below the list."""
    if found is None:
        return [""] * PEEK_ROWS
    right = 24
    todo: list[str | Cell] = [" To do  "]
    for words, late in sorted(zip(found.todo, found.late, strict=True), key=lambda pair: not pair[1]):
        todo += [Cell(words, "late" if late else ""), ".  "]
    return [
        two(f" {found.name}   {found.born}   {found.nhs}", f"Coordinator  {found.coordinator}", width),
        two(f" {found.family or 'Nobody in the circle of support yet.'}", found.practice, width, right),
        f" Last   {found.last}",
        todo if found.todo else " To do  nothing",
    ]


def two(left: str, right: str, width: int, least: int = 0) -> Words:
    """Left and right on one row, the right part at the right edge."""
    room = width - max(width_of(right), least) - 2
    return f"{cut(left, room)} {right}"
