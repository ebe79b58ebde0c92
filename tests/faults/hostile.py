"""A store in which every field that takes words holds words that would harm a careless program."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from caretui.care.identifiers import refuse_control
from caretui.care.refused import Refused
from caretui.store.models import FORMS
from caretui.store.models.base import REFERS
from caretui.store.store import Store
from caretui.store.work import Work

OWN = [
    "[with daughter]",
    "[/b] [bold red]x[/]",
    "[@click=app.bell]press[/]",
    "O'HERN \u2019 \u02bc",
    "=cmd|' /C calc'!A0",
    "{person} %s %(name)s ${HOME}",
    "\u202egnissim\u202c \u2066x\u2069 \u200f",
    "a\u0301\u0327\u0338" * 40,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u0628\u06cc\u200c\u0628\u06cc",
    "x\u2028y\u2029z",
    "\ud7ff\ue000\ufffe\ufdd0",
    "'; DROP TABLE person; --",
    "<script>alert(1)</script>",
    "../../etc/passwd\\..\\CON",
    "N" * 190,
]
SAMPLES = {"day": "2026-11-20", "instant": "2026-11-20T14:30:00Z", "moment": "2026-11-27T14:30"}


def strings(shared: Path | None) -> list[str]:
    """The program's own list and the big list of naughty strings, without what never enters the store."""
    found = list(OWN)
    if shared is not None:
        found += [s for s in json.loads((shared / "naughty_strings" / "blns.json").read_text()) if s.strip()]
    return [s for s in found if _taken(s)]


def _taken(text: str) -> bool:
    try:
        refuse_control(text)
        text.encode()
    except (Refused, ValueError):
        return False
    return True


def fill(store: Store, words: list[str], people: int) -> dict[str, int]:
    """Add people and, around each, a record of every kind, all texts hostile. Returns entity -> how many were made."""
    made: dict[str, int] = {}
    number = 0

    def next_words() -> str:
        nonlocal number
        number += 1
        return words[number % len(words)]

    def add(work: Work, entity: str, known: dict[str, str], **fixed: Any) -> None:
        refers = {
            name: (field.json_schema_extra or {}).get(REFERS, name if name in KINDS else "")
            for name, field in FORMS[entity].model_fields.items()
        }
        ids = {name: known[kind] for name, kind in refers.items() if kind in known}
        known[entity] = work.add(filled(entity, ids | fixed, next_words))
        made[entity] = made.get(entity, 0) + 1

    mine = {"coordinator": store.viewer.professional, "coordinator_since": "2026-11-01"}
    for _ in range(people):
        with store.work("added somebody") as work:
            known: dict[str, str] = {}
            for entity in PLACES:
                add(work, entity, known)
            add(work, "person", known, family_name=next_words()[:190], **mine)
            meeting = {"at": (store.wall() + timedelta(minutes=30)).isoformat(timespec="minutes")}
            add(work, "meeting", known, **meeting)
            for entity in sorted(FORMS.keys() - {*PLACES, "person", "meeting", "member"}, key=ORDER.index):
                add(work, entity, known)
            goes_out = known | {"professional": str(store.viewer.professional)}
            add(work, "action", goes_out, due=store.today().isoformat())
    return made


PLACES = ("locality", "practice", "agency", "professional")
ORDER = [
    *("contact", "amendment", "message", "planned", "agenda_item", "attendee", "decision", "minutes_amendment", "need"),
    *(
        "goal",
        "action",
        "outcome",
        "about_me",
        "plan",
        "baseline",
        "contingency",
        "identifier",
        "from_sheet",
        "condition",
    ),
    *("warning", "sharing", "kept_document", "involvement", "circle", "service", "hospital_event", "risk_score"),
    *("saved_view", "export", "shared"),
]
"""Every kind but those that `fill` makes first, in an order in which each finds what it refers to; a new kind has to be added."""
KINDS = frozenset(FORMS)
GUESSES = (*SAMPLES.values(), 1, "telephone", "pdf", "words", "listed", "team")
"""For a field that has to have something and takes no hostile words."""


def filled(entity: str, fixed: dict[str, Any], next_words: Any) -> Any:
    """A form of this entity: each field that takes any words has hostile ones; one of a list has the list's first."""
    form = FORMS[entity]
    values = dict(fixed)
    for name, field in form.model_fields.items():
        if name in values:
            continue
        words = [next_words()[:190]] if _free(name) and "str" in str(field.annotation) else []
        for wanted in [*words, *(GUESSES if field.is_required() else ())]:
            if (taken := _taken_by(form, name, wanted)) is not None:
                values[name] = taken
                break
    return form(**values)


def _taken_by(form: Any, name: str, wanted: Any, *, listed: bool = False) -> Any:
    """The value if the field takes it, alone; else the first word of the list that the refusal names; else None."""
    try:
        form.__pydantic_validator__.validate_assignment(form.model_construct(), name, wanted)
    except ValidationError as refusal:
        words = re.search(r"is none of: ([^,\n\[]+)", str(refusal))
        return None if words is None or listed else _taken_by(form, name, words[1].strip(), listed=True)
    except (AttributeError, TypeError):
        return None
    return wanted


ENUMERATED = {
    "status", "kind", "method", "reached", "direction", "state", "copying", "read_by", "role", "audience", "band",
    "restricted", "sex", "source", "unit", "band_before", "decision", "contact_interval", "key_safe", "minutes_status",
}  # fmt: skip


MOMENTS = re.compile(
    r"(^|_)(at|on|at_date|date|since|until|ended|started|opened|closed|due|expires|from|to|by_date|day|week)$|^date_|_date$"
)


def _free(name: str) -> bool:
    """Does the field hold words? Dates and enumerations are checked where they come in."""
    return name not in ENUMERATED and not MOMENTS.search(name)
