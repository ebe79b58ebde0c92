"""Contact quick entry: `c` `t` `2` words `F2`; the next step becomes an action in the same save."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui import settings
from caretui.care.contact_words import COPYING_KEYS, REACHED_KEYS, READ_BY_KEYS, noun_of
from caretui.care.dates import say_moment, to_instant, wall
from caretui.care.refused import Refused
from caretui.care.sentences import contact_lead
from caretui.commands import bindings_for
from caretui.screens.base import step
from caretui.screens.contact_fields import HowField, NextField, WhenField, WhoField, WithField, letters
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.errors import StoreError
from caretui.store.journal import new_id
from caretui.store.queries import agencies, planned
from caretui.store.queries.quick_entry import QuickEntry, quick_entry
from caretui.widgets.fields import ChoiceField, Field, NoteArea, TextField

METHOD_OF = {"visit": "face to face", "call": "telephone", "appointment": "face to face"}
REACHED_HINTS = {"we cancelled": "we did"}


class ContactScreen(FormScreen):
    """Write up a contact with a person: from a planned visit, as the answer to a message, or a draft gone on with."""

    where = "contact"
    BINDINGS = bindings_for("contact", "form")
    DEFAULT_CSS = """
    ContactScreen WarningLines { height: 2; }
    ContactScreen #field-minutes, ContactScreen #field-purpose { display: none; }
    ContactScreen.more #field-minutes, ContactScreen.more #field-purpose { display: block; }
    """

    def __init__(
        self, person: str, planned: str | None = None, message: str | None = None, draft: str | None = None
    ) -> None:
        """Ids. `draft`: the kept words to go on with; without it, those kept about the same are offered."""
        super().__init__()
        self.person, self.planned, self.message = person, planned, message
        self.draft = draft or new_id()
        self.kept: Mapping[str, Any] = {}
        self.found: QuickEntry | None = None
        self.saved_at = ""
        self.draft_line = ""

    # --- the form

    def body(self) -> ComposeResult:
        """The fields in the order of SCREENS.md."""
        care = self.care
        found = self.found = quick_entry(
            care.store.read(), self.person, care.store.viewer, care.today, visit=self.planned, message=self.message
        )
        if found is None:
            return
        now = care.store.wall()
        self.how = HowField()
        self.reached = ChoiceField("Reached", letters(REACHED_KEYS, REACHED_HINTS), name="reached", value="yes")
        extra = {key: self._reach(word) for key, word in REACHED_KEYS.items() if key != "y"}
        self.whom = WithField(found.strip.who.called, found.circle, other=self.ask_other, extra=extra)
        self.when = WhenField(now, self._planned_time(found, now))
        self.who = WhoField(found.colleagues, found.me, self._agency_of)
        self.minutes = TextField("Minutes", name="minutes", hint="how long it took", width=23)
        self.purpose = TextField("Purpose", name="purpose", hint="what it was for", width=40)
        self.note = NoteArea("Said, seen, done", name="note")
        self.next = NextField(found.parties, found.me, care.today)
        self.readers = ChoiceField("Read by", letters(READ_BY_KEYS), name="read_by", value="team", value_width=20)
        self.copying = ChoiceField(
            self._system(),
            letters(COPYING_KEYS),
            name="copying",
            value=care.store.setting("copying", "to copy"),
            hint="Space: to copy / copied / not needed",
        )
        yield from (self.how, self.reached, self.whom, self.when, self.who, self.minutes, self.purpose, self.note)
        yield TextField("Own words", name="own_words", most=5000)
        yield TextField("Agreed", name="agreed", most=5000)
        yield self.next
        yield self.next.reading
        yield from (self.readers, self.copying)

    def _system(self) -> str:
        name = self.care.store.setting("clinical_system") or settings.load().clinical_system
        return name[:10] or "Copying"

    def _planned_time(self, found: QuickEntry, now: datetime) -> datetime:
        at = datetime.fromisoformat(found.visit.at) if found.visit else now
        return min(at, now)

    def _agency_of(self, professional: str | None) -> str:
        if professional is None:
            return ""
        return agencies.of_professional(self.care.store.read(), professional, to_instant(self.when.at))[1] or ""

    def _reach(self, word: str) -> Any:
        def reach() -> None:
            self.reached.pick(word)
            self.say(f"Reached: {word}.")

        return reach

    def on_mount(self) -> None:
        """Fill in what the planned visit says, or the kept draft; offer an older draft about the same."""
        if self.found is None:
            return
        kept = next((kept for kept in self.care.store.drafts() if kept.id == self.draft), None)
        if kept:
            self.fill(kept.value)
        elif self.found.visit:
            visit = self.found.visit
            self.how.pick(METHOD_OF.get(visit.kind, "face to face"))
            if visit.with_whom or visit.circle:
                self.whom.pick((visit.with_whom, visit.circle))
        if self.planned:
            self.note.take_focus()
        self.call_after_refresh(self._offer)

    def _offer(self) -> None:
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

    def title_line(self) -> None:
        """Who it is about, and what warns."""
        if self.found:
            strip = self.found.strip
            rows = warning_rows(strip, self.care.today, self.app.size.width)
            self.show_person(identity(strip.who, self.care.today), [*rows, "", ""], before="NEW CONTACT")

    def show_saved(self) -> None:
        """Row 23: the draft, and what happened last."""
        if not self.found:
            self.say("This record is not yours to see, or is gone. Esc goes back.")
            return
        if self.found.message:
            self.say(f"Answers: {self.found.message.words}")
            return
        words = f"Draft saved {self.saved_at}." if self.saved_at else ""
        if last := self.found.last:
            lead = contact_lead(
                method=last.method, direction=last.direction, reached=last.reached, with_whom=last.with_whom, by=last.by
            )
            said = f"{lead}: {last.stands}" if last.stands else lead
            words += f" Last: {say_moment(wall(last.at), self.care.today)} {said}"
        self.draft_line = words.strip()
        self.say(self.draft_line)

    # --- moving through it

    @on(Field.Accepted)
    def go_on(self, event: Field.Accepted) -> None:
        """How goes to With, With to the words; Reached is set from either."""
        event.prevent_default()
        if event.field is self.how:
            self.whom.take_focus()
        elif event.field is self.whom:
            self.note.take_focus()
        else:
            self.focus_next()

    @on(Field.Changed)
    def read_who_again(self, event: Field.Changed) -> None:
        """Another day, perhaps another agency of the colleague."""
        if event.field is self.when:
            self.who.read(self.who.input.value)

    @step
    async def ask_other(self) -> None:
        """0 in With: somebody of a longer circle, or anybody by name."""
        from caretui.widgets.dialogs import AskLine

        words = await self.ask(AskLine("With whom?", "A name, and who they are."))
        if words:
            fits = [one for one in self.whom.everyone if words.casefold() in one[1].casefold()]
            self.whom.pick(fits[0][0] if len(fits) == 1 else (words, None))
            self.note.take_focus()

    # --- saving

    def save(self, values: Mapping[str, Any]) -> bool:
        """One unit: the contact, its next step, the visit that it writes up, the message that it answers."""
        return self.found is not None and self._log(values, self.reached.value)

    def _log(self, values: Mapping[str, Any], reached: str) -> bool:
        from caretui.store.changes import contacts

        if reached == "yes" and not any(values[name] for name in ("note", "own_words", "agreed")):
            self.note.take_focus()
            self.say("Type what was said, seen or done. F4 when nobody was reached.")
            return False
        store = self.care.store
        words, circle = values["with"] or (None, None)
        try:
            with store.work(f"logged a {noun_of(values['how'])}") as work:
                contacts.log(
                    work,
                    store.viewer,
                    person=self.person,
                    now=store.now(),
                    at=min(to_instant(self.when.at), store.now()),
                    method=values["how"],
                    direction=self.how.direction,
                    reached=reached,
                    with_whom=words,
                    circle=circle,
                    professional=self.who.value.id if self.who.value else None,
                    minutes=_number(values["minutes"]),
                    purpose=values["purpose"] or None,
                    note=values["note"].strip() or None,
                    own_words=values["own_words"] or None,
                    outcome=values["agreed"] or None,
                    next_step=values["next"],
                    read_by=values["read_by"],
                    copying=values["copying"] if reached == "yes" else "not needed",
                    planned=self.planned,
                    message=self.message if reached == "yes" else None,
                )
        except (Refused, StoreError) as refusal:
            self.say(f"Not saved: {refusal}.".replace("..", "."))
            return False
        store.drop_draft(self.draft)
        self.care.saved(self._saved_words(values, reached), work.unit)
        return True

    def _saved_words(self, values: Mapping[str, Any], reached: str) -> str:
        what = f"{noun_of(values['how'])} added" if reached == "yes" else f"{noun_of(values['how'])}, {reached}"
        also = ", with its action" if values["next"] else ""
        return f"Saved {self.care.store.wall():%H:%M}. {self.who_words()}: {what}{also}."

    def who_words(self) -> str:
        """`Duxbury, Alan`."""
        who = self.found.strip.who if self.found else None
        return ", ".join(part for part in (who.family_name, who.given_name) if part) if who else ""

    def action_form_no_reply(self) -> None:
        """F4: save as no reply, and go on to the next visit that is to be written up."""
        if self.found is None:
            return
        if self.how.value is None:
            self.how.take_focus()
            self.say("How did you try? A letter, then F4.")
        elif self._log(self.values, "no reply"):
            self.dirty = False
            self.dismiss(True)
            if self.planned:
                self.app.call_later(self.go_next)

    def go_next(self) -> None:
        """The next visit or call of mine that is to be written up: the one after this, else the first."""
        store = self.care.store
        con, now = store.read(), f"{store.wall():%Y-%m-%dT%H:%M}"
        waiting = planned.rows(con, planned.to_write_up(con, store.viewer, now), store.viewer, self.care.today)
        after = self.found.visit.at if self.found and self.found.visit else ""
        later = [visit for visit in waiting if visit.at >= after]
        for visit in [*later, *waiting]:
            self.care.open("contact", person=visit.person, planned=visit.id)
            return
        self.care.saved(f"{self.care.undo.words} Nothing more to write up.", self.care.undo.unit)

    # --- drafts

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
        from caretui.widgets.dialogs import Choose

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


def _number(text: str) -> int | None:
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    return int(digits[:4]) if digits else None
