"""What was not taken as it stood, cell by cell, and the report of it that opens in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from caretui.care.sheets import guard_formula

Weight = Literal["row", "cell", "note", "review"]
WORDS = {"row": "row refused", "cell": "cell refused", "note": "taken, but note", "review": "to review"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the line as the spreadsheet numbers it, the column's heading, the cell, a plain reason.

    Weight "row": the row was not taken. "cell": the row was, without this cell's field (its words are kept
    on the person). "review": somebody has to say whether two are the same person. "note": taken as said.
    """

    line: int
    column: str
    value: str
    reason: str
    weight: Weight


def report_csv(findings: Iterable[Finding]) -> bytes:
    """The report as UTF-8 CSV with the mark that Excel needs; no cell of it is ever a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Line", "What happened", "Column", "Value", "Reason"))
    for one in sorted(findings, key=lambda one: (one.line, one.column)):
        line = str(one.line) if one.line else ""
        cells = (WORDS[one.weight], one.column, one.value, one.reason)
        writer.writerow((line, *(guard_formula(cell) for cell in cells)))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
