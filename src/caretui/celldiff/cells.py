"""Text cut into terminal cells, as far as every terminal agrees how wide it is."""

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size

# Scripts whose letters are one cell wide everywhere: most text never gets past this line.
_PLAIN = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u0384-\u0482\u2500-\u25fc\u2800-\u28ff]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

# Non-spacing marks that every UTF-8 terminal puts on the letter before: Latin/Greek/Cyrillic accents, Hebrew
# points, Arabic and Urdu vowel signs, Thai vowels and tones.
_MARKS = re.compile(
    "[\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)
# CJK, kana, Hangul syllables and full-width forms: two cells everywhere. Emoji are not here.
_WIDE = re.compile(
    "[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
_UNSURE_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


class ControlText(Exception):
    """The text holds a control character: no one can tell what the terminal makes of it."""


class Split(NamedTuple):
    """Text as cells.

    cells: one string a cell, a letter with its marks; "" is the right half of a wide character.
    sure: how many cells from the left every terminal agrees on; all of them when `strays` is 0.
    strays: how many characters terminals disagree about (emoji, joiners, variation selectors, ...).
    """

    cells: tuple[str, ...]
    sure: int
    strays: int


@lru_cache(512)
def split_cells(text: str, marks: bool) -> Split:
    """Cut `text` into cells. `marks`: the terminal draws combining marks on the letter before.

    Raises ControlText for C0 and C1 control characters.
    """
    if _PLAIN.fullmatch(text):
        return Split(tuple(text), len(text), 0)
    if _CONTROL.search(text):
        raise ControlText
    cells: list[str] = []
    sure = -1
    strays = 0
    for character in text:
        kind = _width(character, marks)
        if kind == 0 and cells:
            at = -2 if cells[-1] == "" and len(cells) > 1 else -1
            cells[at] += character
        elif kind == 1:
            cells.append(character)
        elif kind == 2:
            cells += (character, "")
        else:
            strays += 1
            if sure < 0:
                sure = len(cells)
    return Split(tuple(cells), len(cells) if sure < 0 else sure, strays)


@lru_cache(4096)
def _width(character: str, marks: bool) -> int | None:
    """Cells that every terminal gives to `character`, 0 for a mark; None when they disagree."""
    from unicodedata import category, east_asian_width

    width = get_character_cell_size(character)
    if width == 2:
        return 2 if _WIDE.match(character) else None
    if width == 0:
        return 0 if marks and _MARKS.match(character) and category(character) == "Mn" else None
    if character >= "\U00010000" or category(character) in _UNSURE_CATEGORIES:
        return None
    return None if east_asian_width(character) in "WF" else 1
