"""What stock Textual would write for an update: each write is one position and the text from there."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate

Piece = tuple[str, Style | None]


class Write(NamedTuple):
    """Text that Textual puts at a cell, without moving the cursor in between."""

    y: int
    x: int
    pieces: tuple[Piece, ...]


def writes_of(update: LayoutUpdate | ChopsUpdate) -> Iterator[Write]:
    """The writes of an update in Textual's order (LayoutUpdate and ChopsUpdate, method render_segments)."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield Write(y, update.region.x, _pieces(segment for strip in line for segment in strip))
        return
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x > x2 or end <= x1:
                continue
            if not (x2 > x >= x1 and end <= x2):
                strip = strip.crop(0, min(end, x2) - x)
            yield Write(y, x, _pieces(strip))


def _pieces(segments: Iterable[Segment]) -> tuple[Piece, ...]:
    return tuple((text, style) for text, style, _control in segments if text)
