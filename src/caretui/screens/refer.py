"""r: refer to another agency. The letter is made from the record, the clock starts, that they were told is noted."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui.care.actions import CHASE_AFTER
from caretui.care.dates import say_date, say_full_date
from caretui.care.lines import Party, find_parties
from caretui.care.refused import Refused
from caretui.commands import bindings_for
from caretui.documents.making import KINDS, Wanted, make
from caretui.documents.parcel import To, Withheld, to_agency
from caretui.documents.sending import Sent, send, usual_folder
from caretui.documents.share import ShareProblem
from caretui.screens.base import step
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.errors import StoreError
from caretui.store.journal import new_id
from caretui.store.queries import objections, recipients
from caretui.store.queries import person as people
from caretui.store.queries.parties import parties
from caretui.store.queries.recipients import Addressee
from caretui.widgets.choices import Choice, ChoiceField
from caretui.widgets.fields import DateField, Field, ReadField, TextField
from caretui.widgets.line import Block, Cell
from caretui.widgets.safe import wrap

FORMAT = KINDS["letter"].formats[0]
PURPOSE = KINDS["letter"].purpose


class ReferScreen(FormScreen):
    """`r` agency `Enter` reason `F2`. Gives the id of the action that waits on them."""

    BINDINGS = bindings_for("form")

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self.known: tuple[Party, ...] = ()
        self.called = ""
        self.sending = False
        self.draft = ""
        self.folder: Path | None = None

    # --- the form

    def body(self) -> ComposeResult:
        """To whom, for what, when to chase, and the letter."""
        store, today = self.care.store, self.care.today
        con = store.read()
        self.known = tuple(party for party in parties(con, self.person) if party.kind == "agency")
        self.folder = usual_folder(store)
        self.agency = ReadField(
            "Refer to", self.read_agency, name="agency", hint="agency: OT, memory clinic", required=True
        )
        self.asked = TextField("For what", name="reason", required=True, most=2000)
        self.chase = DateField("Chase on", today, name="chase", text=say_full_date(today + CHASE_AFTER), required=True)
        self.letter = ChoiceField(
            "Letter",
            [
                Choice("l", True, "made from the record", "letter into the shared folder"),
                Choice("n", False, "none from here", "none: told or written otherwise"),
            ],
            name="letter",
            value=self.folder is not None,
        )
        self.preview = Block()
        yield from (self.agency, self.asked, self.chase, self.letter, self.preview)

    def title_line(self) -> None:
        """Whom it is about; a record that is hidden cannot be referred from."""
        store = self.care.store
        strip = people.strip(store.read(), self.person, store.viewer, self.care.today)
        if strip is None:
            self.top_line.show_title("REFER", "this record is not yours to see, or is gone")
            return
        self.called = strip.who.called
        self.show_person(
            identity(strip.who, self.care.today), warning_rows(strip, self.care.today, self.size.width or 80), "REFER"
        )

    def on_mount(self) -> None:
        """What was typed before is back."""
        kept = next((one for one in self.care.store.drafts() if one.form == "refer" and one.about == self.person), None)
        if kept:
            self.draft = kept.id
            for name in ("agency", "reason", "chase"):
                field = self.fields[name]
                if isinstance(field, TextField) and kept.value.get(name):
                    field.set_text(str(kept.value[name]))
            self.say("What you had typed is back.")
        self.show_preview()

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """As it is typed."""
        self.draft = self.draft or new_id()
        typed = {name: f.input.value for name, f in self.fields.items() if isinstance(f, TextField)}
        self.care.store.draft(self.draft, "refer", typed, about=self.person)

    def read_agency(self, typed: str) -> tuple[Party, str]:
        """The agency that is meant. Raises Refused when several are, or when the person objects to it."""
        found = find_parties(typed, self.known, Party("me", None, ""))
        found = tuple(party for party in found if party.kind == "agency")
        if len(found) > 1:
            raise Refused(f"which? {' / '.join(party.name for party in found[:4])}")
        if not found:
            return Party("agency", None, typed), f"{typed} (new: added to the directory)"
        agency = found[0]
        if agency.id and objections.objectors(
            self.care.store.read(), (self.person,), today=self.care.today, agency=agency.id
        ):
            raise Refused(f"{self.called or 'the person'} objects to {agency.name} being told. Ask first; see Sharing.")
        return agency, agency.name

    @on(Field.Changed)
    def show_preview(self) -> None:
        """What F2 will do."""
        agency, chase = self.agency.value, self.chase.value
        name = agency.name if agency else "..."
        rows: list[str] = [
            f"An action of {name} that waits on them since today, to chase {say_full_date(chase)}." if chase else ""
        ]
        if not self.letter.value:
            rows.append("That they were told goes into the sharing ledger. x on the person sends a letter later.")
        elif self.folder is None:
            rows.append("No folder for letters is set: n, and x on the person sends the letter when there is one.")
        else:
            rows.append(f"A letter ({FORMAT}) made from the record goes to {self.folder}, and into the sharing ledger.")
        if self.agency.wrong:
            rows.insert(0, self.agency.wrong)
        width = (self.size.width or 80) - 2
        self.preview.show(["", *(Cell(f" {row}") for words in rows for row in wrap(words, width))])

    # --- F2

    def action_save(self) -> None:
        """F2: the letter first, then the action; neither when the letter cannot be made."""
        for field in self.fields.values():
            if field.problem:
                field.take_focus()
                self.say(field.problem)
                return
        if self.letter.value and self.folder is None:
            self.letter.take_focus()
            self.say("No folder for letters is set: n for no letter from here.")
            return
        if not self.sending:
            self.refer()

    def action_save_next(self) -> None:
        """F3 has no next here."""
        self.action_save()

    @step
    async def refer(self) -> None:
        """Send, then write down that it waits."""
        from caretui.store.changes import referrals

        store, agency, reason = self.care.store, self.agency.value, self.asked.value
        self.sending = True
        try:
            if self.letter.value and not await self._letter(agency, reason):
                return
            with store.work("referred to an agency") as work:
                action = referrals.refer(
                    work,
                    store,
                    person=self.person,
                    agency=agency.id,
                    name=agency.name,
                    reason=reason,
                    today=self.care.today,
                    chase_on=self.chase.value,
                    letter=bool(self.letter.value),
                )
        except (Refused, StoreError) as refusal:
            self.say(str(refusal))
            return
        finally:
            self.sending = False
        if self.draft:
            store.drop_draft(self.draft)
        who = people.who(store.read(), self.person)
        chase = say_date(self.chase.value, self.care.today)
        self.dismiss(action)
        self.care.saved(
            f"Saved {store.wall():%H:%M}. {who.name if who else ''}: referred to {agency.name}, chase {chase}.",
            work.unit,
        )

    async def _letter(self, agency: Party, reason: str) -> bool:
        """Make and place the letter; False when it could not be, and why stands on the screen."""
        folder = self.folder
        assert folder is not None
        self.say("Making the letter.")
        try:
            await asyncio.to_thread(self._send, to_agency(self._addressee(agency), PURPOSE), reason, folder)
        except (ShareProblem, Withheld) as problem:
            self.letter.take_focus()
            self.say(f"{problem} n: without a letter from here.")
            return False
        return True

    def _addressee(self, agency: Party) -> Addressee:
        found = recipients.agency(self.care.store.read(), agency.id) if agency.id else None
        return found or Addressee(agency.name, None, agency.name, "other")

    def _send(self, to: To, reason: str, folder: Path) -> Sent:
        store = self.care.store
        sent: Sent = send(
            store, make(store, Wanted("letter", person=self.person, asked=reason), to), folder=folder, form=FORMAT
        )
        return sent
