"""The Directory: practices and their rollout, agencies, professionals, localities, members; the closed stay named."""

from collections.abc import Container, Sequence

from textual import on
from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.registers import ENTITIES
from caretui.commands import bindings_for
from caretui.commands.words import footer_line
from caretui.screens.base import step
from caretui.screens.by_hand import day_problem, past_day
from caretui.screens.by_letter import ByLetter
from caretui.screens.narrowed import Narrowed
from caretui.store.database import Connection
from caretui.store.queries import directory
from caretui.store.queries.directory import Row
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask, AskLine, Say
from caretui.widgets.filter import FilterLine
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, VirtualTable

TABS = {
    "practice": "Practices",
    "agency": "Agencies",
    "professional": "Professionals",
    "locality": "Localities",
    "member": "Members",
}
ENDS = {"practice": "close", "agency": "close", "professional": "left", "locality": "close", "member": "remove"}
"""What `-` does to a line of the kind."""
WIDE = 110
COLUMNS = {
    "practice": (
        Column("", 27, 2, flexible=True),
        Column("", 23, 30),
        Column("", 27, 54),
        Column("", 13, from_width=WIDE),
        Column("", 22, from_width=120),
    ),
    "member": (
        Column("", 26, 2, flexible=True),
        Column("", 11, 29),
        Column("", 39, 41, most=44),
        Column("", 13, from_width=WIDE),
        Column("", 16, from_width=120),
    ),
}
"""Name, two columns of words, telephone and more where there is room; a member's work takes more than their role."""
EMPTY = {
    "practice": ("No practice yet. + adds one.", "ctrl+p, import, reads the official list."),
    "agency": ("No agency yet. + adds one; an agency named anywhere else is added by itself.",),
    "professional": ("No professional yet. + adds one.",),
    "locality": ("No locality yet. + adds one: a locality is a group of GP practices.",),
    "member": ("No member but you. + adds a colleague to this store.",),
}


class DirectoryScreen(Narrowed, ByLetter):
    """One list a kind: Left and Right change it, / filters, + adds, e edits, - retires with a successor."""

    where = "directory"
    area = "directory"
    BINDINGS = bindings_for("directory")

    def __init__(self) -> None:
        self.entity = "practice"
        super().__init__()
        self.tab_line = Line()
        self.filter_line = FilterLine("words of any column")
        self.by_name = True

    def make_table(self) -> VirtualTable:
        """Name, two columns of words, telephone; more where there is room."""
        return VirtualTable(
            COLUMNS["practice"],
            lambda ids: directory.rows(self.care.store.read(), self.entity, ids, self.care.today),
            lambda row: _cells(row, wide=self.table.size.width >= WIDE),
            titles=False,
            empty=EMPTY["practice"],
        )

    def body(self) -> ComposeResult:
        """The kinds, the filter, the list."""
        yield self.tab_line
        yield self.filter_line
        yield self.table

    # --- content

    def find_ids(self, con: Connection) -> Sequence[int]:
        """The lines of this kind that have the words."""
        return directory.ids(con, self.entity, self.care.today, self.words, by_name=self.by_name)

    def beginning(self, con: Connection, letter: str) -> Container[int]:
        """The lines of this kind whose name begins so."""
        return directory.beginning(con, self.entity, self.care.today, letter)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Put the lines on the screen."""
        self.table.empty = ("Nothing has these words. / changes them.",) if self.words else EMPTY[self.entity]
        super().show_ids(ids)
        self.draw_head()
        self.keys_line.show(footer_line("directory").replace("- close", f"- {ENDS[self.entity]}"))

    def draw_head(self) -> None:
        """The kinds, the one in sight in capitals; in how many practices team meetings are live."""
        words: list[str | Cell] = [" "]
        for entity, name in TABS.items():
            here = entity == self.entity
            words.append(Cell(f"{name.upper() if here else name}   ", "strong" if here else ""))
        rollout = directory.rollout(self.care.store.read()) if self.entity in ("practice", "locality") else None
        self.tab_line.show(words, f"{rollout.live} of {rollout.practices} live " if rollout else "")
        self.filter_line.show_around(f" {len(self.table.ids)}", self.table.position_text)

    @on(VirtualTable.RowHighlighted)
    def _moved(self) -> None:
        self.filter_line.show_around(f" {len(self.table.ids)}", self.table.position_text)

    def show_kind(self, by: int) -> None:
        """The next kind, or the one before."""
        kinds = [*TABS]
        self.entity = kinds[(kinds.index(self.entity) + by) % len(kinds)]
        self.table.forget()
        self.table.columns = COLUMNS.get(self.entity, COLUMNS["practice"])
        self.refresh_data()

    def action_tab_right(self) -> None:
        """Right: the next kind."""
        self.show_kind(1)

    def action_tab_left(self) -> None:
        """Left: the kind before."""
        self.show_kind(-1)

    def action_order(self) -> None:
        """o: by name, or by locality, kind or role."""
        self.by_name = not self.by_name
        self.say("By name." if self.by_name else "By the second column.")
        self.refresh_data()

    # --- by hand

    @property
    def row(self) -> Row | None:
        """The line under the cursor."""
        found: Row | None = self.table.current_row
        return found

    @property
    def may_change_members(self) -> bool:
        """Leads and information governance look after the members."""
        return self.care.store.viewer.role in ("lead", "ig")

    def chosen(self, row_id: int) -> None:
        """Enter: the record."""
        self.action_edit()

    def action_add(self) -> None:
        """+: a new one of this kind."""
        if self.entity != "member":
            known = {"agency": self.care.store.viewer.agency} if self.entity == "professional" else {}
            self.care.open("register", entity=self.entity, preset=known)
        elif self.may_change_members:
            self.care.open("add_member")
        else:
            self.say("Members are added by the team lead.")

    def action_edit(self) -> None:
        """e: change it; only leads change members."""
        row = self.row
        if row is None:
            return
        if self.entity == "member" and not self.may_change_members:
            self.say("Roles are given by the team lead.")
            return
        self.care.open("register", entity=self.entity, record=row.id)

    @step
    async def action_decline(self) -> None:
        """-: close a practice or agency with its successor, note a leaver, remove a member."""
        row = self.row
        if row is None:
            return
        if self.entity == "member":
            await self.remove_member(row)
        elif row.closed:
            self.say("It has closed or left already. e changes the day.")
        else:
            await self.retire(row)

    async def retire(self, row: Row) -> None:
        """The day, who took over, and who needs another coordinator."""
        from caretui.store.changes import directory as changes

        store, today = self.care.store, self.care.today
        leaves = self.entity == "professional"
        title = f"When did {row.name} {'leave' if leaves else 'close'}?"
        typed = await self.ask(AskLine(title, value="today", check=lambda text: day_problem(text, today)))
        day = past_day(typed, today) if typed else None
        if day is None:
            return
        successor = None
        if self.entity in ("practice", "agency"):
            others = [one for one in directory.choices(store.read(), self.entity) if one.id != row.id]
            options = [Option("", "nobody"), *(Option(one.id, one.words, one.right) for one in others)]
            successor = await self.ask(Choose("Who took over?", options, digits=False))
            if successor is None:
                return
        with store.work(f"retired a {ENTITIES[self.entity].word}") as work:
            changes.retire(work, self.entity, row.id, on=day.isoformat(), successor=successor or None)
            left_behind = changes.people_of(work, row.id) if leaves else []
        said = "left" if leaves else "closed"
        self.care.saved(f"Saved {store.wall():%H:%M}. {row.name}: {said}. Old records keep the name.", work.unit)
        if left_behind:
            await self.hand_over(row, left_behind)

    async def hand_over(self, row: Row, people: list[str]) -> None:
        """Those whose coordinator left need another one."""
        count = several(len(people), "person has", "people have")
        title = f"{count} {row.name} as named coordinator."
        if await self.ask(Ask(title, "Name another coordinator for all of them now?", yes="now", no="later")):
            self.care.open("coordinator", people=people)

    async def remove_member(self, row: Row) -> None:
        """Take a member's key away; what they wrote stays theirs."""
        from caretui.store.changes import members

        store = self.care.store
        if not self.may_change_members:
            self.say("Members are removed by the team lead.")
        elif row.id == store.viewer.member:
            self.say("You cannot remove yourself: another lead does.")
        elif row.closed:
            self.say("They have been removed already.")
        elif await self.ask(
            Ask(f"Remove {row.name} from this store?", "Their key is deleted. What they wrote stays.")
        ) and await self.care.sure_it_is_you("Removing a member."):
            members.remove(store, row.id, on=self.care.today.isoformat())
            await self.ask(
                Say(f"{row.name} was removed.", "The store's key itself is unchanged: docs/security.md says more.")
            )


def _cells(row: Row, *, wide: bool) -> tuple[str | Cell, ...]:
    if row.closed:
        return (
            row.name,
            Cell(row.closed.partition(" ")[0].upper(), "strong"),
            row.closed.partition(" ")[2],
            row.phone,
            row.note,
        )
    first: str | Cell = Cell(row.first, "strong") if row.first.startswith("NO ") else row.first
    instead = "" if wide else row.phone or row.note  # which have columns of their own where there is room
    return (row.name, first, row.second or instead, row.phone, row.note)
