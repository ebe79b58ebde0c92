"""A document with one of everything, and the naughty strings."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caretui.documents.outline import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Lines,
    Note,
    Paragraph,
    Quote,
    Section,
    Struck,
    Table,
)

NAUGHTY = Path(__file__).parents[3] / "shared/data/naughty_strings/blns.json"
MADE = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)

COLUMNS = (
    Column("NHS number", "nhs", "nhs_number"),
    Column("Name"),
    Column("Born", "date", "date_of_birth"),
    Column("Last contact", "datetime", "last_contact"),
    Column("Late", "number", "overdue_actions"),
    Column("Programmes"),
    Column("Id", field="id", only_json=True),
)
ROW: tuple[Cell, ...] = (
    "9990123454",
    "DUXBURY, Alan",
    date(1964, 3, 14),
    datetime(2026, 7, 1, 8, 41, tzinfo=UTC),
    1,
    ("integrated care", "transforming lives"),
    "0192f0",
)


@pytest.fixture
def caseload() -> Callable[..., Document]:
    """A document of one table; the rows are the given ones or one person."""

    def make(*rows: tuple[Cell, ...], struck: frozenset[int] = frozenset()) -> Document:
        table = Table(COLUMNS, rows or (ROW,), struck=struck)
        return document(Section("Caseload", 1, (table,)))

    return make


def document(*sections: Section) -> Document:
    return Document(
        title="Summary for DUXBURY, Alan",
        kind="Person summary",
        marking="OFFICIAL-SENSITIVE",
        purpose="Direct care & planning",
        recipient="district nursing",
        made_at=MADE,
        made_by="Sam Ward",
        sections=sections,
    )


def everything(text: str) -> Document:
    """A document that has `text` in every place where people's words can stand."""
    blocks: tuple[Block, ...] = (
        Note(text, "warning"),
        Note(text),
        Facts(((text, text),)),
        Paragraph(text),
        Quote(text, text),
        Bullets((text,)),
        Struck(text, text, text, text),
        Lines(2),
        Table((Column("Note"), Column("NHS", "nhs")), ((text, text), ("b", "c")), text, frozenset({0})),
    )
    return document(Section(text, 1, blocks), Section("Second", 3, (Paragraph("end of it"),)))


def naughty_strings() -> list[str]:
    """The Big List of Naughty Strings; skips where it is not at hand."""
    if not NAUGHTY.exists():
        pytest.skip("the naughty strings are not on this computer")
    strings: list[str] = json.loads(NAUGHTY.read_text("utf-8"))
    return strings


HOSTILE = [
    "[with daughter]",
    "[/b]",
    "O'HERN",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "+44 7700 900123",
    "'=already",
    "\x1b[2J\x1b]0;x\x07",
    "\x9b31m",
    "مریض اردو بولتا ہے",
    "שלום",
    "ગુજરાતી",
    "\u202egnp.exe",
    "a" * 200,
    '#eval(read("/etc/passwd"))',
    "$x^2$ *b* _i_ @ref <label> \\ //",
    "https://example.org/a",
    "{{7*7}} ${x} %s %(x)s",
    "line\nline\n\nline",
    "tab\there",
    "\ufeff\ufffe\uffff\ud800",
    "👩‍👩‍👧 👍🏽 ✓ ≥ 你好",
    "_x0041_",
    "&C&Pheader",
    "<w:p>&amp;]]></w:p>",
    "1.5e10",
    "0012",
    "",
    " ",
]
