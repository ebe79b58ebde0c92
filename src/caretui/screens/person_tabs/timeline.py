"""The Timeline tab: everything dated about the person in one list, newest first; / shows lines with some words."""

from datetime import date

from textual import on
from textual.app import ComposeResult

from caretui.care.dates import is_timed, say_date, wall
from caretui.screens.narrowed import Narrowed
from caretui.screens.person_tabs.listing import ListingTab, TabLine
from caretui.store.queries import history
from caretui.store.queries.history import Event
from caretui.widgets.filter import FilterLine
from caretui.widgets.line import Cell
from caretui.widgets.table import Column, VirtualTable


class TimelineTab(Narrowed, ListingTab):
    """Contacts, hospital, actions done, decisions, coordinators with their handover notes, programmes, who went in."""

    columns = (Column("", 17, 2), Column("", 11, 20), Column("", 48, 32, flexible=True))
    empty = (
        "Nothing dated is written down yet.",
        "c logs a contact; h notes a hospital visit; / with no words shows all again.",
    )

    def __init__(self) -> None:
        super().__init__()
        self.filter_line = FilterLine("words, or contact, hospital, decision, done")

    def compose(self) -> ComposeResult:
        """What is filtered, then the list."""
        yield self.filter_line
        yield self.table

    def refresh_data(self) -> None:
        """Read all events off the UI thread."""
        viewer, person, words, today = self.care.store.viewer, self.person, self.words, self.care.today
        self.fetch(
            lambda con: history.timeline(con, person, viewer, words), lambda events: self.show_events(events, today)
        )

    def show_events(self, events: tuple[Event, ...], today: date) -> None:
        """A line an event."""
        self.lines = [_line(event, today) for event in events]
        self.table.reload(range(len(self.lines)))

    def show(self, person: str) -> None:
        """Somebody else begins with everything."""
        if person != self.person and self.words:
            self.words = ""
            self.filter_line.put("")
        super().show(person)

    def chosen(self) -> None:
        """Enter: a contact whole; what else stands on a register, to edit."""
        line = self.line
        if line is not None and line.entity == "contact":
            self.care.open("entry", contact=line.record)
        else:
            self.action_edit()

    @on(VirtualTable.RowHighlighted)
    def _moved(self) -> None:
        self.filter_line.show_around(f" {len(self.lines)}", f"{self.table.position_text} ")


def _line(event: Event, today: date) -> TabLine:
    if len(event.at) > 10:
        moment = wall(event.at) if event.at.endswith("Z") else None
        day = moment.date() if moment else date.fromisoformat(event.at[:10])
        clock = f" {moment:%H:%M}" if moment else f" {event.at[11:16]}" if is_timed(event.at) else ""
    else:
        day, clock = date.fromisoformat(event.at), ""
    return TabLine(
        (f"{say_date(day, today)}{clock}", Cell(event.kind, "strong" if event.kind == "hospital" else ""), event.words),
        event.entity,
        event.record,
        event.words,
    )
