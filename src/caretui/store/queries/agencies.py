"""An agency as at a date: people move between employers, agencies merge and change their names.

Old entries keep what was so then.
"""

import json

from caretui.store.database import Connection

_STOOD = (
    "SELECT o.id, json_extract(o.value, '$.' || ?2) FROM op o JOIN unit u ON u.id = o.unit"
    " WHERE o.record = ?1 AND json_extract(o.value, '$.' || ?2) IS NOT NULL"
)


def stood_at(con: Connection, record: str, register: str, at: str) -> dict[str, str | None]:
    """What a register of a record said at an instant; before its first entry, what it said first.

    {} for no such record.
    """
    row = con.execute(f"{_STOOD} AND u.at <= ?3 ORDER BY o.n DESC LIMIT 1", (record, register, at)).fetchone()
    row = row or con.execute(f"{_STOOD} ORDER BY o.n LIMIT 1", (record, register)).fetchone()
    found: dict[str, str | None] = json.loads(row[1]) if row else {}
    return found


def as_at(con: Connection, agency: str, at: str) -> tuple[str, str]:
    """(id, name) of an agency at an instant: the successor's when it had closed by then, under the name it had then."""
    seen = {agency}
    while (
        row := con.execute(
            "SELECT successor FROM agency WHERE id = ? AND successor IS NOT NULL AND closed <= substr(?, 1, 10)",
            (agency, at),
        ).fetchone()
    ) and row[0] not in seen:
        agency = row[0]
        seen.add(agency)
    return agency, stood_at(con, agency, "AgencyName", at).get("name") or ""


def heirs(con: Connection, named: str | None) -> frozenset[str]:
    """The agencies named (ids, a space between) and whatever they were merged into: what is for one is for its heir."""
    if not named:
        return frozenset()
    rows = con.execute(
        "WITH RECURSIVE heir(id) AS (SELECT value FROM json_each(?) UNION SELECT a.successor FROM heir"
        " JOIN agency a ON a.id = heir.id WHERE a.successor IS NOT NULL) SELECT id FROM heir",
        (json.dumps(named.split()),),
    )
    return frozenset(record for (record,) in rows)


def of_professional(con: Connection, professional: str, at: str) -> tuple[str | None, str | None]:
    """(id, name) of the agency that employed a professional at an instant; (None, None) when they had none."""
    employer = stood_at(con, professional, "Employer", at).get("agency")
    return as_at(con, employer, at) if employer else (None, None)
