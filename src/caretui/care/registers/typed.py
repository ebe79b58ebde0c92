"""How an answer is typed: from the text of a field to its value, said back in words while it is typed."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from caretui.care.dates import (
    months_after,
    read_birth,
    read_day,
    read_moment,
    read_past_moment,
    read_time,
    say_full_date,
    to_instant,
)
from caretui.care.hospital_words import read_event_time
from caretui.care.identifiers import nhs_number, phone, postcode, postcode_meaning, spoken_nhs
from caretui.care.recurrence import Repeat, read_repeat
from caretui.care.refused import Refused
from caretui.care.registers.asked import Kind
from caretui.care.week import Pattern, read_pattern

Reader = Callable[[str], tuple[Any, str]]
"""From what was typed to (value, the value in words). Raises Refused."""


def reader(kind: Kind, today: date) -> Reader:
    """The reader of the kinds that are typed and not picked; days and moments are read as on `today`."""
    return lambda typed: _READERS[kind](typed, today)


def _day_said(day: date) -> tuple[date, str]:
    return day, say_full_date(day)


def _birth(typed: str, today: date) -> tuple[date, str]:
    return _day_said(read_birth(typed, today))


def _past(typed: str, today: date) -> tuple[date, str]:
    """A day with its year, else a day behind us, else one ahead."""
    try:
        return _day_said(read_birth(typed, today))
    except Refused:
        moment = read_past_moment(typed, _end_of(today))
    day = moment.date() if moment else read_day(typed, today)
    if day is None:
        raise Refused("not read as a day. Try 14 may, 3/2/2025, tue or today.")
    return _day_said(day)


def _ahead(typed: str, today: date) -> tuple[date, str]:
    day = read_day(typed, today)
    if day is None:
        raise Refused("not read as a day. Try fri, +3m or 14 jan.")
    return _day_said(day)


def _review(typed: str, today: date) -> tuple[date, str]:
    """A warning is looked at again within a year (field guide, 7)."""
    day, words = _ahead(typed, today)
    if day > months_after(today, 12):
        raise Refused("a warning is reviewed within a year")
    return day, words


def _appointment(typed: str, today: date) -> tuple[str, str]:
    at = read_moment(typed, datetime.combine(today, time(0, 0))) or read_past_moment(typed, _end_of(today))
    if at is None:
        raise Refused("not read as a day and time. Try fri 10:30.")
    return at.strftime("%Y-%m-%dT%H:%M"), f"{say_full_date(at.date())} {at:%H:%M}"


def _happened(typed: str, today: date) -> tuple[str, str]:
    at, words = read_event_time(typed, _end_of(today))
    return to_instant(at) if isinstance(at, datetime) else at.isoformat(), words


def _end_of(today: date) -> datetime:
    """Whatever happened today is behind us: a form does not ask by the minute."""
    return datetime.combine(today, time(23, 59))


def _pattern(typed: str, today: date) -> tuple[Pattern, str]:
    read = read_pattern(typed)
    if read is None:
        raise Refused("not read. Try mon wed 10:30, daily 22:00, 1st of month.")
    return read, f"{read.marks.strip()}  {read.time}".strip() if read.every_week else read.text


def _repeat(typed: str, today: date) -> tuple[Repeat, str]:
    read = read_repeat(typed, today)
    if read is None:
        raise Refused("not read. Try weekly, every mon, monthly until review.")
    return read, read.words


def _nhs(typed: str, today: date) -> tuple[str, str]:
    number = nhs_number(typed)
    return number, spoken_nhs(number)


def _postcode(typed: str, today: date) -> tuple[str, str]:
    code = postcode(typed)
    return code, postcode_meaning(code) or code


def _phone(typed: str, today: date) -> tuple[str, str]:
    number = phone(typed)[0]
    return number, number


def _number(typed: str, today: date) -> tuple[int | float, str]:
    whole, point, part = typed.partition(".")
    if len(typed) > 9 or not whole.isdecimal() or (point and not part.isdecimal()):
        raise Refused("a number")
    return (float(typed) if point else int(typed)), ""


def _clock(typed: str, today: date) -> tuple[str, str]:
    found = read_time(typed)
    if found is None:
        raise Refused("not read as a time. Try 10:30.")
    return f"{found:%H:%M}", f"{found:%H:%M}"


_READERS: Mapping[Kind, Callable[[str, date], tuple[Any, str]]] = {
    "birth": _birth,
    "past": _past,
    "day": _ahead,
    "review": _review,
    "appointment": _appointment,
    "happened": _happened,
    "pattern": _pattern,
    "repeat": _repeat,
    "nhs": _nhs,
    "postcode": _postcode,
    "phone": _phone,
    "number": _number,
    "clock": _clock,
}
