"""What `care.why` asks of a set of people: read for all of them in a handful of statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from caretui.care.dates import is_timed, say_date, wall
from caretui.care.why import Facts
from caretui.store.database import Connection
from caretui.store.queries.standing import IS_OPEN, PERSON_NAME
from caretui.store.store import Viewer

INTERVAL_WORDS = {7: "weekly", 14: "every 2 weeks", 28: "monthly", 30: "monthly", 31: "monthly", 91: "every 3 months"}


def interval_words(days: int | None) -> str:
    """An agreed interval as people say it."""
    return INTERVAL_WORDS.get(days, f"every {days} days") if days else ""


def facts_of(con: Connection, numbers: Sequence[int], viewer: Viewer, today: date) -> dict[int, Facts]:
    """Record number -> facts, for every number that stands."""
    day = today.isoformat()
    wanted = f"({', '.join(map(str, numbers))})"  # record numbers, integers of our own: no text
    messages = _first(
        con,
        "SELECT p.n, m.words FROM message m JOIN person p ON p.id = m.person"
        f" WHERE m.void IS NULL AND m.state = 'waiting' AND p.n IN {wanted} ORDER BY m.at",
    )
    planned = _first(
        con,
        "SELECT p.n, v.kind, v.at FROM planned v JOIN person p ON p.id = v.person WHERE v.void IS NULL AND v.state = 'planned'"
        f" AND v.at BETWEEN '{day}' AND '{day}T99' AND p.next_planned <= '{day}T99' AND p.n IN {wanted} ORDER BY v.at",
    )
    missed = _first(
        con,
        "SELECT p.n, v.kind, v.at FROM planned v JOIN person p ON p.id = v.person WHERE v.void IS NULL AND v.state = 'planned'"
        f" AND v.at < '{day}' AND p.next_planned < '{day}' AND p.n IN {wanted} ORDER BY v.at",
    )
    late = _late(con, wanted, day)
    rows = con.execute(
        "SELECT p.n, p.in_hospital_since, p.home_since, p.next_meeting, p.contact_interval, p.last_contact,"
        " p.last_attempt, CASE WHEN f.left_on IS NULL OR f.left_on > ? THEN f.name END, p.risk_before, p.risk_band, p.review_due,"
        " p.date_of_death, p.kindness_owed, p.to_copy,"
        " (SELECT max(e.at) FROM hospital_event e WHERE e.person = p.id AND e.void IS NULL AND e.kind LIKE '%admission')"
        f" FROM person p LEFT JOIN professional f ON f.id = p.coordinator WHERE p.n IN {wanted}",
        (day,),
    )
    return {
        row[0]: _facts(row, messages.get(row[0]), planned.get(row[0]), missed.get(row[0]), late.get(row[0]), today)
        for row in rows
    }


def _first(con: Connection, sql: str) -> dict[int, tuple[Any, ...]]:
    """The first row of each person."""
    found: dict[int, tuple[Any, ...]] = {}
    for n, *row in con.execute(sql):
        found.setdefault(n, tuple(row))
    return found


def _late(con: Connection, wanted: str, day: str) -> Mapping[int, tuple[int, str, str]]:
    """Record number -> (how many open actions are late, the oldest day, whose it is)."""
    found: dict[int, tuple[int, str, str]] = {}
    for n, due, owner in con.execute(
        "SELECT p.n, a.due, coalesce(g.name, a.owner_words, '') FROM action a JOIN person p ON p.id = a.person"
        f" LEFT JOIN agency g ON g.id = a.agency WHERE a.void IS NULL AND a.status {IS_OPEN} AND a.due < '{day}'"
        f" AND p.next_due < '{day}' AND p.n IN {wanted} ORDER BY a.due, a.n"
    ):
        count, oldest, whose = found.get(n, (0, due, owner))
        found[n] = (count + 1, oldest, whose)
    return found


def _facts(
    row: tuple[Any, ...],
    message: tuple[Any, ...] | None,
    planned: tuple[Any, ...] | None,
    missed: tuple[Any, ...] | None,
    late: tuple[int, str, str] | None,
    today: date,
) -> Facts:
    _, hospital, home, meeting, interval, last, attempt, *rest = row
    coordinator, before, band, review, died, kindness, copy, admitted = rest
    seen = wall(last).date() if last else None
    what, at = planned or (None, None)
    if at is None and meeting and meeting[:10] == today.isoformat():
        what, at = "meeting", meeting
    count, oldest, owner = late or (0, "", "")
    return Facts(
        today=today,
        in_hospital_since=_since(hospital, admitted),
        home_since=None if hospital else home,
        message_from=_from(message[0]) if message else None,
        planned=what,
        planned_at=at if at is None or is_timed(at) else at[:10],
        planned_note=_missed_note(last, attempt, today),
        late_count=count,
        late_days=(today - date.fromisoformat(oldest)).days if oldest else 0,
        late_owner=owner,
        coordinator=coordinator,
        interval=interval_words(interval),
        interval_days=interval,
        days_unseen=(today - seen).days if seen else None,
        write_up=missed[0] if missed else None,
        write_up_day=missed[1] if missed else None,
        risk_before=before,
        risk_after=band,
        review_due=review,
        died=died,
        kindness=kindness or "",
        not_copied=bool(copy),
    )


def _since(hospital: str | None, admitted: str | None) -> str | None:
    """Since when in hospital: the event's own time when it is of that day."""
    if hospital and admitted and len(admitted) > len(hospital):
        moment = wall(admitted) if admitted.endswith("Z") else None
        if moment and moment.date().isoformat() == hospital:
            return f"{moment:%Y-%m-%dT%H:%M}"
    return hospital


def _from(words: str) -> str:
    """Who left the message: what stands before the colon, the relationship when there is one ("Karen, daughter: ...")."""
    who = (words or "").partition(":")[0] if ":" in (words or "")[:60] else ""
    return who.rpartition(", ")[2].strip() or "someone"


def _missed_note(last: str | None, attempt: str | None, today: date) -> str:
    if attempt and (not last or attempt > last):
        return f"no reply {say_date(wall(attempt).date(), today)}"
    return ""


def names_of(con: Connection, people: Iterable[str]) -> dict[str, str]:
    """Person id -> "Duxbury, Alan", for titles of lists."""
    wanted = tuple(people)
    rows = con.execute(
        f"SELECT p.id, {PERSON_NAME} FROM person p WHERE p.id IN ({', '.join('?' * len(wanted))})",
        wanted,
    )
    return dict(rows.fetchall())
