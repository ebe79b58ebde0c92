"""What the contact form shows before a word is typed: who is around the person, who can be asked, the last entry."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from caretui.care.lines import Party
from caretui.care.vocabulary import AGENCY_ALIASES, AGENCY_KINDS, AGENCY_SHORT
from caretui.store.database import Connection
from caretui.store.queries import around, contacts, messages, person, planned
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
    me = Party("me", viewer.professional, viewer.name, ("me",))
    staff = colleagues(con)
    last = contacts.last(con, about, viewer, today)
    return QuickEntry(
        strip,
        around.circle(con, about),
        staff,
        parties(con, about, strip.who.called, staff),
        me,
        last[0] if last else None,
        planned.one(con, visit) if visit else None,
        messages.one(con, message) if message else None,
    )


def colleagues(con: Connection) -> tuple[Party, ...]:
    """Professionals who have not left."""
    rows = con.execute(
        "SELECT id, name FROM professional WHERE void IS NULL AND left_on IS NULL AND name IS NOT NULL ORDER BY n"
    )
    return tuple(Party("professional", record, name) for record, name in rows)


def parties(con: Connection, about: str, called: str, staff: tuple[Party, ...] = ()) -> tuple[Party, ...]:
    """Who can be asked to do something for this person: family, themselves, colleagues, agencies, kinds of agency."""
    family = con.execute(
        "SELECT id, name || coalesce(', ' || relationship, ''), coalesce(relationship, ''), professional FROM circle"
        " WHERE person = ? AND void IS NULL AND ended IS NULL AND name IS NOT NULL ORDER BY n",
        (about,),
    ).fetchall()
    found = [
        Party("family", record, words, (kin,) if kin else ()) for record, words, kin, staff_id in family if not staff_id
    ]
    found.append(Party("person", about, called))
    found += staff
    agencies = con.execute(
        "SELECT id, name, coalesce(short, ''), coalesce(kind, '') FROM agency WHERE void IS NULL AND closed IS NULL"
        " AND name IS NOT NULL ORDER BY n"
    ).fetchall()
    alone = {kind for kind, count in Counter(row[3] for row in agencies).items() if count == 1}
    for record, name, short, kind in agencies:
        also = (
            (kind, AGENCY_SHORT[kind], *AGENCY_ALIASES.get(kind, ())) if kind in alone and kind in AGENCY_SHORT else ()
        )
        found.append(Party("agency", record, name, tuple(word for word in (short, *also) if word)))
    names = {row[1].casefold() for row in agencies}
    kinds = (kind for kind in AGENCY_KINDS if kind not in alone and kind not in ("family", "other"))
    found += [Party("agency", None, kind) for kind in kinds if kind.casefold() not in names]
    return tuple(found)
