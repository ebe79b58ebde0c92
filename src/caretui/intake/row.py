"""One row of a caseload sheet while it is read: what it says so far, and what was found wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from caretui.care import dates
from caretui.care.arrivals import Arrival, Finding, Told
from caretui.care.dates.written import FIRST_YEAR, LAST_YEAR
from caretui.care.fields import FIELDS, heading_key
from caretui.intake.mapping import Column

NAME_LENGTH = 200
_NOTHING_WORDS = "na nk nil none nonegiven notknown unknown tbc tba tbd dna notapplicable missing x"
_NOTHING = frozenset(_NOTHING_WORDS.split())
"""What people write into a cell for which they have nothing; only for numbers, dates and codes, never for names."""
_SERIAL_DAY_0 = date(1899, 12, 30)
"""Day 0 of a spreadsheet's day numbers, as every program counts them from 1 March 1900 on."""


@dataclass(slots=True)
class Row:
    """One row while it is read."""

    line: int
    now: datetime
    row: str = ""
    """All that the row says, heading by heading."""
    person: dict[str, str] = field(default_factory=dict)
    practice: str = ""
    practice_heading: str = ""
    coordinator: str = ""
    told: list[Told] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    """Cells that only mean something together with another (a relative and their telephone)."""

    @property
    def today(self) -> date:
        """The day of the import."""
        return self.now.date()

    def keep(self, column: Column, words: str) -> None:
        """Keep a cell on the person as "from your sheet"."""
        self.tell("from_sheet", column.heading, heading=column.heading, words=words)

    def tell(self, entity: str, key: str, /, **values: str) -> None:
        """Something beside the person; `key` knows it again, empty values are left out."""
        filled = {name: value for name, value in values.items() if value}
        self.told.append(Told(entity, filled, f"{entity}|{one_line(key).casefold()}"))

    def refuse(self, heading: str, words: str, reason: str) -> None:
        """The whole row is not taken."""
        self.findings.append(Finding(self.line, heading, words, reason, "row"))

    def spoil(self, column: Column, words: str, reason: str) -> None:
        """The cell's field is not filled; its words are kept."""
        self.findings.append(Finding(self.line, column.heading, words, reason, "cell"))
        self.keep(column, words)

    def note(self, heading: str, words: str, reason: str) -> None:
        """Taken, with a remark."""
        self.findings.append(Finding(self.line, heading, words, reason, "note"))

    def arrival(self) -> Arrival | None:
        """The person of this row, or None when it was refused."""
        if any(one.weight == "row" for one in self.findings):
            return None
        return Arrival(
            (self.line,),
            self.person,
            self.practice,
            self.practice_heading,
            self.coordinator,
            tuple(self.told),
            self.row,
        )


Reader = Callable[[Row, Column, str], None]


def label(name: str) -> str:
    """How a field is called on screen."""
    return FIELDS[name].label if name in FIELDS else name.replace("_", " ")


def nothing(words: str) -> bool:
    """Whether the cell says in words that there is nothing."""
    return heading_key(words) in _NOTHING or not heading_key(words)


def day_number(row: Row, column: Column, words: str) -> str:
    """A spreadsheet's day number as a date, with a note; anything else as it is."""
    if not re.fullmatch(r"\d{4,5}(\.\d+)?", words) or re.fullmatch(r"(19|20)\d\d", words):
        return words
    day = _SERIAL_DAY_0 + timedelta(days=int(float(words)))
    if not date(1900, 3, 1) <= day <= row.today + timedelta(days=3660):
        return words
    row.note(column.heading, words, f"a spreadsheet's day number, read as {dates.say_birth(day)}")
    return day.isoformat()


_WRITTEN_DAY = re.compile(r"(?<!\d)(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d\d)-(\d\d))(?!\d)")


def no_day(words: str, otherwise: str) -> str:
    """Why words are no day: 31/04/2026 is none of the calendar, 1/1/9999 of no year that is kept; else `otherwise`."""
    found = _WRITTEN_DAY.search(words)
    if found is None:
        return otherwise
    year, month, day = (int(part) for part in (found.group(3, 2, 1) if found[1] else found.group(4, 5, 6)))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
    try:
        date(year, month, day)
    except ValueError:
        return "there is no such day in that month"
    return otherwise


def pieces(words: str, separators: str = r"\n;") -> list[str]:
    """A cell's list: one piece a line or semicolon, without bullets and numbering."""
    found = (one_line(part) for part in re.split(f"[{separators}]", words))
    return [bare for part in found if (bare := re.sub(r"^(?:[-*•–·]|\(?\d{1,2}[.)])\s+", "", part).strip())]


def one_line(words: str) -> str:
    """The words with single spaces and no line ends."""
    return " ".join(words.split())
