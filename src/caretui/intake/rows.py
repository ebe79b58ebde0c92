"""Checks the rows of a mapped sheet one by one: each becomes an arrival, or is refused with its line and a reason.

The rule for a bad cell: who the person is must be right, so a wrong NHS number, birth date or name refuses
the row. Any other cell that cannot be read is reported, its words stay on the person as "from your sheet",
and the rest of the row is taken.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from caretui.care.arrivals import Arrival, Finding
from caretui.care.fields import heading_key
from caretui.care.identifiers import replace_control
from caretui.intake.cells import READERS
from caretui.intake.mapping import IGNORE, KEEP, Column, Layout
from caretui.intake.row import Row
from caretui.intake.sheets import Line
from caretui.intake.whole_row import finish
from caretui.lean import dataclass

_TOTALS = frozenset({"total", "totals", "grandtotal", "subtotal", "count", "totalpatients", "totalpeople", "sum"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rows of a sheet say: people to take in, what was found on the way, how many rows there were."""

    arrivals: tuple[Arrival, ...]
    findings: tuple[Finding, ...]
    read: int

    @property
    def refused(self) -> int:
        """How many rows were refused whole."""
        return len({one.line for one in self.findings if one.weight == "row"})


def check(found: Layout, *, now: datetime, progress: Callable[[int, int], None] | None = None) -> Checked:
    """Check every row below the headings; `now` is the wall time in London, naive."""
    arrivals: list[Arrival] = []
    findings: list[Finding] = []
    lines = found.lines
    read = 0
    for done, line in enumerate(lines, 1):
        if _is_total(line, found):
            findings.append(Finding(line.number, "", "", "a total, not a person", "note"))
            continue
        if _is_remark(line, found):
            findings.append(Finding(line.number, "", "", "a heading or remark, not a person", "note"))
            continue
        read += 1
        row = check_row(line, found.columns, now=now)
        findings.extend(row.findings)
        if (arrival := row.arrival()) is not None:
            arrivals.append(arrival)
        if progress is not None and (done % 200 == 0 or done == len(lines)):
            progress(done, len(lines))
    return Checked(tuple(arrivals), tuple(findings), read)


def check_row(line: Line, columns: Iterable[Column], *, now: datetime) -> Row:
    """What one row says; its findings are in it."""
    columns = tuple(columns)
    row = Row(line.number, now, _all_said(line, columns))
    for column in columns:
        raw = line.cells[column.position] if column.position < len(line.cells) else ""
        if column.target == IGNORE or not raw.strip():
            continue
        words = _clean(raw, column, row)
        if column.target == KEEP:
            row.keep(column, words)
        else:
            READERS.get(column.target, Row.keep)(row, column, words)
    finish(row)
    return row


_REMARK = re.compile(r"[:=]|(?i:\b(locality|caseload|patients|clients|printed|page|key|list|see)\b)")


def _is_remark(line: Line, found: Layout) -> bool:
    """A row of a wide sheet with words in one cell only that read like a heading between the people, or a legend."""
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    return len(found.columns) > 2 and len(filled) == 1 and bool(_REMARK.search(filled[0]) or filled[0].count(" ") > 5)


def _all_said(line: Line, columns: Iterable[Column]) -> str:
    """The row as one text, the same in whatever order its columns stand."""
    filled = (
        f"{heading_key(column.heading)}={' '.join(line.cells[column.position].split())}"
        for column in columns
        if column.target != IGNORE and column.position < len(line.cells) and line.cells[column.position].strip()
    )
    return "\x1f".join(sorted(filled))


def _clean(raw: str, column: Column, row: Row) -> str:
    words, replaced = replace_control(raw)
    if replaced:
        reason = "a control character was replaced by \ufffd" if replaced == 1 else (
            f"{replaced} control characters were replaced by \ufffd"
        )  # fmt: skip
        row.note(column.heading, words, reason)
    return words.strip()


def _is_total(line: Line, found: Layout) -> bool:
    """A row that sums up: its first words are "Total", and nothing in it says who somebody is."""
    filled = [cell for cell in line.cells if cell.strip()]
    if heading_key(filled[0].partition(":")[0].rstrip("0123456789 ")) not in _TOTALS:
        return False
    for column in found.columns:
        words = line.cells[column.position].strip() if column.position < len(line.cells) else ""
        if column.target in ("given_name", "date_of_birth", "postcode") and words:
            return False
        if column.target == "nhs_number" and sum(character.isdigit() for character in words) >= 9:
            return False
    return True
