"""What a meeting agreed, as its minutes have it: once the chair has approved them, later changes of an action stay out."""

import json
from typing import Any

from caretui.store.database import Connection
from caretui.store.queries import dossier

_APPROVED = """SELECT max(u.n) FROM op o JOIN unit u ON u.id = o.unit
  WHERE o.record = ? AND json_extract(o.value, '$.Minutes.minutes_status') = ?"""
_UNTIL = """SELECT o.record, j.key, j.value FROM action a CROSS JOIN op o ON o.record = a.id
    JOIN unit u ON u.id = o.unit CROSS JOIN json_each(o.value) j
  WHERE a.meeting = ? AND u.n <= ? ORDER BY o.n"""


def actions(con: Connection, meeting: str) -> tuple[dossier.Owed, ...]:
    """The actions agreed at a meeting, in the order in which they were made.

    Of a draft as they stand now. Of approved or issued minutes as they stood when the chair approved them, read off the
    journal: what was done, re-dated or asked for since is no part of the minutes. What was moved to another person
    since (it had been the wrong one) is left out all the same: leaving it would tell of one person in another's papers.
    """
    now = dossier.actions_of_meeting(con, meeting)
    approved = _approved(con, meeting)
    if approved is None:
        return now
    whose = dict(con.execute("SELECT id, person FROM action WHERE meeting = ?", (meeting,)).fetchall())
    then: dict[str, dict[str, Any]] = {}
    for record, _, columns in con.execute(_UNTIL, (meeting, approved)):
        then.setdefault(record, {}).update(json.loads(columns))
    stood = {one.id: one for one in now}
    return tuple(
        _as_it_stood(con, record, columns, stood.get(record))
        for record, columns in then.items()
        if columns.get("void") is None and columns.get("meeting") == meeting and columns.get("person") == whose[record]
    )


def _approved(con: Connection, meeting: str) -> int | None:
    """The number of the unit in which the minutes were approved (issued, when they came so); None for a draft."""
    row = con.execute("SELECT coalesce(minutes_status, 'draft') FROM meeting WHERE id = ?", (meeting,)).fetchone()
    if row is None or row[0] == "draft":
        return None
    for status in ("approved", "issued"):
        (unit,) = con.execute(_APPROVED, (meeting, status)).fetchone()
        if unit is not None:
            return int(unit)
    return None


def _as_it_stood(con: Connection, record: str, then: dict[str, Any], now: dossier.Owed | None) -> dossier.Owed:
    agency = _name(con, "agency", then["agency"])
    owner = then["owner_words"] or _name(con, "professional", then["professional"]) or agency
    return dossier.Owed(
        id=record,
        person=then["person"],
        what=then["what"] or "",
        owner=owner,
        agency=then["agency"],
        agency_name=agency,
        professional=then["professional"],
        due=then["due"],
        status=then["status"],
        waiting_on=then["waiting_on"] or "",
        waiting_since=then["waiting_since"],
        completed_at=then["completed_at"],
        outcome=then["outcome"] or "",
        goal=now.goal if now else "",
        meeting=then["meeting"],
        item=then["item"],
        family=then["circle"] is not None,
    )


def _name(con: Connection, table: str, record: str | None) -> str:
    row = con.execute(f"SELECT coalesce(name, '') FROM {table} WHERE id = ?", (record,)).fetchone()
    return str(row[0]) if row else ""
