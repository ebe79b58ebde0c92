"""Contact quick entry: `c` `t` `2` words `F2`; the next step becomes an action in the same save."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui import settings
from caretui.care.contact_words import COPYING_KEYS, REACHED_KEYS, READ_BY_KEYS, noun_of
from caretui.care.dates import say_moment, to_instant, wall
from caretui.care.lines import Party
from caretui.care.refused import Refused
from caretui.care.sentences import contact_lead
from caretui.commands import bindings_for
from caretui.screens.base import step
from caretui.screens.contact_draft import ContactDraft
from caretui.screens.contact_fields import HowField, NextField, WhenField, WhoField, WithField, letters
from caretui.screens.identity import identity, warning_rows
from caretui.store.errors import StoreError
from caretui.store.queries import agencies, planned
from caretui.store.queries import person as people
from caretui.store.queries.parties import objects_to
from caretui.store.queries.quick_entry import QuickEntry, quick_entry
from caretui.widgets.choices import ChoiceField
from caretui.widgets.fields import Field, NoteArea, TextField

THEMSELVES = "each of them"
METHOD_OF = {"visit": "face to face", "call": "telephone", "appointment": "face to face"}
REACHED_HINTS = {"we cancelled": "we did"}


class ContactScreen(ContactDraft):
    """Write up a contact with a person: from a planned visit, as the answer to a message, or a draft gone on with."""

    where = "contact"
    BINDINGS = bindings_for("contact", "form")
    DEFAULT_CSS = """
    ContactScreen WarningLines { height: 2; }
    ContactScreen #field-minutes, ContactScreen #field-purpose { display: none; }
    ContactScreen.more #field-minutes, ContactScreen.more #field-purpose { display: block; }
    """

    def __init__(
        self,
        person: str,
        planned: str | None = None,
        message: str | None = None,
        draft: str | None = None,
        people: Sequence[str] = (),
        after: str = "",
    ) -> None:
        """Ids. `draft`: the kept words to go on with; without it, those kept about the same are offered.

        `after`: what was saved when this one opened by itself, after F3 or F4.

        `people`: several marked ones (`person` the first): each gets the entry, all in one unit.
        """
        super().__init__(people[0] if people else person, planned, message, draft)
        self.people = tuple(people) or (person,)
        self.after = after

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
        extra = {key: self._reach(word) for key, word in REACHED_KEYS.items()}
        alone = len(self.people) == 1
        self.whom = WithField(
            found.strip.who.called if alone else THEMSELVES,
            found.circle if alone else (),
            other=self.ask_other,
            extra=extra,
        )
        self.when = WhenField(now, self._planned_time(found, now))
        self.who = WhoField(found.colleagues, found.me, self._agency_of)
        self.minutes = TextField("Minutes", name="minutes", hint="how long it took", width=23)
        self.purpose = TextField("Purpose", name="purpose", hint="what it was for", width=40)
        self.note = NoteArea("Said, seen, done", name="note")
        self.next = NextField(found.parties, found.me, care.today, objects=self._objects)
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

    def _objects(self, owner: Party | None) -> bool:
        store = self.care.store
        return any(objects_to(store.read(), person, owner, self.care.today) for person in self.people)

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

    def _reach(self, word: str) -> Callable[[], None]:
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
        self.call_after_refresh(self.offer_older)

    def title_line(self) -> None:
        """Who it is about, and what warns."""
        if self.found:
            strip = self.found.strip
            if len(self.people) > 1:
                self.top_line.show_title("NEW CONTACT", f"the same for {len(self.people)} people: {self._names()}")
                return
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
        words = f"Draft saved {self.saved_at}." if self.saved_at else self.after
        if len(self.people) == 1 and (last := self.found.last):
            lead = contact_lead(
                method=last.method, direction=last.direction, reached=last.reached, with_whom=last.with_whom, by=last.by
            )
            said = f"{lead}: {last.stands}" if last.stands else lead
            words += f" Last: {say_moment(wall(last.at), self.care.today)} {said}"
        self.draft_line = words.strip()
        self.status_line.say(self.draft_line, short=True)

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
        if self.found is None:
            return False
        return self._log(values, self.reached.value)

    def _log(self, values: Mapping[str, Any], reached: str) -> bool:
        from caretui.store.changes import contacts

        if reached == "yes" and not any(values[name] for name in ("note", "own_words", "agreed")):
            self.note.take_focus()
            self.say("Type what was said, seen or done. F4 when nobody was reached.")
            return False
        store = self.care.store
        try:
            with store.work(f"logged a {noun_of(values['how'])}") as work:
                for person in self.people:
                    contacts.log(work, store.viewer, person=person, **self._entry(values, reached, person))
        except (Refused, StoreError) as refusal:
            self.say(f"Not saved: {refusal}.".replace("..", "."))
            return False
        store.drop_draft(self.draft)
        self.care.saved(self._saved_words(values, reached), work.unit)
        return True

    def _entry(self, values: Mapping[str, Any], reached: str, person: str) -> dict[str, Any]:
        """The fields as `changes.contacts.log` takes them."""
        now = self.care.store.now()
        words, circle = values["with"] or (None, None)
        if words == THEMSELVES:
            who = people.who(self.care.store.read(), person)
            words = who.called if who else None
        return {
            "now": now,
            "at": min(to_instant(self.when.at), now),
            "method": values["how"],
            "direction": self.how.direction,
            "reached": reached,
            "with_whom": words,
            "circle": circle,
            "professional": self.who.value.id if self.who.value else None,
            "minutes": _number(values["minutes"]),
            "purpose": values["purpose"] or None,
            "note": values["note"].strip() or None,
            "own_words": values["own_words"] or None,
            "outcome": values["agreed"] or None,
            "next_step": values["next"],
            "read_by": values["read_by"],
            "copying": values["copying"] if reached == "yes" else "not needed",
            "planned": self.planned,
            "message": self.message if reached == "yes" else None,
        }

    def _saved_words(self, values: Mapping[str, Any], reached: str) -> str:
        what = f"{noun_of(values['how'])} added" if reached == "yes" else f"{noun_of(values['how'])}, {reached}"
        also = ", with its action" if values["next"] else ""
        return f"Saved {self.care.store.wall():%H:%M}. {self.who_words()}: {what}{also}."

    def who_words(self) -> str:
        """`Duxbury, Alan`, or how many."""
        if len(self.people) > 1:
            return f"{len(self.people)} people"
        return super().who_words()

    def _names(self) -> str:
        found = (people.who(self.care.store.read(), person) for person in self.people)
        return "; ".join(who.name for who in found if who)

    def action_form_no_reply(self) -> None:
        """F4: save as no reply, and go on to the next visit that is to be written up."""
        if self.found is None:
            return
        self.reached.pick("no reply")
        if self.planned:
            self.action_save_next()
        else:
            self.action_save()

    def go_next(self) -> None:
        """The next visit or call of mine that is to be written up: the one after this, else the first."""
        store = self.care.store
        con, now = store.read(), f"{store.wall():%Y-%m-%dT%H:%M}"
        waiting = planned.rows(con, planned.to_write_up(con, store.viewer, now), store.viewer, self.care.today)
        after = self.found.visit.at if self.found and self.found.visit else ""
        later = [visit for visit in waiting if visit.at >= after]
        for visit in [*later, *waiting]:
            self.care.open("contact", person=visit.person, planned=visit.id, after=self.care.undo.words)
            return
        self.care.saved(f"{self.care.undo.words} Nothing more to write up.", self.care.undo.unit)


def _number(text: str) -> int | None:
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    return int(digits[:4]) if digits else None
