"""Who is expected at a meeting, who is here, who sent apologies, who came in their place."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult

from caretui.commands import bindings_for
from caretui.screens.base import CareScreen, step
from caretui.screens.meeting_lines import span_words
from caretui.store.queries import coming, meetings
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column, VirtualTable


class AttendanceScreen(CareScreen):
    """One line a person or agency; the person or family in the room hides every other name in the huddle."""

    where = "attendance"
    BINDINGS = bindings_for("attendance")
    keeps_open = True

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.people: dict[int, coming.Attendee] = {}
        self.guests: frozenset[str] = frozenset()
        """The people who are here themselves or by their family: other people's names are hidden from them."""
        self.head = Line("")
        self.table = VirtualTable(
            [
                Column("Here", 11, 2),
                Column("Name", 26, 14, most=36),
                Column("Role", 18, 41, most=32),
                Column("Agency", 20, 60, flexible=True),
            ],
            lambda ids: [self.people[n] for n in ids],
            self._cells,
            empty=("Nobody is asked yet.", "", "+ asks a professional, an agency, the person or their family."),
        )

    def title_line(self) -> None:
        """Row 1."""
        row = meetings.meeting(self.care.store.read(), self.meeting)
        if row is not None:
            words = f"{row.practice}  {span_words(row.at, row.minutes, self.care.today)}"
            self.top_line.show_title("WHO IS HERE", words)

    def body(self) -> ComposeResult:
        """Counts, then the list."""
        yield self.head
        yield self.table

    def refresh_data(self) -> None:
        """A dozen rows."""
        con = self.care.store.read()
        found = coming.attendees(con, self.meeting, self.care.store.viewer)
        self.people = {one.n: one for one in found}
        self.guests = frozenset(coming.guests(found))
        here = sum(one.is_here for one in found)
        missing = coming.missing(con, self.meeting)
        words = f" {here} here of {len(found)} asked."
        if missing:
            names = ", ".join(one.name for one in missing[:3])
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            words += f"   Nobody from: {names}{more}."
        self.head.show(words)
        self.table.reload([one.n for one in found])

    @property
    def line(self) -> coming.Attendee | None:
        """Who is under the cursor."""
        found: coming.Attendee | None = self.table.current_row
        return found

    def _mark(self, attendance: str, said: str, substitute: str | None = None) -> None:
        from caretui.store.changes import attendance as changes

        if one := self.line:
            word = "expected" if one.attendance == attendance else attendance
            change = partial(changes.mark, attendee=one.id, attendance=word, substitute=substitute)
            said = said if word == attendance else word
            self.write("noted who is at a meeting", change, f"{self._shown(one)}: {said}.")
            self.table.action_down()

    def action_done(self) -> None:
        """Space: here; again: not yet."""
        self._mark("present", "here")

    def action_decline(self) -> None:
        """-: sent apologies; again: expected after all, or not asked."""
        if self.line and self.line.attendance == "apologies":
            self.take_off()
        else:
            self._mark("apologies", "apologies")

    @step
    async def take_off(self) -> None:
        """Who sent apologies is expected after all, or was never to be asked."""
        from caretui.store.changes import attendance as changes

        one = self.line
        if one is None:
            return
        options = [Option("expected", "expected after all"), Option("off", "take off this list: not asked")]
        name = self._shown(one)
        chosen = await self.ask(Choose(f"{name} sent apologies.", options))
        if chosen == "off":
            self.write("took somebody off a meeting", partial(changes.take_off, attendee=one.id), f"{name}: off.")
        elif chosen:
            self._mark("apologies", "apologies")

    @step
    async def action_edit(self) -> None:
        """e: who came in their place, or in which role they come."""
        from caretui.store.changes import attendance as changes

        one = self.line
        if one is None:
            return
        typed = await self.ask(
            AskLine(
                f"Who came in place of {self._shown(one)}?",
                "Or in which role they come: as pharmacist",
                value=one.substitute,
            )
        )
        first, _, role = (typed or "").partition(" ")
        if first.casefold() == "as" and role:
            change = partial(changes.set_role, attendee=one.id, role=role)
            self.write("noted who is at a meeting", change, f"{self._shown(one)} comes as {role}.")
        elif typed:
            change = partial(changes.mark, attendee=one.id, attendance="substitute", substitute=typed)
            self.write("noted who is at a meeting", change, f"{typed} for {self._shown(one)}.")

    @step
    async def action_add(self) -> None:
        """+: ask somebody: a professional, an agency without a name, the person, their family."""
        from caretui.store.changes import attendance as changes

        store = self.care.store
        could = [
            one
            for one in coming.could_come(store.read(), self.meeting, store.viewer)
            if not self.guests or one[4] is None or one[4] in self.guests
        ]
        options = [Option(one, one[2], one[3] or "") for one in could]
        chosen = await self.ask(Choose("Ask whom to the meeting?", options, digits=False))
        if chosen is None:
            return
        kind, record, name, more, _ = chosen
        role = more if kind in ("circle", "person") else None
        change = partial(changes.expect, meeting=self.meeting, name=name, role=role, **{kind: record})
        self.write("asked somebody to a meeting", change, f"{name} is expected.")

    def on_virtual_table_row_selected(self, event: VirtualTable.RowSelected) -> None:
        """Enter does as Space."""
        event.stop()
        self.action_done()

    def _hidden(self, one: coming.Attendee) -> bool:
        """Whether a guest may not read who that is: somebody of another person of the list, or they themselves."""
        return bool(self.guests and one.of_person and one.of_person not in self.guests)

    def _shown(self, one: coming.Attendee) -> str:
        return "(name hidden: a guest is here)" if self._hidden(one) else one.name

    def _cells(self, one: coming.Attendee) -> Sequence[str | Cell]:
        words = {"present": "* here", "expected": "- expected", "apologies": "apologies", "substitute": "* in place"}
        name = self._shown(one)
        role = f"guest, {one.role}" if one.of_person else one.role
        if self._hidden(one):
            role = "guest"
        elif one.attendance == "substitute":
            name = f"{one.substitute} for {one.name}"
        return (
            Cell(words.get(one.attendance, one.attendance), "strong" if one.attendance == "present" else ""),
            name,
            role,
            one.agency_name,
        )
