"""The tabs of a person, each a module of its own that is imported when the tab is first shown."""

from importlib import import_module
from importlib.util import find_spec

from caretui.screens.person_tabs.base import PersonTab

TABS: tuple[tuple[str, str], ...] = (
    ("Summary", "caretui.screens.person_tabs.summary:SummaryTab"),
    ("Contacts", "caretui.screens.person_tabs.contacts:ContactsTab"),
    ("Plan", "caretui.screens.person_tabs.plan:PlanTab"),
    ("Team", "caretui.screens.person_tabs.team:TeamTab"),
    ("Timeline", "caretui.screens.person_tabs.timeline:TimelineTab"),
    ("Meetings", "caretui.screens.person_tabs.meetings:MeetingsTab"),
    ("Sharing", "caretui.screens.person_tabs.sharing:SharingTab"),
)
"""Word on row 4 and the place of the class, in the order of Left and Right."""


def make_tab(place: str) -> PersonTab:
    """The tab behind `module:Class`; a part that this caretui was installed without says so in one line."""
    module, _, name = place.partition(":")
    if find_spec(module) is None:
        return PersonTab()
    made: PersonTab = getattr(import_module(module), name)()
    return made
