"""The brief beside the list: what whoever leads the meeting must know of each person, always in one order.

A dozen queries for the whole list, however long it is; moving the cursor reads nothing.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from caretui.care.actions import Asked, asked_twice, days_late
from caretui.care.audience import warning_for, warning_text
from caretui.care.counts import several
from caretui.care.dates import say_date
from caretui.care.identifiers import fold
from caretui.care.risk import change_in_words, moved_up
from caretui.care.vocabulary import short_agency
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import agenda, coming, dossier, meetings, objections
from caretui.store.queries.need_to_know import at_the_screen, contacts_read
from caretui.store.queries.since import Since, since_last
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

Brief = tuple[tuple[str, tuple[str, ...]], ...]
"""(heading, its lines) in the order of the brief; empty headings are left out."""

_TO_DO = {
    "nobody coming knows them": "ask someone who knows them to come",
    "not yet told of the meeting": "tell them of the meeting",
    "no note": "write a note, or nothing to add",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that the briefs of one list are made of, by person."""

    today: date
    people: Mapping[str, dossier.Person]
    since: Mapping[str, Since]
    actions: Mapping[str, tuple[dossier.Owed, ...]]
    goes_in: Mapping[str, tuple[dossier.GoesIn, ...]]
    warnings: Mapping[str, tuple[str, ...]]
    knowers: Mapping[str, tuple[coming.Knower, ...]]
    family: Mapping[str, str]
    objects: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, tuple[tuple[str, str, str], ...]]
    coming: coming.Coming


def briefs(
    con: Connection, meeting: str, items: Sequence[agenda.Item], viewer: Viewer, today: date
) -> dict[str, Brief]:
    """Item id -> brief, for the items of a list; nothing of a person whom the viewer must not see."""
    shown = [item for item in items if not item.hidden]
    people = [item.person for item in shown]
    row = con.execute("SELECT at FROM meeting WHERE id = ?", (meeting,)).fetchone()
    before = row[0] if row else today.isoformat()
    who = dossier.people(con, people)
    lists = Lists(
        today=today,
        people=who,
        since=since_last(con, people, viewer, today, before),
        actions=dossier.open_actions(con, people),
        goes_in=dossier.goes_in(con, people, today.isoformat()),
        warnings=_warnings(con, who, viewer),
        knowers=coming.knowers(con, people, today),
        family=family_words(con, people, viewer),
        objects=objections.objected(con, people, today),
        owners=_owners(con, people),
        coming=coming.coming_to(con, meeting),
    )
    return {item.id: _brief(item, lists) for item in shown if item.person in who}


def _brief(item: agenda.Item, lists: Lists) -> Brief:
    lines: dict[str, Sequence[str]] = {
        "WHY": _why(item),
        "SINCE": _since(item, lists),
        "LATE": _late(item, lists),
        "WAIT": _waiting(item, lists),
        "LAST": _last(item, lists),
        "KNOWS": ["; ".join(k.words for k in lists.knowers.get(item.person, ())[:4]) or "NO COORDINATOR"],
        "FAMILY": [item.view or lists.family.get(item.person, "")],
        "TWICE": _twice(item, lists),
        "GAP": _gap(item, lists),
        "SHARE": _share(item, lists),
        "NEEDS": _needs(item, lists),
        "SAY": item.say.splitlines(),
        "TO DO": [_TO_DO[missing] for missing in item.ready.missing],
    }
    kept = ((heading, tuple(line for line in found if line)) for heading, found in lines.items())
    return tuple((heading, rows) for heading, rows in kept if rows)


def _why(item: agenda.Item) -> list[str]:
    """The reasons side by side: the brief has few rows."""
    asked = f"asked for by {item.asked_by}" if item.asked_by else ""
    late = "late item" if item.source == "late item" else ""
    more = ", ".join(part for part in (asked, late) if part and part not in item.reasons)
    moved = f"now with {item.moved_to}" if item.moved_to else ""
    return [", ".join(item.reasons), more, moved]


def _since(item: agenda.Item, lists: Lists) -> list[str]:
    news = lists.since[item.person]
    person = lists.people[item.person]
    said = news.since_words(lists.today).removeprefix("since ")
    risk = ""
    if moved_up(person.risk_before, person.risk_band):
        risk = f"risk {change_in_words(person.risk_before, person.risk_band)}"
    return [f"{said}: {news.contact_words() or 'no contacts'}", news.event_words(), risk]


def _late(item: agenda.Item, lists: Lists) -> list[str]:
    rows = []
    for action in lists.actions.get(item.person, ()):
        due = date.fromisoformat(action.due) if action.due else None
        if days := days_late(due, lists.today, status=action.status, died=bool(item.date_of_death)):
            rows.append(f"{action.owner or 'us'}: {action.what}, {several(days, 'day')}")
    return rows


def _waiting(item: agenda.Item, lists: Lists) -> list[str]:
    rows = []
    for action in lists.actions.get(item.person, ()):
        if action.status == "waiting":
            since = action.waiting_since
            day = f", since {say_date(date.fromisoformat(since), lists.today)}" if since else ""
            rows.append(f"{action.waiting_on or action.owner or action.what}{day}")
    return rows


def _last(item: agenda.Item, lists: Lists) -> list[str]:
    last = lists.since[item.person].last
    return [f"{say_date(last.day, lists.today)}: {last.words}"] if last else []


def _twice(item: agenda.Item, lists: Lists) -> list[str]:
    """The same thing owed by several agencies, or done by several who go in on the same day."""
    asked = [
        Asked(action.id, action.what, action.agency or fold(action.owner), action.owner)
        for action in lists.actions.get(item.person, ())
        if action.owner
    ]
    found = [double.words.removeprefix("TWICE ") for double in asked_twice(asked)]
    services = [service for service in lists.goes_in.get(item.person, ()) if service.what]
    for place, one in enumerate(services):
        for other in services[place + 1 :]:
            same_day = any(a == b != "." for a, b in zip(one.days, other.days, strict=False))
            if fold(one.what) == fold(other.what) and fold(one.provider) != fold(other.provider) and same_day:
                found.append(f"{one.what}: {one.provider} and {other.provider}")
    return found


def _gap(item: agenda.Item, lists: Lists) -> list[str]:
    missing = [name for agency, name, _ in lists.owners.get(item.person, ()) if agency not in lists.coming.agencies]
    if len(missing) > 2:
        short = [
            short_agency(kind) for agency, _, kind in lists.owners[item.person] if agency not in lists.coming.agencies
        ]
        missing = [", ".join(short[:-1]), short[-1]]
    return [f"{' and '.join(missing)} not coming"] if missing else []


def _share(item: agenda.Item, lists: Lists) -> list[str]:
    person = lists.people[item.person]
    told = (
        f"told {say_date(date.fromisoformat(person.told_on), lists.today)}"
        if person.told_on
        else "NOT TOLD of the team"
    )
    objects = lists.objects.get(item.person, ())
    return [f"{told}; objects to {', '.join(objects) if objects else 'none'}"]


def _needs(item: agenda.Item, lists: Lists) -> list[str]:
    person = lists.people[item.person]
    interpreter = f"interpreter: {person.interpreter}" if person.interpreter else ""
    needs = [person.communication_needs, interpreter, "large print" if person.large_print else ""]
    return [", ".join(dict.fromkeys(need for need in needs if need)), *lists.warnings.get(item.person, ())]


# Reading for all at once -------------------------------------------------------------------------------------


def _warnings(con: Connection, who: Mapping[str, dossier.Person], viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """`! Falls: no rail`, of those that the viewer may see; never a key-safe code."""
    from dataclasses import replace

    found = {}
    for person, warnings in dossier.warnings(con, list(who)).items():
        mine = viewer.professional is not None and who[person].coordinator_id == viewer.professional
        reader = replace(at_the_screen(viewer), is_coordinator=mine)
        found[person] = tuple(
            f"! {warning_text(one.kind, one.words)}"
            for one in warnings
            if warning_for(one.audience, one.agencies, reader)
        )
    return found


def family_words(con: Connection, people: Sequence[str], viewer: Viewer) -> dict[str, str]:
    """Person -> the newest words of them or their family that the viewer may read, with who said them."""
    readable = contacts_read(viewer)
    found: dict[str, str] = {}
    for person, name, words in con.execute(
        "SELECT c.person, coalesce(r.name, c.with_whom, p.preferred_name, p.given_name, ''), c.own_words"
        " FROM json_each(?) w CROSS JOIN contact c ON c.person = w.value JOIN person p ON p.id = c.person"
        " LEFT JOIN circle r ON r.id = c.circle WHERE c.void IS NULL AND c.error = 0"
        f" AND coalesce(c.own_words, '') <> '' AND {readable.sql} ORDER BY c.at DESC, c.n DESC",
        (json.dumps(list(people)), *readable.parameters),
    ):
        quoted = words if words.startswith('"') else f'"{words}"'
        found.setdefault(person, f"{name}: {quoted}" if name else quoted)
    return found


def _owners(con: Connection, people: Sequence[str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Person -> (agency, its name, its kind) of those that have something to do for them or go in."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for person, agency, name, kind in con.execute(
        "WITH who(id) AS (SELECT value FROM json_each(?)) SELECT DISTINCT w.person, g.id, coalesce(g.name, ''),"
        " coalesce(g.kind, '') FROM ("
        " SELECT a.person, coalesce(a.agency, f.agency) AS agency FROM who CROSS JOIN action a ON a.person = who.id"
        "  LEFT JOIN professional f ON f.id = a.professional WHERE a.void IS NULL"
        f"  AND a.status {IS_OPEN}"
        " UNION SELECT s.person, coalesce(s.agency, f.agency) FROM who CROSS JOIN service s ON s.person = who.id"
        "  LEFT JOIN professional f ON f.id = s.professional WHERE s.void IS NULL AND s.ended IS NULL) w"
        " JOIN agency g ON g.id = w.agency ORDER BY g.name",
        (json.dumps(list(people)),),
    ):
        found.setdefault(person, []).append((agency, name, kind))
    return {person: tuple(rows) for person, rows in found.items()}


# The whole screen --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prep:
    """Everything that the prep screen shows of a list; `known` are all who are on it, were declined or taken off.

    Suggestions (`suggestions.suggestions`) are read apart: they look at everyone of the practice.
    """

    meeting: meetings.Row
    items: tuple[agenda.Item, ...]
    known: frozenset[str]
    missing: tuple[coming.Missing, ...]
    briefs: Mapping[str, Brief]

    @property
    def ready(self) -> int:
        """How many of the list are ready."""
        return sum(item.ready.ready for item in self.items)

    @property
    def untold(self) -> tuple[agenda.Item, ...]:
        """People on the list who were not told of the meeting."""
        return tuple(item for item in self.items if not item.told and not item.hidden)


def prep(con: Connection, meeting: str, viewer: Viewer, today: date) -> Prep | None:
    """Read it all; None when there is no such meeting."""
    row = meetings.meeting(con, meeting)
    if row is None:
        return None
    items = agenda.items(con, meeting, viewer, today)
    return Prep(
        meeting=row,
        items=items,
        known=agenda.known_to(con, meeting),
        missing=coming.missing(con, meeting),
        briefs=briefs(con, meeting, items, viewer, today),
    )
