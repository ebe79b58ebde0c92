"""Actions (4): what everyone has been asked to do, what is late first; by agency, owner or day."""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult

from caretui.care.dates import say_date
from caretui.care.filters import Filter, read_filter
from caretui.care.identifiers import spoken_nhs
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import ListScreen
from caretui.store.queries import actions
from caretui.store.queries.actions import ORDERS, SCOPES, Group, Row
from caretui.widgets.filter import FilterLine
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.table import Column, Heading, VirtualTable

WHOSE = {"mine": "My people", "team": "Team", "all": "All"}
EMPTY = (
    "Nothing is open.",
    "",
    "a on a person asks somebody to do something:  OT: second stair rail, fri",
    "Left and Right show the team's and everyone's. / status:done: what was done.",
)
NO_MATCH = ("No action matches.", "", "/ changes the filter, Esc in it clears it. Right looks among everyone's too.")
KEYS = "Keys: agency due status loc practice risk coord prog; late, mine."


class ActionsScreen(AboutPerson, ListScreen):
    """One list under headings; every letter acts on its line's action or person."""

    where = "actions"
    area = "actions"
    BINDINGS = bindings_for("actions")
    DEFAULT_CSS = "ActionsScreen #peek { height: 4; }"

    def __init__(self) -> None:
        super().__init__()
        self.scope = SCOPES[0]
        self.order = ORDERS[0]
        self.wanted = Filter()
        self.fresh = True
        """Another list was asked for: the cursor begins at what is late the longest."""
        self.filter_line = FilterLine("words, agency:ot due:week late mine")
        self.peek_block = Block([], id="peek")

    def make_table(self) -> VirtualTable:
        """When, whose, what; with more room when it was asked, what for, and who coordinates."""
        return VirtualTable(
            [
                Column("When", 10, 2),
                Column("Person", 23, 13),
                Column("What", 43, 37, flexible=True),
                Column("Asked", 10, from_width=110),
                Column("Goal", 22, from_width=140),
                Column("Coordinator", 16, from_width=110),
            ],
            self._fetch,
            lambda row: cells(row, self.care.today, self.order),
            empty=EMPTY,
        )

    def body(self) -> ComposeResult:
        """The filter's row, the list, and the action of the line whole."""
        yield self.filter_line
        yield self.table
        yield Rule()
        yield self.peek_block

    # --- content

    def refresh_data(self) -> None:
        """Find, order and group the ids off the UI thread."""
        store, order, scope, wanted = self.care.store, self.order, self.scope, self.wanted
        self.title_line()
        self.fetch(
            lambda con: actions.grouped(con, wanted, store.viewer, store.today(), order=order, scope=scope),
            self.show_found,
        )

    def show_found(self, found: tuple["array[int]", tuple[Group, ...]]) -> None:
        """Put them under their headings."""
        ids, groups = found
        self.table.empty = NO_MATCH if self.wanted else EMPTY
        headings = [Heading(group.before, group.title, f"{group.count:,}") for group in groups]
        self.table.reload(ids, headings, cursor_on=ids[0] if self.fresh and ids else None)
        self.fresh = False
        self._show_head()
        self._show_peek()

    def _show_head(self) -> None:
        words = f" {WHOSE[self.scope]} {len(self.table.ids):,} by {self.order}"
        self.filter_line.show_around(words, f"{self.table.position_text} ")

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Row]:
        store = self.care.store
        return {row.n: row for row in actions.rows(store.read(), ids, store.viewer, store.today())}

    @on(VirtualTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_head()
        self._show_peek()

    def _show_peek(self) -> None:
        self.peek_block.show(peek_lines(self.row, self.care.today))

    @property
    def row(self) -> Row | None:
        """The action of the line."""
        row: Row | None = self.table.current_row
        return row

    def subject(self) -> str | None:
        """The person of the line."""
        return self.row.person if self.row else None

    def chosen(self, row_id: int) -> None:
        """Enter: the person's plan, among the people of this list."""
        if self.row:
            among = actions.people_of(self.care.store.read(), self.table.ids)
            self.care.open("person", person=self.row.person, among=among, tab="Plan")

    # --- filter, order, whose

    def action_filter(self) -> None:
        """/: type a filter; the list follows."""
        self.filter_line.start()

    @on(FilterLine.Changed)
    def _filtered(self, event: FilterLine.Changed) -> None:
        self.table.from_top()
        self.wanted = read_filter(event.text)
        if event.finished:
            if self.wanted.unknown:
                self.say(f"Not understood: {', '.join(self.wanted.unknown)}. {KEYS}")
            self.table.focus()
            self.care.store.audit("searched", None, area="actions", keys=len(event.text.split()))
        self.refresh_data()

    def action_order(self) -> None:
        """o: by agency, by owner, by day."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.fresh = True
        self.refresh_data()

    def _other_scope(self, by: int) -> None:
        self.scope = SCOPES[(SCOPES.index(self.scope) + by) % len(SCOPES)]
        self.fresh = True
        self.refresh_data()

    def action_tab_right(self) -> None:
        """Right: the team's, everyone's."""
        self._other_scope(1)

    def action_tab_left(self) -> None:
        """Left: back."""
        self._other_scope(-1)

    # --- the action of the line

    def about_action(self, name: str) -> None:
        """Open a screen about the action of the line; one that has ended says so there."""
        if self.row:
            self.care.open(name, action=self.row.id)
        else:
            self.say("No action on this line. a on a person asks for one.")

    def action_done(self) -> None:
        """Space: done, with what came of it."""
        self.about_action("action_done")

    def action_waiting(self) -> None:
        """w: whom it waits on, when to chase."""
        self.about_action("waiting")

    def action_no_reply(self) -> None:
        """f: asked how it goes."""
        self.about_action("action_chase")

    def action_defer(self) -> None:
        """d: another day."""
        self.about_action("action_defer")

    def action_coordinator(self) -> None:
        """l: to another owner, with the reason."""
        self.about_action("action_hand_over")

    def action_edit(self) -> None:
        """e: its words, owner, day, repeat, goal."""
        if self.row:
            self.care.open("register", entity="action", record=self.row.id, person=self.row.person)

    def action_add(self) -> None:
        """+: another action for the person of the line."""
        self.action_action()

    def action_note(self) -> None:
        """s: a note for the person's next meeting."""
        self.open_about("meeting_note")

    def action_own_words(self) -> None:
        """v: the person's own words."""
        self.open_about("own_words")

    def action_send(self) -> None:
        """x: the list of open actions, of one agency or all."""
        self.care.open("send", what="actions")


def cells(row: Row | None, today: date, order: str) -> Sequence[str | Cell]:
    """A line; the owner is left out where the heading says it."""
    if row is None:
        return ("",) * 6
    late = row.late(today)
    name = f"{row.name} (died)" if row.died else row.name
    asked = say_date(row.asked_on, today) if row.asked_on else ""
    return (
        Cell(row.when(today), "late" if late else ""),
        name,
        Cell(what_words(row, order if not late and not row.died else "due"), "strong" if row.is_twice else ""),
        asked,
        row.goal_words,
        row.coordinator or "NO COORDINATOR",
    )


def what_words(row: Row, order: str = "due") -> str:
    """`OT: second stair rail`; under the agency's heading only who of it; what comes again says so."""
    named = (row.professional is not None or row.circle is not None) and row.owner != row.agency_name
    owner = {"agency": row.owner if named else "", "owner": ""}.get(order, row.owner)
    owner = "me" if row.is_mine and owner else owner
    words = f"{owner}: {row.what}" if owner else row.what
    words += f", {row.repeat}" if row.repeat else ""
    return f"TWICE {words}" if row.is_twice else words


def peek_lines(row: Row | None, today: date) -> list[Words]:
    """The action whole: whose, what, since when, what was heard."""
    if row is None:
        return []
    nhs = f"   NHS {spoken_nhs(row.nhs_number)}" if row.nhs_number else "   no NHS number"
    family, _, given = row.name.partition(", ")
    who: Words = [Cell(f" {family.upper()}{f', {given}' if given else ''}", "strong"), f"{nhs}   {row.coordinator}"]
    what = f" {row.said_owner}: {row.what}"
    asked = f" Asked {say_date(row.asked_on, today)}" if row.asked_on else " Asked"
    asked += f" by {row.asked_by}" if row.asked_by else ""
    asked += f". Goal: {row.goal_words}" if row.goal_words else ""
    return [who, what, asked, f" {history(row, today)}"]


def history(row: Row, today: date) -> str:
    """Waiting, chased, handed over, repeated, how it ended: what the list has no room for."""
    parts = [row.standing(today) if row.is_open else ""]
    if not row.is_open:
        ended = f" {say_date(row.ended_on, today)}" if row.ended_on else ""
        parts.append(f"{row.status}{ended}{f': {row.outcome}' if row.outcome else ''}")
    if row.chased_on:
        times = "" if row.chased_times < 2 else f"{row.chased_times} times, last "
        heard = f': "{row.chased_words}"' if row.chased_words else ""
        parts.append(f"chased {times}{say_date(row.chased_on, today)}{heard}")
    if row.handed_on:
        parts.append(f"from {row.handed_from or 'nobody'} {say_date(row.handed_on, today)}: {row.handed_why}")
    if row.repeat:
        until = f" until {row.repeat_until}" if row.repeat_until else ""
        parts.append(f"{row.repeat}{until}")
    if row.is_twice:
        parts.append("TWICE: another agency has been asked for it too")
    words = ". ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]
