"""The sender's own diary: planned visits and calls, and the meetings they are asked to."""

from datetime import datetime, timedelta

from caretui.documents.outline import Diary, Event
from caretui.documents.packs import parts
from caretui.documents.parcel import Parcel, To, made_at, marking
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
    people = dossier.people(con, tuple(dict.fromkeys(row[1] for row in planned if row[1])))
    events = [_visit(row, people.get(row[1])) for row in planned]
    events += [_meeting(one) for one in meeting_papers.meetings_of(con, professional, first=first, last=last)]
    diary = Diary(f"Visits and meetings of {viewer.name}", marking(store), to.purpose, made_at(store), tuple(events))
    return Parcel("diary", diary, to, tuple(people))


def _visit(row: tuple[object, ...], person: dossier.Person | None) -> Event:
    record, _, kind, purpose, at, minutes, place, with_whom, state = row
    start = datetime.fromisoformat(str(at))
    length = timedelta(minutes=int(str(minutes)) if minutes else _MINUTES.get(str(kind), 30))
    name = f"{person.given_name[:1]} {person.family_name}".strip() if person else str(with_whom)
    needs = ", ".join(value for _, value in parts.needs(person) if value) if person else ""
    return Event(
        uid=f"{record}@caretui",
        start=start,
        end=start + length,
        summary=f"{kind}: {name}" if name else str(kind),
        place=str(place),
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
        description=f"Chair: {one.chair}" if one.chair else "",
        cancelled=one.status == "cancelled",
    )
