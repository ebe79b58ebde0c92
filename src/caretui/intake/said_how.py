"""Reads from a sheet's own words how somebody was in touch, and whether anyone was reached: only what is certain."""

import re
from collections.abc import Mapping

from caretui.lean import dataclass

_SIGNS: Mapping[str, str] = {
    "face to face": r"home visits?|hv|h/v|visit(ed|s)?|f2f|f/f|face[ -]to[ -]face|seen(?! by (phone|video))",
    "telephone": r"tel|telephone|telephoned|phone|phoned|phone call|tel call|t/c|tc|rang",
    "video": r"video|video ?call|teams call|zoom",
    "text": r"text|texted|text message|sms",
    "email": r"e-?mail|e-?mailed",
    "letter": r"letter|wrote",
    "meeting": r"mdt|ict meeting|team meeting|case conference",
}
"""Method -> the words that mean it and nothing else. "Call" alone may be a call at the door, so it says nothing."""
_VIRTUAL = re.compile(r"\b(virtual|remote|phone|tel|telephone|video)\s+(home\s+)?visit", re.IGNORECASE)
_OURS = re.compile(r"\b(home visits?|hv|h/v)\b", re.IGNORECASE)
_NOT_REACHED: Mapping[str, str] = {
    "no reply": r"no reply|no answer|n/r|not at home|nobody in|voicemail|left (a )?message|answerphone",
    "they cancelled": r"(they|pt|patient|client|family|daughter|son|wife|husband) cancelled",
    "we cancelled": r"we cancelled|cancelled by (us|staff|team)",
}
_UNSURE = re.compile(
    r"\b(not|no|never|tried|try|attempt\w*|unable|cancel\w*|dna|dnw|declin\w*|refus\w*|fail\w*|book\w*|plan\w*|due|will|"
    r"to (ring|call|visit|see|phone)|awaiting|tbc|arranged?|arranging|chas\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidHow:
    """What the words say for certain; "" where they do not."""

    method: str
    direction: str
    reached: str


def said_how(heading: str, words: str = "") -> SaidHow:
    """How an entry of the column `heading` happened, after the words beside its date; these come before the heading.

    Two methods, or none: the method is not said. A column of contacts had says that somebody was reached, unless
    its heading or the words speak of a try, a cancellation or a plan.
    """
    method = _method(words) if words and _methods(words) else _method(heading)
    ours = method == "face to face" and bool(_OURS.search(f"{heading} {words}"))
    return SaidHow(method, "out" if ours else "", _reached(heading, words))


def _methods(words: str) -> set[str]:
    return {method for method, signs in _SIGNS.items() if re.search(rf"(?i)(?<![\w/])({signs})(?![\w/])", words)}


def _method(words: str) -> str:
    found = _methods(words)
    if _VIRTUAL.search(words):
        found.discard("face to face")
    return found.pop() if len(found) == 1 else ""


def _reached(heading: str, words: str) -> str:
    for reached, signs in _NOT_REACHED.items():
        if re.search(rf"(?i)(?<!\w)({signs})(?!\w)", words):
            return reached
    return "" if _UNSURE.search(f"{heading} {words}") else "yes"


_DATE = re.compile(
    r"(?<![\d/.-])(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)(?![\d/-])"
)


def date_and_words(words: str) -> tuple[str, str]:
    """The one date in a cell and what stands around it ("12/10/26 HV", "tel call with son 12/10/26"); else ("", words)."""
    found = _DATE.findall(words)
    if len(found) != 1:
        return "", words
    return found[0], " ".join(words.replace(found[0], " ").split()).strip(" :;,.-–")
