"""The minutes of a meeting: who was there, each person under the four headings, what was not reached, amendments."""

from datetime import date

from caretui.care.agenda import NO_REASON, lacks_reason
from caretui.care.dates import is_timed, say_birth, say_full_date, wall
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import agenda, coming, dossier, huddle, meetings, minuted
from caretui.store.queries.since import since_last
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """One person who was discussed: Situation, Action to date, Update, Next steps (in words), and the decision."""

    item: agenda.Item
    situation: str
    to_date: str
    update: str
    view: str
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was put right after the minutes were issued; `at` is an instant, `item` None = about the whole."""

    id: str
    item: str | None
    words: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting's minutes; `goes_on` are those deferred or not reached, who are on the next list or wait for it."""

    meeting: meetings.Row
    attendees: tuple[coming.Attendee, ...]
    entries: tuple[Entry, ...]
    goes_on: tuple[agenda.Item, ...]
    left: tuple[agenda.Item, ...]
    amendments: tuple[Amendment, ...]


def read(con: Connection, meeting: str, viewer: Viewer, today: date) -> Minutes | None:
    """The minutes as they stand; None when there is no such meeting."""
    row = meetings.meeting(con, meeting)
    if row is None:
        return None
    items = agenda.items(con, meeting, viewer, today, left=True)
    discussed = [item for item in items if item.state == "discussed"]
    shown = [item.person for item in discussed if not item.hidden]
    people = dossier.people(con, shown)
    news = since_last(con, shown, viewer, today, row.at)
    agreed: dict[str | None, list[dossier.Owed]] = {}
    for action in minuted.actions(con, meeting):
        agreed.setdefault(action.item, []).append(action)
    then = _as_it_stood(con, meeting)
    entries = []
    for item in discussed:
        if item.person not in people:
            entries.append(Entry(item, "", "", "", "", ()))
            continue
        situation, to_date = then.get(item.id) or (
            huddle.situation(con, people[item.person], today, lasting=True),
            huddle.to_date(con, item.person, today, since=news[item.person].day),
        )
        steps = tuple(huddle.agreed_words(action) for action in agreed.get(item.id, ()))
        entries.append(Entry(item, situation, to_date, item.update, item.view, steps))
    return Minutes(
        meeting=row,
        attendees=coming.attendees(con, meeting, viewer),
        entries=tuple(entries),
        goes_on=tuple(item for item in items if item.state in ("deferred", "not reached", "listed")),
        left=tuple(item for item in items if item.state == "removed"),
        amendments=amendments(con, meeting),
    )


def _as_it_stood(con: Connection, meeting: str) -> dict[str, tuple[str, str]]:
    """Item -> (situation, action to date) as kept when the meeting ended; one that runs has none yet."""
    rows = con.execute(
        "SELECT id, situation_then, coalesce(to_date_then, '') FROM agenda_item"
        " WHERE meeting = ? AND situation_then IS NOT NULL",
        (meeting,),
    )
    return {item: (situation, to_date) for item, situation, to_date in rows}


def amendments(con: Connection, meeting: str) -> tuple[Amendment, ...]:
    """What was put right since the minutes were issued, in order."""
    rows = con.execute(
        "SELECT id, item, words, reason, by, at FROM minutes_amendment WHERE meeting = ? AND void IS NULL ORDER BY n",
        (meeting,),
    )
    return tuple(Amendment(*row) for row in rows)


# As words ----------------------------------------------------------------------------------------------------


def as_text(minutes: Minutes) -> str:
    """The minutes as plain lines, for the screen and the command line; amendments stand under what they amend."""
    return "\n".join(line for block in blocks(minutes) for line in (*block, "")) + "\n"


def blocks(minutes: Minutes) -> list[list[str]]:
    """The minutes in blocks of unwrapped lines: heading, who was there, one a person, what goes on, amendments."""
    found = [_heading(minutes), _attendance(minutes)]
    found += [_entry(entry, minutes, place) for place, entry in enumerate(minutes.entries, 1)]
    if minutes.goes_on:
        rows = ["GOES ON TO THE NEXT MEETING"]
        rows += [
            f"  {_name(item)}: {item.state}{f', {item.state_why}' if item.state_why else ''}"
            for item in minutes.goes_on
        ]
        found.append(rows)
    if minutes.left:
        found.append(["TAKEN OFF THE LIST", *(f"  {_name(item)}: {item.state_why}" for item in minutes.left)])
    whole = [_amended(one) for one in minutes.amendments if one.item is None]
    if whole:
        found.append(["AMENDED", *whole])
    return [block for block in found if block]


def _heading(minutes: Minutes) -> list[str]:
    row = minutes.meeting
    approved = f"approved by {row.approved_by}" if row.approved_by else "approved"
    standing = {
        "draft": "DRAFT",
        "approved": f"{approved}, not issued yet",
        "issued": f"{approved}, issued {_day(row.issued_at)}".rstrip(),
    }[row.minutes_status]
    day = say_full_date(date.fromisoformat(row.at[:10]))
    chair = f"chair {row.chair}" if row.chair else "no chair"
    return [
        f"MINUTES  {row.practice or row.kind}  {day}{f' {row.at[11:]}' if is_timed(row.at) else ''}  {chair}",
        f"{standing}.  {len(minutes.entries)} discussed, {len(minutes.goes_on)} go on.",
    ]


def _attendance(minutes: Minutes) -> list[str]:
    rows = []
    for word in ("present", "substitute", "apologies", "absent", "expected"):
        names = [
            f"{one.substitute} for {one.name}" if word == "substitute" else _attendee(one)
            for one in minutes.attendees
            if one.attendance == word
        ]
        if names:
            rows.append(f"  {'not noted' if word == 'expected' else word}: {'; '.join(names)}")
    return ["WHO WAS THERE", *rows] if rows else []


def _attendee(one: coming.Attendee) -> str:
    agency = one.agency_name if one.agency_name != one.role else ""  # a GP of the GPs is said once
    return ", ".join(part for part in (one.name, one.role, agency) if part)


def _entry(entry: Entry, minutes: Minutes, place: int) -> list[str]:
    item = entry.item
    if item.hidden:
        return [f"{place}. {_name(item)}"]
    rows = [f"{place}. {_name(item)}"]
    parts = (("Situation", entry.situation), ("Action to date", entry.to_date), ("Update", entry.update))
    rows += [f"  {heading}: {' '.join(text.split())}" for heading, text in (*parts, ("Their view", entry.view)) if text]
    rows += [f"  Next steps: {step}" for step in entry.next_steps]
    decision = ", ".join(part for part in (item.level, item.onward) if part) or "nothing decided"
    back = f"; back {item.back}" if item.back and item.back != "not needed" else "; not back" if item.back else ""
    reason = NO_REASON if lacks_reason(item.level, item.decided_why) else item.decided_why
    why = f" ({reason})" if reason else ""
    lead = f"; lead {item.lead_name}" if item.lead_name else ""
    rows.append(f"  Decision: {decision}{why}{back}{lead}")
    return rows + [_amended(one) for one in minutes.amendments if one.item == item.id]


def _amended(one: Amendment) -> str:
    return f"  AMENDED {wall(one.at):%d/%m/%Y %H:%M} by {one.by}: {one.words} (reason: {one.reason})"


def _name(item: agenda.Item) -> str:
    """`HUSSAIN, Mohammed  born 2 Feb 1948`: two of one name must not be one in the minutes."""
    name = f"{item.family_name.upper()}, {item.given_name}" if item.given_name else item.family_name.upper()
    return f"{name}  born {say_birth(date.fromisoformat(item.date_of_birth))}" if item.date_of_birth else name


def _day(instant: str | None) -> str:
    return say_full_date(wall(instant).date()) if instant else ""
