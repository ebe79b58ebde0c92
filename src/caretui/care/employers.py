"""Which kind of agency an employer is, by the words of its name."""

import re

from caretui.care.identifiers import fold
from caretui.care.vocabulary import AGENCY_ALIASES, AGENCY_KINDS

_SHORTEST = 3
"""Letters of the shortest word that is looked for: `GP` is, as a word of its own; `SW` may be anything."""


def kind_of_employer(name: str) -> str:
    """The kind whose own words, or what people say for it, stand in the name: the longest wins; else `other`.

    `Darwen Housing Association` is housing, `East Lancashire Hospitals` a hospital, `Higher Croft Surgery` a GP.
    """
    words = fold(name)
    found = {
        said: kind
        for kind in AGENCY_KINDS
        for said in (kind, *AGENCY_ALIASES.get(kind, ()))
        if (len(said) >= _SHORTEST and re.search(rf"\b{re.escape(fold(said))}s?\b", words))
        or (said == "GP" and re.search(r"\bgp\b", words))
    }
    return found[max(found, key=len)] if found else "other"
