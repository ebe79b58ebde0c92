"""The report of an import: what was not taken as it stood, line by line, in a file that opens in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from caretui.care.arrivals import Finding
from caretui.care.sheets import guard_formula

WORDS = {"row": "row refused", "cell": "cell refused", "note": "taken, but note", "review": "to review"}


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
