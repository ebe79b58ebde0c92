"""The parts of Robert's story that several tests share, and how to read the screen."""

from typing import Any

from caretui.care.week import read_pattern
from caretui.screens.register_fields import pattern_columns
from caretui.store.models.around import ServiceForm
from caretui.store.models.contacts import ContactForm

NHS = "9990123456"[:3] + "0123454"
"""999 012 3454, as in the pictures of the design."""


def goes_in(work: Any, person: str, provider: str, typed: str, what: str | None = None) -> str:
    return work.add(ServiceForm(person=person, provider=provider, **pattern_columns(read_pattern(typed)), what=what))


def contact(work: Any, person: str, at: str, by: str, note: str, **more: Any) -> str:
    fields = {"method": "face to face", "direction": "out", "reached": "yes"} | more
    return work.add(ContactForm(person=person, at=at, recorded_at=at, by=by, note=note, **fields))


def rows_of(app: Any) -> list[str]:
    """The screen as it is seen, a text a row."""
    return ["".join(piece.text for piece in strip) for strip in app.screen._compositor.render_strips()]
