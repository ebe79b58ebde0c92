"""What was being written, in words: a draft's form is the name of its screen, which nobody should read."""

from collections.abc import Mapping
from typing import Any

from caretui.care.contact_words import noun_of

_WORDS = {
    "add_person": "new person",
    "amend": "amendment",
    "prepare": "note for a meeting",
    "huddle": "note in a meeting",
    "refer": "referral",
    "waiting": "action",
    "hospital": "hospital news",
}


def draft_words(form: str, typed: Mapping[str, Any]) -> str:
    """ "call", "contact" while nobody said how, "referral", "new person"; of a form what it is about: "warning"."""
    name, _, rest = form.partition(" ")
    if name == "contact":
        return noun_of(str(typed.get("how") or "")) or "contact"
    if name == "register":
        from caretui.care.registers import ENTITIES

        entity = ENTITIES.get(rest.partition(" ")[0])
        return entity.word if entity else "form"
    return "action" if name.startswith("action") else _WORDS.get(name, name.replace("_", " "))
