"""A contact told whole, line by line: for reading, and as plain text to copy."""

from datetime import date

from caretui.care.contact_words import how_words
from caretui.care.dates import say_full_date, wall
from caretui.lean import dataclass

STRUCK = "x "
"""Stands before every line that no longer holds: struck through, readable without any style."""


@dataclass(frozen=True)
class Part:
    """A line of an entry; `struck`: it no longer holds; `strong`: a heading; `labelled`: it begins with a label."""

    words: str
    struck: bool = False
    strong: bool = False
    labelled: bool = False


def day_and_time(instant: str) -> str:
    """`Wed 25 Nov 2026 16:50` of a stored instant; a day alone stays a day."""
    if "T" not in instant:
        return say_full_date(date.fromisoformat(instant))
    at = wall(instant)
    return f"{say_full_date(at.date())} {at:%H:%M}"


def heading_words(*, at: str, method: str, direction: str, reached: str, with_whom: str) -> str:
    """`Wed 25 Nov 2026 16:50  telephone, they rang  with Karen, daughter`."""
    parts = [day_and_time(at), how_words(method, direction)]
    if reached not in ("yes", ""):
        parts.append(reached.upper())
    if with_whom:
        parts.append(f"with {with_whom}")
    return "  ".join(part for part in parts if part)


def struck_lines(words: str) -> list[Part]:
    """Every line of words that no longer hold, with its mark."""
    return [Part(STRUCK + line, struck=True) for line in words.split("\n")]
