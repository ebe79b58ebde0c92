"""Word, PDF, plain text, JSON: read back by other programs, whole, marked, accessible."""

import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject
from tests.documents.conftest import HOSTILE, MADE, document, everything, naughty_strings

from caretui.documents import words
from caretui.documents.formats import pdf, render
from caretui.documents.outline import Column, Look, Paragraph, Section, Struck, Table

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")


def pdf_text(written: bytes, tmp_path: Path) -> str:
    path = tmp_path / "read.pdf"
    path.write_bytes(written)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def joined(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


# --- PDF ---


@poppler
def test_a_pdf_says_everything_and_strikes_the_original(tmp_path: Path) -> None:
    entry = Struck("Mon 23 Nov", "chest clear", "Amended Tue 24 Nov by Sam Ward: wrong side", "left chest dull")
    text = pdf_text(render(document(Section("Contacts", 1, (entry,))), "pdf"), tmp_path)
    for part in (
        "OFFICIAL-SENSITIVE",
        "Direct care & planning",
        "district nursing",
        "Thu 26 Nov 2026 14:30, Sam Ward",
        "[struck out] chest clear",
        "Amended Tue 24 Nov by Sam Ward: wrong side left chest dull",
    ):
        assert part in text


def structure(reader: PdfReader) -> list[str]:
    """The names of the tags of a tagged PDF, in order."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, IndirectObject):
            node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_a_pdf_is_tagged_with_title_language_and_table_headers() -> None:
    table = Table((Column("When"), Column("What")), (("Mon", "visit"),), "Visits")
    made = render(document(Section("One", 1, (table,)), Section("Deep", 3, (Paragraph("x"),))), "pdf")
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data()
    assert b"pdfuaid:part>1<" in metadata or b'pdfuaid:part="1"' in metadata
    tags = structure(reader)
    assert tags.count("/TH") == 2
    assert tags.count("/TD") == 2
    assert {"/H1", "/H2"} <= set(tags), "a heading level left out is closed up"


def marked(reader: PdfReader) -> dict[int, set[int]]:
    """Page object -> the marks of its content that the structure tree holds (ISO 32000-1, 14.7.4)."""
    found: dict[int, set[int]] = {}

    def walk(node: Any, page: int) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child, page)
        elif isinstance(node, DictionaryObject):
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            if node.get("/Type") == "/MCR":
                found.setdefault(page, set()).add(int(node["/MCID"]))
            elif "/K" in node:
                walk(node["/K"], page)
        elif isinstance(node, int):
            found.setdefault(page, set()).add(int(node))

    walk(reader.trailer["/Root"]["/StructTreeRoot"], 0)
    return found


DRAWS = {b"Tj", b"TJ", b"'", b'"', b"f", b"f*", b"S", b"B", b"Do"}


@pytest.mark.parametrize("text", ["plain", "\u202egnp عمر שלום 👍 {{7*7}}" + "x" * 200], ids=["plain", "hostile"])
def test_everything_on_a_page_is_tagged_or_an_artifact_and_its_letters_can_be_copied(text: str) -> None:
    reader = PdfReader(BytesIO(render(everything(text), "pdf")))
    held = marked(reader)
    for page in reader.pages:
        assert page.get("/Tabs") == "/S"
        open_marks: list[Any] = []
        seen = set()
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                open_marks.append(operands[0])
                if operator == b"BDC" and isinstance(operands[1], dict) and "/MCID" in operands[1]:
                    seen.add(int(operands[1]["/MCID"]))
            elif operator == b"EMC":
                open_marks.pop()
            else:
                assert open_marks or operator not in DRAWS, f"{operator!r} draws what no reader is told of"
        assert page.indirect_reference is not None
        assert seen <= held.get(page.indirect_reference.idnum, set())
        for font in page["/Resources"]["/Font"].values():
            letters = font.get_object()
            assert "/ToUnicode" in letters
            shapes = letters["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(shapes)


def test_the_pdfs_properties_name_nobody() -> None:
    information = PdfReader(BytesIO(render(document(), "pdf"))).metadata
    assert information is not None
    assert information.title == "Person summary"
    assert information.author in (None, "")
    assert information.creation_date == MADE


def test_large_print_is_eighteen_point_and_takes_more_room() -> None:
    paper = document(Section("One", 1, (Paragraph("word " * 2000),)))
    usual = PdfReader(BytesIO(render(paper, "pdf")))
    large = PdfReader(BytesIO(render(paper, "pdf", Look(large_print=True))))
    assert len(large.pages) > 2 * len(usual.pages) - 1


def test_every_character_of_the_coverage_list_can_be_drawn() -> None:
    covered = [
        chr(code)
        for first, last in zip(*pdf._coverage(), strict=True)
        for code in range(first, last + 1)
        if pdf.drawable(chr(code)) == chr(code)
    ]
    assert len(covered) > 6000
    render(document(Section("All", 1, (Paragraph(" ".join(covered)),))), "pdf")


def test_a_character_without_a_shape_is_printed_as_its_code() -> None:
    assert pdf.drawable("你 and ✓") == "U+4F60 and ✓"


@poppler
def test_a_word_of_300_letters_stays_on_the_page_in_text_and_in_a_cell(tmp_path: Path) -> None:
    word = "".join(f"{number:03d}-" for number in range(75))
    table = Table((Column("Note"), Column("Other"), Column("Third")), ((word, "x", "y"),))
    for look in (Look(), Look(large_print=True)):
        made = render(document(Section("S", 1, (Paragraph(word), table))), "pdf", look)
        (tmp_path / "p.pdf").write_bytes(made)
        box = subprocess.run(
            ["pdftotext", "-bbox", str(tmp_path / "p.pdf"), "-"], capture_output=True, check=True
        ).stdout.decode()
        right = max(float(found) for found in re.findall(r'xMax="([\d.]+)"', box))
        assert right < 595, "within A4"
        assert joined(pdf_text(made, tmp_path)).count(word) >= 1


@poppler
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_data_in_every_place_of_a_pdf(text: str, tmp_path: Path) -> None:
    read = pdf_text(render(everything(text), "pdf"), tmp_path)
    assert "end of it" in read
    assert "root:" not in read, "a file was read"
    wanted = joined(pdf.drawable(text))
    if wanted.isascii():
        # pdftotext gives a line break as it falls; each word is there.
        assert wanted[:60] in joined(read)


@poppler
def test_the_naughty_strings_go_through_a_pdf(tmp_path: Path) -> None:
    strings = naughty_strings()
    table = Table((Column("String"),), tuple((text,) for text in strings))
    read = pdf_text(render(document(Section("All", 1, (table,))), "pdf"), tmp_path)
    joined_read = joined(read)
    for text in strings:
        if text.isascii() and text.isprintable() and len(text) < 60:
            assert joined(text) in joined_read, text


def test_the_typesetter_is_told_on_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Font",))
    with pytest.raises(pdf.PdfProblem, match="another format"):
        render(document(), "pdf")


# --- Word ---


def test_a_word_document_has_headings_marking_and_repeated_table_heads() -> None:
    table = Table((Column("When"), Column("What")), (("Mon", "visit"), ("Tue", "call")), struck=frozenset({0}))
    paper = docx.Document(BytesIO(render(document(Section("Contacts", 1, (table,))), "docx")))
    assert paper.paragraphs[0].text == "Summary for DUXBURY, Alan"
    assert [line.text for line in paper.paragraphs if line.style.name == "Heading 1"] == ["Contacts"]
    section = paper.sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert section.footer.paragraphs[0].text.startswith("Direct care & planning")
    grid = paper.tables[0]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in grid.rows[2].cells] == ["Tue", "call"]
    assert all(run.font.strike for cell in grid.rows[1].cells for run in cell.paragraphs[0].runs)


def test_word_properties_name_nobody() -> None:
    properties = docx.Document(BytesIO(render(document(), "docx"))).core_properties
    assert properties.title == "Person summary"
    assert properties.author == ""
    assert properties.last_modified_by == ""


def test_urdu_runs_from_the_right_in_word() -> None:
    text = "مریض اردو"
    paper = docx.Document(BytesIO(render(document(Section("S", 1, (Paragraph(text),))), "docx")))
    line = next(line for line in paper.paragraphs if line.text == text)
    assert line.runs[0].font.rtl
    assert line._p.pPr.find(qn("w:bidi")) is not None


def test_large_print_in_word() -> None:
    paper = docx.Document(BytesIO(render(document(), "docx", Look(large_print=True))))
    assert paper.styles["Normal"].font.size.pt == 18


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_whole_in_word(text: str) -> None:
    paper = docx.Document(BytesIO(render(everything(text), "docx")))
    wanted = words.on_paper(text)
    assert wanted in [line.text for line in paper.paragraphs]
    assert paper.tables[0].rows[1].cells[0].text == wanted


def test_the_naughty_strings_come_back_from_word() -> None:
    strings = naughty_strings()
    lines = tuple(Paragraph(text) for text in strings)
    paper = docx.Document(BytesIO(render(document(Section("All", 1, lines)), "docx")))
    assert {words.on_paper(text) for text in strings} <= {line.text for line in paper.paragraphs}


# --- plain text and JSON ---


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_has_no_control_byte_and_72_columns(text: str) -> None:
    written = render(everything(text), "txt").decode()
    assert all(letter == "\n" or ord(letter) >= 32 for letter in written)
    assert not re.search("[\x7f-\x9f]", written)
    assert max(map(len, written.split("\n"))) <= 72
    assert written.count("OFFICIAL-SENSITIVE") == 2


def test_a_control_of_direction_turns_nothing_round_and_is_shown_by_its_code() -> None:
    text = "A\u202eB \u2067C"
    assert words.on_paper(text) == "AU+202EB U+2067C" and words.printable(text) == text
    assert "AU+202EB U+2067C" in render(everything(text), "txt").decode()
    assert pdf.drawable(text) == words.on_paper(text)


def test_plain_text_says_what_was_struck_out() -> None:
    entry = Struck("Mon 23 Nov", "right", "Amended: wrong side", "left")
    written = render(document(Section("Contacts", 1, (entry,))), "txt").decode()
    assert "[struck out] right" in written
    assert written.index("right") < written.index("Amended: wrong side") < written.index("  left")


def test_a_table_in_json_is_rows_under_the_names_of_the_contract() -> None:
    from tests.documents.conftest import COLUMNS, ROW

    read = json.loads(render(document(Section("Caseload", 1, (Table(COLUMNS, (ROW,)),))), "json"))
    assert read["marking"] == "OFFICIAL-SENSITIVE"
    assert read["purpose"] == "Direct care & planning"
    assert read["made_at"] == "2026-11-26T14:30:00+00:00"
    assert read["rows"] == [
        {
            "nhs_number": "9990123454",
            "name": "DUXBURY, Alan",
            "date_of_birth": "1964-03-14",
            "last_contact": "2026-07-01T08:41:00+00:00",
            "overdue_actions": 1,
            "programmes": ["integrated care", "transforming lives"],
            "id": "0192f0",
        }
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_words_as_they_are(text: str) -> None:
    read = json.loads(render(everything(text), "json"))
    kept = read["sections"][0]["blocks"][3]["text"]
    assert kept == text.replace("\ud800", "?")
