"""Hospital events as they are typed and said."""

from datetime import date, datetime, time

from caretui.care.dates import read_past_moment, say_full_date
from caretui.care.refused import Refused

EVENT_KEYS = {
    "e": "emergency admission",
    "p": "elective admission",
    "a": "A&E attendance",
    "o": "outpatient",
    "m": "ambulance",
    "g": "GP call-out",
    "h": "home",
}
"""Letter -> event of `vocabulary.HOSPITAL_EVENTS`, and `home`: out of hospital."""
EVENT_HINTS = {"elective admission": "planned admission", "A&E attendance": "A&E", "GP call-out": "GP called out"}

_PROBE = time(0, 1)


def read_event_time(text: str, now: datetime) -> tuple[datetime | date, str]:
    """When it was: a time, or only a day when no time was typed; with its words. Raises Refused."""
    at = read_past_moment(text, now) if text.strip() else now
    if at is None:
        raise Refused("not a time gone by. Try 02:40, yday 1650, tue.")
    probe = read_past_moment(f"{text} {_PROBE:%H:%M}", now)
    only_day = text.strip().casefold() not in ("", "now") and probe is not None and probe.date() == at.date()
    if only_day:
        return at.date(), f"{say_full_date(at.date())}, time not known"
    return at, f"{say_full_date(at.date())} {at:%H:%M}"
