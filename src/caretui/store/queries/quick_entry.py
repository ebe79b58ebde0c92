"""What the contact form shows before a word is typed: who is around the person, who can be asked, the last entry."""

from datetime import date

from caretui.care.lines import Party
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import around, contacts, messages, parties, person, planned
from caretui.store.queries.around import Around
from caretui.store.queries.contacts import Entry
from caretui.store.queries.messages import Message
from caretui.store.queries.person import Strip
from caretui.store.queries.planned import Visit
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """Everything the form needs of the store, read at once."""

    strip: Strip
    circle: tuple[Around, ...]
    colleagues: tuple[Party, ...]
    parties: tuple[Party, ...]
    me: Party
    last: Entry | None
    visit: Visit | None
    message: Message | None


def quick_entry(
    con: Connection, about: str, viewer: Viewer, today: date, *, visit: str | None = None, message: str | None = None
) -> QuickEntry | None:
    """What the form about a person shows; None when there is no such person, or it is hidden from the viewer.

    `visit`: the planned one that is written up; `message`: the one that is answered (ids).
    """
    strip = person.strip(con, about, viewer, today)
    if strip is None:
        return None
    last = contacts.last(con, about, viewer, today)
    return QuickEntry(
        strip,
        around.circle(con, about),
        parties.staff(con),
        parties.parties(con, about),
        parties.me(viewer),
        last[0] if last else None,
        planned.one(con, visit) if visit else None,
        messages.one(con, message) if message else None,
    )
