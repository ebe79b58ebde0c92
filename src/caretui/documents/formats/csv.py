"""Comma-separated values: one table, no marking (the file's name bears it), formula starts neutralised."""

import csv
from datetime import date, datetime
from io import StringIO

from caretui.care.dates import LONDON
from caretui.care.sheets import guard_formula
from caretui.documents import words
from caretui.documents.outline import Cell, Column, Document, Look, Table


def write(document: Document, look: Look) -> bytes:
    """Return the document's one table as UTF-8 with a byte-order mark, dates ISO 8601, NHS numbers 3-3-4.

    Raises ValueError when the document has no table or several.
    """
    tables = document.tables()
    if len(tables) != 1:
        raise ValueError("a CSV file holds exactly one table")
    return table(tables[0]).encode("utf-8-sig")


def table(rows: Table) -> str:
    """Return the table as CSV text, with CRLF as RFC 4180 has it."""
    paper = rows.on_sheets()
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guard_formula(column.name) for _, column in paper])
    writer.writerows([_cell(row[place], column) for place, column in paper] for row in rows.rows)
    return out.getvalue()


def _cell(cell: Cell, column: Column) -> str | int | float:
    match cell:
        case bool() | None:
            return words.shown(cell, column)
        case int() | float():
            return cell
        case datetime():
            wall = cell.astimezone(LONDON) if cell.tzinfo else cell
            return f"{wall:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case _:
            return guard_formula(words.shown(cell, column))
