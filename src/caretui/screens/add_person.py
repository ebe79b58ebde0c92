"""n: add a person from a name alone; who may be the same person already is shown first."""

from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult

from caretui.care.dates import read_birth, say_birth, say_full_date
from caretui.care.identifiers import nhs_number, spoken_nhs
from caretui.care.registers import WHO_THEY_ARE
from caretui.commands import bindings_for
from caretui.intake.names import split_name
from caretui.screens.base import step
from caretui.screens.form import FormScreen
from caretui.store.journal import new_id
from caretui.store.queries import around
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask
from caretui.widgets.fields import BESIDE_LONG, ReadField, TextField
from caretui.widgets.line import Block
from caretui.widgets.pick import PickField

NEW = "new"


class AddPersonScreen(FormScreen):
    """A name is enough. F2 adds the person and opens the rest of who they are; Esc keeps what is typed."""

    DEFAULT_CSS = "AddPersonScreen Field > .label { width: 24; }"
    BINDINGS = bindings_for("form")
    form_name = "add_person"

    def __init__(self, name: str = "", draft: str = "") -> None:
        super().__init__()
        self.given = name
        self.draft_id = draft
        self.another = False

    def body(self) -> ComposeResult:
        """Name, and what tells two people of one name apart."""
        today = self.care.today
        yield TextField(
            "Name", name="name", value=self.given, hint="e.g. Alan Duxbury", required=True, width=BESIDE_LONG
        )
        yield ReadField(
            "Date of birth",
            lambda typed: (read_birth(typed, today), say_full_date(read_birth(typed, today))),
            name="born",
            hint="e.g. 14/3/1964; it can wait",
            width=BESIDE_LONG,
        )
        yield ReadField(
            "NHS number",
            lambda typed: (nhs_number(typed), spoken_nhs(nhs_number(typed))),
            name="nhs",
            hint="it can wait",
            width=BESIDE_LONG,
        )
        yield PickField(
            "I coordinate",
            (Option(True, "yes"), Option(False, "no")),
            name="mine",
            value=self.care.store.viewer.role in ("coordinator", "lead"),
            hint="y or n",
            width=BESIDE_LONG,
        )
        yield Block(["", " F2 adds the person and opens the rest of who they are. F3 adds and takes the next."])

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("NEW PERSON", "a name is enough")

    def refresh_data(self) -> None:
        """What was typed before, when it is opened from its draft."""
        for draft in self.care.store.drafts():
            if draft.id == self.draft_id:
                for name, text in draft.value.items():
                    field = self.fields.get(name)
                    if isinstance(field, TextField):
                        field.set_text(text)

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed."""
        self.draft_id = self.draft_id or new_id()
        texts = {
            name: field.input.value
            for name, field in self.fields.items()
            if isinstance(field, TextField) and name != "mine"
        }
        self.care.store.draft(self.draft_id, self.form_name, texts)

    def action_save(self) -> None:
        """F2: the person, and the rest of who they are."""
        self.another = False
        super().action_save()

    def action_save_next(self) -> None:
        """F3: the person, and an empty form for the next one: three people are typed in one go."""
        self.another = True
        super().action_save_next()

    def save(self, values: Mapping[str, Any]) -> bool:
        """Look for the same person first; without one, add them."""
        name = split_name(values["name"])
        born = values["born"].isoformat() if values["born"] else None
        store = self.care.store
        alike = around.alike(
            store.read(), store.viewer, family=name.family, given=name.given, born=born, nhs=values["nhs"]
        )
        if not alike:
            self.add(values)
        elif alike[0].sure:
            self.offer(alike[0])
        else:
            self.review(alike, values)
        return False

    @step
    async def offer(self, same: around.Alike) -> None:
        """The number is somebody's already: that record, or a corrected number."""
        if await self.ask(
            Ask(f"This NHS number is on the record of {same.name}. Nobody is added.", yes="open it", no="correct it")
        ):
            self.open_instead(same.id)

    @step
    async def review(self, alike: tuple[around.Alike, ...], values: Mapping[str, Any]) -> None:
        """People of the same name: one of them, or somebody new."""
        options = [Option(one.id, f"{one.name}, {_born(one)}", _rest(one)) for one in alike]
        options.append(Option(NEW, "none of these: add a new person"))
        text = (
            "Same name and birth: most likely the same person."
            if alike[0].same_birth
            else "Two people can share a name."
        )
        chosen = await self.ask(Choose("Is it one of these? Enter opens the record.", options, text=text))
        if chosen == NEW:
            self.add(values)
        elif chosen is not None:
            self.open_instead(chosen)

    def open_instead(self, person: str) -> None:
        """The record that is there already."""
        if self.draft_id:
            self.care.store.drop_draft(self.draft_id)
        self.dismiss(None)
        self.care.open("person", person=person)

    def add(self, values: Mapping[str, Any]) -> None:
        """Write the person; then the person with the rest of who they are open above."""
        from caretui.store.changes import people

        store = self.care.store
        name = split_name(values["name"])
        with store.work("added a person") as work:
            person = people.add_person(
                work,
                coordinator=store.viewer.professional if values["mine"] else None,
                today=self.care.today.isoformat(),
                family_name=name.family,
                given_name=name.given or None,
                preferred_name=name.called or None,
                title=name.title or None,
                date_of_birth=values["born"].isoformat() if values["born"] else None,
                nhs_number=values["nhs"],
            )
        if self.draft_id:
            store.drop_draft(self.draft_id)
        self.dirty = False
        self.care.saved(f"Saved {store.wall():%H:%M}. {name.family.upper()}: person added.", work.unit)
        self.dismiss(person)
        if self.another:
            self.care.open("add_person")
            return
        self.care.open("person", person=person)
        self.care.open("register", entity="person", record=person, registers=WHO_THEY_ARE, heading="Who they are")


def _born(one: around.Alike) -> str:
    return f"born {say_birth(one.born)}" if one.born else "birth not known"


def _rest(one: around.Alike) -> str:
    number = spoken_nhs(one.nhs_number) if one.nhs_number else "no NHS number"
    return ", ".join(part for part in (number, "closed" if one.status == "closed" else "") if part)
