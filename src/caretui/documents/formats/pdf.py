"""PDF/UA-1 (tagged, with title and language) by typst, in a child process, in the fonts that caretui
ships."""

import json
import re
import subprocess
import sys
import time
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Any, Final

from caretui.documents import words
from caretui.documents.formats.txt import about
from caretui.documents.outline import (
    Block,
    Bullets,
    Document,
    Facts,
    Lines,
    Look,
    Note,
    Paragraph,
    Quote,
    Struck,
    Table,
)
from caretui.documents.pulse import beat

FONTS: Final = Path(__file__).parents[1] / "fonts"
FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Gujarati",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Devanagari",
    "Noto Sans Math",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
)
TIME_LIMIT: Final = 120
LOOK: Final = 0.2
"""Seconds between two looks whether the pages are still wanted."""
_WEIGHT: Final = {"text": 3, "date": 2, "datetime": 2, "number": 1, "nhs": 2}
LONGEST_WORD: Final = 48
LONGEST_WORD_IN_CELL: Final = 21
"""Letters of a word that has room beside others; links and codes can be longer."""
_UNSEEN: Final = dict.fromkeys([0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)])
"""The byte-order mark (PDF/UA forbids it), variation selectors and tags: they have no shape of their own."""


class PdfProblem(Exception):
    """The typesetter did not make the document; the message names no person."""


def write(document: Document, look: Look) -> bytes:
    """Return the document as PDF/UA-1. The same document gives the same bytes.

    Raises PdfProblem when the child process fails or takes longer than two minutes.
    """
    order = {
        "timestamp": int(document.made_at.timestamp()),
        "document": {
            "large_print": look.large_print,
            "fonts": FAMILIES,
            "landscape": document.landscape,
            "page_word": "Page ",
            "kind": drawable(words.one_line(document.kind)),
            "title": _running(words.one_line(document.title)),
            "marking": drawable(words.one_line(document.marking)),
            "purpose": _running(words.one_line(document.purpose)),
            "about": _pairs(about(document)),
            "sections": [
                {
                    "heading": _running(words.one_line(section.heading)) or "-",
                    "level": level,
                    "new_page": section.new_page,
                    "blocks": [_block(block) for block in section.blocks],
                }
                for section, level in zip(document.sections, _levels(document), strict=True)
            ],
        },
    }
    return _typeset(json.dumps(order, ensure_ascii=False).encode())


def _typeset(order: bytes) -> bytes:
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_child.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        try:
            made = _waited_for(child, order)
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        raise PdfProblem("The PDF could not be typeset. Try another format.")
    return made


def _waited_for(child: "subprocess.Popen[bytes]", order: bytes) -> bytes:
    """What the child writes; it says how long it has been at it, and may be told to stop."""
    began, given = time.monotonic(), order or None
    while True:
        try:
            return child.communicate(given, timeout=LOOK)[0]
        except subprocess.TimeoutExpired:
            given = None
            seconds = time.monotonic() - began
            if seconds > TIME_LIMIT:
                raise PdfProblem("The PDF took longer than two minutes and was given up. Try another format.") from None
            beat(int(seconds), TIME_LIMIT, "seconds at most, setting the pages")


def breakable(text: str, most: int) -> str:
    """Return `text` with places to break in every word of more than `most` letters: nothing runs off the page."""
    return re.sub(
        rf"\S{{{most + 1},}}", lambda word: "\u200b".join(re.findall(rf".{{1,{most // 3}}}", word[0], re.DOTALL)), text
    )


def drawable(text: str) -> str:
    """Return `text` with each character that no shipped font can draw as its code, `U+4F60`."""
    text = words.on_paper(text).translate(_UNSEEN)
    if text.isascii():
        return text
    return "".join(letter if letter in "\n\t" or _covered(ord(letter)) else f"U+{ord(letter):04X}" for letter in text)


def _running(text: str) -> str:
    return breakable(drawable(text), LONGEST_WORD)


def _in_cell(text: str) -> str:
    return breakable(drawable(text), LONGEST_WORD_IN_CELL)


@cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges = [line.split("-") for line in (FONTS / "coverage.txt").read_text("ascii").splitlines()]
    return [int(first, 16) for first, _ in ranges], [int(last, 16) for _, last in ranges]


def _covered(code: int) -> bool:
    firsts, lasts = _coverage()
    at = bisect_right(firsts, code) - 1
    return at >= 0 and code <= lasts[at]


def _levels(document: Document) -> list[int]:
    """The headings' levels without a step left out, which PDF/UA-1 forbids."""
    levels: list[int] = []
    for section in document.sections:
        levels.append(min(section.level, (levels[-1] if levels else 0) + 1))
    return levels


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(_running(words.one_line(label)), _running(value)) for label, value in pairs if value]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "text", "text": _running(block.text)}
        case Note():
            label = "! " if block.kind == "warning" else "Note:"
            return {"kind": block.kind, "label": label, "text": _running(block.text)}
        case Quote():
            return {"kind": "quote", "text": _running(block.text), "said": _running(block.said)}
        case Facts():
            return {"kind": "facts", "pairs": _pairs(block.pairs)}
        case Bullets():
            return {"kind": "bullets", "items": [_running(item) for item in block.items]}
        case Struck():
            return {
                "kind": "struck",
                "head": _running(block.head),
                "original": _running(block.original),
                "amended": _running(block.amended),
                "amendment": _running(block.amendment),
            }
        case Lines():
            return {"kind": "lines", "count": block.count}
        case Table():
            return _table(block)


def _table(table: Table) -> dict[str, Any]:
    paper = table.on_pages()
    return {
        "kind": "table",
        "caption": _running(table.caption),
        "columns": [
            {"name": _in_cell(column.name), "width": column.width or 4 * _WEIGHT[column.kind]} for _, column in paper
        ],
        "rows": [
            {
                "struck": number in table.struck,
                "cells": [_in_cell(words.shown(row[place], column)) for place, column in paper],
            }
            for number, row in enumerate(table.rows)
        ],
    }
