"""The record by hand, from any screen about one person: add around them, edit a register, death, closing."""

from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from caretui.care.dates import read_birth, read_past_moment, say_full_date
from caretui.care.refused import Refused
from caretui.screens.base import CareScreen, step
from caretui.store.queries import person as query
from caretui.store.queries import summary

if TYPE_CHECKING:
    from caretui.store.queries.person import Who


def day_problem(text: str, today: date) -> str:
    """Why a text isn't a day behind us; "" when it is."""
    return "" if past_day(text, today) else "Not read as a day. Try today, tue or 22/11/2026."


def past_day(text: str, today: date) -> date | None:
    """A day behind us as people type it; None when it isn't one."""
    try:
        return read_birth(text, today)
    except Refused:
        moment = read_past_moment(text, datetime.combine(today, time(23, 59)))
        return moment.date() if moment else None


class ByHand(CareScreen):
    """A screen about one person: `+` adds, `e` edits; death and closing have ways of their own."""

    def by_hand_about(self) -> str | None:
        """The id of the person."""
        raise NotImplementedError

    def add_around(self, entity: str) -> None:
        """A new record around the person."""
        self.care.open("register", entity=entity, person=self.by_hand_about())

    def edit_line(self, entity: str, record: str) -> None:
        """Edit a record around the person."""
        self.care.open("register", entity=entity, record=record, person=self.by_hand_about())

    @step
    async def choose_addition(self) -> None:
        """What to add, by its digit."""
        from caretui.screens.standing_lines import additions
        from caretui.widgets.choose import Choose

        if self.by_hand_about() is None:
            return
        if entity := await self.ask(Choose("Add what?", additions(), digits=True)):
            self.add_around(entity)

    @step
    async def choose_ending(self) -> None:
        """What no longer holds: who goes in, the circle, a warning, a consent."""
        from caretui.screens.person_tabs.listing import TabLine, end
        from caretui.screens.standing_lines import endings
        from caretui.widgets.choose import Choose

        person = self.by_hand_about()
        if person is None:
            return
        options = endings(self.care.store, person, self.care.today)
        if not options:
            self.say("Nothing stands around them that could end. + adds.")
            return
        if chosen := await self.ask(Choose("End what?", options, digits=False)):
            end(self, TabLine((), chosen.entity, chosen.id, chosen.words), person)

    @step
    async def choose_edit(self) -> None:
        """What to edit: a register of the person, or a record around them; type to find it."""
        from caretui.care.registers import WHO_THEY_ARE
        from caretui.screens.standing_lines import edit_options
        from caretui.widgets.choose import Choose

        person = self.by_hand_about()
        if person is None:
            return
        options = edit_options(self.care.store, person, self.care.today)
        chosen = await self.ask(Choose("Edit what?", options, digits=False))
        if chosen is None:
            return
        kind, name, record = chosen
        if kind == "register":
            self.care.open("register", entity="person", record=person, registers=[name])
        elif kind == "all":
            self.care.open("register", entity="person", record=person, registers=WHO_THEY_ARE, heading="Who they are")
        elif kind == "line":
            self.edit_line(name, record)
        elif kind == "coordinator":
            self.care.open("coordinator", people=[person])
        elif kind == "sheet":
            self.care.open("from_sheet", person=person)
        else:
            {"close": self.close_record, "reopen": self.reopen_record, "death": self.note_death, "owed": self.kindness,
             "restrict": self.restrict}[kind]()  # fmt: skip

    @step
    async def close_record(self) -> None:
        """Close with a reason."""
        from caretui.store.changes import people
        from caretui.widgets.dialogs import AskLine

        about = self.about()
        text = f"{about.open_actions} open actions stay with their agencies." if about.open_actions else ""
        why = await self.ask(AskLine(f"Why is the record of {about.name} closed?", text))
        if why:
            change = partial(people.close, person=about.id, why=why, on=self.care.today.isoformat())
            self.write("closed a record", change, f"{about.name}: closed.")

    @step
    async def reopen_record(self) -> None:
        """Open it again, with a reason."""
        from caretui.store.changes import people
        from caretui.widgets.dialogs import AskLine

        about = self.about()
        why = await self.ask(AskLine(f"Why is the record of {about.name} opened again?"))
        if why:
            change = partial(people.reopen, person=about.id, why=why, on=self.care.today.isoformat())
            self.write("opened a record again", change, f"{about.name}: open again.")

    @step
    async def restrict(self) -> None:
        """Restrict the record, or lift it: for leads and information governance."""
        if self.care.store.viewer.role not in ("lead", "ig"):
            self.say("Restricting a record is for the team lead.")
            return
        self.care.open("register", entity="person", record=self.by_hand_about(), registers=["Restriction"])

    @step
    async def kindness(self) -> None:
        """What was owed to the family is done."""
        from caretui.store.changes import people
        from caretui.widgets.dialogs import Ask

        about = self.about()
        if await self.ask(Ask(f"Done: {about.kindness_owed}?", yes="it is done", no="not yet")):
            change = partial(people.kindness_done, person=about.id)
            self.write("did what was owed to a family", change, f"{about.name}: done.")

    @step
    async def note_death(self) -> None:
        """A death: the day, what is still owed to the family, and what was planned is taken back."""
        from caretui.store.changes import people
        from caretui.widgets.dialogs import AskLine

        today, about = self.care.today, self.about()
        typed = await self.ask(AskLine(f"When did {about.called} die?", check=lambda text: day_problem(text, today)))
        day = past_day(typed, today) if typed else None
        if day is None:
            return
        owed = await self.ask(
            AskLine(
                "Is anything still owed to the family?",
                "A call, a letter, equipment fetched. Enter alone: nothing.",
                check=lambda _: "",
            )
        )
        if owed is None:
            return
        stop = await self._stop_what_is_planned(about, day)
        if stop is None:
            return
        now = self.care.store.now()
        change = partial(people.died, person=about.id, on=day.isoformat(), owed=owed, stop=stop, today=now)
        self.write("noted a death", change, f"{about.name}: died {say_full_date(day)}.")

    async def _stop_what_is_planned(self, about: "Who", day: date) -> bool | None:
        """Whether a death takes back what is still planned, asked when anything is; None: left undecided."""
        from caretui.widgets.dialogs import Ask

        planned = {
            what: count for what, count in summary.still_planned(self.care.store.read(), about.id).items() if count
        }
        if not planned:
            return True
        words = ", ".join(f"{count} {what}" for what, count in planned.items())
        return await self.ask(
            Ask(
                f"{about.name} died {say_full_date(day)}.",
                f"Still planned: {words}.\nTake them back, so that nobody rings or calls? All stays readable.",
                yes="take them back",
                no="leave them",
            )
        )

    def about(self) -> "Who":
        """The person as they stand."""
        found = query.who(self.care.store.read(), self.by_hand_about() or "")
        assert found is not None
        return found
