"""e on an entry: amend it, say that it was entered in error, or move it to the person whose it is."""

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui.care.entry_words import heading_words
from caretui.care.refused import Refused
from caretui.screens.base import step
from caretui.screens.contact_fields import letters
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.errors import StoreError
from caretui.store.journal import new_id
from caretui.store.queries import contacts as reads
from caretui.store.queries import person as people
from caretui.widgets.choices import ChoiceField
from caretui.widgets.fields import Field, NoteArea, TextField
from caretui.widgets.line import Cell, Line

WHAT_KEYS = {"a": "amended", "e": "entered in error", "w": "wrong person"}
WHAT_HINTS = {"amended": "amend", "entered in error": "in error", "wrong person": "wrong person"}


class AmendScreen(FormScreen):
    """Opened with the contact's id. The original is never changed: it stays readable, struck through."""

    def __init__(self, contact: str) -> None:
        super().__init__()
        self.contact = contact
        self.draft = new_id()

    def body(self) -> ComposeResult:
        """What, the words that stand instead, the reason."""
        store = self.care.store
        self.entry = reads.one(store.read(), self.contact, store.viewer, self.care.today)
        if self.entry is None:
            return
        head = heading_words(
            at=self.entry.at,
            method=self.entry.method,
            direction=self.entry.direction,
            reached=self.entry.reached,
            with_whom=self.entry.with_whom,
        )
        self.what = ChoiceField("What", letters(WHAT_KEYS, WHAT_HINTS), name="what", value="amended", required=True)
        self.note = NoteArea("Stands instead of what was said, seen, done", name="note", value=self.entry.stands)
        self.reason = TextField("Why", name="reason", hint="needed", width=56)
        yield Line(Cell(f" {head}", "strong"))
        yield from (self.what, self.note, self.reason)

    def on_mount(self) -> None:
        """Gone, or not theirs to read: nothing to amend."""
        if self.entry is None:
            self.call_after_refresh(self.say, "This entry is not here any more. Esc goes back.")
            return
        kept = [one for one in self.care.store.drafts() if one.form == "amend" and one.record == self.contact]
        if kept:
            self.draft = kept[0].id
            self.note.set_text(str(kept[0].value.get("note") or ""))
            self.reason.set_text(str(kept[0].value.get("reason") or ""))

    def title_line(self) -> None:
        """Who it is about."""
        if self.entry is None:
            return
        store, today = self.care.store, self.care.today
        strip = people.strip(store.read(), self.entry.person, store.viewer, today)
        if strip:
            self.show_person(
                identity(strip.who, today), warning_rows(strip, today, self.app.size.width), before="AMEND"
            )

    @on(Field.Changed)
    def words_only_when_amended(self, event: Field.Changed) -> None:
        """In error and wrong person take no other words; a move needs no reason but itself."""
        if event.field is self.what:
            self.note.display = self.what.value == "amended"
            self.reason.display = self.what.value != "wrong person"
            if self.what.value == "wrong person":
                self.say("F2 asks whose it is. It leaves this record's screens, searches and copies.")

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """What is typed."""
        kept = {"note": self.note.value, "reason": self.reason.value, "what": self.what.value}
        about = self.entry.person if self.entry else None
        self.care.store.draft(self.draft, "amend", kept, record=self.contact, about=about)

    def save(self, values: Mapping[str, Any]) -> bool:
        """The amendment; a move goes on by asking whose it is."""
        from caretui.store.changes import contacts

        if self.entry is None:
            return False
        if values["what"] == "wrong person":
            self.move()
            return False
        store = self.care.store
        if values["what"] == "amended" and values["note"].strip() == self.entry.stands.strip():
            self.say("The words are the same: nothing to amend.")
            return False
        try:
            with store.work(
                f"{values['what']} an entry" if values["what"] == "amended" else "entered in error"
            ) as work:
                if values["what"] == "amended":
                    contacts.amend(
                        work,
                        store.viewer,
                        self.contact,
                        note=values["note"].strip(),
                        reason=values["reason"],
                        now=store.now(),
                    )
                else:
                    contacts.entered_in_error(
                        work, store.viewer, self.contact, reason=values["reason"], now=store.now()
                    )
        except (Refused, StoreError) as refusal:
            self.say(f"Not saved: {refusal}.")
            self.reason.take_focus()
            return False
        store.drop_draft(self.draft)
        self.care.saved(f"Saved {store.wall():%H:%M}. The entry is {values['what']}.", work.unit)
        return True

    @step
    async def move(self) -> None:
        """Whose is it, and do its actions go along?"""
        from caretui.screens.pick_person import PickPerson
        from caretui.store.changes import contacts
        from caretui.widgets.dialogs import Ask

        person = await self.ask(PickPerson("Whose is it?"))
        if not person:
            return
        store = self.care.store
        actions = reads.follow_ups(store.read(), self.contact)
        along: list[str] = []
        if actions:
            listed = "\n".join(what for _, what in actions)
            answer = await self.ask(Ask("Its actions go along?", listed, yes="take them along", no="they stay"))
            if answer is None:
                return
            along = [action for action, _ in actions] if answer else []
        try:
            with store.work("moved an entry of the wrong person") as work:
                contacts.move(work, store, self.contact, to=person, along=along)
        except (Refused, StoreError) as refusal:
            self.say(f"Not moved: {refusal}.")
            return
        store.drop_draft(self.draft)
        self.dirty = False
        self.dismiss(True)
        who = people.who(store.read(), person)
        self.care.saved(f"Saved {store.wall():%H:%M}. Moved to {who.name if who else ''}.", work.unit)
