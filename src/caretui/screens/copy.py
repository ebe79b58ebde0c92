"""`y`: plain text to select in the terminal and put into another system."""

from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.commands import bindings_for
from caretui.documents.packs import copy_text
from caretui.documents.parcel import Withheld
from caretui.lean import dataclass
from caretui.screens.base import CareScreen
from caretui.screens.identity import identity
from caretui.store.errors import StoreError
from caretui.store.queries import person as people
from caretui.store.store import Store
from caretui.widgets.line import Line, Pager

VIEWS = ("to copy", "contacts", "summary")


@dataclass(frozen=True, slots=True)
class Text:
    """What is shown, and the contacts that Space marks as copied."""

    view: str
    words: str
    contacts: tuple[str, ...] = ()


class CopyScreen(CareScreen):
    """The contacts that wait to be copied, the newest contacts, or the summary; or one contact."""

    where = "copy"
    BINDINGS = [*bindings_for("copy", "text"), ("ctrl+c", "copy_out", "Copy")]

    def __init__(self, person: str | None = None, contact: str | None = None) -> None:
        super().__init__()
        self.person, self.contact = person, contact
        self.view = ""
        self.waiting: tuple[str, ...] = ()

    def body(self) -> ComposeResult:
        """How to select, then the text."""
        self.how = Line(
            " ctrl+c copies all of it, without NHS numbers; or select it with the mouse."
            if self.care.clipboard_allowed
            else " Select it with the mouse (hold Shift where the mouse is taken), then copy."
        )
        self.pager = Pager(text="")
        yield self.how
        yield self.pager

    def title_line(self) -> None:
        """Whose words they are."""
        store = self.care.store
        who = people.who(store.read(), self.person) if self.person else None
        if who is not None:
            self.show_person(identity(who, self.care.today, self.view.upper()))
        else:
            self.top_line.show_title("PLAIN TEXT", "one contact", self.care.day_words)

    def refresh_data(self) -> None:
        """Read the text off the UI thread."""
        store, person, contact, view = self.care.store, self.person, self.contact, self.view

        def read(_: object) -> Text:
            if contact:
                return Text("one contact", copy_text.of_contact(store, contact), (contact,))
            return _text(store, person or "", view)

        self.fetch(read, self.show)

    def show(self, text: Text) -> None:
        """Show it from its first line."""
        self.view, self.waiting = text.view, text.contacts
        self.pager.show(text=text.words or "Nothing here. Right shows the next text.")
        self.title_line()

    def action_tab_right(self) -> None:
        """Right: the next text."""
        self._turn(1)

    def action_tab_left(self) -> None:
        """Left: the text before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.person:
            place = VIEWS.index(self.view) if self.view in VIEWS else 0
            self.view = VIEWS[(place + by) % len(VIEWS)]
            self.refresh_data()

    def action_copy_out(self) -> None:
        """ctrl+c: all of it, where the clipboard is switched on."""
        self.care.copy_to_clipboard(self.pager.text or "")
        self.say(
            "Copied, without NHS numbers."
            if self.care.clipboard_allowed
            else "caretui may not use this computer's clipboard (`clipboard` in config.toml). The mouse selects."
        )

    def action_done(self) -> None:
        """Space: what is shown is in the clinical system now."""
        if not self.waiting:
            self.say("Nothing here waits to be copied.")
            return
        from caretui.store.changes import contacts

        count = len(self.waiting)
        words = f"{several(count, 'contact')} marked as copied"
        try:
            with self.care.store.work(words) as work:
                contacts.set_copying(work, self.waiting, "copied")
        except StoreError as problem:
            self.say(str(problem))
            return
        self.care.saved(f"{words}.", work.unit)


def _text(store: Store, person: str, view: str) -> Text:
    waiting, words = copy_text.to_copy(store, person)
    view = view or ("to copy" if waiting else "contacts")
    if view == "contacts":
        return Text(view, copy_text.contacts(store, person))
    if view == "summary":
        try:
            return Text(view, copy_text.of_person(store, person))
        except (Withheld, LookupError) as problem:
            return Text(view, str(problem))
    return Text(view, words, waiting)
