"""Brings a measured store from the schema it was built with to the one of now, without building it again.

Tables that differ are copied into their new shape, column by column of the same name; what only the new one has stays at
its default. Indexes, views and triggers are made anew, derived columns are counted by the slow query. What cannot be
carried over like this raises CannotRenew, and the store is built instead. (A released schema has its numbered steps; this
is for the one that is still being written.)
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from caretui.store import database, schema, verify

Made = dict[str, tuple[str, str, str]]
"""Name -> (type, table, SQL) of all that a schema makes."""


class CannotRenew(Exception):
    """The difference is more than columns, tables, indexes and triggers."""


def wanted_schema() -> Made:
    """What the schema of now makes, read off an empty database."""
    con = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        schema.migrate(con)
        return _made(con)
    finally:
        con.close()


def _made(con: database.Connection) -> Made:
    found = con.execute("SELECT name, type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: (kind, table, sql) for name, kind, table, sql in found}


def renew(path: Path, key: bytes) -> None:
    """Make the store's schema that of now, in one transaction. Raises CannotRenew, database.DatabaseError."""
    con = database.connect(path, key)
    try:
        for pragma in ("synchronous = OFF", "secure_delete = OFF", "cache_size = -400000", "foreign_keys = OFF"):
            con.execute(f"PRAGMA {pragma}")
        con.execute("PRAGMA legacy_alter_table = ON")  # a renamed table keeps the references of others to its name
        con.execute("BEGIN EXCLUSIVE")
        _change(con, wanted_schema())
        con.execute("COMMIT")
        con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        con.close()


def _change(con: database.Connection, wanted: Made) -> None:
    held = _made(con)
    virtual = {name for made in (held, wanted) for name, (_, _, sql) in made.items() if "VIRTUAL" in sql[:20].upper()}
    if changed := [name for name in virtual if held.get(name) != wanted.get(name)]:
        raise CannotRenew(f"full text differs: {', '.join(changed)}")
    for name, (kind, _, sql) in held.items():
        if kind == "trigger" or (kind in ("view", "index") and _sql(wanted, name) != sql):
            con.execute(f"DROP {kind} {name}")
    for name, (kind, _, sql) in held.items():
        if kind == "table" and name not in wanted:
            con.execute(f"DROP TABLE {name}")
        elif kind == "table" and _sql(wanted, name) != sql:
            _carry_over(con, name, _sql(wanted, name))
    _make(con, wanted, "table")
    _make(con, wanted, "index")  # dropped ones, and those of a table that was carried over
    _make(con, wanted, "view")
    for column, query in verify.DERIVED["person"].items():
        con.execute(f"UPDATE person AS p SET {column} = {query} WHERE {column} IS NOT {query}")
    _make(con, wanted, "trigger")


def _sql(made: Made, name: str) -> str:
    return made.get(name, ("", "", ""))[2]


def _make(con: database.Connection, wanted: Made, kind: str) -> None:
    there = _made(con)
    for name, (what, _, sql) in wanted.items():
        if what == kind and name not in there:
            con.execute(sql)


def _carry_over(con: database.Connection, name: str, sql: str) -> None:
    con.execute(f"ALTER TABLE {name} RENAME TO before_{name}")
    con.execute(sql)
    old, new = ([row[1] for row in con.execute(f"PRAGMA table_info({table})")] for table in (f"before_{name}", name))
    same = ", ".join(column for column in new if column in old)
    con.execute(f"INSERT INTO {name}({same}) SELECT {same} FROM before_{name}")
    con.execute(f"DROP TABLE before_{name}")
