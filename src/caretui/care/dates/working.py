"""Working days of England, and months on the calendar."""

from datetime import date, timedelta
from functools import cache


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Imported here because the library takes about 100 ms, which the first screen does not have.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=[year]))


def is_bank_holiday(day: date) -> bool:
    """Whether the day is a bank holiday in England."""
    return day in _bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays of England left out."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def months_after(day: date, count: int) -> date:
    """The same day of the month count months on (or back), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))
