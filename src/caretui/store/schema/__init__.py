"""Numbered schema steps: `steps()` reads them off the package; a released step is frozen and never edited."""

from pathlib import Path

from caretui.store.database import Connection


def steps() -> dict[int, str]:
    """Step number -> its SQL. A step's files share the number and run in the order of their names."""
    found: dict[int, str] = {}
    for file in sorted(Path(__file__).parent.glob("*.sql")):
        number = int(file.name[:4])
        found[number] = found.get(number, "") + file.read_text(encoding="utf-8")
    return found


def newest() -> int:
    """The schema version that this caretui writes."""
    return max(steps())


def version(con: Connection) -> int:
    """The schema version of an open store; 0 = empty."""
    return int(con.execute("PRAGMA user_version").fetchone()[0])


def migrate(con: Connection) -> None:
    """Bring an open store to the newest step: all steps in one transaction, so that half a migration is never seen.

    Foreign keys are off outside the transaction and checked inside it.
    """
    pending = [(number, sql) for number, sql in sorted(steps().items()) if number > version(con)]
    if not pending:
        return
    con.execute("PRAGMA foreign_keys = OFF")
    try:
        con.execute("BEGIN EXCLUSIVE")
        for number, sql in pending:
            for statement in statements(sql):
                con.execute(statement)
            if broken := con.execute("PRAGMA foreign_key_check").fetchall():
                raise RuntimeError(f"schema step {number} leaves {len(broken)} broken references")
            con.execute(f"PRAGMA user_version = {number}")
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise
    finally:
        con.execute("PRAGMA foreign_keys = ON")


def statements(sql: str) -> list[str]:
    """Split a script into statements; a trigger's inner semicolons stay with it (each ends in `END;` on its own line end)."""
    from sqlcipher3.dbapi2 import complete_statement

    found: list[str] = []
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
