"""Word documents: real headings, tables with repeated header rows, the marking above and the purpose below
each page."""

from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from caretui.documents import words
from caretui.documents.formats.txt import about
from caretui.documents.outline import (
    Block,
    Bullets,
    Document,
    Facts,
    Lines,
    Look,
    Note,
    Paragraph,
    Quote,
    Struck,
    Table,
)

FONT: Final = "Arial"
POINTS: Final = {False: 11, True: 18}


def write(document: Document, look: Look) -> bytes:
    """Return the document as DOCX. Its properties hold no name of a person, its parts no time but
    `made_at`."""
    paper = docx.Document()
    points = POINTS[look.large_print]
    _style(paper, points)
    _page(paper, document)
    _properties(paper, document)
    _write(paper.add_paragraph(style="Title"), document.title)
    _facts(paper, about(document))
    for section in document.sections:
        _section(paper, section.heading, section.level, new_page=section.new_page)
        for block in section.blocks:
            _block(paper, block)
    held = BytesIO()
    paper.save(held)
    return _dated(held.getvalue(), document.made_at)


def _style(paper: Paper, points: int) -> None:
    for name, size in (
        ("Normal", points),
        ("Title", points + 8),
        ("Header", points - 1),
        ("Footer", points - 1),
    ):
        style = paper.styles[name]
        style.font.name = FONT
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    for level in (1, 2, 3):
        style = paper.styles[f"Heading {level}"]
        style.font.name = FONT
        style.font.size = Pt(points + 7 - 2 * level)
        style.font.color.rgb = RGBColor(0, 0, 0)
    paper.styles["Title"].font.color.rgb = RGBColor(0, 0, 0)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _page(paper: Paper, document: Document) -> None:
    section = paper.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if document.landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    _write(section.header.paragraphs[0], document.marking)
    footer = section.footer.paragraphs[0]
    _write(footer, f"{document.purpose}. Page ")
    _field(footer, "PAGE")
    _write(footer, " of ")
    _field(footer, "NUMPAGES")


def _field(line: Line, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    _xml(line).append(field)


def _properties(paper: Paper, document: Document) -> None:
    properties = paper.core_properties
    properties.title = words.one_line(document.kind)[:255]
    properties.author = properties.last_modified_by = ""
    properties.comments = words.one_line(document.marking)[:255]
    properties.language = "en-GB"
    properties.created = properties.modified = document.made_at.replace(tzinfo=None)
    properties.revision = 1


def _write(line: Line, text: str, *, bold: bool = False, struck: bool = False) -> None:
    """Add text that somebody wrote: newlines become line breaks, right-to-left words run from the right."""
    text = words.on_paper(text)
    for number, part in enumerate(text.split("\n")):
        run = line.add_run()
        if number:
            run.add_break(WD_BREAK.LINE)
        run.add_text(part)
        run.bold = bold or None
        run.font.strike = struck or None
        if words.right_to_left(part):
            run.font.rtl = True
    if words.right_to_left(text):
        bidi = OxmlElement("w:bidi")
        _xml(line).get_or_add_pPr().append(bidi)


def _section(paper: Paper, heading: str, level: int, *, new_page: bool) -> None:
    line = paper.add_paragraph(style=f"Heading {level}")
    line.paragraph_format.page_break_before = new_page or None
    _write(line, words.one_line(heading))


def _block(paper: Paper, block: Block) -> None:
    match block:
        case Paragraph():
            _write(paper.add_paragraph(), block.text)
        case Note():
            line = paper.add_paragraph()
            _write(line, "! " if block.kind == "warning" else "Note: ", bold=True)
            _write(line, block.text, bold=block.kind == "warning")
        case Quote():
            line = paper.add_paragraph(style="Quote")
            _write(line, f'"{block.text}"' + (f"  {block.said}" if block.said else ""))
        case Facts():
            _facts(paper, block.pairs)
        case Bullets():
            for item in block.items:
                _write(paper.add_paragraph(style="List Bullet"), item)
        case Struck():
            _struck(paper, block)
        case Lines():
            for _ in range(block.count):
                _ruled(paper.add_paragraph())
        case Table():
            _table(paper, block)


def _facts(paper: Paper, pairs: tuple[tuple[str, str], ...]) -> None:
    for label, value in pairs:
        if value:
            line = paper.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            _write(line, f"{words.one_line(label)}: ", bold=True)
            _write(line, value)


def _struck(paper: Paper, block: Struck) -> None:
    line = paper.add_paragraph()
    _write(line, f"{block.head}  [struck out] ", bold=True)
    _write(line, block.original, struck=True)
    line = paper.add_paragraph()
    line.paragraph_format.left_indent = Cm(1)
    _write(line, f"{block.amended} ", bold=True)
    _write(line, block.amendment)


def _ruled(line: Line) -> None:
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "808080")):
        bottom.set(qn(name), value)
    border.append(bottom)
    _xml(line).get_or_add_pPr().append(border)
    line.paragraph_format.space_before = Pt(14)


def _table(paper: Paper, table: Table) -> None:
    if table.caption:
        _write(paper.add_paragraph(style="Caption"), table.caption)
    columns = table.on_pages()
    grid = paper.add_table(rows=0, cols=len(columns), style="Table Grid")
    head = grid.add_row()
    _mark(head, "w:tblHeader")
    for cell, (_, column) in zip(head.cells, columns, strict=True):
        _write(cell.paragraphs[0], words.one_line(column.name), bold=True)
    for number, row in enumerate(table.rows):
        added = grid.add_row()
        _mark(added, "w:cantSplit")
        fill = partial(_write, struck=number in table.struck)
        for cell, (place, column) in zip(added.cells, columns, strict=True):
            fill(cell.paragraphs[0], words.shown(row[place], column))


def _mark(row: Any, name: str) -> None:
    _xml(row).get_or_add_trPr().append(OxmlElement(name))


def _xml(part: Any) -> Any:
    """The XML element of a paragraph or row, for what python-docx has no words for."""
    return part._element  # noqa: SLF001


def _dated(package: bytes, when: datetime) -> bytes:
    """Give every part of the package the document's own time, so that the same document gives the same
    bytes."""
    stamp = when.timetuple()[:6]
    held = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, stamp), old.read(name), ZIP_DEFLATED)
    return held.getvalue()
