"""Actions (4): what everyone has been asked to do, what is late first; by agency, owner or day."""

from collections.abc import Mapping, Sequence
from datetime import date

from caretui.care.dates import say_birth, say_date
from caretui.care.filters import Filter
from caretui.care.identifiers import spoken_nhs
from caretui.commands import bindings_for
from caretui.screens.filtered import PEEK_ROWS, FilteredScreen, Listed
from caretui.screens.identity import who_row
from caretui.store.database import Connection
from caretui.store.queries import actions
from caretui.store.queries.actions import ORDERS, Row
from caretui.widgets.line import Cell, Words
from caretui.widgets.safe import wrap
from caretui.widgets.table import Column, Heading, VirtualTable

EMPTY = (
    "Nothing is open.",
    "",
    "a on a person asks somebody to do something:  OT: second stair rail, fri",
    "Left and Right show the team's and everyone's. / status:done: what was done.",
)


class ActionsScreen(FilteredScreen):
    """One list under headings; every letter acts on its line's action or person."""

    where = "actions"
    area = "actions"
    BINDINGS = bindings_for("actions")
    orders = ORDERS
    scopes = {"mine": "My people", "team": "Team", "all": "All"}
    hint = "words, agency:ot due:week late mine"
    filter_keys = "Keys: agency due status loc practice risk coord prog; late, mine."
    empty = EMPTY
    no_match = "No action matches. status:done in the filter shows what was done."

    def __init__(self) -> None:
        super().__init__()
        self.fresh = True
        """Another list was asked for: the cursor begins at what is late the longest."""

    def make_table(self) -> VirtualTable:
        """When, whose, what; with more room when it was asked, what for, and who coordinates."""
        return VirtualTable(
            [
                Column("When", 10, 2, most=11),
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

    # --- content

    def find(self, con: Connection, wanted: Filter, *, order: str, scope: str) -> Listed:
        """The actions under their headings."""
        store = self.care.store
        ids, groups = actions.grouped(con, wanted, store.viewer, store.today(), order=order, scope=scope)
        return Listed(ids, [Heading(group.before, group.title, f"{group.count:,}") for group in groups])

    def show_listed(self, found: Listed) -> None:
        """Put them under their headings."""
        super().show_listed(found)
        if self.fresh:
            self.table.move_to(0)
        self.fresh = False

    def head(self) -> str:
        """`My people 20 by agency`."""
        return f"{self.scopes[self.scope]} {len(self.table.ids):,} by {self.order}"

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Row]:
        store = self.care.store
        return {row.n: row for row in actions.rows(store.read(), ids, store.viewer, store.today())}

    def peek_lines(self, width: int, rows: int) -> list[Words]:
        """The action whole; beside the list over as many rows as it takes."""
        if self.row is None:
            return []
        return (lines_below if rows == PEEK_ROWS else lines_beside)(self.row, self.care.today, width)

    @property
    def row(self) -> Row | None:
        """The action of the line."""
        row: Row | None = self.table.current_row
        return row

    def subject(self) -> str | None:
        """The person of the line."""
        return self.row.person if self.row else None

    def chosen(self, row_id: int) -> None:
        """Enter: the action in the person's plan, among the people of this list."""
        if self.row:
            among = actions.people_of(self.care.store.read(), self.table.ids)
            self.care.open("person", person=self.row.person, among=among, action=self.row.id)

    def action_order(self) -> None:
        """o: by agency, by owner, by day."""
        self.fresh = True
        super().action_order()

    def scope_by(self, by: int) -> None:
        """Another list, from its first line."""
        self.fresh = True
        super().scope_by(by)

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

    def action_send(self) -> None:
        """x: what is open of this list, for one agency or all."""
        self.care.open("send", what="actions", actions=actions.records_of(self.care.store.read(), self.table.ids))


def cells(row: Row | None, today: date, order: str) -> Sequence[str | Cell]:
    """A line; the owner is left out where the heading says it."""
    if row is None:
        return ("",) * 6
    late = row.late(today)
    name = f"{row.name} (died)" if row.died else row.name
    asked = say_date(row.asked_on, today) if row.asked_on else ""
    return (
        Cell(row.when(today), "late" if late else "", short=row.short_when(today)),
        name,
        Cell(what_words(row, order if not late and not row.died else "due"), "strong" if row.is_twice else ""),
        asked,
        row.goal_words,
        row.coordinator or "NO COORDINATOR",
    )


def what_words(row: Row, order: str = "due") -> str:
    """`OT: second stair rail`; under the agency's heading only who of it; what comes again says so."""
    named = (row.professional or row.circle or not row.agency) and row.owner != row.agency_name
    owner = {"agency": row.owner if named else "", "owner": ""}.get(order, row.owner)
    owner = "me" if row.is_mine and owner else owner
    words = f"{owner}: {row.what}" if owner else row.what
    words += f", {row.repeat}" if row.repeat else ""
    return f"TWICE {words}" if row.is_twice else words


def lines_below(row: Row, today: date, width: int) -> list[Words]:
    """The action whole: whose, what, since when, what was heard."""
    name, born, nhs = _identity(row)
    asked = " ".join(filter(None, (_asked(row, today), f"Goal: {row.goal_words}" if row.goal_words else "")))
    return [
        who_row(name, born, nhs, row.coordinator or "NO COORDINATOR", width),
        f" {row.said_owner}: {row.what}",
        f" {asked}",
        f" {history(row, today)}",
    ]


def lines_beside(row: Row, today: date, width: int) -> list[Words]:
    """The same in a column, nothing of the action cut."""
    name, born, nhs = _identity(row)
    lines: list[Words] = [Cell(words, "strong") for words in wrap(name, width)[:3]]
    lines += [born, nhs, "", *wrap(f"Coordinator  {row.coordinator or 'NONE'}", width), ""]
    lines += [*wrap(f"{row.said_owner}: {row.what}", width), ""]
    lines += wrap(_asked(row, today), width) if _asked(row, today) else []
    lines += wrap(f"Goal: {row.goal_words}", width) if row.goal_words else []
    return [*lines, "", *wrap(history(row, today), width)]


def _identity(row: Row) -> tuple[str, str, str]:
    family, _, given = row.name.partition(", ")
    name = ", ".join(part for part in (family.upper(), given) if part)
    born = f"born {say_birth(row.born)}" if row.born else "birth date not known"
    return name, born, f"NHS {spoken_nhs(row.nhs_number)}" if row.nhs_number else "no NHS number"


def _asked(row: Row, today: date) -> str:
    day = f" {say_date(row.asked_on, today)}" if row.asked_on else ""
    return f"Asked{day}" + (f" by {row.asked_by}." if row.asked_by else ".") if day or row.asked_by else ""


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
