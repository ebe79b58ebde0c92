"""Minutes: attendance, and for each person Situation, Action to date, Update, Next steps and the decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from caretui.care.agenda import NO_REASON, lacks_reason
from caretui.documents.outline import Block, Bullets, Column, Facts, Note, Paragraph, Quote, Section, Table
from caretui.documents.packs import parts
from caretui.documents.packs.meeting import attendees, opening, reasons, theirs, title
from caretui.documents.packs.person import own_actions
from caretui.documents.parcel import Parcel, To, cautions, paper, sift
from caretui.store.queries import dossier, meeting_papers, minuted
from caretui.store.store import Store

_DONE = ("discussed",)
_AGREED = (Column("Who", width=20), Column("What", width=38), Column("By", width=14))
"""What was agreed has no state: how it stands today is no part of the minutes."""


def build(store: Store, meeting: str, to: To) -> Parcel:
    """The minutes for one recipient. Raises LookupError when there is no such meeting.

    An agency's copy has the people that its pack has, and of the actions agreed only its own when it is not health
    or social care. Who was not reached is listed as coming back.
    """
    con = store.read()
    found = meeting_papers.meeting(con, meeting)
    if found is None:
        raise LookupError("no such meeting")
    agenda = theirs(store, meeting_papers.items(con, meeting), to)
    kept, withheld = sift(store, [item.person for item in agenda], to, meeting=meeting)
    people = dossier.people(con, kept)
    asked = attendees(store, meeting, to)
    agenda = tuple(item for item in agenda if item.person in people)
    ids = tuple(people)
    services = dossier.goes_in(con, ids, found.at[:10])
    actions = [action for action in agreed(store, meeting, to) if action.person in people]
    discussed = [item for item in agenda if item.state in _DONE or item.level]
    waiting = [item for item in agenda if item not in discussed]
    sections = [
        Section("The meeting", 1, (*_standing(found), *opening(found, asked))),
        Section("Attendance", 1, _attendance(asked)),
        *(
            Section(
                f"{number}. {people[item.person].full_name}",
                1,
                _item(item, people[item.person], services.get(item.person, ()), _of(actions, item)),
            )
            for number, item in enumerate(discussed, start=1)
        ),
        Section("Not reached or put off", 1, _back(waiting, people)),
        Section("Actions agreed", 1, _all_actions(actions, people)),
        Section("Amended after issue", 1, _amended(store, meeting, agenda, people)),
    ]
    document = paper(
        store,
        to,
        title=title(found, "Minutes"),
        kind="Minutes",
        sections=[section for section in sections if section.blocks],
    )
    told = tuple(dict.fromkeys(item.person for item in agenda))
    return Parcel("minutes", document, to, told, withheld, cautions=cautions(store, told, to), meeting=meeting)


def agreed(store: Store, meeting: str, to: To) -> tuple[dossier.Owed, ...]:
    """The actions agreed at the meeting that the recipient may see, as the minutes have them."""
    return own_actions(minuted.actions(store.read(), meeting), to)


def _standing(meeting: meeting_papers.Meeting) -> tuple[Block, ...]:
    """Draft, approved or issued: said at the head, so that nobody acts on a draft unknowingly."""
    match meeting.minutes_status:
        case "issued":
            return (Note(f"{_step('Issued', meeting.issued_at)}, {_step('approved', '', meeting.approved_by)}."),)
        case "approved":
            return (Note(f"{_step('Approved', meeting.approved_at, meeting.approved_by)}."),)
        case _:
            return (Note("DRAFT: not yet approved by the chair.", "warning"),)


def _step(word: str, at: str | None, by: str | None = "") -> str:
    """`approved by Dr A Farrow Mon 26 Oct 2026 17:10`, as much of it as is known."""
    return " ".join(part for part in (word, f"by {by}" if by else "", parts.moment(at)) if part)


def _attendance(attendees: Sequence[meeting_papers.Attendee]) -> tuple[Block, ...]:
    if not attendees:
        return (Paragraph("Attendance was not written down."),)
    columns = (Column("Name", width=22), Column("Role", width=18), Column("Agency", width=20), Column("Attendance"))
    rows = [
        (
            one.name,
            one.role,
            one.agency_name,
            f"substitute: {one.substitute}" if one.attendance == "substitute" and one.substitute else one.attendance,
        )
        for one in attendees
    ]
    return (Table(columns, rows),)


def _agreed(action: dossier.Owed) -> tuple[str, str, str]:
    return parts.owner(action), action.what, parts.day(action.due)


def _of(actions: Sequence[dossier.Owed], item: meeting_papers.Item) -> tuple[dossier.Owed, ...]:
    return tuple(
        action for action in actions if action.item == item.id or (action.item is None and action.person == item.person)
    )


def _item(
    item: meeting_papers.Item,
    person: dossier.Person,
    services: Sequence[dossier.GoesIn],
    actions: Sequence[dossier.Owed],
) -> tuple[Block, ...]:
    to_date = item.to_date
    if to_date is None:
        to_date = "; ".join(f"{one.provider} {parts.pattern(one)}".strip() for one in services)
    facts = (
        ("Born", parts.birth(person)),
        ("NHS number", parts.nhs(person)),
        ("Situation", item.situation or person.situation or person.in_one_line or reasons(item)),
        ("Action to date", to_date),
        ("Update", item.update),
    )
    steps: tuple[Block, ...] = (Facts((("Next steps", decision(item)),)),)
    return (
        Facts(facts),
        *((Quote(item.view),) if item.view else ()),
        *steps,
        *((Table(_AGREED, [_agreed(action) for action in actions]),) if actions else ()),
    )


def decision(item: meeting_papers.Item) -> str:
    """`coordinate, refer; back next meeting; because ...`."""
    if not item.level:
        return "no decision was written down"
    first = ", ".join(word for word in (item.level, item.onward) if word)
    back = f"back {item.back}" if item.back else ""
    if item.back_on:
        back = f"{back}, {parts.day(item.back_on)}".strip(", ")
    why = f"because {item.decided_why}" if item.decided_why else ""
    if lacks_reason(item.level, item.decided_why):
        why = NO_REASON
    return "; ".join(word for word in (first, back, why) if word)


def _back(waiting: Sequence[meeting_papers.Item], people: Mapping[str, dossier.Person]) -> tuple[Block, ...]:
    if not waiting:
        return ()
    lines = []
    for item in waiting:
        how = "put off" if item.state == "deferred" else "not reached"
        why = f": {item.state_why}" if item.state_why else ""
        lines.append(f"{people[item.person].full_name}, {how}{why}; comes back at the next meeting")
    return (Bullets(tuple(lines)),)


def _all_actions(actions: Sequence[dossier.Owed], people: Mapping[str, dossier.Person]) -> tuple[Block, ...]:
    if not actions:
        return ()
    columns = (Column("Person", width=20), Column("Who", width=20), Column("What", width=32), Column("By", width=14))
    rows: list[tuple[Any, ...]] = [
        (person.full_name, *_agreed(action)) for action in actions if (person := people.get(action.person or ""))
    ]
    return (Table(columns, rows),)


def _amended(
    store: Store,
    meeting: str,
    agenda: Sequence[meeting_papers.Item],
    people: Mapping[str, dossier.Person],
) -> tuple[Block, ...]:
    """What was put right later; of the people in this copy, and of the minutes as a whole."""
    of_item = {item.id: people[item.person].full_name for item in agenda}
    lines: list[tuple[str, str]] = []
    for item, words, reason, by, at in meeting_papers.amendments(store.read(), meeting):
        if item is None or item in of_item:
            about = of_item.get(item or "", "The minutes")
            lines.append((f"{about}, {parts.moment(at)} by {by}", f"{words} (because {reason})"))
    return (Facts(tuple(lines)),) if lines else ()
