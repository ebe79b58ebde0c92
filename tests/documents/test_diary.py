"""Diaries for calendar programs, read back by icalendar."""

import warnings
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tests.documents.conftest import HOSTILE, MADE, document

from caretui.documents.formats import render
from caretui.documents.outline import Diary, Event


def diary(*events: Event) -> Diary:
    return Diary("Visits of Sam Ward", "OFFICIAL-SENSITIVE", "my own diary", MADE, events)


def event(summary: str = "visit", start: datetime | None = None, uid: str = "a1@caretui") -> Event:
    start = start or datetime.fromisoformat("2026-11-27T09:30")
    return Event(uid, start, start + timedelta(minutes=30), summary, "Intack Court", "ring first,\nwait")


def read(made: Diary) -> Calendar:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calendar = Calendar.from_ical(render(made, "ics"))
    assert not calendar.errors
    return calendar


def test_a_visit_is_at_its_london_time_in_winter_and_summer() -> None:
    calendar = read(diary(event(), event(start=datetime.fromisoformat("2026-07-01T09:30"), uid="b2@caretui")))
    entries = calendar.walk("VEVENT")
    assert [str(entry["uid"]) for entry in entries] == ["b2@caretui", "a1@caretui"]
    for entry in entries:
        assert entry["dtstart"].params["TZID"] == "Europe/London"
        assert entry["dtstart"].dt.replace(tzinfo=ZoneInfo("Europe/London")).hour == 9
    zones = calendar.walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/London"]


def test_the_file_is_crlf_and_folded_at_75_bytes() -> None:
    lines = render(diary(event("long " * 50)), "ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_entry(text: str) -> None:
    calendar = read(diary(event(text + "\nEND:VEVENT\nBEGIN:VEVENT")))
    entries = calendar.walk("VEVENT")
    assert len(entries) == 1
    assert str(entries[0]["summary"]).endswith("END:VEVENT BEGIN:VEVENT")


def test_a_cancelled_visit_says_so() -> None:
    start = datetime.fromisoformat("2026-11-27T09:30")
    [entry] = read(diary(Event("a@caretui", start, start, "visit", cancelled=True))).walk("VEVENT")
    assert entry["status"] == "CANCELLED"


def test_a_due_day_is_a_whole_day() -> None:
    start = datetime.fromisoformat("2026-11-27T00:00")
    [entry] = read(diary(Event("a@caretui", start, start, "due", all_day=True))).walk("VEVENT")
    assert (str(entry["dtstart"].dt), str(entry["dtend"].dt)) == ("2026-11-27", "2026-11-28")


def test_an_empty_diary_is_a_calendar_still() -> None:
    assert read(diary()).walk("VEVENT") == []


def test_a_document_is_no_diary() -> None:
    with pytest.raises(ValueError, match="diary"):
        render(document(), "ics")
    with pytest.raises(ValueError, match="diary"):
        render(diary(), "pdf")
