"""What may leave the program by the terminal's clipboard or as a picture of the screen: both off unless switched on in
`config.toml`, and then never with an NHS number beside other words."""

import io
import os
import re
from pathlib import Path
from typing import Any

NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
"""Whatever has the shape of an NHS number, valid or mistyped."""
LEFT_OUT = "(NHS number left out)"


def without_numbers(text: str) -> str:
    """The text as it may go to a clipboard: a number alone stays, one among other words is left out.

    Nobody has to know then which of the words are a name.
    """
    if NUMBER.fullmatch(text.strip()):
        return text
    return NUMBER.sub(LEFT_OUT, text)


def picture(app: Any) -> str:
    """The screen in sight as SVG, each digit of what has the shape of an NHS number replaced by x."""
    from rich.console import Console
    from rich.segment import Segment, Segments

    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True,
        legacy_windows=False, safe_box=False,
    )  # fmt: skip
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)  # noqa: SLF001 - as Textual does
    for line in update.strips:
        pieces = [segment for strip in line for segment in strip if not segment.control]
        words = "".join(segment.text for segment in pieces)
        hidden = NUMBER.sub(lambda found: re.sub(r"\d", "x", found[0]), words)
        at, masked = 0, []
        for segment in pieces:
            masked.append(Segment(hidden[at : at + len(segment.text)], segment.style))
            at += len(segment.text)
        console.print(Segments(masked))
    return console.export_svg(title="caretui")


def keep_picture(svg: str, folder: Path, stamp: str) -> Path:
    """Write it where only its owner reads it; returns the file, whose name says only when. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"caretui-{stamp}.svg"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
        handle.write(svg)
    return file
