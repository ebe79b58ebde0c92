"""The meeting pack: who is to be discussed and why, with what an agency needs to know of each before it comes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from caretui.care.agenda import carried_words, deferred_words
from caretui.care.dates import is_timed, months_after
from caretui.documents.outline import Block, Column, Facts, Note, Paragraph, Section, Table
from caretui.documents.packs import parts
from caretui.documents.packs.person import own_actions
from caretui.documents.parcel import Parcel, To, cautions, paper, sift
from caretui.documents.pulse import counted
from caretui.lean import dataclass, replace
from caretui.store.queries import dossier, meeting_papers, recipients
from caretui.store.store import Store


def build(store: Store, meeting: str, to: To) -> Parcel:
    """The pack for one recipient, its people numbered afresh. Raises LookupError when there is no such meeting.

    Left out, and counted for the sender: who objects to the recipient, and restricted people. An agency that is not
    health or social care gets only the people whom it works with, and its own actions.
    """
    con = store.read()
    found = meeting_papers.meeting(con, meeting)
    if found is None:
        raise LookupError("no such meeting")
    agenda = theirs(store, meeting_papers.items(con, meeting), to)
    kept, withheld = sift(store, [item.person for item in agenda], to, meeting=meeting)
    agenda = tuple(item for item in agenda if item.person in kept)
    people = tuple(dict.fromkeys(item.person for item in agenda))
    known = _Known.of(store, people, found.at)
    agenda = tuple(item for item in agenda if item.person in known.people)
    sections = [
        Section("The meeting", 1, opening(found, attendees(store, meeting, to))),
        Section("Who is to be discussed", 1, (_list(agenda, known),)),
        *(
            Section(f"{number}. {known.people[item.person].full_name}", 2, _brief(store, item, known, to))
            for number, item in enumerate(counted(agenda, "people read"), start=1)
        ),
    ]
    document = paper(store, to, title=title(found, "Pack"), kind="Meeting pack", sections=sections)
    return Parcel(
        "meeting pack",
        document,
        to,
        tuple(item.person for item in agenda),
        withheld,
        cautions=cautions(store, people, to),
        meeting=meeting,
    )


def theirs(store: Store, agenda: Sequence[meeting_papers.Item], to: To) -> tuple[meeting_papers.Item, ...]:
    """The items that concern the recipient: health and social care all, others the people whom they work with."""
    known = concerned(store, [item.person for item in agenda], to)
    return tuple(item for item in agenda if item.person in known)


def concerned(store: Store, people: Sequence[str], to: To) -> frozenset[str]:
    """Those of `people` who concern the recipient: for health and social care all, for others whom they work with."""
    if to.is_care or not to.recipient.agency:
        return frozenset(people)
    return recipients.known_to(store.read(), people, to.recipient.agency)


def title(meeting: meeting_papers.Meeting, what: str) -> str:
    """`Pack: Higher Croft Surgery, Thu 26 Nov 2026`."""
    where = meeting.practice or meeting.locality or meeting.kind
    return f"{what}: {where}, {parts.day(meeting.at)}"


def attendees(store: Store, meeting: str, to: To) -> tuple[meeting_papers.Attendee, ...]:
    """Who was asked; who comes for somebody of whom the recipient must not be told has no name."""
    found = meeting_papers.attendees(store.read(), meeting)
    people = concerned(store, [one.of_person for one in found if one.of_person], to)
    kept, _ = sift(store, tuple(people), to, meeting=meeting)
    return tuple(
        one
        if one.of_person is None or one.of_person in kept
        else replace(one, name="a guest", role="", substitute=one.substitute and "a guest")
        for one in found
    )


def opening(meeting: meeting_papers.Meeting, asked: Sequence[meeting_papers.Attendee]) -> tuple[Block, ...]:
    """When, where, who chairs, who is expected."""
    expected = [
        ", ".join(part for part in (one.name, one.role, one.agency_name) if part)
        for one in asked
        if one.attendance != "absent"
    ]
    timed = is_timed(meeting.at)
    pairs = (
        ("What", meeting.kind),
        ("When", f"{parts.moment(meeting.at)}{'' if timed else ', time to be set'}, {meeting.minutes} minutes"),
        ("Where", meeting.place or meeting.practice),
        ("Chair", meeting.chair or "no chair yet"),
        ("Expected", "; ".join(expected) if meeting.status == "planned" else ""),
    )
    cancelled = (
        (Note(f"This meeting{f' of {meeting.at[11:]}' if timed else ''} is cancelled.", "warning"),)
        if meeting.status == "cancelled"
        else ()
    )
    return (*cancelled, Facts(pairs))


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands in the record of the people on the agenda, by person."""

    people: Mapping[str, dossier.Person]
    warnings: Mapping[str, tuple[dossier.Warned, ...]]
    conditions: Mapping[str, tuple[tuple[Any, ...], ...]]
    services: Mapping[str, tuple[dossier.GoesIn, ...]]
    actions: Mapping[str, tuple[dossier.Owed, ...]]
    contacts: Mapping[str, tuple[dossier.Said, ...]]
    events: Mapping[str, tuple[dossier.Event, ...]]
    decisions: Mapping[str, tuple[tuple[Any, ...], ...]]

    @classmethod
    def of(cls, store: Store, people: tuple[str, ...], at: str) -> "_Known":
        con, today = store.read(), store.today()
        since = months_after(today, -3).isoformat()
        return cls(
            dossier.people(con, people),
            dossier.warnings(con, people),
            dossier.conditions(con, people),
            dossier.goes_in(con, people, today.isoformat()),
            dossier.open_actions(con, people),
            dossier.contacts(con, people, since=since),
            dossier.events(con, people, since),
            meeting_papers.last_decisions(con, people, at),
        )


def reasons(item: meeting_papers.Item) -> str:
    """Why the person is on the agenda, in words."""
    words = [line.strip() for line in item.reasons.split("\n") if line.strip()]
    if item.source == "carried" and not any("carried" in word for word in words):
        words.insert(0, carried_words(max(1, item.deferred)))
    elif item.deferred:
        words.append(deferred_words(item.deferred))
    return "; ".join(words)


def _list(agenda: Sequence[meeting_papers.Item], known: _Known) -> Block:
    if not agenda:
        return Paragraph("Nobody is on the agenda for you.")
    columns = (
        Column("No.", "number", width=4),
        Column("Person", width=22),
        Column("Born", width=12),
        Column("NHS number", "nhs", width=13),
        Column("Why", width=36),
    )
    rows = []
    for number, item in enumerate(agenda, start=1):
        person = known.people[item.person]
        nhs = person.nhs_number or "no NHS number"
        rows.append((number, person.full_name, parts.birth(person), nhs, reasons(item)))
    return Table(columns, rows)


def _brief(store: Store, item: meeting_papers.Item, known: _Known, to: To) -> tuple[Block, ...]:
    person, today = known.people[item.person], store.today()
    recipient = to.about(person)
    last = known.decisions.get(person.id, ())
    said = parts.readable(known.contacts.get(person.id, ()), recipient)
    since = max(str(last[0][0]) if last else "", months_after(today, -3).isoformat())
    conditions = ", ".join(str(name) for name, _ in known.conditions.get(person.id, ()))
    actions = own_actions(known.actions.get(person.id, ()), to)
    facts = (
        ("Why", reasons(item)),
        ("Born", parts.born(person, today)),
        ("NHS number", parts.nhs(person)),
        ("Coordinator", parts.coordinator(person)),
        ("Has", conditions if to.is_care else ""),
        *parts.hospital(person),
        *parts.needs(person),
        ("Situation", (person.situation or person.in_one_line) if to.is_care else ""),
        ("Since " + parts.day(since), _since(said, known.events.get(person.id, ()), since) if to.is_care else ""),
        ("Last decision", _decision(last)),
        ("Their view", item.view),
        ("To say", item.say if to.is_own_use else ""),
    )
    services = known.services.get(person.id, ()) if to.is_care else ()
    return (
        *parts.warnings(known.warnings.get(person.id, ()), recipient),
        Facts(facts),
        *((parts.service_table(services),) if services else ()),
        *((parts.action_table(actions, today, caption="Open actions"),) if actions else ()),
    )


def _since(said: Sequence[dossier.Said], events: Sequence[dossier.Event], since: str) -> str:
    """`community nursing 4, district nursing 6; A&E attendance 1`."""
    seen = Counter(
        one.agency or "not said" for one in said if one.at[:10] >= since and not one.error and one.reached == "yes"
    )
    happened = Counter(one.kind for one in events if one.at[:10] >= since)
    words = [", ".join(f"{name} {count}" for name, count in counter.items()) for counter in (seen, happened)]
    return "; ".join(word for word in words if word) or "no contact and no event written down"


def _decision(last: Sequence[tuple[Any, ...]]) -> str:
    if not last:
        return ""
    day, level, onward, back = last[0]
    return f"{parts.day(day)}: " + ", ".join(word for word in (level, onward, f"back {back}" if back else "") if word)
