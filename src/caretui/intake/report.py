"""The report of an import: what was not taken as it stood, line by line, in a file that opens in a spreadsheet."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from caretui.care.arrivals import Finding
from caretui.care.sheets import guard_formula

WORDS = {"row": "row refused", "cell": "cell refused", "note": "taken, but note", "review": "to review"}
HEADINGS = ("Line", "What happened", "Column", "Value", "Reason", "Decision", "Who it may be")
"""Decision is for whoever reads it: same, new or skip, beside each row to review (`intake.decisions` takes it)."""


def report_csv(findings: Iterable[Finding], candidates: Mapping[int, str] | None = None) -> bytes:
    """The report as UTF-8 CSV with the mark that Excel needs; no cell of it is ever a formula.

    `candidates`: line of a row to review -> whom it may be, as `intake.decisions` understands it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in sorted(findings, key=lambda one: (one.line, one.column)):
        line = str(one.line) if one.line else ""
        cells = (WORDS[one.weight], one.column, one.value, one.reason)
        candidate = (candidates or {}).get(one.line, "") if one.weight == "review" else ""
        writer.writerow((line, *(guard_formula(cell) for cell in cells), "", candidate))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def write_report(path: Path, findings: Iterable[Finding], candidates: Mapping[int, str] | None = None) -> None:
    """Put the report in place whole or not at all, readable by its writer only. Raises OSError."""
    handle, temp = tempfile.mkstemp(prefix=".report-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(report_csv(findings, candidates))
            out.flush()
            os.fsync(out.fileno())
        Path(temp).replace(path)
    except BaseException:
        Path(temp).unlink(missing_ok=True)
        raise
