"""The Person screen: who it is about and what warns, always in sight; seven tabs below, one letter for every act."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import CareScreen
from caretui.screens.person_tabs import TABS, make_tab
from caretui.screens.person_tabs.base import PersonTab
from caretui.widgets.line import Cell, Line


class PersonScreen(AboutPerson, CareScreen):
    """One person. `among`: the ids of the list that it was opened from, for `n` and `p`; `tab`: the word of a tab."""

    where = "person"
    BINDINGS = bindings_for("person")
    AUTO_FOCUS = ""

    def __init__(self, person: str, among: Sequence[str] | None = None, tab: str = "Summary") -> None:
        super().__init__()
        self.person = person
        self.among = list(among or [person])
        self.names = [word for word, _ in TABS]
        self.place = self.names.index(tab)
        self.tabs: dict[int, PersonTab] = {}
        self.tab_line = Line()
        self.switcher = ContentSwitcher()

    def body(self) -> ComposeResult:
        """The tabs' words, then the tab."""
        yield self.tab_line
        yield self.switcher

    def subject(self) -> str | None:
        """The person."""
        return self.person

    @property
    def tab(self) -> PersonTab:
        """The tab in sight."""
        return self.tabs[self.place]

    async def show_tab(self, place: int) -> None:
        """Show a tab, made when first asked for."""
        self.place = place
        if place not in self.tabs:
            tab = self.tabs[place] = make_tab(TABS[place][1])
            tab.id = f"tab-{place}"
            await self.switcher.add_content(tab, set_current=False)
        self.switcher.current = self.tab.id
        self.tab_line.show([" ", *(self._word(n) for n in range(len(TABS)))])
        self.tab.show(self.person)
        self.tab.take_focus()
        self.keys_line.show_for(self.where, self.tab.keys)

    def _word(self, place: int) -> Cell:
        word = self.names[place]
        return Cell(f"{word.upper()}   ", "strong") if place == self.place else Cell(f"{word}   ")

    async def on_mount(self) -> None:
        """The first tab."""
        await self.show_tab(self.place)

    def refresh_data(self) -> None:
        """What stands above the tabs, and the tab in sight."""
        if self.tabs:
            self.tab.refresh_data()

    async def action_tab_right(self) -> None:
        """Right: the next tab."""
        await self.show_tab((self.place + 1) % len(TABS))

    async def action_tab_left(self) -> None:
        """Left: the tab before."""
        await self.show_tab((self.place - 1) % len(TABS))
