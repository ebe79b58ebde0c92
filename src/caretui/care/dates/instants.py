"""Stored instants, and the wall clock in London that people live by."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def instant(moment: datetime) -> str:
    """An aware moment as the store keeps it: `2026-11-20T14:30:00Z`. A naive one raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall(instant_text: str) -> datetime:
    """The naive wall time in London of a stored instant."""
    return datetime.fromisoformat(instant_text).astimezone(LONDON).replace(tzinfo=None)


def with_offset(stored: str | None) -> str | None:
    """A stored instant as the command line's contract has it, `2026-11-20T14:30:00+00:00`; a day stays a day."""
    return f"{stored[:-1]}+00:00" if stored and stored.endswith("Z") else stored or None


def day_of(stored: str | None) -> date | None:
    """A stored day, or the day part of a stored wall moment; None when there is none."""
    return date.fromisoformat(stored[:10]) if stored else None


def to_instant(wall_time: datetime) -> str:
    """The stored instant of a naive London wall time.

    In the night when clocks go back an hour comes twice: the first is meant. In the hour that is skipped in
    spring the time moves forward by that hour.
    """
    return instant(wall_time.replace(tzinfo=LONDON, fold=0))


def london_day(moment: datetime) -> date:
    """The wall date in London of an aware moment."""
    return moment.astimezone(LONDON).date()
