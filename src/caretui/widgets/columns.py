"""Columns of a list: where each begins and how wide it is at the width that there is."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from caretui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `start` is its first cell counted from 1 as in SCREENS.md (0: one cell after the column before).

    `flexible` takes what a wider terminal gives; `from_width` shows the column only from that table width on; `most`
    lets it grow to so many cells before the flexible one takes the rest. `short`: the title where the whole has no room.
    """

    title: str
    width: int
    start: int = 0
    align: str = "left"
    flexible: bool = False
    from_width: int = 0
    most: int = 0
    short: str = ""


class Place(NamedTuple):
    """Where a column stands: which of all the columns it is, its first cell (from 0), how many cells it has."""

    number: int
    column: Column
    first: int
    width: int


@lru_cache(64)
def places(columns: tuple[Column, ...], width: int, base: int) -> tuple[Place, ...]:
    """The columns shown at this table width; `base`: the table width that their starts are made for."""
    shown = [(number, column) for number, column in enumerate(columns) if width >= column.from_width]
    spare = width - base - sum(column.width + 1 for _, column in shown if column.from_width)
    more = _shares([column for _, column in shown], spare)
    rest = spare - sum(more)
    shift = after = 0
    found = []
    for (number, column), extra in zip(shown, more, strict=True):
        first = column.start - 1 + shift if column.start else after
        grown = extra + (rest if column.flexible else 0)
        size = max(1, column.width + grown)
        found.append(Place(number, column, first, size))
        after = first + size + 1
        shift += grown
    return tuple(found)


def _shares(columns: Sequence[Column], spare: int) -> list[int]:
    """How many of the spare cells each column takes: one cell each by turns until all have their `most`."""
    more = [0] * len(columns)
    while spare > 0:
        narrow = [place for place, column in enumerate(columns) if column.width + more[place] < column.most][:spare]
        if not narrow:
            break
        for place in narrow:
            more[place] += 1
        spare -= len(narrow)
    return more
