"""Reads comma, semicolon or tab separated text of any usual encoding into one sheet."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from caretui.care.sheets import unguard_formula
from caretui.intake.limits import LIMITS, Limits, Unreadable
from caretui.intake.sheets import Book, Line, Sheet

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_SAMPLE = 60
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def read_csv(raw: bytes, *, limits: Limits = LIMITS) -> Book:
    """Every row of a text file, blank ones too, with how it was read in the notes.

    The apostrophe that our own CSV puts before a formula start is taken away; a workbook has none, its cells are text.
    Raises Unreadable for what is not text, for a quotation mark that never closes, and past the limits.
    """
    text, notes = decode(raw)
    separator, body, skipped = sniff(text)
    lines = tuple(_lines(body, separator, first=1 + skipped, limits=limits))
    _refuse_open_quote(body, lines)
    if separator != ",":
        notes = (*notes, f"columns are separated by {SEPARATORS[separator]}")
    return Book((Sheet("", lines),), notes)


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and remarks on its encoding.

    A byte order mark decides. Without one: UTF-8 when it fits, UTF-16 when every other byte is NUL, UTF-8
    with replaced bytes when most of its accents fit, else Windows-1252, which is Excel's plain "CSV".
    """
    for mark, codec, called in _BOMS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(codec, errors="replace")
            return text, () if codec == "utf-8" else (f"read as {called}",)
    if codec := _utf16_without_mark(raw):
        return raw.decode(codec, errors="replace"), ("read as UTF-16 without its mark",)
    if raw.count(0) > len(raw) // 20:
        raise Unreadable("This is not text: a sheet is saved as CSV, XLSX, XLS or ODS.")
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_broken(raw)


def _utf16_without_mark(raw: bytes) -> str:
    if len(raw) < 4 or len(raw) % 2:
        return ""
    half = min(len(raw), 4096) // 2
    even, odd = raw[: half * 2 : 2].count(0), raw[1 : half * 2 : 2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _decode_broken(raw: bytes) -> tuple[str, tuple[str, ...]]:
    marked = raw.decode("utf-8", errors="surrogateescape")
    bad = sum("\udc80" <= character <= "\udcff" for character in marked)
    good = sum(character > "\x7f" and not "\udc80" <= character <= "\udcff" for character in marked)
    if good > bad:
        return raw.decode("utf-8", errors="replace"), (f"{bad} bytes are not UTF-8 and are shown as \ufffd",)
    return raw.decode("cp1252", errors="replace"), ("read as Windows-1252",)


def sniff(text: str) -> tuple[str, str, int]:
    """The separator of a text, the text after a `sep=` line, and how many lines that took.

    The separator is the one that splits the most rows of the beginning into the same number of columns,
    weighed by that number: a comma inside "HUSSAIN, Mohammed" does not win over the semicolons around it. A row that is
    alone with its number says little: it may be one long note with semicolons in it.
    """
    head, _, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5 and head.strip()[4] in SEPARATORS:
        return head.strip()[4], rest, 1
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        widths = Counter(_widths(text, separator))
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] - 1), pair[0]))
        if (weight := ((rows - 1) * (width - 1), rows * (width - 1))) > most:
            best, most = separator, weight
    return best, text, 0


def _widths(text: str, separator: str) -> Iterator[int]:
    rows = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    try:
        for index, row in enumerate(rows):
            if index >= _SAMPLE:
                return
            if any(cell.strip() for cell in row):
                yield len(row)
    except csv.Error:
        return


def _lines(text: str, separator: str, *, first: int, limits: Limits) -> Iterator[Line]:
    csv.field_size_limit(limits.cell_characters)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cells = 0
    number = first - 1
    for number, row in enumerate(_checked(rows, first), first):
        cells += len(row)
        if number > limits.rows:
            raise Unreadable(f"This sheet has more than {limits.rows:,} rows.")
        if len(row) > limits.columns:
            raise Unreadable(f"Line {number} has {len(row):,} columns; the most is {limits.columns:,}.")
        if cells > limits.cells:
            raise Unreadable(f"This sheet has more than {limits.cells:,} cells.")
        yield Line(number, tuple(unguard_formula(cell) for cell in row))


def _checked(rows: Iterable[list[str]], first: int) -> Iterator[list[str]]:
    number = first - 1
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error:
        raise Unreadable(
            f"Line {number + 1} has a cell that is too long; most likely a quotation mark opens there and never closes."
        ) from None


def _refuse_open_quote(text: str, lines: tuple[Line, ...]) -> None:
    """Refuse a text whose last cell holds line ends but no closing mark: it has swallowed rows."""
    if not lines or not lines[-1].cells:
        return
    swallowed = lines[-1].cells[-1].rstrip("\r\n").count("\n")
    if swallowed and not text.rstrip("\r\n").endswith('"'):
        raise Unreadable(
            f"Line {lines[-1].number} opens a quotation mark that never closes, "
            f"so {swallowed} more lines would be read as one cell."
        )
