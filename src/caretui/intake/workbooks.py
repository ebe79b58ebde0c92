"""Reads XLSX, XLSM, XLSB, XLS and ODS workbooks, after their container was measured and found harmless."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from caretui.intake.limits import LIMITS, Limits, Unreadable, megabytes
from caretui.intake.sheets import Book, Line, Sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
LOCKED = "This workbook has a password. Open it, save a copy without one, and import the copy."
DAMAGED = "This workbook is damaged or was cut short. Open it in the spreadsheet program and save it again."
_CHUNK = 1 << 20


def read_workbook(source: IO[bytes], *, limits: Limits = LIMITS) -> Book:
    """Every worksheet of a workbook. Raises Unreadable for other kinds, passwords, damage and excess."""
    source.seek(0)
    start = source.read(8)
    if start.startswith(ZIP):
        check_zip(source, limits=limits)
    elif start == OLE:
        _check_ole(source)
    else:
        raise Unreadable("This is not a workbook.")
    source.seek(0)
    return _read_sheets(source, limits)


def check_zip(source: IO[bytes], *, limits: Limits = LIMITS) -> None:
    """Measure a packed workbook before it is parsed: members, sizes, ratio, checksums, kind, XML entities."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as packed:
            members = packed.infolist()
            _check_sizes(members, limits)
            _check_kind(packed)
            for member in members:
                _check_member(packed, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None
    except RuntimeError:  # zipfile's word for a member that wants a password
        raise Unreadable(LOCKED) from None


def _check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise Unreadable(f"This workbook has {len(members):,} parts inside; the most is {limits.members:,}.")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > limits.unpacked_bytes:
        raise Unreadable(
            f"This workbook unpacks to {megabytes(unpacked)}; the most is {megabytes(limits.unpacked_bytes)}."
        )
    if unpacked > limits.ratio_from_bytes and unpacked / packed > limits.ratio:
        raise Unreadable(f"This workbook unpacks to {unpacked // packed} times its size, as no real sheet does.")


def _check_kind(packed: zipfile.ZipFile) -> None:
    names = set(packed.namelist())
    mimetype = packed.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    if any(name.startswith("xl/workbook.") for name in names) or mimetype.endswith("opendocument.spreadsheet"):
        if b"encryption-data" in _small(packed, "META-INF/manifest.xml"):
            raise Unreadable(LOCKED)
        return
    kinds = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a PowerPoint presentation"}
    for name, kind in kinds.items():
        if name in names:
            raise Unreadable(f"This is {kind}, not a sheet.")
    if mimetype.startswith("application/vnd.oasis.opendocument"):
        raise Unreadable("This is an OpenDocument file, but not a sheet.")
    raise Unreadable("This is a ZIP file, not a sheet. If a sheet is inside, unpack it first.")


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    if name not in packed.namelist():
        return b""
    with packed.open(name) as part:
        return part.read(_CHUNK)


def _check_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack one member to nowhere, which checks its length and checksum, and look at how its XML begins."""
    prolog = _Prolog() if member.filename.lower().endswith((".xml", ".rels")) else None
    with packed.open(member) as part:
        while chunk := part.read(_CHUNK):
            if prolog is not None and prolog.unfinished:
                prolog.feed(chunk)


class _Prolog:
    """Refuses a document type or entity in an XML part; they may stand only before its first element."""

    def __init__(self) -> None:
        from defusedxml.ElementTree import DefusedXMLParser

        self.unfinished = True
        self._parser = DefusedXMLParser(target=self, forbid_dtd=True)

    def feed(self, chunk: bytes) -> None:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError

        try:
            self._parser.feed(chunk)
        except DefusedXmlException:
            raise Unreadable("This workbook carries XML entities, which no spreadsheet program writes.") from None
        except ParseError:
            raise Unreadable(DAMAGED) from None

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.unfinished = False

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...


def _check_ole(source: IO[bytes]) -> None:
    source.seek(0)
    content = source.read()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Unreadable(LOCKED)
    if holds("WordDocument"):
        raise Unreadable("This is a Word document, not a sheet.")
    if holds("PowerPoint Document"):
        raise Unreadable("This is a PowerPoint presentation, not a sheet.")
    if holds("__substg1.0"):
        raise Unreadable("This is an Outlook message, not a sheet. Save the sheet attached to it and import that.")


def _read_sheets(source: IO[bytes], limits: Limits) -> Book:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(source)
        found = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(found) > limits.sheets:
            raise Unreadable(f"This workbook has {len(found)} sheets; the most is {limits.sheets}.")
        sheets = []
        budget = limits.cells
        for one in found:
            sheet = book.get_sheet_by_name(one.name)
            height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
            budget -= height * width
            _check_extent(one.name, height, width, limits)
            if budget < 0:
                raise Unreadable(f"This workbook has more than {limits.cells:,} cells.")
            hidden = one.visible != calamine.SheetVisibleEnum.Visible
            rows = sheet.to_python(skip_empty_area=False)
            _fill_down(rows, sheet.merged_cell_ranges or ())
            sheets.append(Sheet(one.name, tuple(_lines(rows, limits)), hidden))
    except calamine.PasswordError:
        raise Unreadable(LOCKED) from None
    except calamine.CalamineError as error:
        raise Unreadable(LOCKED if "assword" in str(error) else DAMAGED) from None
    return Book(tuple(sheets))


def _check_extent(name: str, height: int, width: int, limits: Limits) -> None:
    if height > limits.rows:
        raise Unreadable(f"The sheet {name!r} has {height:,} rows; the most is {limits.rows:,}.")
    if width > limits.columns:
        raise Unreadable(f"The sheet {name!r} has {width:,} columns; the most is {limits.columns:,}.")


def _fill_down(rows: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of a cell merged down a column its value: one key worker beside five people is theirs all."""
    for (top, left), (bottom, right) in merged:
        if left == right and top < bottom < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def _lines(rows: Sequence[Sequence[object]], limits: Limits) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        cells = tuple(as_text(cell) for cell in row)
        if any(len(cell) > limits.cell_characters for cell in cells):
            raise Unreadable(f"Line {number} has a cell of more than {limits.cell_characters:,} characters.")
        yield Line(number, cells)


def as_text(value: object) -> str:
    """One cell as text: 9434765919.0 is `9434765919`, a date is `1945-02-02`, a truth is `yes` or `no`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        whole = value.replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
