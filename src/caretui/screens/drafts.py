"""Half-written notes: offered again when the store is opened, and when the same person is written about."""

from collections.abc import Mapping, Sequence
from typing import Any

from caretui.care.dates import say_moment, wall
from caretui.care.draft_words import draft_words
from caretui.commands import bindings_for
from caretui.screens.base import ListScreen, step
from caretui.store.database import Connection
from caretui.store.drafts import Draft
from caretui.store.queries import person
from caretui.widgets.dialogs import Ask, KeyDialog
from caretui.widgets.table import Column, VirtualTable


def screen_of(draft: Draft) -> tuple[str, dict[str, Any]] | None:
    """Which screen goes on with a draft, and what it is opened with; None when only its person can be opened."""
    form, *parts = draft.form.split(" ")
    match form:
        case "contact" if draft.about:
            sources = {"planned": draft.value.get("planned"), "message": draft.value.get("message")}
            return "contact", {"person": draft.about, "draft": draft.id, **sources}
        case "message" | "add_person":
            return form, {"draft": draft.id}
        case "amend" if draft.record:
            return "amend", {"contact": draft.record}
        case "prepare" if draft.record:
            return "prepare", {"item": draft.record}
        case "huddle" if draft.value.get("meeting"):
            return "huddle", {"meeting": draft.value["meeting"]}
        case "hospital" if draft.about:
            return "hospital", {"person": draft.about}
        case "refer" if draft.about:
            return "refer", {"person": draft.about}
        case "action_line" if draft.about:
            agreed = {name: draft.value.get(name) for name in ("meeting", "goal")}
            return "action_line", {"person": draft.about, "item": draft.record, **agreed}
        case "action_done" | "action_defer" | "waiting" | "action_chase" | "action_hand_over" if draft.record:
            return form, {"action": draft.record}
        case "register" if parts:
            about = {"record": draft.record, "person": draft.about, "registers": parts[1:]}
            return "register", {"entity": parts[0], **about}
    return ("person", {"person": draft.about}) if draft.about else None


def name_of(draft: Draft, about: str) -> str:
    """Whom a draft is about, else what it is."""
    return about or draft_words(draft.form, draft.value)


def words_of(value: Mapping[str, Any]) -> str:
    """The note, else the longest thing that was typed."""
    typed = [text for name, text in value.items() if isinstance(text, str) and name not in ("when", "who")]
    return str(value.get("note") or value.get("words") or max(typed, key=len, default=""))


class ContinueOrDiscard(KeyDialog[str]):
    """A note about the same person was being written: the result is "continue", "discard" or None (later)."""

    def __init__(self, name: str, at: str, value: Mapping[str, Any]) -> None:
        super().__init__(
            f"You were writing about {name}, {at}.",
            words_of(value)[:300],
            {"c": "continue", "enter": "continue", "d": "discard"},
            "c continue  d discard  Esc later, begin a new one",
        )


class DraftsScreen(ListScreen):
    """What was being written when the terminal closed: Enter continues, - discards, Esc leaves it for later."""

    where = "drafts"
    BINDINGS = bindings_for("drafts", "list")

    def make_table(self) -> VirtualTable:
        """When, about whom, the words."""
        return VirtualTable(
            [Column("When", 11, 2), Column("About", 24, 14), Column("What was typed", 40, 39, flexible=True)],
            self._rows,
            self._cells,
            empty=("No half-written notes.", "Esc goes back."),
        )

    def title_line(self) -> None:
        """How many."""
        self.top_line.show_title("YOU WERE WRITING", "these were not saved when you left", "")

    def find_ids(self, con: Connection) -> Sequence[int]:
        """The drafts of this member, newest first."""
        self.drafts = [draft for draft in self.care.store.drafts() if words_of(draft.value).strip()]
        return range(len(self.drafts))

    def _rows(self, ids: Sequence[int]) -> list[Draft]:
        return [self.drafts[n] for n in ids]

    def _cells(self, draft: Draft) -> tuple[str, ...]:
        about = person.who(self.care.store.read(), draft.about) if draft.about else None
        return (
            say_moment(wall(draft.at), self.care.today),
            name_of(draft, about.name if about else ""),
            words_of(draft.value),
        )

    def chosen(self, row_id: int) -> None:
        """Continue it where it was begun."""
        if place := screen_of(self.drafts[row_id]):
            self.care.open(place[0], **place[1])
        else:
            self.say("It was begun where it cannot be opened from here. - discards it.")

    @step
    async def action_decline(self) -> None:
        """-: forget it, when you say so."""
        if self.table.current is None:
            return
        draft = self.drafts[self.table.current]
        if await self.ask(Ask("Discard this draft?", words_of(draft.value)[:300], yes="discard it", no="keep it")):
            self.care.store.drop_draft(draft.id)
            self.refresh_data()
