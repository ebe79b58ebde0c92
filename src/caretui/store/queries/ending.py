"""The end of the day: drafts, entries not copied, tomorrow's promises, own files still on the share."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from caretui.care.contact_words import noun_of
from caretui.care.dates import say_date, say_moment, wall
from caretui.care.draft_words import draft_words
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import exports
from caretui.store.queries.need_to_know import people_seen
from caretui.store.queries.standing import IS_OPEN, MY_VISIT, PERSON_NAME
from caretui.store.queries.to_copy import NOW_RESTRICTED, TELL, to_copy
from caretui.store.store import Viewer

SECTIONS = ("drafts", "copy", "promised", "share")
MOST_OF_A_SECTION = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing still open; `person` None when it is about nobody, or about several; `action` of one that is promised."""

    section: str
    when: str
    who: str
    what: str
    person: str | None = None
    late: bool = False
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything that the screen shows."""

    lines: tuple[Line, ...]

    def of(self, section: str) -> tuple[Line, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.section == section)


def ending(con: Connection, viewer: Viewer, now: datetime) -> Ending:
    """What the viewer leaves open at the wall moment `now`."""
    day = now.date()
    return Ending(
        (*_drafts(con, viewer, day), *_copy(con, viewer, day), *_promised(con, viewer, day), *_share(con, viewer, day))
    )


def _drafts(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for at, form, typed, who, person in con.execute(
        f"SELECT d.at, d.form, d.value, {PERSON_NAME}, p.id FROM draft d LEFT JOIN person p ON p.id = d.about"
        " WHERE d.member = ? ORDER BY d.at LIMIT ?",
        (viewer.member, MOST_OF_A_SECTION),
    ):
        yield Line("drafts", say_moment(wall(at), day), who or "", draft_words(form, json.loads(typed)), person)


def _copy(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for one in to_copy(con, viewer, MOST_OF_A_SECTION):
        when = say_moment(wall(one.at), day)
        if one.closed:
            yield Line("copy", when, NOW_RESTRICTED, TELL)
            continue
        name = ", ".join(part for part in (one.family_name, one.given_name) if part)
        by = f" by {one.by}" if one.by else ""
        yield Line("copy", when, name, noun_of(one.method) + by, one.person)


def _promised(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    tomorrow = (day + timedelta(days=1)).isoformat()
    seen = people_seen(viewer)
    for when, kind, purpose, who, person in con.execute(
        f"SELECT substr(v.at, 12), v.kind, v.purpose, {PERSON_NAME}, p.id FROM planned v JOIN person p ON p.id = v.person"
        " WHERE v.void IS NULL AND v.state = 'planned' AND v.at BETWEEN ? AND ? AND p.void IS NULL"
        f" AND {MY_VISIT} AND {seen.sql} ORDER BY v.at LIMIT ?",
        (tomorrow, f"{tomorrow}T99", viewer.professional, viewer.professional, *seen.parameters, MOST_OF_A_SECTION),
    ):
        yield Line("promised", when, who, ", ".join(part for part in (kind, purpose) if part), person)
    for action, what, who, person in con.execute(
        f"SELECT a.id, a.what, {PERSON_NAME}, p.id FROM action a JOIN person p ON p.id = a.person WHERE a.void IS NULL"
        f" AND a.due = ? AND a.professional = ? AND p.void IS NULL AND a.status {IS_OPEN}"
        f" AND {seen.sql} ORDER BY a.n LIMIT ?",
        (tomorrow, viewer.professional, *seen.parameters, MOST_OF_A_SECTION),
    ):
        yield Line("promised", "", who, what, person, action=action)


def _share(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for made in exports.lying(con, viewer, own=True)[:MOST_OF_A_SECTION]:
        until = say_date(date.fromisoformat(made.expires), day) if made.expires else ""
        late = made.is_late(day)
        yield Line("share", "LATE" if late else until, made.recipient, f"{made.kind}: {made.file_name}", None, late)
