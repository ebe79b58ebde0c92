"""Before a meeting ends: who was not reached, whose notes are unfinished. Enter ends it and carries the rest on."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.dates import age
from caretui.commands import bindings_for
from caretui.screens.base import CareScreen
from caretui.screens.huddle_note import FORM
from caretui.screens.meeting_lines import when_words
from caretui.store.queries import agenda, coming, huddle, meetings
from caretui.widgets.line import Cell, Pager, Words
from caretui.widgets.safe import wrap


class EndingScreen(CareScreen):
    """Digits change area here: the meeting stays open. The result is "ended", "left", or None (back to the person)."""

    where = "ending"
    BINDINGS = bindings_for("ending")
    keeps_open = True

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.pager = Pager([])

    def title_line(self) -> None:
        """Row 1: no names here, a guest may still be in the room."""
        row = meetings.meeting(self.care.store.read(), self.meeting)
        self.top_line.show_title("END OF THE MEETING", row.practice if row else "")

    def body(self) -> ComposeResult:
        """The text."""
        yield self.pager

    def refresh_data(self) -> None:
        """Who is where."""
        store = self.care.store
        con = store.read()
        row = meetings.meeting(con, self.meeting)
        if row is None:
            return
        items = agenda.items(con, self.meeting, store.viewer, store.today(), prepared=False)
        found = huddle.at_the_end(con, items)
        following = meetings.next_of(con, row.practice_id, store.today(), not_this=self.meeting)
        onto = f"the meeting {when_words(following[1], store.today())}" if following else "the next meeting"
        hidden = set(coming.guests(coming.attendees(con, self.meeting, store.viewer)))
        drafts = {draft.record for draft in store.drafts() if draft.form in (FORM, "action_line")}
        typed = tuple(item for item in items if item.id in drafts)
        discussed = sum(item.state == "discussed" for item in items) + len(found.undecided)
        rows: list[Words] = ["", f" {discussed} of {len(items)} discussed.", ""]
        parts = (
            (f"NOT REACHED, go on to {onto}", found.not_reached),
            (f"DEFERRED, go on to {onto}", found.deferred),
            ("TALKED ABOUT, NOTHING DECIDED: come back open", found.undecided),
            ("CLOSED WITHOUT A REASON (4 on the person asks for it)", found.without_reason),
            ("TYPED, NOT YET SAVED (s, v or a on the person)", typed),
            ("WITHOUT A NOTE: can be finished in the minutes", found.without_note),
        )
        for heading, those in parts:
            if those:
                rows.append([" ", Cell(heading, "strong"), f"  {len(those)}"])
                names = "; ".join(_names(those, items, hidden, store.today()))
                rows += [f"   {row}" for row in wrap(names, max(self.size.width - 5, 20))]
                rows.append("")
        self.pager.show(rows)

    def action_open(self) -> None:
        """Enter: the end; everything that goes on is on its way in the same moment."""
        from caretui.store.changes import meetings as changes

        store = self.care.store
        change = partial(changes.end, meeting=self.meeting, at=store.now(), today=store.today())
        if self.write("ended the meeting", change, "The meeting is over; the rest is carried on."):
            self.dismiss("ended")

    def action_decline(self) -> None:
        """-: leave it open; H goes back in, to the same person."""
        self.dismiss("left")
        self.care.tell("The meeting stays open: H goes back in, to the same person.")


def _names(those: Sequence[agenda.Item], items: Sequence[agenda.Item], guests: set[str], today: date) -> list[str]:
    """The names; those that a guest must not read are counted."""
    shown = [_name(item, items, today) for item in those if not guests or item.person in guests]
    if hidden := len(those) - len(shown):
        shown.append(f"{several(hidden, 'name')} hidden while a guest is here")
    return shown


def _name(item: agenda.Item, items: Sequence[agenda.Item], today: date) -> str:
    """The name, with the age when another has it too."""
    twin = sum(one.name == item.name for one in items) > 1
    years = age(date.fromisoformat(item.date_of_birth), today) if item.date_of_birth and not item.date_of_death else ""
    return f"{item.name} ({years})" if twin and years else item.name
