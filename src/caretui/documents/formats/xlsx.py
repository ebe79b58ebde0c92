"""Spreadsheets: one sheet a table and one that says what the file is. No cell is ever a formula, a link or a
number that was text."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from caretui.care.dates import LONDON
from caretui.documents import words
from caretui.documents.formats.txt import about
from caretui.documents.outline import Cell, Column, Document, Look, Table
from caretui.documents.pulse import beat, counted

CELL_LIMIT: Final = 32_767
"""UTF-16 units in one cell (Excel specifications and limits)."""
PIECE: Final = 32_000
ROW_LIMIT: Final = 1_048_575
_WIDTHS: Final = {"text": 24, "date": 12, "datetime": 17, "number": 9, "nhs": 14}
_PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(document: Document, look: Look) -> bytes:
    """Return the document's tables as a workbook, made in memory: no copy of it is left in a temporary
    folder."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, **_PLAIN, "default_date_format": "dd/mm/yyyy"})
    book.set_properties(
        {"title": document.kind, "author": "", "comments": document.marking, "created": document.made_at}
    )
    sheets = _Sheets(book, document, look)
    for table in document.tables():
        sheets.add(table)
    sheets.finish()
    beat(1, 1, "packing the file")
    book.close()
    return held.getvalue()


class _Sheets:
    """The sheets of one workbook as they are written."""

    def __init__(self, book: Workbook, document: Document, look: Look) -> None:
        self.book = book
        self.document = document
        size = {"font_size": 16 if look.large_print else 11, "valign": "top"}
        self.size = size
        self.head = book.add_format({**size, "bold": True, "text_wrap": True, "bottom": 1})
        self.plain = {False: self._formats(size), True: self._formats({**size, "font_strikeout": True})}
        self.long: list[tuple[str, str]] = []
        self.names: set[str] = set()

    def _formats(self, size: dict[str, Any]) -> dict[str, Format]:
        return {
            "text": self.book.add_format({**size, "num_format": "@", "text_wrap": True}),
            "date": self.book.add_format({**size, "num_format": "dd/mm/yyyy", "align": "left"}),
            "datetime": self.book.add_format({**size, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
            "number": self.book.add_format(size),
        }

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet with the marking above and the purpose below when printed."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.set_header("&C" + _header(self.document.marking))
        sheet.set_footer("&L" + _header(self.document.purpose) + "&RPage &P of &N")
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def add(self, table: Table) -> None:
        """Write a table, on as many sheets as its rows need."""
        paper = table.on_sheets()
        rows: Iterator[tuple[int, tuple[Cell, ...]]] = enumerate(counted(table.rows, "rows written"))
        name = table.caption or self.document.kind
        while True:
            part = islice(rows, ROW_LIMIT)
            sheet = self.sheet(name)
            for at, (_, column) in enumerate(paper):
                sheet.set_column(at, at, column.width or _WIDTHS[column.kind])
                sheet.write_string(0, at, words.one_line(column.name), self.head)
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            count = 0
            for count, (index, row) in enumerate(part, start=1):
                formats = self.plain[index in table.struck]
                for at, (place, column) in enumerate(paper):
                    self._cell(sheet, (count, at), row[place], column, formats)
            sheet.autofilter(0, 0, count, max(0, len(paper) - 1))
            if count < ROW_LIMIT:
                return

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], cell: Cell, column: Column, formats: dict[str, Format]
    ) -> None:
        match cell:
            case None:
                return
            case int() | float() if not isinstance(cell, bool):
                sheet.write_number(*at, cell, formats["number"])
            case datetime() if cell.year >= 1900:
                wall = cell.astimezone(LONDON).replace(tzinfo=None) if cell.tzinfo else cell
                sheet.write_datetime(*at, wall, formats["datetime"])
            case date() if cell.year >= 1900 and not isinstance(cell, datetime):
                sheet.write_datetime(*at, cell, formats["date"])
            case _:
                sheet.write_string(*at, self._fitted(words.shown(cell, column), column), formats["text"])

    def _fitted(self, text: str, column: Column) -> str:
        """What the cell can hold; the whole of a longer text goes on the sheet "Long text", and the cell says
        so."""
        if len(text) * 2 <= CELL_LIMIT or _units(text) <= CELL_LIMIT:
            return text
        self.long.append((column.name, text))
        pieces = _pieces(text)
        return f"{pieces[0]}\n[continued: the whole text is number {len(self.long)} on the sheet Long text]"

    def finish(self) -> None:
        """Write the long texts and the sheet that says what this file is."""
        if self.long:
            sheet = self.sheet("Long text")
            sheet.set_column(2, 2, 100)
            for at, heading in enumerate(("Number", "Column", "Text, in pieces")):
                sheet.write_string(0, at, heading, self.head)
            row = 0
            for number, (name, text) in enumerate(self.long, start=1):
                for piece in _pieces(text):
                    row += 1
                    sheet.write_number(row, 0, number, self.plain[False]["number"])
                    sheet.write_string(row, 1, words.one_line(name), self.plain[False]["text"])
                    sheet.write_string(row, 2, piece, self.plain[False]["text"])
        sheet = self.sheet("About this file")
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 80)
        facts = (("Marking", self.document.marking), ("What", self.document.title), *about(self.document))
        for row, (label, value) in enumerate(facts):
            sheet.write_string(row, 0, label, self.head)
            sheet.write_string(row, 1, words.printable(value)[:PIECE], self.plain[False]["text"])

    def _name(self, wanted: str) -> str:
        """A sheet name that Excel takes: 31 characters, none of []:*?/\\, not twice."""
        name = words.one_line("".join(" " if letter in "[]:*?/\\'" else letter for letter in wanted))[:28] or "Sheet"
        number = 1
        unique = name
        while unique.lower() in self.names:
            number += 1
            unique = f"{name[:27]} {number}"
        self.names.add(unique.lower())
        return unique


def _header(text: str) -> str:
    """Text for a printed header or footer, where `&` starts a code; 255 characters are the limit for the
    whole."""
    return words.one_line(text)[:100].replace("&", "&&")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _pieces(text: str) -> list[str]:
    """Cut a text so that each piece fits a cell even if every character needs two units."""
    step = PIECE // 2
    return [text[start : start + step] for start in range(0, len(text), step)]
