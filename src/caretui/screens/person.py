"""The Person screen: who it is about and what warns, always in sight; seven tabs below, one letter for every act."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from caretui.care.sentences import warning_words
from caretui.commands import bindings_for
from caretui.commands.words import FOOTERS
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import step
from caretui.screens.by_hand import ByHand
from caretui.screens.identity import identity, standing_words, warning_rows
from caretui.screens.person_tabs import TABS, make_tab
from caretui.screens.person_tabs.base import PersonTab
from caretui.store.queries import person as query
from caretui.store.queries import summary as around_them
from caretui.store.queries.person import Strip
from caretui.widgets.line import Cell, Line

HIDDEN = (
    "This record is restricted to its coordinator, the team lead and information governance.",
    "Ask one of them. That you asked for it was noted.",
)


class PersonScreen(AboutPerson, ByHand):
    """One person. `among`: the ids of the list that it was opened from, for `n` and `p`; `tab`: the word of a tab.

    `action`: one of theirs, on which the cursor of the Plan tab begins.
    """

    where = "person"
    BINDINGS = bindings_for("person")
    DEFAULT_CSS = "PersonScreen ContentSwitcher { height: 1fr; }"
    AUTO_FOCUS = ""

    def __init__(
        self, person: str, among: Sequence[str] | None = None, tab: str = "Summary", action: str | None = None
    ) -> None:
        super().__init__()
        self.person = person
        self.action = action
        self.among = list(among or [person])
        self.names = [word for word, _ in TABS]
        self.place = self.names.index("Plan" if action else tab)
        self.tabs: dict[int, PersonTab] = {}
        self.tab_line = Line()
        self.noted = ""
        """Whose opening was recorded last: a refresh isn't another look."""
        self.strip_shown: Strip | None = None

    def body(self) -> ComposeResult:
        """The tabs' words, then the tab."""
        yield self.tab_line
        tab = self.made_tab(self.place)
        with ContentSwitcher(initial=tab.id) as self.switcher:
            yield tab

    def subject(self) -> str | None:
        """The person; nobody while the record is hidden from this member."""
        return self.person if self.strip_shown else None

    def by_hand_about(self) -> str | None:
        """The person, for + and e."""
        return self.subject()

    @property
    def tab(self) -> PersonTab:
        """The tab in sight."""
        return self.tabs[self.place]

    # --- showing

    def refresh_data(self) -> None:
        """What stands above the tabs, and the tab in sight."""
        viewer, today, person = self.care.store.viewer, self.care.today, self.person
        self.show_strip(query.strip(self.care.store.read(), person, viewer, today))
        if self.strip_shown:
            self.tab.show(person)
            self.draw_tabs()
        if self.noted != person:
            self.noted = person
            self.show_keys()
            self.note_look()
            self.call_after_refresh(self.tab.take_focus)

    def show_strip(self, strip: Strip | None) -> None:
        """Rows 1 to 3; a record that is hidden, or gone because its making was undone, says so instead of its tabs."""
        self.strip_shown = strip
        self.switcher.display = self.tab_line.display = strip is not None
        if strip is not None:
            rows = warning_rows(strip, self.care.today, self.size.width or 80)
            self.show_person(identity(strip.who, self.care.today, self.position), rows)
        elif query.exists(self.care.store.read(), self.person):
            self.top_line.show_title("Restricted record")
            self.warning_lines.show_rows(HIDDEN)
        else:
            self.top_line.show_title("Taken back")
            self.warning_lines.show_rows(["There is no such record any more: adding it was undone."])

    @property
    def position(self) -> str:
        """`2 of 45`, when it was opened from a list."""
        if len(self.among) < 2 or self.person not in self.among:
            return ""
        return f"{self.among.index(self.person) + 1} of {len(self.among)}"

    def on_resize(self) -> None:
        """Rows 2 and 3 for the new width."""
        if self.strip_shown and self.is_mounted:
            self.warning_lines.show_rows(warning_rows(self.strip_shown, self.care.today, self.size.width))

    def note_look(self) -> None:
        """Opening a person is recorded, in the background: a key press never waits for it."""
        store, person = self.care.store, self.person
        self.fetch(
            lambda _: store.audit("viewed" if self.strip_shown else "refused", person), lambda _: None, key="look"
        )

    def show_saved(self) -> None:
        """Row 23 gives its room to the person while there is nothing to say."""
        super().show_saved()
        said = self.status_line.words
        self.status_line.display = self.care.demo or not isinstance(said, str) or bool(said.strip())

    def say(self, words: str) -> None:
        """A sentence on row 23."""
        super().say(words)
        self.status_line.display = self.care.demo or bool(words)

    # --- tabs

    def made_tab(self, place: int) -> PersonTab:
        """A tab, made when it is first asked for."""
        tab = self.tabs[place] = make_tab(TABS[place][1])
        tab.id = f"tab-{place}"
        tab.begin_on, self.action = self.action, None
        return tab

    async def show_tab(self, place: int) -> None:
        """Show a tab."""
        self.place = place
        if place not in self.tabs:
            await self.switcher.add_content(self.made_tab(place), set_current=False)
        self.switcher.current = self.tab.id
        self.draw_tabs()
        if self.strip_shown:
            self.tab.show(self.person)
            self.tab.take_focus()
        self.show_keys()

    def show_keys(self) -> None:
        """Row 24: the keys of the tab; of the next person only where there is a list to go through."""
        keys = self.tab.keys or FOOTERS[self.where]
        self.keys_line.show_for(self.where, tuple(key for key in keys if key != "next" or len(self.among) > 1))

    def draw_tabs(self) -> None:
        """Row 4: the tab in sight in capitals, counts behind the words."""
        found = around_them.counts(self.care.store.read(), self.person)
        counts = {"Contacts": found.contacts, "Plan": found.plan, "Team": found.team, "Meetings": found.meetings}
        words: list[str | Cell] = [" "]
        for place, name in enumerate(self.names):
            count = f" {counts[name]}" if counts.get(name) else ""
            here = place == self.place
            words.append(Cell(f"{name.upper() if here else name}{count}   ", "strong" if here else ""))
        self.tab_line.show(words)

    async def action_tab_right(self) -> None:
        """Right: the next tab."""
        await self.show_tab((self.place + 1) % len(TABS))

    async def action_tab_left(self) -> None:
        """Left: the tab before."""
        await self.show_tab((self.place - 1) % len(TABS))

    # --- the next person

    def go(self, by: int) -> None:
        """Another person of the list, on the same tab."""
        if self.person not in self.among or len(self.among) < 2:
            self.say("There is no list to go through: open somebody from the caseload.")
            return
        place = self.among.index(self.person) + by
        if not 0 <= place < len(self.among):
            self.say("This is the last of the list." if by > 0 else "This is the first of the list.")
            return
        self.person = self.among[place]
        self.refresh_data()
        self.show_saved()

    def action_next(self) -> None:
        """n: the next person of the list."""
        self.go(1)

    def action_previous(self) -> None:
        """p: the one before."""
        self.go(-1)

    # --- warnings whole

    @step
    async def action_warnings(self) -> None:
        """!: every warning whole; k shows the key-safe code, and that is recorded."""
        from caretui.widgets.dialogs import KeyDialog, Say

        strip = self.strip_shown
        if strip is None:
            return
        words = standing_words(strip.who, self.care.today)
        words += [
            f"! {warning_words(w.kind, w.words)}  ({w.audience}{', REVIEW LATE' if w.review_late else ''})"
            for w in strip.warnings
        ]
        words += [f"Getting in: {strip.who.access}"] if strip.who.access else []
        safe = strip.who.has_key_safe or any(w.kind == "key safe" for w in strip.warnings)
        text = "\n".join(words) or "No warning is written down. + on this screen adds one."
        if not safe:
            await self.ask(Say("Warnings", text))
            return
        dialog = KeyDialog(
            "Warnings", text, {"k": True, "enter": False}, "k show the key-safe code (it is recorded)  Enter go on"
        )
        if await self.ask(dialog):
            store, person = self.care.store, self.person
            store.audit("key safe", person)
            await self.ask(Say(f"Key safe of {strip.who.name}", "\n".join(query.key_safe(store.read(), person))))

    # --- letters that a tab gives a meaning; on other tabs they choose among what is open

    def to_tab(self, action: str, otherwise: str) -> None:
        """Give a letter to the tab, when it has a use for it."""
        handler = getattr(self.tab, f"action_{action}", None) if self.strip_shown else None
        if handler is not None:
            handler()
        else:
            self.say(otherwise)

    @step
    async def on_action(self, name: str, title: str) -> None:
        """Open a screen about one of the person's open actions: at once when there is one, else choose."""
        from caretui.widgets.choose import Choose, Option

        actions = (
            around_them.todo(self.care.store.read(), self.person, self.care.store.viewer) if self.strip_shown else ()
        )
        if not actions:
            self.say("Nothing is open. a asks for an action.")
            return
        options = [Option(action.id, f"{action.owner}: {action.what}".removeprefix(": ")) for action in actions]
        chosen = await self.ask(Choose(title, options)) if len(options) > 1 else options[0].value
        if chosen:
            self.care.open(name, action=chosen)

    def action_done(self) -> None:
        """Space: done, with its outcome."""
        self.on_action("action_done", "Which is done?")

    def action_waiting(self) -> None:
        """w: waiting on somebody."""
        self.on_action("waiting", "Which is waiting?")

    def action_defer(self) -> None:
        """d: another day."""
        self.on_action("action_defer", "Which gets another day?")

    def action_filter(self) -> None:
        """/: filter the tab."""
        self.to_tab("filter", "Nothing to filter here: Contacts and Timeline take /.")

    def action_decline(self) -> None:
        """-: end the line of the tab; on a tab without such lines choose what ends."""
        if hasattr(self.tab, "action_decline"):
            self.tab.action_decline()
        else:
            self.choose_ending()

    def action_no_reply(self) -> None:
        """f: no reply."""
        self.open_about("no_reply")

    def action_own_words(self) -> None:
        """v: their own words."""
        self.open_about("own_words")

    def action_add(self) -> None:
        """+: add what stands around the person."""
        self.choose_addition()

    def action_edit(self) -> None:
        """e: a register of the person, or a record around them."""
        self.choose_edit()
