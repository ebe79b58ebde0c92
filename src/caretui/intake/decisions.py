"""Who is who, said in the report of an import: its column Decision is read when the sheet comes in again."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from caretui.care.arrivals import Arrival
from caretui.care.fields import heading_key
from caretui.care.identifiers import fold
from caretui.intake.limits import Unreadable
from caretui.intake.readers import read
from caretui.intake.report import HEADINGS, WORDS
from caretui.intake.sheets import Line

Word = Literal["same", "new", "skip"]
_SAID: Mapping[str, Word] = {
    "same": "same", "thesame": "same", "link": "same", "new": "new", "another": "new", "anotherperson": "new",
    "skip": "skip", "leaveout": "skip",
}  # fmt: skip


def read_decisions(path: Path, arrivals: Iterable[Arrival]) -> dict[int, str]:
    """Line of the sheet -> "new", "skip", or whom the report says that the row may be (an id, or "line:" and a line).

    Raises Unreadable for anything but a report, for a word that is no decision, and when a line of the report speaks
    of somebody else than this line of the sheet: then it is the report of another sheet.
    """
    lines = [line for sheet in read(path).sheets for line in sheet.lines if not line.blank]
    keys = [heading_key(heading) for heading in HEADINGS]
    if not lines or [heading_key(cell) for cell in lines[0].cells[: len(keys)]] != keys:
        raise Unreadable("This is not the report of an import: its columns are " + ", ".join(HEADINGS) + ".")
    names = {arrival.lines[0]: arrival.name for arrival in arrivals}
    found: dict[int, str] = {}
    for line in lines[1:]:
        row = dict(zip(HEADINGS, (*line.cells, *[""] * len(HEADINGS)), strict=False))
        if row["What happened"] == WORDS["review"] and row["Decision"].strip():
            number = _line_number(row["Line"], line)
            if fold(names.get(number, "")) != fold(row["Value"]):
                raise Unreadable(f"Line {number} of the sheet is not {row['Value']!r}: the report is of another sheet.")
            found[number] = _decision(row["Decision"], row["Who it may be"], line)
    return found


def _line_number(words: str, line: Line) -> int:
    if not words.strip().isdecimal() or len(words) > 9:
        raise Unreadable(f"Line {line.number} of the report names no line of the sheet.")
    return int(words)


def _decision(words: str, candidate: str, line: Line) -> str:
    said = _SAID.get(heading_key(words))
    if said is None:
        raise Unreadable(f"Line {line.number} of the report: a decision is same, new or skip, not {words.strip()!r}.")
    return candidate.strip() or said if said == "same" else said
