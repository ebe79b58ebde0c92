"""Spreadsheets and CSV: text stays text, dates are dates, nothing is a formula, nothing is lost."""

import csv
import time
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.conftest import COLUMNS, HOSTILE, ROW, document, everything, naughty_strings

from caretui.care.sheets import guard_formula, unguard_formula
from caretui.documents.formats import render, xlsx
from caretui.documents.outline import Column, Document, Look, Section, Table


def opened(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(render(document, "xlsx")))


def texts(rows: list[str]) -> Document:
    return document(Section("S", 1, (Table((Column("Note"),), tuple((row,) for row in rows)),)))


def test_a_caseload_opens_with_real_dates_and_nhs_numbers_as_text(caseload: Callable[..., Document]) -> None:
    sheet = opened(caseload()).worksheets[0]
    head, row = sheet.iter_rows(values_only=True)
    assert head == ("NHS number", "Name", "Born", "Last contact", "Late", "Programmes")
    assert row[0] == "999 012 3454"
    assert row[2] == datetime.fromisoformat("1964-03-14T00:00")
    assert row[3] == datetime.fromisoformat("2026-07-01T09:41"), "an instant is shown in London time"
    assert row[4] == 1
    assert row[5] == "integrated care, transforming lives"
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert sheet["A2"].data_type == "s"


def test_the_head_is_frozen_and_filters(caseload: Callable[..., Document]) -> None:
    sheet = opened(caseload()).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F2"
    assert sheet.print_title_rows == "$1:$1"


def test_marking_purpose_and_maker_stand_in_the_workbook(caseload: Callable[..., Document]) -> None:
    book = opened(caseload())
    about = {row[0]: row[1] for row in book["About this file"].iter_rows(values_only=True)}
    assert about["Marking"] == "OFFICIAL-SENSITIVE"
    assert about["Purpose"] == "Direct care & planning"
    assert about["For"] == "district nursing"
    assert about["Made"] == "Thu 26 Nov 2026 14:30, Sam Ward"
    for sheet in book.worksheets:
        assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
        assert sheet.oddFooter.left.text == "Direct care && planning"


def test_the_properties_name_nobody(caseload: Callable[..., Document]) -> None:
    properties = opened(caseload()).properties
    assert properties.title == "Person summary"
    assert not properties.creator
    assert not properties.lastModifiedBy


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_hostile_text_is_whole(text: str) -> None:
    for sheet in opened(everything(text)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.coordinate
                assert cell.hyperlink is None
    value = opened(texts([text])).worksheets[0]["A2"].value
    if "\x1b" in text or "\ufeff" in text or "\x9b" in text:
        assert "\ufffd" in value
    else:
        assert (value or "") == text


def test_the_naughty_strings_come_back_from_a_workbook() -> None:
    strings = [text for text in naughty_strings() if text]
    sheet = opened(texts(strings)).worksheets[0]
    back = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(back) == len(strings)
    differing = [text for text, read in zip(strings, back, strict=True) if read != text]
    assert all(any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\ufffe\uffff" for c in text) for text in differing)


def test_struck_rows_are_struck_through(caseload: Callable[..., Document]) -> None:
    sheet = opened(caseload(ROW, ROW, struck=frozenset({0}))).worksheets[0]
    assert sheet["B2"].font.strike
    assert not sheet["B3"].font.strike


def test_a_text_too_long_for_a_cell_is_split_and_the_cell_says_so() -> None:
    text = "".join(f"{number} 👍 " for number in range(20_000))
    book = opened(texts([text]))
    cell = book.worksheets[0]["A2"].value
    assert "number 1 on the sheet Long text" in cell
    assert text.startswith(cell.split("\n[continued")[0])
    pieces = [row[2] for row in book["Long text"].iter_rows(min_row=2, values_only=True)]
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= xlsx.CELL_LIMIT for piece in pieces)


def test_a_date_before_excels_first_day_stays_readable(caseload: Callable[..., Document]) -> None:
    row = (*ROW[:2], date(1899, 12, 31), *ROW[3:])
    assert opened(caseload(row)).worksheets[0]["C2"].value == "Sun 31 Dec 1899"


def test_ten_thousand_people_take_under_three_seconds(caseload: Callable[..., Document]) -> None:
    rows = [ROW] * 10_000
    document = caseload(*rows)
    render(caseload(), "xlsx")
    for form in ("xlsx", "csv", "json"):
        began = time.process_time()
        render(document, form)
        assert time.process_time() - began < 3, form


def test_rows_beyond_what_a_sheet_holds_go_on_the_next(
    caseload: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "ROW_LIMIT", 2)
    book = opened(caseload(ROW, ROW, ROW))
    assert [sheet.max_row for sheet in book.worksheets[:2]] == [3, 2]


@pytest.mark.parametrize("name", ["a/b:c*?[]'", "x" * 60, "", "History"])
def test_any_caption_becomes_a_sheet_name(name: str) -> None:
    table = Table(COLUMNS, (ROW,), name)
    book = opened(document(Section("S", 1, (table, table))))
    assert len(book.worksheets) == 3


# --- CSV ---


def read(document: Document) -> list[list[str]]:
    written = render(document, "csv")
    assert written.startswith(b"\xef\xbb\xbf"), "a byte-order mark, so that a spreadsheet reads UTF-8"
    return list(csv.reader(StringIO(written.decode("utf-8-sig"), newline="")))


def test_csv_has_iso_dates_and_spaced_nhs_numbers(caseload: Callable[..., Document]) -> None:
    assert read(caseload())[1] == [
        "999 012 3454",
        "DUXBURY, Alan",
        "1964-03-14",
        "2026-07-01 09:41",
        "1",
        "integrated care, transforming lives",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_cell_starts_a_formula_and_our_import_gives_the_text_back(text: str) -> None:
    [_, [cell]] = read(texts([text])) if text else (None, [""])
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    if not any(c in text for c in "\x1b\x9b\ufeff"):
        assert unguard_formula(cell) == text


@given(st.text(alphabet=st.sampled_from("'=+-@a\t\r\n＝ ")))
def test_a_guarded_cell_always_comes_back(text: str) -> None:
    guarded = guard_formula(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert unguard_formula(guarded) == text


def test_a_csv_of_two_tables_is_refused(caseload: Callable[..., Document]) -> None:
    table = caseload().tables()[0]
    with pytest.raises(ValueError, match="exactly one table"):
        render(document(Section("S", 1, (table, table))), "csv")


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "docx", "pdf", "txt"])
def test_the_same_document_gives_the_same_bytes(caseload: Callable[..., Document], form: str) -> None:
    first = render(caseload(), form)
    time.sleep(1.1 if form == "docx" else 0)
    assert render(caseload(), form, Look()) == first
