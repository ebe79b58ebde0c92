"""The tables in SQL, read off the models: what a new schema step is written from, and what tests hold the steps against.

`python -m caretui.store.models.ddl` prints them.
"""

import sys
from typing import Any

from sqlmodel import SQLModel

from caretui.store.models import FORMS, TABLES

TYPES = {"INTEGER": "INTEGER", "BOOLEAN": "INTEGER", "FLOAT": "REAL"}


def column_sql(column: Any, *, derived: bool) -> str:
    """One column: STRICT type; a register's column is nullable (erase blanks values, never rows)."""
    sql = f"  {column.name} {TYPES.get(str(column.type).split('(')[0], 'TEXT')}"
    if derived and column.default is not None:
        sql += f" NOT NULL DEFAULT {int(column.default.arg)}"
    for key in column.foreign_keys:
        sql += f" REFERENCES {key.target_fullname.replace('.', '(')}) DEFERRABLE INITIALLY DEFERRED"
    return sql


def table_sql(entity: str) -> str:
    """The CREATE TABLE of one entity: keys, the registers' columns in the form's order, then the derived ones."""
    columns = SQLModel.metadata.tables[entity].columns
    owned = TABLES[entity].register_columns()
    derived = [column.name for column in columns if column.name not in {*owned, "n", "id", "void"}]
    lines = ["  n INTEGER PRIMARY KEY", "  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32)", "  void TEXT"]
    lines += [column_sql(columns[name], derived=False) for name in owned]
    lines += [column_sql(columns[name], derived=True) for name in derived]
    return f"CREATE TABLE {entity} (\n" + ",\n".join(lines) + "\n) STRICT;\n"


def tables_sql() -> str:
    """Every entity's CREATE TABLE, in the models' order, and the list of append-only ones."""
    tables = "\n".join(table_sql(entity) for entity in TABLES)
    rows = [f"  ('{e}', '{' '.join(sorted(form.changeable))}')" for e, form in FORMS.items() if form.append_only]
    return tables + (
        "\nCREATE TABLE append_only (entity TEXT PRIMARY KEY, changeable TEXT NOT NULL) STRICT, WITHOUT ROWID;\n"
        "INSERT INTO append_only(entity, changeable) VALUES\n" + ",\n".join(rows) + ";\n"
    )


if __name__ == "__main__":
    sys.stdout.write(tables_sql())
