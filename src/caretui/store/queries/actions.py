"""Actions as they are read: the Actions area and `list actions`, one person's, one action whole.

A list is `ids` and `rows`; `grouped` gives the same ids under their headings, what is late first.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from caretui.care.actions import Asked, days_late, standing_words, twice_ids, when_words
from caretui.care.dates import day_of, wall, with_offset
from caretui.care.filters import Filter, due_window
from caretui.care.vocabulary import OPEN_ACTION_STATUS, short_agency
from caretui.lean import dataclass, replace
from caretui.store.database import Connection
from caretui.store.queries.contacts import find_words
from caretui.store.queries.filtered import NOTHING, matching, owned_by, people_where
from caretui.store.queries.need_to_know import Clause, joined, people_seen
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

ORDERS = ("agency", "owner", "due")
"""What `o` goes through: by whom the list is grouped."""
_OWNER = "coalesce(a.owner_words, f.name, c.name, g.name, 'nobody')"
_FROM = (
    "action a JOIN person p ON p.id = a.person LEFT JOIN agency g ON g.id = a.agency"
    " LEFT JOIN professional f ON f.id = a.professional LEFT JOIN circle c ON c.id = a.circle"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An action. `due` is the day to look at it (of one that waits, the day to chase); `completed_at` as it was noted.

    `owner` as it is said, `owner_short` for a narrow column; `is_mine`: for the viewer to do; `is_twice`: another
    agency has been asked for the same thing.
    """

    n: int
    id: str
    person: str
    name: str
    likes: str | None
    born: date | None
    nhs_number: str | None
    died: bool
    what: str
    owner: str
    owner_short: str
    agency: str | None
    agency_name: str | None
    professional: str | None
    circle: str | None
    is_mine: bool
    due: date | None
    status: str
    waiting_on: str
    waiting_since: date | None
    chase_on: date | None
    completed_at: str | None
    outcome: str
    goal: str | None
    goal_words: str
    repeat: str
    repeat_until: str | None
    review_on: date | None
    confidence: int | None
    milestone: bool
    asked_on: date | None
    asked_by: str
    meeting: str | None
    contact: str | None
    chased_on: date | None
    chased_words: str
    chased_times: int
    handed_from: str
    handed_on: date | None
    handed_why: str
    coordinator: str
    is_twice: bool

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in OPEN_ACTION_STATUS

    def late(self, today: date) -> int:
        """Days late; 0 when it isn't, never for someone who has died."""
        return days_late(self.due, today, status=self.status, died=self.died)

    def when(self, today: date) -> str:
        """ "LATE 3d", "Fri 27", "waiting"; how it ended when it has."""
        return when_words(self.due, today, status=self.status, died=self.died) if self.is_open else self.status

    def short_when(self, today: date) -> str:
        """The same in ten cells: of a day of another year the end of the year, "19 Jan 27"."""
        said = self.when(today)
        return f"{said[:-4]}{said[-2:]}" if self.due and said.endswith(f" {self.due.year}") else said

    def standing(self, today: date) -> str:
        """ "waiting on mental health since 12 Nov, chase Fri 27"; "" when nothing is to be said."""
        return standing_words(
            self.status, today, waiting_on=self.waiting_on, since=self.waiting_since, chase_on=self.chase_on
        )

    @property
    def said_owner(self) -> str:
        """ "me" when it is for the viewer, else the owner."""
        return "me" if self.is_mine else self.owner

    @property
    def ended_on(self) -> date | None:
        """The day in London on which it was done or stopped."""
        if not self.completed_at:
            return None
        return wall(self.completed_at).date() if "T" in self.completed_at else date.fromisoformat(self.completed_at)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list: it stands before the action at index `before`, over `count` of them."""

    before: int
    title: str
    count: int


# --- which ----------------------------------------------------------------------------------------------------


def ids(
    con: Connection, filter: Filter, viewer: Viewer, today: date, *, order: str = "due", scope: str = "all"
) -> "array[int]":
    """Record numbers of actions, what is late first; open ones unless the filter asks for a status.

    `scope`: mine (of my people, or for me to do), team (of my locality's people), all.
    """
    return grouped(con, filter, viewer, today, order=order, scope=scope)[0]


def grouped(
    con: Connection, filter: Filter, viewer: Viewer, today: date, *, order: str = "agency", scope: str = "mine"
) -> tuple["array[int]", tuple[Group, ...]]:
    """The numbers in order with their headings: LATE, then by agency, owner or day, last those of people who died."""
    where = _where(con, filter, viewer, today, scope)
    title, within = _TITLES[order]
    week = due_window("week", today)
    days = (today.isoformat(), week[1].isoformat() if week else today.isoformat())
    rows = con.execute(
        f"WITH day(today, week) AS (VALUES (?, ?)) SELECT a.n, {_PLACE.format(title=title)} FROM {_FROM}, day"
        f" WHERE {where.sql} ORDER BY CASE WHEN {_LATE} THEN 0 ELSE 1 + (p.date_of_death IS NOT NULL) END,"
        f" CASE WHEN {_LATE} THEN a.due END, {within}, a.due IS NULL, a.due, a.n",
        (*days, *where.parameters),
    ).fetchall()
    found = array("q", (n for n, _ in rows))
    groups: list[Group] = []
    place = 0
    for heading, members in groupby(rows, key=lambda row: str(row[1])):
        count = sum(1 for _ in members)
        groups.append(Group(place, heading, count))
        place += count
    return found, tuple(groups)


_LATE = f"(a.status {IS_OPEN} AND a.due < day.today AND p.date_of_death IS NULL)"
_PLACE = f"CASE WHEN {_LATE} THEN 'LATE' WHEN p.date_of_death IS NOT NULL THEN 'AFTER A DEATH' ELSE {{title}} END"


def _by_day(*words: str) -> str:
    today, week, later, no_day, waiting = words
    return (
        f"CASE WHEN a.status NOT {IS_OPEN} THEN upper(a.status) WHEN a.status = 'waiting' THEN {waiting}"
        f" WHEN a.due = day.today THEN {today} WHEN a.due IS NULL THEN {no_day}"
        f" WHEN a.due <= day.week THEN {week} ELSE {later} END"
    )


_SELF = (
    "a.professional IS NULL AND coalesce(a.owner_words COLLATE NOCASE IN (p.preferred_name, p.given_name, p.family_name,"
    " p.given_name || ' ' || p.family_name, p.preferred_name || ' ' || p.family_name, 'the person'), 0)"
)
_AGENCY = (
    f"CASE WHEN a.circle IS NOT NULL THEN 'FAMILY AND FRIENDS' WHEN {_SELF} THEN 'THE PERSON'"
    " ELSE coalesce(upper(g.name), 'NO AGENCY') END"
)
"""A relative's is theirs whatever agency is named beside them; a person's own is known by how its owner is said."""
_TITLES = {
    "agency": (_AGENCY, f"g.name IS NULL OR a.circle IS NOT NULL OR ({_SELF}), {_AGENCY}"),
    "owner": (f"upper({_OWNER})", f"upper({_OWNER})"),
    "due": (_by_day("'TODAY'", "'THIS WEEK'", "'LATER'", "'NO DAY'", "'WAITING'"), _by_day("1", "2", "3", "4", "5")),
}
"""Order -> (what the heading says, how the headings are ordered)."""


def _where(con: Connection, filter: Filter, viewer: Viewer, today: date, scope: str) -> Clause:
    clauses = [Clause("a.void IS NULL AND p.void IS NULL"), people_seen(viewer), *_scope(scope, viewer)]
    about = replace(filter, words=(), agency="", due="", status="all", flags=filter.flags - {"late", "mine"})
    clauses.append(people_where(con, about, viewer, today))
    clauses += _asked(con, filter, viewer, today)
    return joined(clauses)


def _scope(scope: str, viewer: Viewer) -> Iterator[Clause]:
    if scope == "mine":
        yield Clause("(p.coordinator = ? OR a.professional = ?)", (viewer.professional, viewer.professional))
    elif scope == "team" and viewer.locality:
        yield Clause("p.place = ?", (viewer.locality,))


def _asked(con: Connection, filter: Filter, viewer: Viewer, today: date) -> Iterator[Clause]:
    """What the filter asks of the action itself: its status, owner, day, and its words or the person's."""
    if filter.status != "all":
        wanted = filter.status.replace("-", " ") or "open"
        yield Clause(f"a.status {IS_OPEN}") if wanted == "open" else Clause("a.status = ?", (wanted,))
    if filter.agency:
        yield owned_by(con, filter.agency)
    if "mine" in filter.flags:
        yield Clause("a.professional = ?", (viewer.professional,))
    if "late" in filter.flags:
        yield Clause(f"(a.status {IS_OPEN} AND a.due < ? AND p.date_of_death IS NULL)", (today.isoformat(),))
    if filter.due:
        yield _due(filter.due, today)
    if filter.digits:
        yield _matching(find_words(filter.digits) or NOTHING, matching(filter))
    else:
        yield from (_matching(find_words(word) or NOTHING, find_words(word) or NOTHING) for word in filter.words)


def _due(words: str, today: date) -> Clause:
    window = due_window(words, today)
    if window is None:
        return Clause("(0)")
    first, last = window
    return Clause("a.due BETWEEN ? AND ?", (first.isoformat() if first else "0000", last.isoformat()))


def _matching(action: str, person: str) -> Clause:
    return Clause(
        "(a.n IN (SELECT rowid FROM find_action WHERE find_action MATCH ?)"
        " OR p.n IN (SELECT rowid FROM find_person WHERE find_person MATCH ?))",
        (action, person),
    )


# --- rows -----------------------------------------------------------------------------------------------------

_READ = {
    "n": "a.n",
    "id": "a.id",
    "person": "a.person",
    "likes": "p.preferred_name",
    "born": "p.date_of_birth",
    "nhs_number": "p.nhs_number",
    "died": "p.date_of_death IS NOT NULL",
    "what": "coalesce(a.what, '')",
    "owner": _OWNER,
    "agency": "a.agency",
    "agency_name": "g.name",
    "professional": "a.professional",
    "circle": "a.circle",
    "due": "a.due",
    "status": "a.status",
    "waiting_on": "coalesce(a.waiting_on, '')",
    "waiting_since": "a.waiting_since",
    "chase_on": "a.chase_on",
    "completed_at": "a.completed_at",
    "outcome": "coalesce(a.outcome, '')",
    "goal": "a.goal",
    "goal_words": "coalesce(o.words, '')",
    "repeat": "coalesce(a.repeat, '')",
    "repeat_until": "a.repeat_until",
    "review_on": "a.review_on",
    "confidence": "a.confidence",
    "milestone": "coalesce(a.milestone, 0)",
    "asked_on": "a.asked_on",
    "asked_by": "coalesce(b.name, '')",
    "meeting": "a.meeting",
    "contact": "a.contact",
    "chased_on": "a.chased_on",
    "chased_words": "coalesce(a.chased_words, '')",
    "chased_times": "coalesce(a.chased_times, 0)",
    "handed_from": "coalesce(a.handed_from, '')",
    "handed_on": "a.handed_on",
    "handed_why": "coalesce(a.handed_why, '')",
    "coordinator": "coalesce(k.name, '')",
    "family": "coalesce(p.family_name, '')",
    "given": "p.given_name",
    "short": "coalesce(g.short, '')",
    "kind": "coalesce(g.kind, '')",
    "who": "coalesce(f.name, c.name, '')",
}
"""Field of a row -> what SQL says; the last five are what `name` and `owner_short` are worked out of."""
_DAYS = ("born", "due", "waiting_since", "chase_on", "review_on", "asked_on", "chased_on", "handed_on")
_SELECT = (
    f"SELECT {', '.join(_READ.values())} FROM {_FROM} LEFT JOIN goal o ON o.id = a.goal"
    " LEFT JOIN professional b ON b.id = a.asked_by LEFT JOIN professional k ON k.id = p.coordinator"
)


def rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> tuple[Row, ...]:
    """The actions of these numbers, in their order; one that is gone or not for the viewer is left out."""
    seen = people_seen(viewer)
    found = con.execute(
        f"{_SELECT} WHERE a.n IN (SELECT value FROM json_each(?)) AND a.void IS NULL AND p.void IS NULL AND {seen.sql}",
        (json.dumps(list(ids)), *seen.parameters),
    ).fetchall()
    doubles = _doubles(con, {row[2] for row in found})
    made = {row[0]: _row(row, viewer, doubles) for row in found}
    return tuple(made[n] for n in ids if n in made)


def of_person(con: Connection, person: str, viewer: Viewer, today: date, *, ended: bool = False) -> tuple[Row, ...]:
    """The open actions of one person by their day; with `ended`, the others after them, the newest first."""
    seen = people_seen(viewer)
    found = con.execute(
        f"{_SELECT} WHERE a.person = ? AND a.void IS NULL AND (? OR a.status {IS_OPEN}) AND {seen.sql}"
        f" ORDER BY a.status NOT {IS_OPEN}, CASE WHEN a.status {IS_OPEN} THEN coalesce(a.due, '9999') END,"
        " a.completed_at DESC, a.n",
        (person, ended, *seen.parameters),
    ).fetchall()
    doubles = _doubles(con, {person})
    return tuple(_row(row, viewer, doubles) for row in found)


def one(con: Connection, action: str, viewer: Viewer, today: date) -> Row | None:
    """One action by its id; None when there is none for this viewer."""
    row = con.execute("SELECT n FROM action WHERE id = ? AND void IS NULL", (action,)).fetchone()
    found = rows(con, (row[0],), viewer, today) if row else ()
    return found[0] if found else None


def _doubles(con: Connection, people: set[str]) -> frozenset[str]:
    """The ids of these people's open actions that two agencies have been asked for."""
    asked: dict[str, list[Asked]] = {}
    for person, *action in con.execute(
        f"SELECT a.person, a.id, coalesce(a.what, ''), coalesce(a.agency, a.circle, ''), {_OWNER} FROM {_FROM}"
        f" WHERE a.void IS NULL AND a.status {IS_OPEN} AND a.person IN (SELECT value FROM json_each(?))"
        " ORDER BY a.n",
        (json.dumps(sorted(people)),),
    ):
        asked.setdefault(person, []).append(Asked(*action))
    return frozenset(action for actions in asked.values() for action in twice_ids(actions))


def _row(row: tuple[Any, ...], viewer: Viewer, doubles: frozenset[str]) -> Row:
    stands: dict[str, Any] = dict(zip(_READ, row, strict=True))
    for name in _DAYS:
        stands[name] = day_of(stands[name])
    stands["died"], stands["milestone"] = bool(stands["died"]), bool(stands["milestone"])
    family, given, short, kind, who = (stands.pop(name) for name in ("family", "given", "short", "kind", "who"))
    return Row(
        **stands,
        name=f"{family}, {given}" if given else family,
        owner_short=who or short or (short_agency(kind) if kind not in ("", "other") else stands["owner"]),
        is_mine=stands["professional"] is not None and stands["professional"] == viewer.professional,
        is_twice=stands["id"] in doubles,
    )


def people_of(con: Connection, ids: Sequence[int]) -> list[str]:
    """The people (ids) of these actions in their order, each once: what `n` and `p` go through."""
    found = dict(
        con.execute(
            "SELECT a.n, a.person FROM action a WHERE a.n IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    )
    return list(dict.fromkeys(found[n] for n in ids if n in found))


def records_of(con: Connection, ids: Sequence[int]) -> frozenset[str]:
    """The actions' own ids, for what goes by these."""
    rows = con.execute("SELECT id FROM action WHERE n IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    return frozenset(record for (record,) in rows)


def json_rows(con: Connection, ids: Sequence[int], viewer: Viewer, today: date) -> Iterator[dict[str, Any]]:
    """The actions under the names of CLI.md, for CSV and JSON."""
    for at in range(0, len(ids), 500):
        yield from (_json(row) for row in rows(con, ids[at : at + 500], viewer, today))


def _json(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "person_id": row.person,
        "person": row.name,
        "nhs_number": row.nhs_number,
        "what": row.what,
        "owner_agency": row.agency_name,
        "owner": row.owner,
        "due": row.due.isoformat() if row.due else None,
        "status": row.status,
        "completed_at": with_offset(row.completed_at),
        "outcome": row.outcome or None,
        "goal": row.goal_words or None,
        "meeting_id": row.meeting,
    }
