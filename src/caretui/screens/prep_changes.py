"""What the prep screen changes of a list: who is on it, in which order, and what is prepared for each."""

from functools import partial
from typing import TYPE_CHECKING, Any

from caretui.screens.base import CareScreen, step
from caretui.screens.pick_person import PickPerson
from caretui.store.queries.agenda import Item
from caretui.store.queries.suggestions import Suggestion
from caretui.widgets.dialogs import AskLine

if TYPE_CHECKING:
    from caretui.store.queries.brief import Prep
    from caretui.widgets.table import VirtualTable


class ChangesList(CareScreen):
    """The screen gives `meeting`, `prep` and the `table` whose rows are items and suggestions."""

    meeting: str
    prep: "Prep | None"
    table: "VirtualTable"

    @property
    def line(self) -> Item | Suggestion | None:
        """The item or suggestion of the cursor line."""
        found: Item | Suggestion | None = self.table.current_row
        return found

    def item(self) -> Item | None:
        """The item of the line; None (said on row 23) when it is a suggestion or hidden."""
        line = self.line
        if isinstance(line, Item) and not line.hidden:
            return line
        self.say("Not on the list yet: + puts them on." if isinstance(line, Suggestion) else "Nobody on this line.")
        return None

    # --- what is prepared

    def action_note(self) -> None:
        """s: what to say at the meeting; F3 saves and goes to the next."""
        if item := self.item():
            order = [one.id for one in self.prep.items if not one.hidden] if self.prep else []
            self.care.open("prepare", item=item.id, among=order, opened=self.follow)

    def follow(self, item: str) -> None:
        """The cursor goes along to whom F3 went on to: the next `s` begins there."""
        here = next((one for one in self.prep.items if one.id == item), None) if self.prep else None
        if here is not None:
            self.table.move_to_id(here.n)

    def action_edit(self) -> None:
        """e: the same form."""
        self.action_note()

    def action_done(self) -> None:
        """Space: told of the meeting, or not told after all."""
        if item := self.item():
            from caretui.store.changes import agenda

            said = "not told of the meeting" if item.told else "told of the meeting"
            change = partial(agenda.told, item=item.id, yes=not item.told)
            self.write(f"noted somebody as {said}", change, f"{item.name}: {said}.")

    @step
    async def action_own_words(self) -> None:
        """v: their view, for the meeting."""
        from caretui.store.changes import decisions

        item = self.item()
        if item is None:
            return
        if words := await self.ask(AskLine(f"{item.name}: their view, in their own words")):
            change = partial(decisions.own_words, item=item.id, words=words)
            self.write("noted somebody's view", change, f"{item.name}: their view noted.")

    # --- who is on it

    def action_move_down(self) -> None:
        """J: one down."""
        self._move(1)

    def action_move_up(self) -> None:
        """K: one up."""
        self._move(-1)

    def _move(self, steps: int) -> None:
        if item := self.item():
            from caretui.store.changes import agenda

            change = partial(agenda.move, item=item.id, steps=steps)
            self.write("moved somebody on a list", change, f"{item.name} moved.")

    def action_add(self) -> None:
        """+: the suggestion of the line goes on the list; on the list, find somebody to add."""
        line = self.line
        if isinstance(line, Suggestion):
            self.put_on(
                line.person,
                f"{name_of(line)} is on the list.",
                reason="\n".join(line.reasons),
                basis=line.basis,
                source="suggested",
            )
        else:
            self.find_and_add()

    @step
    async def find_and_add(self) -> None:
        """Find a person and say why they come; once the list has gone out they are a late item."""
        person = await self.ask(PickPerson("Put on this meeting"))
        if person is None:
            return
        reason = await self.ask(AskLine("Why?", "One line. Empty is allowed.", check=lambda text: ""))
        if reason is not None:
            late = self.prep is not None and self.prep.meeting.list_sent_at is not None
            self.put_on(
                person,
                f"On the list{', a late item' if late else ''}.",
                reason=reason,
                asked_by=self.care.store.viewer.name,
                source="late item" if late else "by hand",
            )

    def put_on(self, person: str, said: str, **why: Any) -> None:
        """Put one person on the list."""
        from caretui.store.changes import agenda

        change = partial(agenda.put_on, meeting=self.meeting, people=[person], **why)
        self.write("put somebody on a meeting", change, said)

    @step
    async def action_decline(self) -> None:
        """-: decline the suggestion, or take off the list; both with a reason."""
        from caretui.store.changes import agenda

        line = self.line
        if isinstance(line, Suggestion):
            ask = AskLine(f"Decline {name_of(line)}: why?", "Not suggested again until something changes.")
            if why := await self.ask(ask):
                words = "\n".join(line.reasons)
                change = partial(agenda.decline, meeting=self.meeting, person=line.person, reasons=words)
                change = partial(change, basis=line.basis, why=why)
                self.write("declined a suggestion", change, f"{name_of(line)} declined.")
        elif item := self.item():
            ask = AskLine(f"Take {item.name} off the list: why?", "The reason stays with the meeting.")
            if why := await self.ask(ask):
                self.write(
                    "took somebody off a meeting",
                    partial(agenda.remove, item=item.id, why=why),
                    f"{item.name} taken off.",
                )

    def action_defer(self) -> None:
        """d: not this time; they come first on the next list. Again: this time after all."""
        if item := self.item():
            from caretui.store.changes import decisions

            if item.state == "deferred":
                change = partial(decisions.bring_back, item=item.id)
                self.write("brought somebody back on a list", change, f"{item.name} is on again.")
            else:
                change = partial(decisions.defer, item=item.id)
                self.write("deferred somebody", change, f"{item.name} deferred to the next meeting.")


def name_of(line: Suggestion) -> str:
    """`Marsh, Ada`."""
    return ", ".join(part for part in (line.family_name, line.given_name) if part)
