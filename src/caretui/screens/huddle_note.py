"""A line typed in the meeting, kept as a draft each second: a lid that closes loses nothing."""

from typing import TYPE_CHECKING, cast

from textual import on
from textual.widgets import Input

from caretui.screens.keeping import keep_soon
from caretui.store.store import Store
from caretui.widgets.dialogs import LineEntry

if TYPE_CHECKING:
    from caretui.app import CaretuiApp

FORM = "huddle note"


class HuddleNote(LineEntry):
    """`s > bad nights since Sunday`. Enter takes it; Esc keeps it as a draft that is there the next time."""

    def __init__(self, lead: str, meeting: str, item: str, person: str, what: str) -> None:
        super().__init__(lead, lambda text: "")
        self.meeting = meeting
        self.item = item
        self.person = person
        self.what = what
        self.waits = False
        self.over = False

    @property
    def store(self) -> Store:
        """The open store."""
        return cast("CaretuiApp", self.app).store

    @property
    def draft_id(self) -> str:
        """One draft an item, a kind of note and a member."""
        return f"huddle {self.what} {self.item} {self.store.viewer.member}"

    def on_mount(self) -> None:
        """What was typed before comes back."""
        kept = next((draft for draft in self.store.drafts() if draft.id == self.draft_id), None)
        if kept is not None:
            self.input.value = str(kept.value.get("words", ""))
        super().on_mount()

    @on(Input.Changed)
    def keep_soon(self) -> None:
        """Keep it within a second."""
        if not self.waits:
            self.waits = True
            keep_soon(self, self.store, self.keep)

    def keep(self) -> None:
        """The draft as it stands."""
        self.waits = False
        words = self.input.value
        if self.over:  # taken or left while the timer ran: what it would keep would come back as a ghost
            return
        if words.strip():
            value = {"words": words, "meeting": self.meeting}
            self.store.draft(self.draft_id, FORM, value, record=self.item, about=self.person)
        else:
            self.store.drop_draft(self.draft_id)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: what was typed is about to be saved, or nothing was; the draft stays until it is."""
        self.keep()
        self.over = True

    def drop_draft(self) -> None:
        """The words are where they belong."""
        self.store.drop_draft(self.draft_id)

    def action_leave(self) -> None:
        """Esc: the draft stays."""
        self.keep()
        self.over = True
        super().action_leave()
