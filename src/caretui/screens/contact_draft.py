"""The contact form's half-written words: kept a second behind, offered again, taken to the right person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from caretui.care.dates import say_moment, wall
from caretui.screens.base import step
from caretui.screens.contact_fields import HowField, WithField
from caretui.screens.form import FormScreen
from caretui.store.journal import new_id
from caretui.store.queries.quick_entry import QuickEntry
from caretui.widgets.choices import ChoiceField
from caretui.widgets.fields import NoteArea, TextField


class ContactDraft(FormScreen):
    """What ContactScreen keeps of itself; the fields are made there."""

    how: HowField
    note: NoteArea
    minutes: TextField

    def __init__(self, person: str, planned: str | None, message: str | None, draft: str | None) -> None:
        super().__init__()
        self.person, self.planned, self.message = person, planned, message
        self.draft = draft or new_id()
        self.kept: Mapping[str, Any] = {}
        self.found: QuickEntry | None = None
        self.saved_at = ""
        self.draft_line = ""

    def who_words(self) -> str:
        """`Duxbury, Alan`."""
        who = self.found.strip.who if self.found else None
        return ", ".join(part for part in (who.family_name, who.given_name) if part) if who else ""

    def offer_older(self) -> None:
        self.dirty = False
        older = [
            kept
            for kept in self.care.store.drafts()
            if kept.form == "contact" and kept.about == self.person and kept.id != self.draft
            and kept.record == (self.planned or self.message)
        ]  # fmt: skip
        if older and not self.kept:
            self.offer(older[0].id, wall(older[0].at), older[0].value)

    @step
    async def offer(self, draft: str, at: datetime, value: Mapping[str, Any]) -> None:
        """A note about the same person was being written: continue or discard."""
        from caretui.screens.drafts import ContinueOrDiscard

        answer = await self.ask(ContinueOrDiscard(self.who_words(), say_moment(at, self.care.today), value))
        if answer == "continue":
            self.draft = draft
            self.fill(value)
            self.note.take_focus()
        elif answer == "discard":
            self.care.store.drop_draft(draft)

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep every field as it stands; restored by `fill`."""
        store = self.care.store
        store.draft(self.draft, "contact", self.plain_values(), record=self.planned or self.message, about=self.person)
        self.saved_at = f"{store.wall():%H:%M}"
        if self.status_line.words == f" {self.draft_line}":  # a refusal stays until it was read
            self.show_saved()

    def plain_values(self) -> dict[str, Any]:
        """The fields as JSON: what was typed, not what it means."""
        typed = {name: field.input.value for name, field in self.fields.items() if isinstance(field, TextField)}
        picked = {name: field.value for name, field in self.fields.items() if isinstance(field, ChoiceField)}
        rest = {"note": self.note.value, "capital": self.how.capital, "planned": self.planned, "message": self.message}
        return typed | picked | rest

    def fill(self, value: Mapping[str, Any]) -> None:
        """Put a kept draft back."""
        self.kept = value
        for name, field in self.fields.items():
            if isinstance(field, TextField | NoteArea):
                field.set_text(str(value.get(name) or ""))
            elif isinstance(field, WithField):
                if value.get(name):
                    words, circle = value[name]
                    field.pick((words, circle))
            elif isinstance(field, ChoiceField) and value.get(name):
                field.pick(value[name], capital=bool(value.get("capital")) and name == "how")
        self.note.area.move_cursor(self.note.area.document.end)
        if value.get("minutes") or value.get("purpose"):
            self.add_class("more")

    def on_screen_suspend(self) -> None:
        """Covered, locked, left: keep what is typed."""
        if self.found:
            self.keep_now()

    # --- F5

    @step
    async def action_more(self) -> None:
        """F5: duration and purpose; the words belong to somebody else; discard."""
        from caretui.widgets.choose import Choose

        if self.found is None:
            return
        options = [
            ("more", "how long it took, and what it was for"),
            ("else", "wrong person: take these words to somebody else"),
            ("discard", "discard what is typed"),
        ]
        answer = await self.ask(Choose("More", options))
        if answer == "more":
            self.add_class("more")
            self.minutes.take_focus()
        elif answer == "else":
            await self._take_elsewhere()
        elif answer == "discard":
            self.dirty = False
            self.care.store.drop_draft(self.draft)
            self.dismiss(False)

    async def _take_elsewhere(self) -> None:
        from caretui.screens.pick_person import PickPerson

        person = await self.ask(PickPerson("Whose is it?"))
        if not person or person == self.person:
            return
        kept = self.plain_values() | {"with": None, "planned": None, "message": None}
        store = self.care.store
        store.drop_draft(self.draft)
        store.draft(draft := new_id(), "contact", kept, about=person)
        self.dirty = False
        self.dismiss(False)
        self.care.open("contact", person=person, draft=draft)
