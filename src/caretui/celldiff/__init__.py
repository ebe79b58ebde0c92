"""Cell-diff output for Textual: sends only the cells that changed. See docs/celldiff.md.

It imports nothing of the program around it, so the folder can be taken into another one as it is.
"""

from .mixin import CellDiff
from .terminal import Terminal

__all__ = ["CellDiff", "Terminal"]
