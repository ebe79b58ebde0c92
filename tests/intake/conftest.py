"""Real samples by path, and small sheets of their shape made on the spot."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def samples() -> Path:
    """The folder of real inputs beside the project."""
    if not SAMPLES.is_dir():
        pytest.skip("the real inputs (../shared/data) are not on this computer")
    return SAMPLES


def make_workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    """An XLSX with one sheet of the rows, or with the named sheets; values by their kind."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, content in (sheets or {"Sheet1": list(rows)}).items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(content):
            for c, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(r, c, value, moment)
                elif isinstance(value, date | time):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return out.getvalue()


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Makes an XLSX from rows, or from named sheets of rows."""
    return make_workbook
