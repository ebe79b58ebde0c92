"""How a contact is said and typed: the letters of How, the words of both directions."""

from datetime import datetime

from caretui.care.dates import read_past_moment, say_full_date
from caretui.care.refused import Refused
from caretui.care.vocabulary import NOT_SAID

METHOD_KEYS = {
    "f": "face to face",
    "t": "telephone",
    "v": "video",
    "x": "text",
    "e": "email",
    "l": "letter",
    "m": "meeting",
}
"""Letter -> method; a CAPITAL means that they came to us."""

REACHED_KEYS = {"y": "yes", "n": "no reply", "c": "they cancelled", "w": "we cancelled"}
READ_BY_KEYS = {"t": "team", "h": "health only", "o": "only me", "f": "not family"}
COPYING_KEYS = {"t": "to copy", "c": "copied", "n": "not needed"}

_VERBS = {
    "face to face": ("we went", "they came"),
    "telephone": ("we rang", "they rang"),
    "video": ("we called", "they called"),
    "meeting": ("we met", "they asked"),
}


def how_words(method: str, direction: str) -> str:
    """ "telephone, we rang", "telephone, they rang", "letter, they wrote"; as much of it as a sheet said."""
    if not (method and direction):
        return method or NOT_SAID
    ours, theirs = _VERBS.get(method, ("we wrote", "they wrote"))
    return f"{method}, {theirs if direction == 'in' else ours}"


def noun_of(method: str) -> str:
    """What the sentence after saving calls it: "visit", "call", "letter"."""
    return {"face to face": "visit", "telephone": "call", "video": "video call"}.get(method, method)


def read_when(text: str, now: datetime) -> tuple[datetime, str]:
    """When it happened and the full date of it: `8:15`, `yday 1650`, `tue 9`; nothing is now. Raises Refused."""
    at = read_past_moment(text, now) if text.strip() else now
    if at is None:
        raise Refused("not a time gone by. Try 8:15, yday 1650, tue 9.")
    return at, f"{say_full_date(at.date())} {at:%H:%M}"


def say_when(at: datetime, now: datetime) -> str:
    """`Thu 26 Nov 08:41`, with the year when it is long ago: it reads back as the same time."""
    day = say_full_date(at.date())
    recent = (now - at).days < 300
    return f"{day.rpartition(' ')[0] if recent else day} {at:%H:%M}"
