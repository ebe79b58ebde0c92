"""`'` and a letter: to the next line whose name begins with it."""

from collections.abc import Container

from caretui.care.identifiers import fold
from caretui.screens.base import ListScreen
from caretui.store.database import Connection


class ByLetter(ListScreen):
    """A list of names. Override `beginning`. The order stays as it is, and after the last line comes the first again.

    It stands last among a screen's bases: Textual takes the styles of the first one that is a screen.
    """

    def beginning(self, con: Connection, letter: str) -> Container[int]:
        """The record numbers whose name begins with a letter as `care.identifiers.fold` has it; asked in a worker thread."""
        raise NotImplementedError

    def action_letter(self) -> None:
        """': the next key is a letter."""
        self.say("Which letter? Esc leaves it.")
        self.table.take_letter(self.to_letter)

    def to_letter(self, typed: str) -> None:
        """Go there; "" when it was left."""
        letter = fold(typed)
        if not letter:
            self.say("")
            return

        def go(found: Container[int]) -> None:
            there = self.table.move_to_next(found)
            self.say("" if there else f"No name in this list begins with {typed.upper()}.")

        self.fetch(lambda con: self.beginning(con, letter), go, key="letter")
