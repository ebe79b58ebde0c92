"""Workbooks: what is read, and what is refused before it is parsed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from caretui.intake.limits import LIMITS, Limits, Unreadable
from caretui.intake.workbooks import OLE, read_workbook

Maker = Callable[..., bytes]


def repack(raw: bytes, **changed: bytes) -> bytes:
    """The same workbook with some parts replaced (dots of a name are written as __)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.replace("/", "_").replace(".", "__"), old.read(name)))
    return out.getvalue()


def read(raw: bytes, limits: Limits = LIMITS) -> list[tuple[str, ...]]:
    return [line.cells for line in read_workbook(io.BytesIO(raw), limits=limits).sheets[0].lines]


def said(raw: bytes) -> str:
    """What a person is told: the refusal, or that it was read."""
    try:
        read(raw)
    except Unreadable as refusal:
        return refusal.reason
    return "Read."


def test_cells_become_the_text_that_people_saw(workbook: Maker) -> None:
    row = [
        9434765919,
        0.5,
        True,
        date(1945, 2, 2),
        datetime.fromisoformat("2026-11-20T14:30"),
        "00123",
        None,
        "x",
    ]
    assert read(workbook(row)) == [("9434765919", "0.5", "yes", "1945-02-02", "2026-11-20T14:30:00", "00123", "", "x")]


def test_empty_rows_above_keep_the_line_numbers(workbook: Maker) -> None:
    lines = read_workbook(io.BytesIO(workbook([], [], ["Surname"], ["Ward"]))).sheets[0].lines
    assert [(line.number, line.cells) for line in lines if not line.blank] == [
        (3, ("Surname",)),
        (4, ("Ward",)),
    ]


def test_an_opendocument_sheet_is_read_too() -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        '<table:table table:name="Mine"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>Surname</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="1950-01-02"><text:p>2 Jan</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    ).encode()
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    assert read(packed(**parts, **{"META-INF/manifest.xml": b"<manifest/>"})) == [("Surname", "1950-01-02")]


def test_formula_text_is_text(workbook: Maker) -> None:
    assert read(workbook(["=cmd()", "+44 1254", "@x"])) == [("=cmd()", "+44 1254", "@x")]


def test_a_cell_merged_down_a_column_is_every_row_s() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for r, name in enumerate(["Surname", "Ward", "Khan", "Shah"]):
        sheet.write(r, 0, name)
    sheet.write(0, 1, "Key worker")
    sheet.merge_range(1, 1, 2, 1, "J Moss")
    sheet.merge_range(5, 0, 5, 1, "printed")
    book.close()
    assert read(out.getvalue()) == [
        ("Surname", "Key worker"),
        ("Ward", "J Moss"),
        ("Khan", "J Moss"),
        ("Shah", ""),
        ("", ""),
        ("printed", ""),
    ]


def test_all_sheets_come_in_order(workbook: Maker) -> None:
    raw = workbook(Mine=[["a"]], Closed=[["b"]])
    assert [sheet.name for sheet in read_workbook(io.BytesIO(raw)).sheets] == ["Mine", "Closed"]


def test_the_network_workbook_as_published(workbook: Maker, samples: Path) -> None:
    with (samples / "ods" / "ePCN_2022-08.xlsx").open("rb") as source:
        book = read_workbook(source)
    assert {sheet.name: len(sheet.lines) for sheet in book.sheets} == {
        "PCNDetails": 1319,
        "PCN Core Partner Details": 7360,
    }


def ole(*streams: str) -> bytes:
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "has a password"),
        (ole("Root Entry", "WordDocument"), "Word document"),
        (ole("Root Entry", "PowerPoint Document"), "PowerPoint"),
        (ole("Root Entry", "__substg1.0_0037001F"), "Outlook message"),
        (ole("Root Entry", "Workbook"), "damaged or was cut short"),
        (b"PK\x03\x04 and then nothing", "damaged or was cut short"),
        (b"hello", "not a workbook"),
    ],
)
def test_what_is_no_workbook_is_named(raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(raw)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (packed(**{"word/document.xml": b"<w/>"}), "Word document"),
        (packed(**{"ppt/presentation.xml": b"<p/>"}), "PowerPoint"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "not a sheet"),
        (packed(**{"caseload.csv": b"Surname"}), "ZIP file, not a sheet"),
        (
            packed(
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
                **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"},
            ),
            "has a password",
        ),
    ],
    ids=[
        "word",
        "powerpoint",
        "text document",
        "zip",
        "locked spreadsheet",
    ],  # the raw bytes hold the time they were packed
)
def test_other_packed_files_are_named(raw: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(raw)


def test_a_workbook_cut_short_anywhere_is_refused(workbook: Maker) -> None:
    raw = workbook(["Surname"], ["Ward"])
    for end in range(4, len(raw), len(raw) // 25):
        with pytest.raises(Unreadable):
            read(raw[:end])


def test_a_part_that_lies_about_its_length_is_refused() -> None:
    """The directory says 10 bytes, the stream unpacks to a megabyte."""
    raw = bytearray(packed(**{"xl/workbook.xml": b"<w>" + b" " * 1_000_000 + b"</w>"}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = raw.find(mark) + at
        raw[where : where + 4] = struct.pack("<I", 10)
    with pytest.raises(Unreadable, match="damaged"):
        read(bytes(raw))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(members=3), "parts inside; the most is 3"),
        (Limits(unpacked_bytes=1_000), "unpacks to"),
        (Limits(rows=1), "has 2 rows; the most is 1"),
        (Limits(columns=1), "has 2 columns; the most is 1"),
        (Limits(cells=3), "more than 3 cells"),
        (Limits(sheets=0), "1 sheets; the most is 0"),
        (Limits(cell_characters=3), "Line 1 has a cell of more than 3"),
    ],
)
def test_limits_of_a_workbook(workbook: Maker, limits: Limits, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(workbook(["Surname", "Born"], ["Ward", "1962"]), limits)


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(workbook: Maker) -> None:
    raw = repack(workbook(["a"]), xl_worksheets_sheet1__xml=b"<x>" + b"0" * 20_000_000)
    with pytest.raises(Unreadable, match="times its size"):
        read(raw)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_xml_entities_are_refused_in_every_encoding(workbook: Maker, doctype: bytes, codec: str) -> None:
    part = b'<?xml version="1.0"?><!-- ' + b"x" * 2_000_000 + b" -->" + doctype + b"<sst/>"
    with pytest.raises(Unreadable, match="XML entities"):
        read(repack(workbook(["a"]), xl_sharedStrings__xml=part.decode().encode(codec)))


def test_broken_xml_is_damage(workbook: Maker) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read(repack(workbook(["a"]), xl_sharedStrings__xml=b"not xml at all"))


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_byte_is_read_or_refused_in_words(workbook: Maker, data: st.DataObject) -> None:
    raw = bytearray(workbook(["Surname", "Born"], ["Ward", date(1962, 3, 4)]))
    # Not bounded by len(raw): a workbook holds the time it was made, and its length varies with it.
    raw[data.draw(st.integers(0, 2**20)) % len(raw)] ^= data.draw(st.integers(1, 255))
    assert said(bytes(raw)).endswith(".")


def test_checksums_are_looked_at(workbook: Maker) -> None:
    raw = workbook(["Surname"], ["Ward"])
    at = raw.find(b"PK\x01\x02") + 16
    broken = raw[:at] + struct.pack("<I", zlib.crc32(b"something else")) + raw[at + 4 :]
    with pytest.raises(Unreadable, match="damaged"):
        read(broken)
