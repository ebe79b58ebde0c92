"""For calendar programs: the sender's own diary, the invitation to a meeting, and when what it agreed is due."""

from datetime import datetime, timedelta

from caretui.care.dates import is_timed
from caretui.documents.outline import Diary, Event
from caretui.documents.packs import agreed, parts
from caretui.documents.parcel import Parcel, To, made_at, marking, sift
from caretui.store.queries import dossier, meeting_papers
from caretui.store.store import Store

DAYS_BACK, DAYS_ON = 7, 92
_MINUTES = {"visit": 45, "call": 15, "appointment": 30}


def build(store: Store, to: To) -> Parcel:
    """From a week ago to three months on. A calendar is seen by others: initial and family name, no address."""
    con, viewer = store.read(), store.viewer
    first = (store.today() - timedelta(days=DAYS_BACK)).isoformat()
    last = (store.today() + timedelta(days=DAYS_ON)).isoformat()
    professional = viewer.professional or ""
    planned = dossier.planned(con, first=first, last=last, professional=professional)
    kept, withheld = sift(store, tuple(dict.fromkeys(row[1] for row in planned if row[1])), to)
    people = dossier.people(con, kept)
    events = [_visit(row, people.get(row[1])) for row in planned if row[1] is None or row[1] in kept]
    events += [_meeting(one) for one in meeting_papers.meetings_of(con, professional, first=first, last=last)]
    diary = Diary(f"Visits and meetings of {viewer.name}", marking(store), to.purpose, made_at(store), tuple(events))
    return Parcel("diary", diary, to, tuple(people), withheld)


def _visit(row: tuple[object, ...], person: dossier.Person | None) -> Event:
    record, _, kind, purpose, at, minutes, place, with_whom, state = row
    start = datetime.fromisoformat(str(at))
    length = timedelta(minutes=int(str(minutes)) if minutes else _MINUTES.get(str(kind), 30))
    name = _short(person) if person else str(with_whom)
    needs = ", ".join(value for _, value in parts.needs(person) if value) if person else ""
    return Event(
        uid=f"{record}@caretui",
        start=start,
        end=start + length,
        summary=f"{kind}: {name}" if name else str(kind),
        place=str(place),
        all_day=not is_timed(str(at)),
        description="\n".join(part for part in (str(purpose), needs) if part),
        cancelled=str(state) in ("they cancelled", "we cancelled"),
    )


def _meeting(one: meeting_papers.Meeting) -> Event:
    start = datetime.fromisoformat(one.at)
    return Event(
        uid=f"{one.id}@caretui",
        start=start,
        end=start + timedelta(minutes=one.minutes),
        summary=f"{one.kind}: {one.practice}" if one.practice else one.kind,
        place=one.place or one.practice,
        all_day=not is_timed(one.at),
        description=f"Chair: {one.chair}" if one.chair else "",
        cancelled=one.status == "cancelled",
    )


def invitation(store: Store, meeting: str, to: To) -> Parcel:
    """One meeting for the calendars of those asked; it names nobody who is discussed. Raises LookupError."""
    found = meeting_papers.meeting(store.read(), meeting)
    if found is None:
        raise LookupError("no such meeting")
    entry = _meeting(found)
    diary = Diary(entry.summary, marking(store), to.purpose, made_at(store), (entry,))
    return Parcel("invitation", diary, to, (), meeting=meeting)


def due_dates(store: Store, meeting: str, to: To) -> Parcel:
    """The days on which the actions agreed at a meeting are due, of those that the recipient may see."""
    found = agreed.agreed(store, meeting, to)
    entries = [
        Event(
            uid=f"{action.id}@caretui",
            start=datetime.fromisoformat(action.due),
            end=datetime.fromisoformat(action.due),
            summary=f"due, {parts.owner(action)}: {_short(person)}",
            description=action.what,
            all_day=True,
        )
        for action, person in found.actions
        if action.due
    ]
    diary = Diary("Due after the meeting", marking(store), to.purpose, made_at(store), tuple(entries))
    return Parcel("due dates", diary, to, found.people, found.withheld, meeting=meeting)


def _short(person: dossier.Person) -> str:
    """Initial and family name: a calendar is seen by others."""
    return f"{person.given_name[:1]} {person.family_name}".strip()
