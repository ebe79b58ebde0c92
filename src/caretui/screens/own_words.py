"""v: what they say of how it goes, in their own words; kept with who said it and when."""

from caretui.care.lines import find_parties
from caretui.screens.typed_line import Kept, TypedLine
from caretui.store.queries import person as people
from caretui.store.queries.parties import parties


class OwnWordsScreen(TypedLine):
    """`I feel there's someone there now`, or `Karen: keep the night care` when somebody of the family says it."""

    keys = "Enter keep  Esc back    their words; of the family: Karen: keep the night care"

    def __init__(self, person: str) -> None:
        super().__init__("their words")
        self.person = person

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

    def keep(self, text: str) -> Kept:
        """Their words, under the name of whoever said them."""
        from caretui.store.changes import contacts

        store = self.care.store
        who, words = self._split(text)
        said_on = store.today().isoformat()
        with store.work("kept their own words") as work:
            contacts.keep_own_words(work, person=self.person, words=words, said_by=who, said_on=said_on)
        return Kept(f"{who}'s own words.", work.unit, text)
