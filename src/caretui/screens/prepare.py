"""What is prepared for one person of a list: told, nothing to add, what to say. F3 saves and goes to the next."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.app import ComposeResult

from caretui.commands import bindings_for
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.store.journal import ChangedMeanwhile
from caretui.store.queries import agenda, person
from caretui.widgets.choices import Choice, ChoiceField
from caretui.widgets.dialogs import Both
from caretui.widgets.fields import NoteArea
from caretui.widgets.line import Line

YES_NO = [Choice("y", True, "yes"), Choice("n", False, "no")]


class PrepareScreen(FormScreen):
    """The cursor starts in the words; what somebody else saved meanwhile is shown, never overwritten."""

    BINDINGS = bindings_for("form")
    AUTO_FOCUS = "#field-say SafeArea"

    def __init__(self, item: str, among: Sequence[str] = (), opened: Callable[[str], None] = lambda item: None) -> None:
        """`opened` is told of each item that is opened, the first and those by F3."""
        super().__init__()
        self.opened = opened
        self.item = item
        self.among = list(among)
        self.draft_id = ""
        self.reasons = Line("")

    def on_mount(self) -> None:
        """Show whom it is about."""
        super().on_mount()
        self.opened(self.item)
        store = self.care.store
        self.draft_id = f"prepare {self.item} {store.viewer.member}"
        kept = next((draft for draft in store.drafts() if draft.id == self.draft_id), None)
        if kept is not None:
            area = self.fields["say"]
            assert isinstance(area, NoteArea)
            area.set_text(str(kept.value.get("say", "")))
            self.dirty = True
            self.say("Your draft is back. F2 saves it.")

    def title_line(self) -> None:
        """Row 1 and 2-3: the person."""
        store, today = self.care.store, self.care.today
        found = person.strip(store.read(), self.about.person, store.viewer, today)
        if found is not None:
            place = f"{self.among.index(self.item) + 1} of {len(self.among)}" if self.item in self.among else ""
            self.show_person(identity(found.who, today, place), warning_rows(found, today, self.size.width), "NOTE")

    def body(self) -> ComposeResult:
        """Why they are on, told, nothing to add, and the words."""
        from caretui.store.models.meetings import ItemSay, ItemTold

        store = self.care.store
        self.about = agenda.item(store.read(), self.item)
        told, self.seen_told = store.look(self.item, ItemTold)
        say, self.seen_say = store.look(self.item, ItemSay)
        self.reasons.show(f" Why        {', '.join(self.about.reasons)}")
        yield self.reasons
        yield ChoiceField("Told", YES_NO, name="told", value=bool(told.told), hint="y n  of the meeting")
        yield ChoiceField(
            "Nothing", YES_NO, name="nothing", value=bool(told.nothing_to_add), hint="y n  nothing to add"
        )
        yield NoteArea("What to say at the meeting", name="say", value=say.say or "")

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """The words so far."""
        self.care.store.draft(
            self.draft_id, "prepare", {"say": values["say"]}, record=self.item, about=self.about.person
        )

    def save(self, values: Mapping[str, Any]) -> bool:
        """Write what changed; what somebody else changed meanwhile is asked about."""
        from caretui.store.models.meetings import ItemSay, ItemTold

        store = self.care.store
        told = ItemTold(told=values["told"], nothing_to_add=values["nothing"])
        say = ItemSay(say=values["say"].strip() or None)
        try:
            with store.work("prepared somebody for a meeting") as work:
                work.change(self.item, told, seen=self.seen_told)
                work.change(self.item, say, seen=self.seen_say)
        except ChangedMeanwhile as changed:
            self._ask_both(changed)
            return False
        store.drop_draft(self.draft_id)
        if work.changed:
            self.care.saved(f"Saved {store.wall():%H:%M}. {self.about.name}: prepared.", work.unit)
        return True

    def _ask_both(self, changed: ChangedMeanwhile) -> None:
        theirs, yours = [], []
        for values, wanted in changed.registers.values():
            theirs += [f"{key}: {words}" for value in values for key, words in value.items()]
            yours += [f"{key}: {words}" for key, words in (wanted or {}).items()]

        def answered(answer: str | None) -> None:
            from caretui.store.models.meetings import ItemSay, ItemTold

            store = self.care.store
            told, self.seen_told = store.look(self.item, ItemTold)
            say, self.seen_say = store.look(self.item, ItemSay)
            if answer == "theirs":
                area = self.fields["say"]
                assert isinstance(area, NoteArea)
                area.set_text(say.say or "")
                self.fields["told"].value = bool(told.told)
                self.fields["nothing"].value = bool(told.nothing_to_add)
            elif answer == "yours":
                self.action_save()

        self.app.push_screen(Both("What was prepared", theirs=theirs, yours=yours), answered)

    def go_next(self) -> None:
        """F3: the next person of the list."""
        if self.item in self.among:
            following = self.among[self.among.index(self.item) + 1 :]
            if following:
                self.care.open("prepare", item=following[0], among=self.among, opened=self.opened)
