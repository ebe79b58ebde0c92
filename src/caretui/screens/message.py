"""i: a message in one line, before anyone knows whose it is; whose it may be shows while it is typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual.widgets import Input

from caretui.care.dates import say_birth
from caretui.screens.keeping import keep_soon
from caretui.screens.pick_person import PickPerson
from caretui.screens.typed_line import Kept, TypedLine
from caretui.store.journal import new_id
from caretui.store.queries import messages as reads
from caretui.store.queries.messages import Perhaps, phone_in

if TYPE_CHECKING:
    from caretui.app import CaretuiApp

WHY = {"name": "by name", "family": "family by that name", "number": "by the number"}
WAITS = "whose? can wait: Enter keeps the words"


def said(perhaps: Perhaps) -> str:
    """`for Duxbury, Alan, born 14 Mar 1964 (family by that name)`."""
    born = f", born {say_birth(date.fromisoformat(perhaps.born))}" if perhaps.born else ""
    return f"for {perhaps.name}{born} ({WHY[perhaps.why]})"


class MessageScreen(TypedLine):
    """One line, Enter saves. When the words can mean several people, Tab goes through them; none is taken by itself."""

    keys = "Enter keep  Tab whose?  Esc back      Karen, bad nights, ring 07700 900123"
    BINDINGS = [("escape", "leave", "Back"), ("tab", "whose(1)", "Whose"), ("shift+tab", "whose(-1)", "Whose")]

    def __init__(self, draft: str | None = None, person: str | None = None) -> None:
        super().__init__("message")
        self.draft = draft
        self.given = person
        self.perhaps: tuple[Perhaps, ...] = ()
        self.chosen: int | None = None
        """Which of `perhaps`; None: whose it is can wait."""
        self._draft_waits = False

    def on_mount(self) -> None:
        """A kept message goes on: the one that was asked for, else the newest."""
        kept = [one for one in self.care.store.drafts() if one.form == "message" and self.draft in (None, one.id)]
        self.draft = kept[0].id if kept else self.draft or new_id()
        if kept:
            self.input.value = str(kept[0].value.get("words") or "")
            self.input.cursor_position = len(self.input.value)

    def read(self, text: str) -> str:
        """Whose it may be; one alone is taken, of several none until Tab says which."""
        store = self.care.store
        before = self.perhaps
        self.perhaps = reads.whose(store.read(), text, store.viewer)
        if self.perhaps != before:
            self.chosen = 0 if len(self.perhaps) == 1 else None
        return self._reading()

    def _reading(self) -> str:
        if self.chosen is not None:
            return said(self.perhaps[self.chosen])
        if len(self.perhaps) > 1:
            names = " / ".join(one.name for one in self.perhaps[:3])
            return f"whose? Tab chooses: {names}" + (" ..." if len(self.perhaps) > 3 else "")
        return WAITS

    def action_whose(self, by: int) -> None:
        """Tab: the next whose it may be, then nobody yet."""
        turns: Sequence[int | None] = [*range(len(self.perhaps)), None]
        self.chosen = turns[(turns.index(self.chosen) + by) % len(turns)]
        self.understood.show(f"     {self._reading()}")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft, a second behind at most."""
        if not self._draft_waits:
            self._draft_waits = True
            keep_soon(self, self.care.store, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what is typed."""
        self._draft_waits = False
        if self.is_current:
            self.keep_now()

    def keep_now(self) -> None:
        """Keep it at once: the session is about to be locked or ended."""
        if self.input.value.strip() and not self.care.store.asleep:
            self.care.store.draft(self.draft or new_id(), "message", self.plain_values())

    def plain_values(self) -> Mapping[str, Any]:
        """The words."""
        return {"words": self.input.value}

    def action_leave(self) -> None:
        """Esc: what is typed is kept as a draft."""
        if self.input.value.strip():
            self.care.store.draft(self.draft or new_id(), "message", self.plain_values())
            self.dismiss(None)
            self.care.tell("The message is kept as a draft: i goes on with it.")
        else:
            self.dismiss(None)

    def keep(self, text: str) -> Kept:
        """The words, and whose they are when that is known; the draft is done with."""
        from caretui.store.changes import messages as changes

        store = self.care.store
        whose = self.perhaps[self.chosen] if self.chosen is not None else None
        person = whose.person if whose else self.given
        with store.work("took a message") as work:
            changes.take(work, store.viewer, words=text, now=store.now(), person=person, phone=phone_in(text))
        store.drop_draft(self.draft or "")
        return Kept(
            f"Message kept for {whose.name}." if whose else "Message kept: whose it is can wait.", work.unit, text
        )


class WhoseScreen(PickPerson):
    """Whose a kept message is: finds the person, the words stay. Opened with the message's id."""

    def __init__(self, message: str) -> None:
        super().__init__("Whose message is it?")
        self.message = message

    def on_mount(self) -> None:
        """Show its words, and begin with whom they may mean."""
        store = cast("CaretuiApp", self.app).store
        found = reads.one(store.read(), self.message)
        if found is None:
            return
        self.words_line.show(f" {found.words}")
        perhaps = reads.whose(store.read(), found.words, store.viewer)
        if perhaps:
            self.input.value = perhaps[0].name.replace(",", "")

    def taken(self, person: str) -> None:
        """Give it to them."""
        from caretui.store.changes import messages as changes

        care = cast("CaretuiApp", self.app)
        with care.store.work("said whose a message is") as work:
            changes.assign(work, self.message, person)
        self.dismiss(person)
        care.saved(f"Saved {care.store.wall():%H:%M}. The message is theirs now.", work.unit)
