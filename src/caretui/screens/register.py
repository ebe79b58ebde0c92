"""The one form for the record by hand: one register, or several, of any record; new ones too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult

from caretui.care.registers import ENTITIES, Asked, Register
from caretui.commands import bindings_for
from caretui.screens.base import step
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.screens.register_fields import make_field, preset, said, typed_columns
from caretui.store.journal import ChangedMeanwhile, Seen, new_id
from caretui.store.queries import history
from caretui.store.queries import person as query
from caretui.store.work import Work
from caretui.widgets.dialogs import Ask, Both
from caretui.widgets.fields import Field, NoteArea, TextField
from caretui.widgets.line import Block, Words
from caretui.widgets.safe import wrap


class RegisterScreen(FormScreen):
    """Edit registers of a record, or add one.

    `registers`: which (default: all of the entity, without how it ended for a new one); `record`: the one to edit, None
    to add; `person`: whom it is about; `preset`: columns of a new one that are already known; `typed`: texts put into
    fields as if typed. Dismisses with the record's id once it is saved, else None.
    """

    DEFAULT_CSS = """
    RegisterScreen > #body { overflow-y: auto; scrollbar-size: 0 0; }
    RegisterScreen Field > .label { width: 24; }
    RegisterScreen NoteArea > .label { width: 1fr; }
    RegisterScreen.several NoteArea { height: 4; }
    """
    BINDINGS = bindings_for("form")

    def __init__(
        self,
        entity: str,
        *,
        record: str | None = None,
        registers: Sequence[str] | None = None,
        person: str | None = None,
        preset: Mapping[str, Any] | None = None,
        typed: Mapping[str, str] | None = None,
        heading: str = "",
        also: Callable[[Work], object] | None = None,
    ) -> None:
        """`also`: more that belongs to the same saving, done with the open Work."""
        super().__init__()
        self.also = also
        self.entity = ENTITIES[entity]
        self.record = record
        self.person = person or (record if entity == "person" else None)
        self.preset = dict(preset or {})
        self.typed = dict(typed or {})
        self.heading = heading
        self.registers = self._chosen(registers)
        self.stand: dict[str, Any] = {}
        self.seen = Seen(record or "", {})
        self.saved_record: str | None = None
        self.draft_id = ""

    def _chosen(self, names: Sequence[str] | None) -> list[Register]:
        if names is not None:
            return [self.entity.register(name) for name in names]
        left_out = ("Ended",) if self.record is None else self.entity.fixed
        return [register for register in self.entity.registers if register.name not in left_out]

    @property
    def asked(self) -> dict[str, tuple[Register, Asked]]:
        """Field name -> its register and question."""
        return {asked.name: (register, asked) for register in self.registers for asked in register.fields}

    # --- what stands

    def body(self) -> ComposeResult:
        """A field a question."""
        self.look()
        self.draft = self._draft()
        self.set_class(sum(asked.kind == "note" for _, asked in self.asked.values()) > 1, "several")
        if self.record is not None and self.entity.fixed:
            yield Block(self._fixed_rows())
        for _, asked in self.asked.values():
            yield make_field(asked, self.stand, self.care.store.read(), self.care.today, self.person)

    def _fixed_rows(self) -> list[Words]:
        """What stays as it was written, to read."""
        con, room = self.care.store.read(), max(20, (self.size.width or 80) - 26)
        rows: list[Words] = []
        for name in self.entity.fixed:
            for asked in self.entity.register(name).fields:
                lines = wrap(said(asked, self.stand, con), room)
                rows += [f" {'' if place else asked.label:<24}{line}" for place, line in enumerate(lines)]
        return [*rows, "", f" A {self.entity.word} stays as it was written. Wrong? - on its line takes it out.", ""]

    def look(self) -> None:
        """Read what stands, and keep what was seen."""
        self.stand = preset(self.entity.name, self.care.today) | self.preset
        if self.record is not None:
            self.stand = {}
            registers, self.seen = history.stand(self.care.store.read(), self.record)
            for register in registers.values():
                self.stand.update(register)

    def title_line(self) -> None:
        """Who it is about, and what is being written."""
        what = self.heading or (
            f"NEW {self.entity.word}"
            if self.record is None
            else f"EDIT {self.registers[0].words}"
            if len(self.registers) == 1
            else f"EDIT {self.entity.word}"
        )
        strip = None
        if self.person:
            strip = query.strip(self.care.store.read(), self.person, self.care.store.viewer, self.care.today)
        if strip is None:
            self.top_line.show_title(what)
        else:
            rows = warning_rows(strip, self.care.today, self.size.width or 80)[:1]
            self.show_person(identity(strip.who, self.care.today), rows, before=what.upper())

    def refresh_data(self) -> None:
        """A form keeps what is typed; what others save meanwhile shows when it is saved."""
        if self.draft:
            self._restore(self.draft, "What you had typed is back. Esc keeps it again; F2 saves it.")
        elif self.typed:
            self._restore(self.typed, "Look it over, then F2.")
        self.draft, self.typed = {}, {}

    # --- drafts

    @property
    def form_name(self) -> str:
        """The draft's form."""
        return f"register {self.entity.name} {' '.join(register.name for register in self.registers)}"

    def _draft(self) -> dict[str, str]:
        for draft in self.care.store.drafts():
            if draft.form == self.form_name and draft.record == self.record and draft.about == self.person:
                self.draft_id = draft.id
                return dict(draft.value)
        return {}

    def _restore(self, texts: Mapping[str, str], words: str) -> None:
        for name, text in texts.items():
            field = self.fields.get(name)
            if isinstance(field, TextField | NoteArea):
                field.set_text(text)
        self.dirty = True
        self.call_after_refresh(self.say, words)

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed, as it is typed."""
        self.draft_id = self.draft_id or new_id()
        texts = {name: _text(field) for name, field in self.fields.items()}
        self.care.store.draft(self.draft_id, self.form_name, texts, record=self.record, about=self.person)

    # --- saving

    def wanted(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Register -> its columns as typed."""
        found: dict[str, dict[str, Any]] = {}
        for name, (register, asked) in self.asked.items():
            found.setdefault(register.name, {}).update(typed_columns(asked, values[name]))
        return found

    def save(self, values: Mapping[str, Any]) -> bool:
        """Write what changed; a refusal is said, and what somebody else changed meanwhile is shown beside it."""
        from pydantic import ValidationError

        from caretui.store.changes import people

        wanted = self.wanted(values)
        store = self.care.store
        what = self.what
        try:
            with store.work(f"{'added a' if self.record is None else 'changed the'} {what}") as work:
                if self.record is None:
                    self.saved_record = people.add_record(work, self.entity.name, wanted, person=self.person)
                else:
                    people.set_registers(work, self.entity.name, self.record, wanted, self.seen, self.person)
                    self.saved_record = self.record
                if self.also is not None:
                    self.also(work)
        except ValidationError as refusal:
            self.say(_reason(refusal))
            return False
        except people.SameNumber as same:
            self.offer(same.person, f"This NHS number is on the record of {same.name}. Nothing is saved.")
            return False
        except ChangedMeanwhile as both:
            self.both(both)
            return False
        if self.draft_id:
            store.drop_draft(self.draft_id)
        if work.changed:
            name = self.about_whom()
            self.care.saved(
                f"Saved {store.wall():%H:%M}. {name}: {what} {'added' if self.record is None else 'changed'}.",
                work.unit,
            )
        return True

    @property
    def what(self) -> str:
        """What is written, in words."""
        if self.record is not None and len(self.registers) == 1:
            return (
                self.registers[0].words[0].lower() + self.registers[0].words[1:]
                if self.registers[0].name != "Nhs"
                else "NHS number"
            )
        return "record" if self.entity.name == "person" else self.entity.word

    def about_whom(self) -> str:
        """Whose record it is, or the record's own name."""
        about = query.who(self.care.store.read(), self.person or self.saved_record or "")
        if about is not None:
            return about.name
        return str(self.values.get(self.entity.named) or self.entity.word)

    def action_save(self) -> None:
        """F2: save and close."""
        if self._save():
            self.dismiss(self.saved_record)

    def action_save_next(self) -> None:
        """F3: save, and another one of the same kind."""
        if self._save():
            self.dismiss(self.saved_record)
            self.app.call_later(self.go_next)

    def go_next(self) -> None:
        """Another new one, around the same person."""
        if self.record is None:
            self.care.open("register", entity=self.entity.name, person=self.person, preset=self.preset)

    def action_leave(self) -> None:
        """Esc: keep what is typed, and close."""
        if self.dirty:
            self.keep_draft(self.values)
        self.dismiss(None)

    @step
    async def offer(self, person: str, words: str) -> None:
        """Whose number it is, and the way there."""
        if await self.ask(
            Ask(words, "Open that record? What you typed is kept as a draft.", yes="open it", no="stay here")
        ):
            self.keep_draft(self.values)
            self.dismiss(None)
            self.care.open("person", person=person)

    @step
    async def both(self, conflict: ChangedMeanwhile) -> None:
        """Both values of what somebody else changed: theirs, or these after all."""
        con = self.care.store.read()
        theirs, yours = [], []
        by = ""
        for register in self.registers:
            if register.name not in conflict.registers:
                continue
            now, mine = conflict.registers[register.name]
            for asked in register.fields:
                theirs.append(f"{asked.label}: {' or '.join(said(asked, value, con) or '-' for value in now)}")
                yours.append(f"{asked.label}: {said(asked, mine, con) or '-'}")
            by = history.who_changed(con, conflict.record, register.name)[0]
        answer = await self.ask(Both(self.what.capitalize(), theirs=theirs, yours=yours, by=by or "someone else"))
        if answer is None:
            return
        self.look()
        if answer == "yours":
            self.action_save()
            return
        for name, (register, asked) in self.asked.items():
            if register.name in conflict.registers:
                fresh = make_field(asked, self.stand, con, self.care.today, self.person)
                field = self.fields[name]
                if isinstance(field, TextField | NoteArea):
                    field.set_text(_text(fresh))
        self.say("Theirs stands. Change it, or Esc.")


def _text(field: Field) -> str:
    """What is typed in a field."""
    if isinstance(field, TextField):
        return field.input.value
    return field.area.text if isinstance(field, NoteArea) else ""


def _reason(refusal: Exception) -> str:
    """The first reason of a form that its rules refuse, in plain words."""
    error = refusal.errors()[0]  # type: ignore[attr-defined]
    reason = error.get("ctx", {}).get("error")
    field = next((part for part in error["loc"] if isinstance(part, str)), "")
    label = next((a.label for e in ENTITIES.values() for r in e.registers for a in r.fields if a.name == field), field)
    words = str(reason) if reason else error["msg"]
    return f"{label}: {words}." if label else f"{words[:1].upper()}{words[1:]}."
