"""Text that people wrote, made safe for a terminal: never markup, never a control byte, never a shifted column."""

import re
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

CUT = "~"
"""Stands for what did not fit. One ASCII cell: three dots cost a column three letters, and U+2026 is missing from some
PuTTY fonts and two cells wide in others, which would shift the columns."""

UNSEEN = "�"
"""Shows a character that a terminal would obey or hide."""

_HOSTILE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: a terminal obeys them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they turn the order of a line round
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\u180e"  # unseen: two texts would look the same
    "\u2028\u2029"  # some terminals start a line here
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"  # cannot be sent, or steer the text
    "\U000e0000-\U000e0fff"  # tags: a whole text can hide in them
    "]"
)
_NEWLINES = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of the control: U+241B is "ESC"
    return "\u2421" if code == 0x7F else UNSEEN


def one_for_one(text: str) -> str:
    """The same number of characters, each harmless: for editors, where positions must agree with the value."""
    if text.isascii() and text.isprintable():
        return text
    return _HOSTILE.sub(_shown, text)


def plain(text: object, *, lines: bool = False) -> str:
    """Safe text as a string: line breaks and tabs become spaces, or are kept (tabs opened to 8) with `lines`.

    Joiners (ZWJ, ZWNJ) stay: Urdu and emoji need them. Everything else that a terminal would obey or hide is shown.
    """
    text = str(text)
    if text.isascii() and text.isprintable():
        return text
    if lines:
        text = _NEWLINES.sub("\n", text)
        return "\n".join(one_for_one(line.expandtabs(8)) for line in text.split("\n"))
    return one_for_one(_NEWLINES.sub(" ", text).replace("\t", " "))


def width_of(text: str) -> int:
    """Cells that a safe text takes in the terminal."""
    return len(text) if text.isascii() else cell_len(text)


@lru_cache(4096)
def cut(text: str, cells: int, align: str = "left") -> str:
    """Safe text of exactly `cells` cells: padded, or cut with `~` in its last cell. `align`: left, right."""
    text = plain(text)
    if cells <= 0:
        return ""
    width = width_of(text)
    if width > cells:
        text = _first_cells(text, cells - 1) + CUT
        width = width_of(text)
    space = " " * (cells - width)
    return space + text if align == "right" else text + space


def _first_cells(text: str, cells: int) -> str:
    """The whole characters (with their accents and joined parts) that fit into so many cells."""
    if text.isascii():
        return text[:cells]
    spans, _ = split_graphemes(text)
    used = end = 0
    for _, stop, width in spans:
        if used + width > cells:
            break
        used, end = used + width, stop
    return text[:end]


def wrap(text: object, cells: int) -> list[str]:
    """Safe text broken at spaces into lines of at most `cells` cells; a longer word is broken; never empty."""
    lines: list[str] = []
    for line in plain(text, lines=True).split("\n"):
        lines.extend(_wrap_line(line, max(1, cells)))
    return lines


def _wrap_line(line: str, cells: int) -> list[str]:
    if width_of(line) <= cells:
        return [line]
    lines: list[str] = []
    current, used = "", 0
    for word in re.findall(r"\s*\S+|\s+$", line):
        width = width_of(word)
        if used + width <= cells:
            current, used = current + word, used + width
            continue
        if current:
            lines.append(current)
        *broken, current = _broken(word.lstrip() if current else word, cells)
        lines.extend(broken)
        used = width_of(current)
    if current or not lines:
        lines.append(current)
    return lines


def _broken(word: str, cells: int) -> list[str]:
    """A word in pieces of at most so many cells, each of whole characters; all of it is looked at once."""
    if word.isascii():
        return [word[start : start + cells] for start in range(0, len(word), cells)] or [""]
    pieces, begin, used = [], 0, 0
    for start, _, width in split_graphemes(word)[0]:
        if used + width > cells and start > begin:
            pieces.append(word[begin:start])
            begin, used = start, 0
        used += width
    return [*pieces, word[begin:]]


def refused(text: str, *, lines: bool = False) -> tuple[str, int]:
    """(text without C0/C1 controls, how many were left out): typing and pasting refuse them (store rule 5).

    A tab stays, a line break stays with `lines` and is a space without.
    """
    text = _NEWLINES.sub("\n" if lines else " ", text)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "", text)
    return kept if lines else kept.replace("\t", " "), len(text) - len(kept)
