"""Is the store whole? An independent reading of the journal is held against the tables, derived columns against the slow query.

It shares no code with the write path on purpose: it would find that path's mistakes.
"""

import json
from collections.abc import Iterator
from typing import Any

from caretui.store import audit
from caretui.store.database import Connection

DERIVED: dict[str, dict[str, str]] = {
    "person": {
        "sort_name": "lower(p.family_name || ' ' || coalesce(p.given_name, ''))",
        "place": "coalesce(p.locality, (SELECT q.locality FROM practice q WHERE q.id = p.practice))",
        "last_contact": "(SELECT max(at) FROM contact WHERE person = p.id AND void IS NULL AND reached = 'yes' AND id NOT IN"
        " (SELECT contact FROM amendment WHERE kind = 'entered in error' AND void IS NULL))",
        "last_attempt": "(SELECT max(at) FROM contact WHERE person = p.id AND void IS NULL AND reached IS NOT NULL AND id NOT IN"
        " (SELECT contact FROM amendment WHERE kind = 'entered in error' AND void IS NULL))",
        "to_copy": "(SELECT count(*) FROM contact WHERE person = p.id AND void IS NULL AND copying = 'to copy' AND id NOT IN"
        " (SELECT contact FROM amendment WHERE kind = 'entered in error' AND void IS NULL))",
        "next_due": "(SELECT min(due) FROM action WHERE person = p.id AND void IS NULL"
        " AND status NOT IN ('done', 'refused', 'not needed'))",
        "open_actions": "(SELECT count(*) FROM action WHERE person = p.id AND void IS NULL"
        " AND status NOT IN ('done', 'refused', 'not needed'))",
        "next_planned": "(SELECT min(at) FROM planned WHERE person = p.id AND void IS NULL AND state = 'planned')",
        "next_meeting": "(SELECT min(m.at) FROM meeting m, agenda_item i WHERE i.meeting = m.id AND i.person = p.id AND"
        " i.void IS NULL AND m.void IS NULL AND i.state = 'listed' AND m.status NOT IN ('held', 'cancelled'))",
        "messages": "(SELECT count(*) FROM message WHERE person = p.id AND void IS NULL AND state = 'waiting')",
        "warnings": "(SELECT count(*) FROM warning WHERE person = p.id AND void IS NULL AND ended IS NULL)",
        "review_due": "(SELECT min(review_on) FROM plan WHERE person = p.id AND void IS NULL)",
    }
}


def fold(con: Connection) -> dict[tuple[str, str], dict[str, Any]]:
    """(entity, record) -> its columns as the journal tells them: of each register the greatest op that nothing replaced."""
    taken = {(op, register) for op, register in con.execute("SELECT op, register FROM replaced")}
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for op, entity, record, value in con.execute("SELECT id, entity, record, value FROM op ORDER BY id"):
        columns = records.setdefault((entity, record), {})
        for register, fields in json.loads(value).items():
            if (op, register) not in taken:
                columns.update(fields)
    return records


def journal_mismatches(con: Connection) -> Iterator[str]:
    """Every difference between the journal and the tables, by record id and column (never by value)."""
    told = fold(con)
    entities = {entity for entity, _ in told}
    for entity in [name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        columns = [row[1] for row in con.execute(f"PRAGMA table_info({entity})")]
        if entity not in entities and not {"id", "n", "void"} <= set(columns):
            continue
        if entity in ("unit", "op", "draft", "session"):
            continue
        position = columns.index("id")
        for row in con.execute(f"SELECT * FROM {entity}"):
            expected = told.pop((entity, row[position]), None)
            if expected is None:
                yield f"{entity} {row[position]} is in no journal"
                continue
            for column, value in zip(columns, row, strict=True):
                if column in expected and expected[column] != value:
                    yield f"{entity} {row[position]}: {column} differs from the journal"
    yield from (f"{entity} {record} is in the journal only" for entity, record in told)


def derived_mismatches(con: Connection) -> Iterator[str]:
    """Derived columns that differ from the slow query."""
    for table, columns in DERIVED.items():
        for column, query in columns.items():
            for (record,) in con.execute(f"SELECT p.id FROM {table} p WHERE p.{column} IS NOT {query}"):
                yield f"{table} {record}: {column} differs from what it is derived from"


def page_faults(con: Connection) -> Iterator[str]:
    """What SQLCipher's and SQLite's own checks find.

    SQLCipher's reads the file behind the log: after a crash amid a checkpoint pages are torn there that the log holds
    whole, so the log is written back first.
    """
    con.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    yield from (row[0] for row in con.execute("PRAGMA cipher_integrity_check"))
    yield from (row[0] for row in con.execute("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"broken reference in {row[0]}" for row in con.execute("PRAGMA foreign_key_check"))


def everything(con: Connection) -> list[str]:
    """Pages, journal = tables, derived columns, audit chain: all that is wrong, empty when whole."""
    return [*page_faults(con), *journal_mismatches(con), *derived_mismatches(con), *audit.broken(con)]
