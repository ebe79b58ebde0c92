"""v: what they say of how it goes, in their own words; kept with who said it and when."""

from typing import TYPE_CHECKING, cast

from textual.widgets import Input

from caretui.care.lines import find_parties
from caretui.care.refused import Refused
from caretui.screens.typed_line import TypedLine
from caretui.store.errors import StoreError
from caretui.store.queries import person as people
from caretui.store.queries.parties import parties

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


class OwnWordsScreen(TypedLine):
    """`I feel there's someone there now`, or `Karen: keep the night care` when somebody of the family says it."""

    keys = "Enter keep  Esc back    their words; of the family: Karen: keep the night care"

    def __init__(self, person: str) -> None:
        super().__init__("their words", self.read)
        self.person = person

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def on_mount(self) -> None:
        """Who says it, unless it begins with another name."""
        if who := people.who(self.care.store.read(), self.person):
            self.lead_with(f"{who.name}, their words")

    def _split(self, text: str) -> tuple[str, str]:
        """(who said it, the words)."""
        con = self.care.store.read()
        who = people.who(con, self.person)
        called = who.called if who else ""
        name, colon, rest = text.partition(":")
        if colon and rest.strip():
            family = [party for party in parties(con, self.person) if party.kind in ("family", "person")]
            found = find_parties(name, family[1:], family[0]) if family else ()
            if len(found) == 1:
                return found[0].name, rest.strip()
        return called, text.strip()

    def read(self, text: str) -> str:
        """Who says what."""
        who, words = self._split(text)
        return f'{who}: "{words}"'

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps them."""
        event.stop()
        event.prevent_default()
        from caretui.store.changes import contacts

        text = event.value.strip()
        if not text:
            self.dismiss(None)
            return
        store = self.care.store
        who, words = self._split(text)
        try:
            with store.work("kept their own words") as work:
                contacts.keep_own_words(
                    work, person=self.person, words=words, said_by=who, said_on=store.today().isoformat()
                )
        except (Refused, StoreError) as refusal:
            self.say(str(refusal))
            return
        self.dismiss(text)
        self.care.saved(f"Saved {store.wall():%H:%M}. {who}'s own words.", work.unit)
