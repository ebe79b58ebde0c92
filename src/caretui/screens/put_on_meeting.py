"""m: put people on a meeting. Choose which, say why in a line; without a meeting they wait for the next."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.widgets import Input

from caretui.screens.meeting_lines import when_words
from caretui.store.queries import meetings
from caretui.store.queries.facts import names_of
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import AskLine
from caretui.widgets.safe import width_of

if TYPE_CHECKING:
    from caretui.app import CaretuiApp

WAIT = "wait"


class PutOnMeetingScreen(Choose):
    """A list of the meetings to come: the person's practice first; the reason is asked after."""

    def __init__(self, people: Sequence[str] = (), person: str | None = None) -> None:
        self.people = list(people) or ([person] if person else [])
        super().__init__("Put on which meeting?", [], digits=True)

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def on_mount(self) -> None:
        """Read the meetings, then show them."""
        store = self.care.store
        con, today = store.read(), store.today()
        names = names_of(con, self.people[:1])
        who = names.get(self.people[0], "") if len(self.people) == 1 else f"{len(self.people)} people"
        self.title = who
        found = meetings.for_people(con, self.people, store.viewer, today)
        days = [when_words(row.at, today) for row in found]
        widest = max(map(width_of, days), default=0)
        self.options = [
            Option(row, f"{day:<{widest}}  {row.practice or row.kind}", f"{row.agenda_items} on it")
            for row, day in zip(found, days, strict=True)
        ]
        self.options.append(Option(WAIT, "the next of their practice, when it is made", "waits"))
        self.table.styles.height = min(self.rows, len(self.options))
        super().on_mount()

    def take_digit(self, digit: str) -> bool:
        """A digit takes its line."""
        place = int(digit) - 1
        if not 0 <= place < len(self.table.ids):
            return False
        self.take(self.options[self.table.ids[place]].value)
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line under the cursor."""
        event.stop()
        event.prevent_default()
        if self.table.current is not None:
            self.take(self.options[self.table.current].value)

    def take(self, meeting: meetings.Row | str) -> None:
        """Ask why, then put them on."""
        care = self.care
        late = isinstance(meeting, meetings.Row) and meeting.list_sent_at is not None
        words = "The list has gone out: they are a late item." if late else "One line. Empty is allowed."
        self.dismiss(None)
        asking = AskLine("Why?", words, check=lambda text: "")
        care.call_later(care.push_screen, asking, partial(self._put, care, meeting, late))  # this screen is going

    def _put(self, care: "CaretuiApp", meeting: meetings.Row | str, late: bool, reason: str | None) -> None:
        if reason is None:
            return
        from caretui.care.refused import Refused
        from caretui.store.changes import agenda
        from caretui.store.errors import StoreError

        store = care.store
        which = meeting.id if isinstance(meeting, meetings.Row) else None
        count = f"{len(self.people)} people" if len(self.people) > 1 else self.title or "1 person"
        try:
            with store.work(f"put {count} on a meeting") as work:
                agenda.put_on(
                    work,
                    which,
                    self.people,
                    reason=reason,
                    asked_by=store.viewer.name,
                    source="late item" if late else "by hand",
                )
        except (Refused, StoreError) as refusal:
            care.tell(str(refusal))
            return
        where = (
            f"{meeting.practice} {when_words(meeting.at, store.today())}" if isinstance(meeting, meetings.Row) else ""
        )
        care.saved(f"Saved {store.wall():%H:%M}. {count} on {where or 'the next meeting, when it is made'}.", work.unit)
