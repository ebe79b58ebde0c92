"""What may be asked of the terminal: only what its kind is known to do."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

# Terminals that fill erased cells with the current background ("bce" in terminfo) and know ECH.
_COLOUR_ERASING = (
    "xterm",
    "linux",
    "rxvt",
    "putty",
    "konsole",
    "gnome",
    "vte",
    "alacritty",
    "foot",
    "kitty",
    "mintty",
    "wezterm",
    "ghostty",
    "contour",
)
_MULTIPLEXERS = ("screen", "tmux")


@dataclass(frozen=True, slots=True)
class Terminal:
    """The abilities that celldiff uses beyond moving the cursor, writing text and setting colours.

    colour_erase: erasing fills with the current background (BCE). GNU screen and tmux do not promise it.
    erase: EL, erase to the end of the line.
    erase_cells: ECH, erase some cells.
    scroll_region: DECSTBM, and what is as old: IND and RI, a line down and up.
    insert_lines: IL and DL; without them a region is scrolled by line feeds.
    partial_reset: SGR 22-29, 39 and 49.
    marks: combining marks take no cell of their own.
    """

    colour_erase: bool = False
    erase: bool = True
    erase_cells: bool = False
    scroll_region: bool = True
    insert_lines: bool = True
    partial_reset: bool = True
    marks: bool = True

    @classmethod
    def detect(cls, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> "Terminal":
        """The terminal named by TERM; STY and TMUX tell of a multiplexer behind a borrowed name.

        An unknown name gets only what stock Textual uses, plus erasing to the end of a line. On Windows the
        same, without the erasing.
        """
        if platform == "win32":
            return cls(erase=False, scroll_region=False, insert_lines=False, partial_reset=False)
        name = environ.get("TERM", "").lower()
        multiplexed = "STY" in environ or "TMUX" in environ or name.startswith(_MULTIPLEXERS)
        if name.startswith(_COLOUR_ERASING):
            return cls(colour_erase=not multiplexed, erase_cells=not multiplexed, marks=name != "linux")
        if multiplexed:
            return cls()
        if name.startswith("vt"):
            newer = not name.startswith("vt1")
            return cls(
                erase_cells=newer,
                insert_lines=newer or name.startswith("vt102"),
                partial_reset=newer,
                marks=False,
            )
        return cls(scroll_region=False, insert_lines=False, partial_reset=False, marks=False)
