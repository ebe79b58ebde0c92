"""Whose objection counts: the one reading of *objects to* for exports, referrals, actions and the brief.

An objection to an agency holds for whatever it was merged into, for what was merged into it, and for those who work
there: to the person they are one (field guide, 7). A merger never opens a record that somebody had closed.
"""

import json
from collections.abc import Sequence
from datetime import date

from caretui.store.database import Connection

_SAME = (
    "WITH RECURSIVE same(id) AS (SELECT :agency UNION SELECT CASE WHEN a.id = same.id THEN a.successor ELSE a.id END"
    " FROM same JOIN agency a ON a.successor = same.id OR (a.id = same.id AND a.successor IS NOT NULL))"
)
"""The agency, its successors, its predecessors, and theirs."""

_STANDS = (
    "s.kind = 'objects to' AND s.void IS NULL AND (s.since IS NULL OR s.since <= :today)"
    " AND (s.until IS NULL OR s.until >= :today) AND s.person IN (SELECT value FROM json_each(:people))"
)


def objectors(
    con: Connection,
    people: Sequence[str],
    *,
    today: date,
    agency: str | None = None,
    professional: str | None = None,
    circle: str | None = None,
) -> frozenset[str]:
    """Those of `people` who object to the agency, the professional or the relative (record ids) being told of them.

    A professional is asked for together with the agency that employs them.
    """
    rows = con.execute(
        f"{_SAME} SELECT s.person FROM sharing s WHERE {_STANDS}"
        " AND (s.agency IN (SELECT id FROM same) OR s.professional = :professional OR s.circle = :circle)",
        {**_asked(people, today), "agency": agency, "professional": professional, "circle": circle},
    )
    return frozenset(row[0] for row in rows)


def objectors_to_staff(
    con: Connection, people: Sequence[str], *, today: date, agency: str
) -> tuple[tuple[str, int], ...]:
    """(professional's name, how many of `people` object to them) of those who work for the agency."""
    rows = con.execute(
        f"{_SAME} SELECT f.name, count(DISTINCT s.person) FROM sharing s JOIN professional f ON f.id = s.professional"
        f" WHERE {_STANDS} AND f.agency IN (SELECT id FROM same) GROUP BY f.id ORDER BY f.name",
        {**_asked(people, today), "agency": agency},
    )
    return tuple(rows)


def objected(con: Connection, people: Sequence[str], today: date) -> dict[str, tuple[str, ...]]:
    """Person -> the names of those whom they object to, in the order in which it was said."""
    found: dict[str, list[str]] = {}
    for person, name in con.execute(
        "SELECT s.person, coalesce(f.name, g.name, c.name, 'someone') FROM sharing s"
        " LEFT JOIN agency g ON g.id = s.agency LEFT JOIN professional f ON f.id = s.professional"
        f" LEFT JOIN circle c ON c.id = s.circle WHERE {_STANDS} ORDER BY s.n",
        _asked(people, today),
    ):
        found.setdefault(person, []).append(name)
    return {person: tuple(names) for person, names in found.items()}


def _asked(people: Sequence[str], today: date) -> dict[str, str]:
    return {"people": json.dumps(list(people)), "today": today.isoformat()}
