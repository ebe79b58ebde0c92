"""Days and moments as the screens and documents say them."""

from datetime import date, datetime

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Monday starts the week."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def say_date(day: date, today: date) -> str:
    """The day as said aloud, at most 11 columns: today, Fri 27, Tue 1 Dec, 9 Nov, 14 Jan 2027.

    Ahead: the rest of this month is a weekday and number; the rest of the year, or the next 45 days, have
    the month too. Behind: ten days of this month are a weekday and number, then the month without weekday.
    Else the year.
    """
    if day == today:
        return "today"
    days = (day - today).days
    same_month = (day.year, day.month) == (today.year, today.month)
    if same_month and days >= -10:
        return f"{_weekday(day)} {day.day}"
    if days > 0 and (day.year == today.year or days <= 45):
        return f"{_weekday(day)} {day.day} {_month(day)}"
    if days < 0 and (day.year == today.year or days >= -31):
        return f"{day.day} {_month(day)}"
    return say_birth(day)


def say_full_date(day: date) -> str:
    """The day with nothing left out: Thu 14 Jan 2027."""
    return f"{_weekday(day)} {say_birth(day)}"


def say_birth(day: date) -> str:
    """The day without its weekday, as births and documents have it: 2 Feb 1945."""
    return f"{day.day} {_month(day)} {day.year}"


def say_moment(when: datetime, today: date) -> str:
    """A wall time as said aloud: today 13:00, Wed 25 16:50, Tue 1 Dec 09:30."""
    return f"{say_date(when.date(), today)} {when:%H:%M}"


def is_timed(at: str) -> bool:
    """Has an appointment (2026-12-15T13:00) a time? Midnight stands for a day of which a sheet told no more."""
    return len(at) > 10 and not at.endswith("T00:00")


def say_appointment(at: str, today: date, *, unset: str = "") -> str:
    """A stored appointment as said aloud: `today 13:00`; of one without a time the day, and `unset` after it."""
    when = datetime.fromisoformat(at)
    return say_moment(when, today) if is_timed(at) else f"{say_date(when.date(), today)} {unset}".rstrip()


def say_day_ago(day: date | None, today: date) -> str:
    """How long ago in at most five columns: today, 3d, 34d; "never" when there was no such day."""
    if day is None:
        return "never"
    days = (today - day).days
    return "today" if days <= 0 else f"{days}d" if days < 1000 else f"{days // 365}y"


def say_late(due: date, today: date) -> str:
    """What stands before a late or due thing: "3d late", "today", or the day as said aloud."""
    return f"{(today - due).days}d late" if due < today else say_date(due, today)


def _weekday(day: date) -> str:
    return DAY_NAMES[day.weekday()]


def _month(day: date) -> str:
    return _MONTHS[day.month - 1].capitalize()
