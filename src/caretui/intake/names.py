"""Takes a whole written name apart: "HUSSAIN, Mohammed", "Mr Alan (Al) Duxbury", one word."""

import re

from caretui.lean import dataclass

_TITLE_WORDS = """mr mrs ms miss mx master dr prof professor rev reverend revd sir dame lady lord fr father sister
    canon imam cllr capt major hajji haji hajja maulana pastor"""
TITLES = frozenset(_TITLE_WORDS.split())
_PARTICLE_WORDS = "van von der den de del della di da dos du la le ter ten bin bint ibn al el abu st"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_CALLED = re.compile(r"""[("“'‘]\s*([^\W\d_][^()"“”']{0,60}?)\s*[)"”'’](?=\s|,|$)""")
_FORMER = re.compile(r"(?i)\b(née|nee|formerly|previously|was|prev|fka)\b")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name as written. `guessed` when only the order of the words says which is the family's."""

    family: str
    given: str = ""
    title: str = ""
    called: str = ""
    former: str = ""
    guessed: bool = False


def split_name(written: str) -> NameParts:
    """The parts of a whole name; case and accents stay as written, an empty text gives an empty family name.

    A comma puts the family name first. Without one the last word is the family name, with the small words
    before it (van der, bin, al). Brackets or quotation
    marks hold what the person likes to be called, or a former name when they say née.
    """
    words = " ".join(written.split())
    called = former = ""
    if (found := _CALLED.search(words)) and found.start() > 0:
        rest = " ".join((words[: found.start()] + " " + words[found.end() :]).split()).replace(" ,", ",")
        if rest.strip(" ,"):
            words = rest
            called, former = ("", found[1]) if _FORMER.search(found[1]) else (found[1], "")
    if "," in words:
        family, given = (part.strip() for part in words.split(",", 1))
        if family and given:
            title, given = _take_title(given)
            lead, family = _take_title(family)
            return NameParts(family, given, title or lead, called, former)
        words = family or given
    title, rest = _take_title(words)
    parts = rest.split(" ")
    if len(parts) == 1:
        return NameParts(rest, "", title, called, former)
    at = len(parts) - 1
    while at > 1 and parts[at - 1].casefold().strip("-'’") in _PARTICLES:
        at -= 1
    return NameParts(" ".join(parts[at:]), " ".join(parts[:at]), title, called, former, guessed=True)


def _take_title(words: str) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    if rest and first.casefold().rstrip(".") in TITLES:
        return first.rstrip("."), rest
    last_head, _, last = words.rpartition(" ")
    if last_head and last.casefold().rstrip(".") in TITLES - {
        "st",
        "major",
        "sister",
        "father",
        "lord",
        "lady",
    }:
        return last.rstrip("."), last_head
    return "", words
