"""Words that the screens of a meeting share."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from caretui.care.dates import is_timed, say_appointment, say_date
from caretui.widgets.line import Cell, Words
from caretui.widgets.safe import wrap

TITLES = ("Dr", "Prof", "Mr", "Mrs", "Ms", "Miss", "Sister", "Rev")
LABEL = 7
"""Cells of a heading in the brief."""


def span_words(at: str, minutes: int, today: date) -> str:
    """`Thu 26 Nov 13:00-14:00`: the day with its month, so that the paper in the hand says the same.

    `Thu 26 Nov, time to be set`: a sheet told the day alone.
    """
    start = datetime.fromisoformat(at)
    end = start + timedelta(minutes=minutes)
    year = f" {start.year}" if start.year != today.year else ""
    clock = f" {start:%H:%M}-{end:%H:%M}" if is_timed(at) else ", time to be set"
    return f"{start:%a} {start.day} {start:%b}{year}{clock}"


def when_words(at: str, today: date) -> str:
    """`today 13:00`, `Tue 8 Dec 13:00`; `Tue 8 Dec time?` when it is to be set."""
    return say_appointment(at, today, unset="time?")


def closed_words(closed: str | None, today: date) -> str:
    """`CLOSED 31 Mar`, `CLOSES 31 Mar`, `CLOSED` of a practice that does not stand on the day of its meeting; "" of others."""
    if not closed:
        return "" if closed is None else "CLOSED"
    day = date.fromisoformat(closed)
    return f"{'CLOSED' if day <= today else 'CLOSES'} {say_date(day, today)}"


def brief_lines(brief: Iterable[tuple[str, Sequence[str]]], width: int) -> list[Words]:
    """Headings at the left, their lines wrapped beside them; a blank row before SAY and TO DO, as a breath."""
    rows: list[Words] = []
    for heading, lines in brief:
        if heading in ("SAY", "TO DO") and rows:
            rows.append("")
        late = heading in ("LATE", "TWICE", "GAP")
        texts = [row for line in lines for row in wrap(line, width - LABEL)]
        for place, text in enumerate(texts):
            lead = Cell(f"{heading:<{LABEL}}" if place == 0 else " " * LABEL, "strong")
            rows.append(
                [lead, Cell(text, "late" if heading == "LATE" else "strong" if late and text.isupper() else "")]
            )
    return rows


def list_words(names: Sequence[str], most: int = 2, between: str = "; ") -> str:
    """`Riley, Sean; Shah, Yusuf and 3 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return between.join(names[:most]) + more


def short_name(name: str) -> str:
    """`P Nair` of Priya Nair, `Dr A Farrow` of Dr Anne Farrow: for where there is little room."""
    *first, last = name.split() or [""]
    title = [word for word in first[:1] if word.rstrip(".") in TITLES]
    return " ".join([*title, *(word[:1] for word in first[len(title) :]), last])
