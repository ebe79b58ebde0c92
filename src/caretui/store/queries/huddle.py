"""One person as the meeting sees them, on a projector: no NHS number, address, birth date or staff-only words."""

from datetime import date

from caretui.care.actions import days_late, when_words
from caretui.care.agenda import lacks_reason
from caretui.care.audience import Recipient, may_read_contact
from caretui.care.counts import several
from caretui.care.dates import DAY_NAMES, age, say_date, say_full_date
from caretui.care.outcomes import Counted
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries import agenda, dossier, person
from caretui.store.queries.since import Since, since_last
from caretui.store.store import Viewer


@dataclass(frozen=True, slots=True)
class Step:
    """An open action: when in words, whose, what; `late` and `new` (agreed at this meeting)."""

    id: str
    when: str
    owner: str
    what: str
    late: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What the huddle shows of one person; texts are whole, the screen cuts them."""

    item: agenda.Item
    age: str
    coordinator: str
    situation: str
    to_date: str
    update: str
    view: str
    steps: tuple[Step, ...]
    since: Since


def page(
    con: Connection, meeting: str, item: agenda.Item, viewer: Viewer, today: date, *, guests: bool = False
) -> Page:
    """The page of an item of a meeting; `guests`: the person or family is in the room."""
    about = dossier.people(con, [item.person])[item.person]
    row = con.execute("SELECT at FROM meeting WHERE id = ?", (meeting,)).fetchone()
    news = since_last(con, [item.person], viewer, today, row[0])[item.person]
    coordinator = ", ".join(part for part in (about.coordinator, about.coordinator_role) if part)
    return Page(
        item=item,
        age=_age(item, today),
        coordinator=coordinator or "NO COORDINATOR",
        situation=situation(con, about, today),
        to_date=to_date(con, item.person, today, since=news.day),
        update=update(item, news, today),
        view=item.view or own_words(con, item.person, guests=guests),
        steps=steps(con, item, today),
        since=news,
    )


def _age(item: agenda.Item, today: date) -> str:
    if not item.date_of_birth:
        return ""
    end = date.fromisoformat(item.date_of_death) if item.date_of_death else today
    return str(age(date.fromisoformat(item.date_of_birth), end))


def situation(con: Connection, about: dossier.Person, today: date, *, lasting: bool = False) -> str:
    """The situation paragraph of the record, else home and conditions; the counts before and since the plan.

    `lasting`: with whole dates, to be read in a year.
    """
    if about.situation:
        parts = [about.situation]
    else:
        home = ", ".join(part for part in (about.accommodation, about.living_situation) if part)
        conditions = ", ".join(row[0] for row in dossier.conditions(con, [about.id]).get(about.id, ()))
        parts = [about.in_one_line, home, conditions]
    if about.in_hospital_since:
        day = date.fromisoformat(about.in_hospital_since[:10])
        since = say_full_date(day) if lasting else say_date(day, today)
        parts.insert(0, f"IN HOSPITAL since {since}{f', {about.hospital}' if about.hospital else ''}")
    before, after, _ = person.outcomes(con, about.id, today)
    counted = [_counted(before, "before the plan"), _counted(after, "since")]
    parts.append("; ".join(part for part in counted if part))
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _counted(count: Counted | None, when: str) -> str:
    if count is None:
        return ""
    months = several(count.months, "month")
    return f"{count.count} {count.what} in the {months} {when}"


def to_date(con: Connection, who: str, today: date, *, since: date) -> str:
    """Who goes in and what for, and what was done since the last meeting."""
    services = dossier.goes_in(con, [who], today.isoformat()).get(who, ())
    rows = (
        " ".join(part for part in (one.provider, _when(one), f"({one.what})" if one.what else "") if part)
        for one in services
    )
    done = con.execute(
        "SELECT what, coalesce(owner_words, '') FROM action WHERE person = ? AND void IS NULL AND status = 'done'"
        " AND completed_at >= ? ORDER BY completed_at DESC, n DESC LIMIT 5",
        (who, since.isoformat()),
    ).fetchall()
    text = "; ".join(rows)
    finished = "; ".join(f"{owner}: {what}" if owner else what for what, owner in done)
    return " ".join(f"{part}." for part in (text, f"Done: {finished}" if finished else "") if part)


def _when(service: dossier.GoesIn) -> str:
    if service.words or not service.days:
        return " ".join(part for part in (service.words, service.time) if part)
    going = [day for day, mark in zip(DAY_NAMES, service.days, strict=False) if mark != "."]
    days = "every day" if len(going) == 7 else " ".join(going)
    return " ".join(part for part in (service.time, days) if part)


def update(item: agenda.Item, news: Since, today: date) -> str:
    """What was said today, after the counts since the last meeting."""
    contacts = several(news.contact_count, "contact")
    start = news.since_words(today)
    start = start[0].upper() + start[1:]
    return f"{start}: {contacts}, {news.event_words() or 'no A&E'}. {item.update}".strip()


def own_words(con: Connection, who: str, *, guests: bool) -> str:
    """The newest words of the person or the family that may stand on the wall."""
    room = Recipient("huddle", guests=guests)
    for name, words, read_by, author in con.execute(
        "SELECT coalesce(r.name, c.with_whom, p.preferred_name, p.given_name, ''), c.own_words, c.read_by,"
        " c.professional FROM contact c JOIN person p ON p.id = c.person LEFT JOIN circle r ON r.id = c.circle"
        " WHERE c.person = ? AND c.void IS NULL AND c.error = 0 AND coalesce(c.own_words, '') <> ''"
        " ORDER BY c.at DESC, c.n DESC LIMIT 20",
        (who,),
    ):
        if may_read_contact(read_by or "", author, room):
            quoted = words if words.startswith('"') else f'"{words}"'
            return f"{name}: {quoted}" if name else quoted
    return ""


def steps(con: Connection, item: agenda.Item, today: date) -> tuple[Step, ...]:
    """Open actions: the late first, by day, those that wait, and last what was agreed at this meeting."""
    found = []
    for action in dossier.open_actions(con, [item.person]).get(item.person, ()):
        waits, due = action.status == "waiting", date.fromisoformat(action.due) if action.due else None
        late = days_late(due, today, status=action.status, died=bool(item.date_of_death)) > 0
        when = when_words(due, today, status=action.status, died=bool(item.date_of_death))
        what = action.what
        if waits and action.waiting_since:
            what += f", asked {say_date(date.fromisoformat(action.waiting_since), today)}"
        owner = action.waiting_on if waits and action.waiting_on else action.owner
        step = Step(action.id, when, owner or "us", what, late, new=action.item == item.id)
        found.append((step, (step.new, not late, waits)))
    return tuple(step for step, _ in sorted(found, key=lambda one: one[1]))


def agreed_words(action: dossier.Owed) -> str:
    """An action as minutes have it: `district nursing: weigh him, Fri 27 Nov 2026`."""
    words = f"{action.owner}: {action.what}" if action.owner else action.what
    return f"{words}, {say_full_date(date.fromisoformat(action.due))}" if action.due else words


SAID_THERE = """SELECT 1 FROM op o JOIN unit u ON u.id = o.unit JOIN meeting h ON h.id = i.meeting
  WHERE o.record = i.id AND json_extract(o.value, '$.ItemView.view') <> '' AND u.at >= h.started_at"""
"""Whether the view of an item `i` was said in the meeting: one that was noted beforehand does not make it reached."""


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """What the end of a meeting would leave: people not reached, and those discussed without a note or a decision."""

    not_reached: tuple[agenda.Item, ...]
    deferred: tuple[agenda.Item, ...]
    without_note: tuple[agenda.Item, ...]
    undecided: tuple[agenda.Item, ...]
    without_reason: tuple[agenda.Item, ...]
    """Closed, and nobody said why."""


def at_the_end(con: Connection, items: tuple[agenda.Item, ...]) -> AtTheEnd:
    """Sort the items of a meeting by what is still open in them."""
    spoken = {item.id for item in items if item.update}
    for item in items[:1]:
        there = con.execute(
            f"SELECT i.id FROM agenda_item i WHERE i.meeting = ? AND EXISTS ({SAID_THERE})", (item.meeting,)
        )
        spoken |= {record for (record,) in there}
    spoken |= (
        {
            row[0]
            for row in con.execute("SELECT item FROM action WHERE meeting = ? AND void IS NULL", (items[0].meeting,))
        }
        if items
        else set()
    )
    listed = [item for item in items if item.state == "listed"]
    discussed = [item for item in items if item.state == "discussed"]
    return AtTheEnd(
        not_reached=tuple(item for item in listed if item.id not in spoken),
        deferred=tuple(item for item in items if item.state == "deferred"),
        without_note=tuple(item for item in discussed if not item.update),
        undecided=tuple(item for item in listed if item.id in spoken),
        without_reason=tuple(item for item in discussed if lacks_reason(item.level, item.decided_why)),
    )
