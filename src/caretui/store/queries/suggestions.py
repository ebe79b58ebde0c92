"""Why people might be discussed: the facts, and the reasons in words that `care.agenda` makes of them.

What was declined stays away until there is a fact that it did not stand on (`basis`).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from caretui.care.agenda import Reason, Suggesting, reasons
from caretui.care.dates import day_of
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.queries.need_to_know import people_seen
from caretui.store.queries.standing import IS_OPEN
from caretui.store.store import Viewer

LOOK_BACK = 31
"""Days that count as "since last time" for somebody who was never discussed at a practice without a meeting yet."""

NEWS = 400
"""Days after which nothing is news of somebody, however long ago they were discussed."""

_WHO = "WITH who(id) AS (SELECT value FROM json_each(:people)) "


@dataclass(frozen=True, slots=True)
class Known:
    """A person's reasons, the gravest first, and the facts they stand on, as words that compare."""

    reasons: tuple[Reason, ...]
    basis: frozenset[str]


def known(con: Connection, people: Sequence[str], today: date, since: date | None) -> dict[str, Known]:
    """What speaks for discussing each of these people; `since`: the day from which news counts for the undiscussed.

    Five queries however many people there are.
    """
    rows = con.execute(f"{_WHO}SELECT {_COLUMNS} FROM who CROSS JOIN person p ON p.id = who.id", _who(people))
    return _of_rows(con, rows.fetchall(), today, since)


def _who(people: Iterable[str]) -> dict[str, str]:
    return {"people": json.dumps(list(people))}


_COLUMNS = """p.id, p.in_hospital_since, p.home_since, p.coordinator IS NOT NULL, p.risk_before, p.risk_band,
    p.contact_interval, substr(p.last_contact, 1, 10), p.last_attempt, p.review_due, p.date_of_death,
    CASE WHEN p.last_attempt > coalesce(p.last_contact, '') THEN (SELECT count(*) FROM contact c WHERE c.person = p.id
      AND c.void IS NULL AND c.error = 0 AND c.reached = 'no reply' AND c.at > coalesce(p.last_contact,
      '')) ELSE 0 END, p.next_due"""


def _of_rows(con: Connection, rows: Sequence[Sequence[Any]], today: date, since: date | None) -> dict[str, Known]:
    """The same, for people whose _COLUMNS were read."""
    more = {**_who(row[0] for row in rows), "today": today.isoformat()}
    since = since or today - timedelta(days=LOOK_BACK)
    discussed = dict(
        con.execute(
            _WHO + "SELECT i.person, max(substr(m.at, 1, 10)) FROM who CROSS JOIN agenda_item i ON i.person = who.id"
            " JOIN meeting m ON m.id = i.meeting WHERE i.void IS NULL AND i.state = 'discussed' AND m.status = 'held'"
            " GROUP BY i.person",
            more,
        ).fetchall()
    )
    late: dict[str, list[tuple[str, str]]] = {}
    have_late = _who(row[0] for row in rows if row[-1] is not None and row[-1] < today.isoformat())
    for person, action, owner in con.execute(
        _WHO + "SELECT a.person, a.id, coalesce(a.owner_words, g.name, f.name, 'us') FROM who CROSS JOIN action a"
        " ON a.person = who.id LEFT JOIN agency g ON g.id = a.agency LEFT JOIN professional f ON f.id ="
        " a.professional"
        f" WHERE a.void IS NULL AND a.status {IS_OPEN} AND a.due < :today ORDER BY a.due",
        more | have_late,
    ):
        late.setdefault(person, []).append((action, owner))
    events: dict[str, list[tuple[str, str]]] = {}
    for person, kind, at in con.execute(
        _WHO + "SELECT e.person, e.kind, substr(e.at, 1, 10) FROM who CROSS JOIN hospital_event e ON e.person = who.id"
        " WHERE e.void IS NULL AND e.kind IN ('A&E attendance', 'emergency admission') AND e.at >= :since",
        more | {"since": min([since.isoformat(), *discussed.values()])},
    ):
        events.setdefault(person, []).append((kind, at))
    referred = dict(
        con.execute(
            _WHO + "SELECT v.person, max(v.started) FROM who CROSS JOIN involvement v ON v.person = who.id"
            " WHERE v.void IS NULL AND v.ended IS NULL AND v.started IS NOT NULL GROUP BY v.person",
            more,
        ).fetchall()
    )
    found = {}
    for row in rows:
        person = row[0]
        day = date.fromisoformat(discussed[person]) if person in discussed else since
        found[person] = _known(
            row[:-1],
            today=today,
            since=day,
            late=late.get(person, ()),
            events=events.get(person, ()),
            referred=referred.get(person) if person not in discussed else None,
        )
    return found


def _known(
    row: Sequence[Any],
    *,
    today: date,
    since: date,
    late: Iterable[tuple[str, str]],
    events: Iterable[tuple[str, str]],
    referred: str | None,
) -> Known:
    _, admitted, home, coordinated, before, after, interval, seen, attempt, review, died, unanswered = row
    newest: dict[str, str] = {}
    for kind, day in events:
        if day >= max(newest.get(kind, ""), since.isoformat()):
            newest[kind] = day
    admitted = admitted or newest.get("emergency admission")
    facts = Suggesting(
        today=today,
        since=since,
        admitted=day_of(admitted),
        home=day_of(home),
        attended=day_of(newest.get("A&E attendance")),
        has_coordinator=bool(coordinated),
        risk_before=before,
        risk_after=after,
        late_owners=tuple(owner for _, owner in late),
        no_replies=unanswered,
        new_referral=referred is not None and referred >= since.isoformat(),
        interval_days=interval,
        days_unseen=(today - date.fromisoformat(seen)).days if seen else None,
        review_due=day_of(review),
        died=died is not None,
    )
    found = reasons(facts)
    stands = {
        "admitted": [admitted],
        "home": [home],
        "A&E": [newest.get("A&E attendance")],
        "no coordinator": ["now"],
        "risk": [f"{before} to {after}"],
        "late": [action for action, _ in late],
        "no reply": [attempt],
        "new referral": [referred],
        "no contact": [seen],
        "review": [review],
    }
    basis = frozenset(f"{reason.kind}: {fact}" for reason in found for fact in stands.get(reason.kind, ()))
    return Known(found, basis)


# Suggesting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who is not on the list and might be: `reasons` in words, `basis` for a decline to stand on."""

    n: int
    person: str
    family_name: str
    given_name: str
    date_of_birth: str | None
    reasons: tuple[str, ...]
    gravity: int
    basis: str


def suggestions(con: Connection, meeting: str, viewer: Viewer, today: date) -> tuple[Suggestion, ...]:
    """Open people of the meeting's practices who are not on its list and have a reason, the gravest first."""
    row = con.execute("SELECT practice, also FROM meeting WHERE id = ? AND void IS NULL", (meeting,)).fetchone()
    if row is None or row[0] is None:
        return ()
    practices = [row[0], *(row[1] or "").split()]
    people = {row[0]: row for row in _candidates(con, meeting, practices, viewer, today)}
    if not people:
        return ()
    declined = _declined(con, people)
    found = []
    rows = [row[:_NAMES] for row in people.values()]
    for person, facts in _of_rows(con, rows, today, last_held(con, practices)).items():
        if facts.reasons and not facts.basis <= declined.get(person, frozenset()):
            n, family, given, born = people[person][_NAMES:]
            words = tuple(reason.words for reason in facts.reasons)
            gravity = max(reason.gravity for reason in facts.reasons)
            basis = "\n".join(sorted(facts.basis))
            found.append(Suggestion(n, person, family, given, born, words, gravity, basis))
    return tuple(sorted(found, key=lambda one: (-one.gravity, -len(one.reasons), one.family_name, one.n)))


def last_held(con: Connection, practices: Sequence[str]) -> date | None:
    """The day of the practices' last meeting."""
    (day,) = con.execute(
        "SELECT max(substr(at, 1, 10)) FROM meeting WHERE status = 'held' AND void IS NULL"
        " AND practice IN (SELECT value FROM json_each(?))",
        (json.dumps(list(practices)),),
    ).fetchone()
    return date.fromisoformat(day) if day else None


def _candidates(
    con: Connection, meeting: str, practices: Sequence[str], viewer: Viewer, today: date
) -> list[tuple[Any, ...]]:
    """_COLUMNS, then number, names and birth of those for whom something could speak, by the derived columns alone.

    The index is named: by the statistics of a store the plan could go through everybody who is open.
    """
    seen = people_seen(viewer)
    rows = con.execute(
        f"SELECT {_COLUMNS}, p.n, coalesce(p.family_name, ''), coalesce(p.given_name, ''), p.date_of_birth"
        " FROM json_each(?) w CROSS JOIN person p INDEXED BY person_practice_open ON p.practice = w.value"
        f" WHERE p.void IS NULL AND p.status = 'open' AND p.date_of_death IS NULL AND {seen.sql} AND {_SOMETHING}"
        " AND NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.person = p.id AND i.void IS NULL"
        "   AND ((i.meeting = ? AND i.state <> 'declined') OR (i.carries = 1 AND i.carried_to IS NULL)))",
        (
            json.dumps(list(practices)),
            *seen.parameters,
            *[today.isoformat()] * 3,
            *[(today - timedelta(days=NEWS)).isoformat()] * 3,
            meeting,
        ),
    )
    return list(rows)


_NAMES = 13
"""How many _COLUMNS there are."""
_SOMETHING = """(p.coordinator IS NULL OR p.next_due < ? OR p.review_due <= ?
    OR (p.risk_band IS NOT p.risk_before AND (p.risk_before IS NOT NULL OR p.risk_band = 'very high'))
    OR (p.contact_interval IS NOT NULL
      AND (p.last_contact IS NULL OR substr(p.last_contact, 1, 10) < date(?, '-' || p.contact_interval || ' days')))
    OR p.in_hospital_since IS NOT NULL OR p.home_since >= ? OR p.last_attempt > coalesce(p.last_contact, '')
    OR EXISTS (SELECT 1 FROM hospital_event e WHERE e.person = p.id AND e.at >= ?)
    OR EXISTS (SELECT 1 FROM involvement v WHERE v.person = p.id AND v.started >= ?))"""
"""For whom `known` can find a reason: as narrow as the derived columns allow, for each that it lets by is read on."""


def _declined(con: Connection, people: Iterable[str]) -> dict[str, frozenset[str]]:
    """Person -> the facts on which they were declined, ever."""
    found: dict[str, set[str]] = {}
    for person, basis in con.execute(
        _WHO + "SELECT i.person, coalesce(i.basis, '') FROM who CROSS JOIN agenda_item i ON i.person = who.id"
        " WHERE i.void IS NULL AND i.state = 'declined'",
        {"people": json.dumps(list(people))},
    ):
        found.setdefault(person, set()).update(basis.splitlines())
    return {person: frozenset(facts) for person, facts in found.items()}
