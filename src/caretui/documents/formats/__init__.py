"""The file formats: each module turns a `Document` into bytes, and is imported only when its format is asked
for."""

from importlib import import_module
from typing import Final

from caretui.documents.outline import Diary, Document, Look

FORMATS: Final = ("xlsx", "csv", "docx", "pdf", "ics", "txt", "json")
CARRIES_NO_MARKING: Final = ("csv",)


def render(document: Document | Diary, form: str, look: Look | None = None) -> bytes:
    """Return the bytes of `document` as `form`, one of FORMATS. The same document gives the same bytes.

    Raises ValueError for a format that cannot hold the document (a diary is only an ICS, a CSV is one table).
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is not a format; the formats are {', '.join(FORMATS)}")
    if isinstance(document, Diary) != (form == "ics"):
        raise ValueError("a diary is written as ics, and only a diary")
    written: bytes = import_module(f"caretui.documents.formats.{form}").write(document, look or Look())
    return written
