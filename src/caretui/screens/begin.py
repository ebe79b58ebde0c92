"""Beginning a meeting: one that is planned for another day asks first, a slip of a key would take that day from it."""

from datetime import date

from caretui.care.dates import say_date
from caretui.screens.base import CareScreen, step
from caretui.store.queries import meetings


@step
async def begin(screen: CareScreen, meeting: str) -> None:
    """Into the huddle: at once today and where the meeting runs already, else after the question."""
    from caretui.widgets.dialogs import Ask

    row = meetings.meeting(screen.care.store.read(), meeting)
    if row is None:
        return
    today = screen.care.today
    day = date.fromisoformat(row.at[:10])
    if row.status == "planned" and day != today and row.agenda_items:
        verb = "is" if day > today else "was"
        title = f"{row.practice or row.kind}: it {verb} planned for {say_date(day, today)}. Begin it today?"
        if not await screen.ask(Ask(title, yes="begin", no="not today")):
            return
    screen.care.open("huddle", meeting=meeting)
