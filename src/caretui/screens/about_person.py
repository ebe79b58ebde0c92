"""Screens whose line, or the whole of which, is about somebody: every letter acts on that person, everywhere the same."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caretui.screens.base import CareScreen as _Screen
else:
    _Screen = object  # Textual reads styles and keys of the first base that is a screen, which is not to be this one


class AboutPerson(_Screen):
    """Mixin of a `CareScreen`. Tell who it is about by `subject()`; several marked people by `subjects()`."""

    def subject(self) -> str | None:
        """The id of the person of the cursor line, or of the screen; None when the line is about nobody yet."""
        raise NotImplementedError

    def subjects(self) -> list[str]:
        """The marked people, else the one of the line."""
        one = self.subject()
        return [one] if one else []

    def open_about(self, name: str, **what: Any) -> None:
        """Open a screen on the person of the line, or say that there is nobody."""
        person = self.subject()
        if person is None:
            self.say("No person on this line. ctrl+f finds one.")
        else:
            self.care.open(name, person=person, **what)

    def open_about_all(self, name: str) -> None:
        """Open a screen on the marked people."""
        if people := self.subjects():
            self.care.open(name, people=people)
        else:
            self.say("No person on this line. ctrl+f finds one.")

    def action_contact(self) -> None:
        """c: log what happened; the same for all who are marked."""
        people = self.subjects()
        self.open_about("contact", **({"people": people} if len(people) > 1 else {}))

    def action_action(self) -> None:
        """a: ask someone to do something by a day."""
        self.open_about("action_line")

    def action_book(self) -> None:
        """b: book a visit or a call."""
        self.open_about("book")

    def action_refer(self) -> None:
        """r: refer to another agency."""
        self.open_about("refer")

    def action_hospital(self) -> None:
        """h: into or out of hospital."""
        self.open_about("hospital")

    def action_plain(self) -> None:
        """y: plain text to copy."""
        self.open_about("copy")

    def action_coordinator(self) -> None:
        """l: the named coordinator of the line's person, or of all who are marked."""
        self.open_about_all("coordinator")

    def action_meeting(self) -> None:
        """m: put on the list of a meeting."""
        self.open_about_all("put_on_meeting")

    def action_send(self) -> None:
        """x: send or print; a summary of one, a list of those marked."""
        people = self.subjects()
        if len(people) > 1:
            self.open_about_all("send")
        else:
            self.open_about("send")

    def action_no_reply(self) -> None:
        """f: no reply, and the next try."""
        self.open_about("no_reply", planned=None)

    def action_own_words(self) -> None:
        """v: the person's own words."""
        self.open_about("own_words")

    def action_note(self) -> None:
        """s: a note for the person's next meeting."""
        self.open_about("meeting_note")

    def action_edit(self) -> None:
        """e: the person's record, to edit."""
        self.open_about("person")

    def action_waiting(self) -> None:
        """w: acts on the line of an action."""
        self.say("No action on this line to wait on. 4 shows all actions.")

    def action_defer(self) -> None:
        """d: acts on the line of an action, a visit or a call."""
        self.say("Nothing on this line to give a new date.")
