"""What every tab of the Person screen is: a widget about one person that reads the store when it is shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from caretui.commands import bindings_for
from caretui.store.database import Connection
from caretui.widgets.line import Pager

if TYPE_CHECKING:
    from caretui.app import CaretuiApp
    from caretui.screens.person import PersonScreen

T = TypeVar("T")


class PersonTab(Vertical):
    """One tab. Override `compose()` for its widgets and `refresh_data()` to read the store about `self.person`.

    A letter is first offered to the tab: `action_done`, `action_edit`, `action_filter`... of the tab win over those of
    the screen (contact, action and the rest about the whole person, see AboutPerson). At least one widget of the tab
    must take the focus: a VirtualTable or a Pager. Dialogs: `await self.person_screen.ask(dialog)` in a `step` method.
    """

    DEFAULT_CSS = "PersonTab { height: 1fr; width: 1fr; overflow: hidden; }"
    BINDINGS = bindings_for("person")
    keys: tuple[str, ...] | None = None
    """Commands of row 24 while this tab is in sight; None = those of the Person screen."""

    def __init__(self) -> None:
        super().__init__()
        self.person = ""
        self.begin_on: str | None = None
        """The action on whose line the cursor begins, until it stands there."""

    @property
    def person_screen(self) -> "PersonScreen":
        """The screen around the tab, typed."""
        return cast("PersonScreen", self.screen)

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def compose(self) -> ComposeResult:
        """The widgets of the tab."""
        yield Pager([" This caretui was installed without this part."])

    def subject(self) -> str | None:
        """The id of the person."""
        return self.person or None

    def show(self, person: str) -> None:
        """About somebody else (n, p) or for the first time: read the store again."""
        self.person = person
        self.refresh_data()

    def refresh_data(self) -> None:
        """Read the store about `self.person` and show it. Called by `show` and after each commit while in sight."""

    def fetch(self, query: Callable[[Connection], T], then: Callable[[T], None]) -> None:
        """Run `query(connection)` in a thread, give its answer to `then`; an answer about somebody else is dropped."""
        person = self.person

        def for_this_person(answer: T) -> None:
            if self.person == person:
                then(answer)

        self.person_screen.fetch(query, for_this_person, key=type(self).__name__)

    def take_focus(self) -> None:
        """Put the cursor into the tab's list or text; a filter's line waits for its key."""
        for widget in self.query("VirtualTable, Pager"):
            if widget.focusable:
                widget.focus()
                return
