"""Text cells in spreadsheets that other programs open: a cell that starts like a formula must stay text.

`guard_formula` puts an apostrophe before it (as OWASP's "CSV injection" page advises), `unguard_formula`
takes it away again: reading what was written always gives the first text back, also when it began with an
apostrophe itself.
"""

import re

_STARTS = "=+\\-@\t\r\n＝＋－＠"
_FORMULA = re.compile(f"'*[{_STARTS}]")
_GUARDED = re.compile(f"'+[{_STARTS}]")


def guard_formula(text: str) -> str:
    """Return `text` so that no spreadsheet program reads it as a formula: `=1+1` becomes `'=1+1`."""
    return "'" + text if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """Return what `guard_formula` was given."""
    return text[1:] if _GUARDED.match(text) else text


COUNTED = frozenset(
    {
        "Locality of practice",
        "Last contact that reached",
        "Why today",
        "Next action due",
        "Late actions",
        "Open actions",
        "In hospital since",
        "Next team meeting",
        "Warning notes",
    }
)
"""Headings of our own caseload sheet whose cells are counted from the record; our import passes them over."""
