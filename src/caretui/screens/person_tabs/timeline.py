"""The Timeline tab: everything dated about the person in one list, newest first; / shows lines with some words."""

from datetime import date

from textual.app import ComposeResult

from caretui.care.dates import say_date, wall
from caretui.screens.base import CareScreen, step
from caretui.screens.person_tabs.listing import ListingTab, TabLine
from caretui.store.queries import history
from caretui.store.queries.history import Event
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Cell, Line
from caretui.widgets.table import Column


class TimelineTab(ListingTab):
    """Contacts, hospital, actions done, decisions, coordinators with their handover notes, programmes, who went in."""

    columns = (Column("", 17, 2), Column("", 11, 20), Column("", 48, 32, flexible=True))
    empty = (
        "Nothing dated is written down yet.",
        "c logs a contact; h notes a hospital visit; / with no words shows all again.",
    )

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.head = Line()

    def compose(self) -> ComposeResult:
        """What is filtered, then the list."""
        yield self.head
        yield self.table

    def refresh_data(self) -> None:
        """Read all events off the UI thread."""
        viewer, person, words, today = self.care.store.viewer, self.person, self.words, self.care.today
        self.fetch(
            lambda con: history.timeline(con, person, viewer, words), lambda events: self.show_events(events, today)
        )

    def show_events(self, events: tuple[Event, ...], today: date) -> None:
        """A line an event."""
        shown = f"with: {self.words}" if self.words else "everything dated; / shows only lines with some words"
        self.head.show(f" {len(events)} {shown}")
        self.lines = [_line(event, today) for event in events]
        self.table.reload(range(len(self.lines)))

    def show(self, person: str) -> None:
        """Somebody else begins with everything."""
        if person != self.person:
            self.words = ""
        super().show(person)

    def chosen(self) -> None:
        """Enter: a contact whole; what else stands on a register, to edit."""
        line = self.line
        if line is not None and line.entity == "contact":
            self.care.open("entry", contact=line.record)
        else:
            self.action_edit()

    def action_filter(self) -> None:
        """/: words, or a kind of event."""
        ask_words(self.person_screen, self)


@step
async def ask_words(screen: CareScreen, tab: TimelineTab) -> None:
    """The words that every shown line must have."""
    title = "Show only lines with these words (Enter alone: all)"
    words = await screen.ask(
        AskLine(title, "contact, hospital, decision, done...", value=tab.words, check=lambda _: "")
    )
    if words is not None:
        tab.words = words
        tab.refresh_data()


def _line(event: Event, today: date) -> TabLine:
    if len(event.at) > 10:
        moment = wall(event.at) if event.at.endswith("Z") else None
        day = moment.date() if moment else date.fromisoformat(event.at[:10])
        clock = f" {moment:%H:%M}" if moment else f" {event.at[11:16]}"
    else:
        day, clock = date.fromisoformat(event.at), ""
    return TabLine(
        (f"{say_date(day, today)}{clock}", Cell(event.kind, "strong" if event.kind == "hospital" else ""), event.words),
        event.entity,
        event.record,
        event.words,
    )
