"""Calendar files (RFC 5545): London times with their VTIMEZONE, stable UIDs, text escaped by the library."""

from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Timezone
from icalendar import Event as Entry

from caretui.care.dates import LONDON
from caretui.documents import words
from caretui.documents.outline import Diary, Event, Look


def write(diary: Diary, look: Look) -> bytes:
    """Return the diary as one VCALENDAR, its entries in order of time."""
    calendar = Calendar()
    calendar.add("prodid", "-//caretui//diary//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.one_line(diary.title))
    calendar.add("x-wr-caldesc", words.printable(f"{diary.marking}. {diary.purpose}"))
    calendar.add_component(_london())
    for event in sorted(diary.events, key=lambda one: (one.start, one.uid)):
        calendar.add_component(_entry(event, diary))
    written: bytes = calendar.to_ical()
    return written


def _london() -> Timezone:
    """British time by the rules that hold since 1996: the last Sundays of March and October at 01:00 UTC."""
    zone = Timezone.from_ical(
        "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nX-LIC-LOCATION:Europe/London\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:19960331T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
        "TZNAME:BST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
        "TZNAME:GMT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    assert isinstance(zone, Timezone)
    return zone


def _entry(event: Event, diary: Diary) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", diary.made_at.astimezone(UTC))
    if event.all_day:
        entry.add("dtstart", event.start.date())
        entry.add("dtend", event.start.date() + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    else:
        start = _wall(event.start)
        entry.add(
            "dtstart", start
        )  # the end by the clock that runs: an hour is one on the night when clocks change too
        end = start.astimezone(UTC) + (event.end - event.start)
        entry.add(
            "dtend", end if end.astimezone(LONDON).fold else end.astimezone(LONDON)
        )  # 01:30 comes twice: in UTC once
    fields: dict[str, Any] = {
        "summary": words.one_line(event.summary),
        "location": words.one_line(event.place),
        "description": words.printable(event.description),
    }
    for name, value in fields.items():
        if value:
            entry.add(name, value)
    entry.add("class", "CONFIDENTIAL")
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    return entry


def _wall(when: datetime) -> datetime:
    return (when.replace(tzinfo=LONDON) if when.tzinfo is None else when.astimezone(LONDON)).replace(microsecond=0)
