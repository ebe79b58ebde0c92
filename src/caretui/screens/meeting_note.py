"""s away from a meeting: a note for the person's next one, which they are put on when they are on none."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult

from caretui.screens.meeting_lines import when_words
from caretui.store.queries import agenda, meetings
from caretui.store.queries.facts import names_of
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Block, Line

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


class MeetingNoteScreen(AskLine):
    """One line, added to what is to be said."""

    def __init__(self, person: str) -> None:
        super().__init__("Note for the meeting")
        self.person = person
        self.where_to = Line("")

    def body(self) -> ComposeResult:
        """Whose meeting, then the line."""
        store = self.care.store
        con = store.read()
        name = names_of(con, [self.person]).get(self.person, "")
        item = agenda.next_item_of(con, self.person)
        about = agenda.item(con, item) if item else None
        row = meetings.meeting(con, about.meeting) if about and about.meeting else None
        when = f"{row.practice}, {when_words(row.at, store.today())}" if row else "their practice's next meeting"
        self.where_to.show(f" {name}: {when}")
        yield self.where_to
        if about and about.say:
            yield Block(text=f" Already there: {about.say}")
        yield from super().body()

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def answer(self, typed: str) -> None:
        """Keep it at once."""
        words = typed.strip()
        if not words:
            self.say("Type something, or Esc.")
            return
        from caretui.store.changes import agenda as lists
        from caretui.store.changes import decisions

        store = self.care.store
        con, today = store.read(), store.today()
        item = agenda.next_item_of(con, self.person)
        with store.work("noted something for a meeting") as work:
            if item is None:
                coming = meetings.for_people(con, [self.person], store.viewer, today, own_practice=True)
                item = lists.put_on(work, coming[0].id if coming else None, [self.person], asked_by=store.viewer.name)[
                    self.person
                ]
            decisions.say(work, item, words)
        self.dismiss(None)
        self.care.saved(f"Saved {store.wall():%H:%M}. Note for the meeting kept.", work.unit)
