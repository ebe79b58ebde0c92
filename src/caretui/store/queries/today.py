"""Today: what is new, what is booked, what is late or due, what is to write up, and who is drifting out of sight."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from caretui.care.contact_words import noun_of
from caretui.care.counts import several
from caretui.care.dates import age, is_timed, say_date, to_instant, wall
from caretui.care.draft_words import draft_words
from caretui.care.why import is_drifting
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.facts import interval_words
from caretui.store.queries.need_to_know import Clause, contacts_read, joined, people_seen
from caretui.store.queries.standing import IS_OPEN, MY_VISIT, SAME_NAME
from caretui.store.queries.to_copy import NOW_RESTRICTED, TELL, to_copy
from caretui.store.store import Viewer

SECTIONS = ("new", "booked", "late", "write up", "drifting")
MOST_OF_A_SECTION = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Today. `record` is the id of a record of `entity`; `person` None: nobody knows yet whose it is."""

    section: str
    when: str
    who: str
    what: str
    person: str | None = None
    entity: str = ""
    record: str | None = None
    strong: bool = False
    sort: str = ""
    more: str = ""
    """What follows `what` where there is room for all of it."""


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that the screen shows. `since`: wall moment from which something is new; `nobody`: no person in the store."""

    since: datetime
    people: int
    locality: str
    nobody: bool
    lines: tuple[Line, ...]

    def of(self, section: str) -> tuple[Line, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.section == section)


def today(con: Connection, viewer: Viewer, now: datetime, since: datetime | None = None) -> Today:
    """The day of the viewer. `now` is the wall time; `since` when they last ended a day (yesterday 17:00 when not known)."""
    day = now.date()
    since = since or datetime.combine(day - timedelta(days=1), datetime.min.time()).replace(hour=17)
    lines = [
        *_messages(con, viewer),
        *_hospital(con, viewer, since, day),
        *_colleagues(con, viewer, since, day),
        *_booked(con, viewer, day),
        *_meetings(con, viewer, day),
        *_late(con, viewer, day),
        *_drafts(con, viewer, day),
        *_write_up(con, viewer, now),
        *_not_copied(con, viewer, day),
        *_uncoordinated(con, viewer, day),
        *_drifting(con, viewer, day),
    ]
    order = {section: place for place, section in enumerate(SECTIONS)}
    lines.sort(key=lambda line: (order[line.section], line.sort))
    (people,) = con.execute(
        "SELECT count(*) FROM person WHERE coordinator = ? AND status = 'open' AND void IS NULL", (viewer.professional,)
    ).fetchone()
    place = con.execute("SELECT name FROM locality WHERE id = ?", (viewer.locality,)).fetchone()
    (nobody,) = con.execute("SELECT NOT EXISTS (SELECT 1 FROM person WHERE void IS NULL)").fetchone()
    return Today(since, people, place[0] if place else "", bool(nobody), tuple(lines))


_WHO = "p.id, p.family_name, p.given_name, p.date_of_birth"


def _named(row: tuple[Any, ...], day: date) -> tuple[str, str]:
    """(person id, "Duxbury, Alan (62)")."""
    person, family, given, born = row[:4]
    name = f"{family}, {given}" if given else family
    return person, f"{name} ({age(date.fromisoformat(born), day)})" if born else name


def _mine(viewer: Viewer) -> Clause:
    return joined([Clause("p.void IS NULL AND p.coordinator = ?", (viewer.professional,)), people_seen(viewer)])


def _messages(con: Connection, viewer: Viewer) -> Iterator[Line]:
    seen = people_seen(viewer)
    for id, at, words, phone, *who in con.execute(
        f"SELECT m.id, m.at, m.words, m.phone, {_WHO} FROM message m LEFT JOIN person p ON p.id = m.person WHERE m.void IS NULL"
        " AND m.state = 'waiting' AND (m.professional = ? OR (m.professional IS NULL AND (m.person IS NULL OR p.coordinator = ?)))"
        f" AND (m.person IS NULL OR {seen.sql}) ORDER BY m.at LIMIT {MOST_OF_A_SECTION}",
        (viewer.professional, viewer.professional, *seen.parameters),
    ):
        person, name = _named(tuple(who), wall(at).date()) if who[0] else (None, "whose?")
        if person is None:
            said = f'"{words}" ring {phone}' if phone else f'"{words}"'
            yield Line("new", "message", name, said, None, "message", id, sort=f"1{at}")
        else:
            more = f", {phone}" if phone and phone not in (words or "") else ""
            yield Line("new", "message", name, words or "", person, "message", id, sort=f"1{at}", more=more)


def _hospital(con: Connection, viewer: Viewer, since: datetime, day: date) -> Iterator[Line]:
    mine = _mine(viewer)
    for id, kind, at, place, note, *who in con.execute(
        f"SELECT e.id, e.kind, e.at, e.place, coalesce(e.note, ''), {_WHO} FROM hospital_event e JOIN person p ON p.id = e.person"
        f" WHERE e.void IS NULL AND e.at >= ? AND {mine.sql} ORDER BY e.at DESC LIMIT {MOST_OF_A_SECTION}",
        (since.date().isoformat(), *mine.parameters),
    ):
        moment = wall(at) if at.endswith("Z") else None
        if moment and moment < since:
            continue
        what = "admitted" if kind.endswith("admission") else kind
        when = f"{moment:%H:%M}" if moment else say_date(date.fromisoformat(at[:10]), day)
        person, name = _named(tuple(who), day)
        said = " ".join(part for part in (what, place, when) if part)
        more = f": {' '.join(note.split())}" if note.strip() else ""
        yield Line("new", "hospital", name, said, person, "hospital_event", id, sort=f"0{at}", more=more)


def _colleagues(con: Connection, viewer: Viewer, since: datetime, day: date) -> Iterator[Line]:
    """What others wrote about my people since I was last here."""
    where = joined([_mine(viewer), contacts_read(viewer)])
    for id, at, by, how, note, *who in con.execute(
        f"SELECT c.id, c.at, c.by, c.method, coalesce(c.note, c.outcome, ''), {_WHO} FROM contact c"
        " JOIN person p ON p.id = c.person WHERE c.void IS NULL AND c.error = 0 AND c.recorded_at >= ? AND c.recorded_by IS NOT ?"
        " AND c.source IS NOT 'sheet'"
        f" AND {where.sql} ORDER BY c.recorded_at DESC LIMIT {MOST_OF_A_SECTION}",
        (to_instant(since), viewer.member, *where.parameters),
    ):
        person, name = _named(tuple(who), day)
        said = f"{by}, {how}: {' '.join(note.split())}"
        yield Line("new", f"{say_date(wall(at).date(), day)}", name, said, person, "contact", id, sort=f"2{at}")


def _booked(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    seen = people_seen(viewer)
    for row in con.execute(
        "SELECT v.id, v.kind, v.at, v.purpose, v.with_whom, p.interpreter, p.key_safe, p.last_contact, p.last_attempt,"
        f" {SAME_NAME},"
        f" {_WHO} FROM planned v JOIN person p ON p.id = v.person WHERE v.void IS NULL AND v.state = 'planned'"
        f" AND v.at BETWEEN ? AND ? AND {MY_VISIT}"
        f" AND {seen.sql} ORDER BY v.at LIMIT {MOST_OF_A_SECTION}",
        (day.isoformat(), f"{day.isoformat()}T99", viewer.professional, viewer.professional, *seen.parameters),
    ):
        id, kind, at, purpose, with_whom, interpreter, key_safe, last, attempt, same, *who = row
        person, name = _named(tuple(who), day)
        said = f"ring {with_whom}" if kind == "call" and with_whom else kind
        if purpose and purpose != said:
            said += f", {purpose}"
        notes = ["= same name." if same else "", f"Interpreter: {interpreter}." if interpreter else ""]
        if attempt and (not last or attempt > last):
            notes.append(f"No reply {say_date(wall(attempt).date(), day)}.")
        notes.append("Key safe" if key_safe and kind != "call" else "")
        said = ". ".join(part for part in (said, " ".join(note for note in notes if note).removesuffix(".")) if part)
        yield Line("booked", clock(at) or "any time", name, said, person, "planned", id, sort=at)


def _meetings(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for id, at, practice, items, mine in con.execute(
        "SELECT m.id, m.at, coalesce(r.name, m.kind), (SELECT count(*) FROM agenda_item i WHERE i.meeting = m.id AND i.void IS NULL"
        " AND i.state = 'listed'), (SELECT count(*) FROM agenda_item i JOIN person p ON p.id = i.person WHERE i.meeting = m.id AND"
        " i.void IS NULL AND i.state = 'listed' AND p.coordinator = ?) FROM meeting m LEFT JOIN practice r ON r.id = m.practice"
        " WHERE m.void IS NULL AND m.status IN ('planned', 'running') AND m.at BETWEEN ? AND ? ORDER BY m.at",
        (viewer.professional, day.isoformat(), f"{day.isoformat()}T99"),
    ):
        invited = con.execute(
            "SELECT 1 FROM attendee WHERE meeting = ? AND professional = ? AND void IS NULL", (id, viewer.professional)
        ).fetchone()
        if invited or mine:
            people = several(items, "person", "people")
            yield Line(
                "booked",
                clock(at) or "time?",
                "MEETING",
                f"{practice}: {people}, {mine} yours",
                None,
                "meeting",
                id,
                True,
                sort=at,
            )


_MINE_DUE = (
    "SELECT b.n FROM person q CROSS JOIN action b ON b.person = q.id WHERE q.coordinator = ?2 AND q.next_due <= ?1"
    " AND b.due <= ?1 UNION SELECT b.n FROM action b WHERE b.professional = ?2 AND b.due <= ?1"
)
"""Due actions of my people, and mine about anybody: two short ways, where one OR would go through every late action."""


def _late(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    seen = people_seen(viewer)
    for id, what, due, owner, asked, professional, *who in con.execute(
        f"SELECT a.id, a.what, a.due, coalesce(g.name, a.owner_words), a.asked_on, a.professional, {_WHO} FROM action a"
        f" JOIN person p ON p.id = a.person LEFT JOIN agency g ON g.id = a.agency WHERE a.n IN ({_MINE_DUE}) AND a.void IS NULL"
        f" AND a.status {IS_OPEN} AND a.due <= ?1 AND p.void IS NULL AND p.date_of_death IS NULL"
        f" AND {seen.sql} ORDER BY a.due, a.n LIMIT {MOST_OF_A_SECTION}",
        (day.isoformat(), viewer.professional, *seen.parameters),
    ):
        person, name = _named(tuple(who), day)
        days = (day - date.fromisoformat(due)).days
        when = f"{days}d late" if days else "today"
        said = f"{'me' if professional == viewer.professional else owner or 'nobody'}: {what}"
        more = f", asked {say_date(date.fromisoformat(asked), day)}" if asked and days else ""
        yield Line("late", when, name, said, person, "action", id, days > 0, sort=due, more=more)


def _drafts(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for id, form, at, words, *who in con.execute(
        f"SELECT d.id, d.form, d.at, d.value, {_WHO} FROM draft d JOIN person p ON p.id = d.about"
        " WHERE d.member = ? AND p.void IS NULL ORDER BY d.at",
        (viewer.member,),
    ):
        person, name = _named(tuple(who), day)
        typed = json.loads(words)
        count = len(str(typed.get("note") or typed.get("words") or "").split())
        yield Line(
            "write up",
            _moment(wall(at), day),
            name,
            f"{draft_words(form, typed)}, draft" + (f" of {several(count, 'word')}" if count else ""),
            person,
            "draft",
            id,
            sort=f"0{at}",
        )


def _write_up(con: Connection, viewer: Viewer, now: datetime) -> Iterator[Line]:
    day = now.date()
    seen = people_seen(viewer)
    for id, kind, at, purpose, *who in con.execute(
        f"SELECT v.id, v.kind, v.at, v.purpose, {_WHO} FROM planned v JOIN person p ON p.id = v.person WHERE v.void IS NULL"
        f" AND v.state = 'planned' AND v.at < ? AND {MY_VISIT}"
        f" AND {seen.sql} ORDER BY v.at LIMIT {MOST_OF_A_SECTION}",
        (day.isoformat(), viewer.professional, viewer.professional, *seen.parameters),
    ):
        person, name = _named(tuple(who), day)
        said = f"{kind}, {purpose}" if purpose else kind
        yield Line(
            "write up",
            _moment(datetime.fromisoformat(at), day),
            name,
            f"{said}: to write up",
            person,
            "planned",
            id,
            sort=f"1{at}",
        )


def _not_copied(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    for one in to_copy(con, viewer, MOST_OF_A_SECTION):
        when, sort = _moment(wall(one.at), day), f"2{one.at}"
        if one.closed:
            said = f"entry not yet copied: {TELL}"
            yield Line("write up", when, NOW_RESTRICTED, said, None, "closed entry", one.id, sort=sort)
            continue
        person, name = _named((one.person, one.family_name, one.given_name, one.date_of_birth), day)
        by = f"by {one.by}" if one.by else "written"
        said = f"{noun_of(one.method)}, {by}, not yet copied"
        yield Line("write up", when, name, said, person, "contact", one.id, sort=sort)


_NOBODYS = (
    "SELECT q.n FROM person q WHERE q.coordinator IS NULL AND q.status = 'open' AND q.void IS NULL UNION SELECT q.n"
    " FROM professional g CROSS JOIN person q ON q.coordinator = g.id WHERE g.left_on <= ?1 AND q.status = 'open'"
)
"""People without a coordinator, and those of one who has left: found by the index, not by asking everybody."""


def _uncoordinated(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    """People of the viewer's locality (of all, without one) whom nobody coordinates: loudly."""
    seen = people_seen(viewer)
    for since, left, last, *who in con.execute(
        f"SELECT f.left_on, f.name, p.last_contact, {_WHO} FROM person p LEFT JOIN professional f ON f.id = p.coordinator"
        f" WHERE p.n IN ({_NOBODYS}) AND p.void IS NULL AND p.status = 'open' AND p.date_of_death IS NULL"
        f" AND (?2 IS NULL OR p.place = ?2) AND {seen.sql} ORDER BY p.sort_name LIMIT {MOST_OF_A_SECTION}",
        (day.isoformat(), viewer.locality, *seen.parameters),
    ):
        person, name = _named(tuple(who), day)
        start = date.fromisoformat(since) if since else wall(last).date() if last else day
        said = f"NO COORDINATOR since {left} left (l takes)" if left else "NO COORDINATOR (l takes)"
        yield Line("drifting", _days((day - start).days), name, said, person, "person", person, True, sort="0")


def _drifting(con: Connection, viewer: Viewer, day: date) -> Iterator[Line]:
    mine = _mine(viewer)
    for last, interval, planned, *who in con.execute(
        f"SELECT p.last_contact, p.contact_interval, p.next_planned, {_WHO} FROM person p WHERE p.status = 'open'"
        f" AND p.date_of_death IS NULL AND p.contact_interval IS NOT NULL AND p.in_hospital_since IS NULL AND {mine.sql}"
        " ORDER BY p.last_contact",
        mine.parameters,
    ):
        unseen = (day - wall(last).date()).days if last else None
        booked_today = bool(planned and planned[:10] == day.isoformat())
        if booked_today or not is_drifting(interval, unseen):
            continue
        person, name = _named(tuple(who), day)
        said = f"agreed {interval_words(interval)}; nobody has seen them"
        when = "never" if unseen is None else _days(unseen)
        more = f" since {say_date(wall(last).date(), day)}" if last else ""
        yield Line("drifting", when, name, said, person, "person", person, sort=f"1{last or ''}", more=more)


def clock(at: str) -> str:
    """The time of an appointment; "" when it has none."""
    return at[11:16] if is_timed(at) else ""


def _days(count: int) -> str:
    return several(count, "day")


def _moment(when: datetime, day: date) -> str:
    """`Wed 14:10` this week; the day alone when it lies further back."""
    if 0 <= (day - when.date()).days < 7:
        return f"{when:%a %H:%M}" if when.date() != day else f"{when:%H:%M}"
    return say_date(when.date(), day)
