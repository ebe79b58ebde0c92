"""Which practice a sheet means: by code, by name, by the name's telling part ("Roman Road" for its health centre)."""

import re
from collections.abc import Sequence

from caretui.care.identifiers import fold

Practices = Sequence[tuple[str, str | None, str]]
"""(id, code or None, name), those to prefer first."""

_SAME = {
    "rd": "road", "st": "saint", "saints": "saint", "ctr": "centre", "center": "centre", "med": "medical",
    "hlth": "health", "surg": "surgery", "prac": "practice", "pract": "practice", "ptnr": "partners",
    "ptnrs": "partners", "partner": "partners", "and": "&", "ave": "avenue", "ln": "lane", "gp": "",
    "the": "", "healthcare": "health care", "hc": "health centre", "mc": "medical centre",
}  # fmt: skip
_GENERIC = frozenset({"surgery", "practice", "health", "medical", "centre", "group", "care", "clinic", "doctors", ""})
_CODE = re.compile(r"[A-HJ-NP-WY]\d{5}", re.IGNORECASE)


def find_practice(words: str, practices: Practices) -> str | None:
    """The id of the practice that the words mean, or None when none or several could be meant."""
    if code := _CODE.search(words):
        for record, known, _ in practices:
            if known and known.upper() == code[0].upper():
                return record
    for telling in (_words, _core):
        wanted = telling(words)
        if not wanted:
            return None
        found = [record for record, _, name in practices if telling(name) == wanted]
        if found:
            return found[0] if len(found) == 1 or telling is _words else None
    return None


def same_practice_words(words: str, practices: Practices, *, alike: float = 75) -> str:
    """The name that is most like the words, "" when none is `alike` of 100: for a question, never for an answer."""
    # Imported here because only an import needs it.
    from rapidfuzz import fuzz, process

    names = {name: _words(name) for _, _, name in practices}
    found = process.extractOne(_words(words), names, scorer=fuzz.token_set_ratio, score_cutoff=alike)
    return found[2] if found else ""


def _words(name: str) -> str:
    bare = re.sub(r"[^\w&\s]", " ", re.sub(r"['’]", "", fold(name)))
    return " ".join(word for part in bare.split() for word in _SAME.get(part, part).split())


def _core(name: str) -> str:
    return " ".join(word for word in _words(name).split() if word not in _GENERIC)
