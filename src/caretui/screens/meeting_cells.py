"""The rows of the Meetings area: a meeting, a practice of the rollout, an agency's year."""

from collections.abc import Sequence
from datetime import date

from caretui.care.dates import is_timed, say_date
from caretui.screens.meeting_lines import closed_words, short_name, when_words
from caretui.store.queries import meetings
from caretui.store.queries.meeting_history import Pattern
from caretui.widgets.line import Cell

BAR = 16
"""Cells of the bar of an agency that always came."""


def meeting_cells(row: meetings.Row, ready: tuple[int, int] | None, today: date) -> Sequence[str | Cell]:
    """A meeting as the list shows it."""
    when: str | Cell = when_words(row.at, today)
    if row.status == "running":
        when = Cell(f"NOW {row.at[11:]}" if is_timed(row.at) else "NOW", "strong")
    elif row.status == "planned" and row.at[:10] < today.isoformat():
        when = Cell(f"NOT HELD {say_date(date.fromisoformat(row.at[:10]), today)}", "late")
    closed = closed_words(row.closed, today)
    practice = Cell(f"{closed}: {row.practice}", "late") if closed else row.practice or row.kind
    if row.status == "held":
        state: str | Cell = row.minutes_status
    elif row.status == "cancelled":
        state = "cancelled"
    elif not row.agenda_items:
        state = "nobody yet"
    else:
        done, to_do = ready or (0, row.agenda_items)
        state = f"{done}, to do {to_do}" if to_do else f"all {done}"
    return (
        when,
        practice,
        chair_cell(row),
        str(row.agenda_items),
        state,
        str(row.carried_over or ""),
        row.locality,
        row.series,
    )


def chair_cell(row: meetings.Row) -> Cell:
    """`TWICE Dr Anne Farrow` who has two meetings at once, `TWICE Farrow` where there is little room."""
    if not row.chair.strip():
        return Cell("NO CHAIR", "strong")
    if row.clash:
        return Cell(f"TWICE {row.chair}", "late", short=f"TWICE {row.chair.split()[-1]}")
    return Cell(row.chair, short=short_name(row.chair))


def pattern_cells(line: Pattern) -> Sequence[str | Cell]:
    """An agency's year: a bar of how often it came, then the counts."""
    bar = "#" * round(line.came / line.asked * BAR)
    missed = Cell(str(line.missed), "late" if line.missed > line.asked / 2 else "") if line.missed else ""
    return (
        bar or Cell("never", "late"),
        line.agency,
        f"{line.came} of {line.asked}",
        str(line.apologies or ""),
        missed,
    )


def practice_cells(line: meetings.Practice, today: date) -> Sequence[str | Cell]:
    """A practice as the rollout shows it."""
    target = date.fromisoformat(line.target) if line.target and line.meeting_status != "live" else None
    by = f" {say_date(target, today)}" if target else ""
    late = target is not None and target < today
    waiting = f"{line.waiting} waiting" if line.waiting and not line.next_at else ""
    return (
        Cell(f"{'! ' if late else ''}{line.meeting_status}{by}", "late" if late else ""),
        line.name,
        say_date(date.fromisoformat(line.next_at[:10]), today) if line.next_at else "-",
        str(line.people),
        Cell(waiting, "late"),
        line.locality,
        line.code or "",
    )
