"""caretui: a keyboard-driven care coordination record for integrated locality teams."""

__version__ = "0.1.0"
