"""Plain text, 72 columns: for the clipboard, a screen reader, or a system that takes nothing else."""

from textwrap import wrap

from caretui.documents import words
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

WIDTH = 72


def write(document: Document, look: Look) -> bytes:
    """Return the document as UTF-8 text with LF line ends."""
    return text(document).encode()


def text(document: Document) -> str:
    """Return the document as lines of at most 72 characters, the marking first and last."""
    lines = [
        document.marking,
        "",
        *_wrapped(document.title),
        "=" * min(WIDTH, max(3, len(document.title))),
        "",
    ]
    for label, value in about(document):
        lines += _labelled(label, value)
    for section in document.sections:
        heading = _wrapped(section.heading.upper() if section.level == 1 else section.heading)
        lines += [
            "",
            *heading,
            ("=", "-", ".")[section.level - 1] * min(WIDTH, len(heading[0])) if heading else "",
        ]
        for block in section.blocks:
            lines += blocks(block)
    return "\n".join([*lines, "", document.marking, ""])


def about(document: Document) -> tuple[tuple[str, str], ...]:
    """Who made the document, when, for whom and why: the same words in every format."""
    return (
        ("For", document.recipient),
        ("Purpose", document.purpose),
        ("Made", f"{words.minute(document.made_at)}, {document.made_by}"),
    )


def blocks(block: Block) -> list[str]:
    """Return one block as lines."""
    match block:
        case Paragraph():
            return _wrapped(block.text)
        case Note():
            return _wrapped(block.text, first="! " if block.kind == "warning" else "Note: ")
        case Quote():
            return _wrapped(f'"{block.text}"' + (f"  {block.said}" if block.said else ""), first="  ", rest="  ")
        case Facts():
            return [line for label, value in block.pairs for line in _labelled(label, value)]
        case Bullets():
            return [line for item in block.items for line in _wrapped(item, first="- ", rest="  ")]
        case Struck():
            return [
                *_wrapped(block.head),
                *_wrapped(block.original, first="  [struck out] ", rest="  | "),
                *_wrapped(block.amended, first="  ", rest="  "),
                *(_wrapped(block.amendment, first="  ", rest="  ") if block.amendment else []),
            ]
        case Lines():
            return ["", *(["_" * WIDTH, ""] * block.count)]
        case Table():
            return _table(block)


def _table(table: Table) -> list[str]:
    """A table as one small group of labelled lines a row: columns do not fit 72 characters and are hard to
    hear."""
    paper = table.on_pages()
    lines = _wrapped(table.caption) if table.caption else []
    for number, row in enumerate(table.rows):
        lines += ["", "[struck out]"] if number in table.struck else [""]
        for place, column in paper:
            value = words.shown(row[place], column)
            lines += _labelled(column.name, value) if value else []
    return lines


def _labelled(label: str, value: str) -> list[str]:
    return _wrapped(f"{words.one_line(label)}: {value}", rest="    ") if value else []


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    lines: list[str] = []
    for paragraph in words.on_paper(text).split("\n"):
        start = rest if lines else first
        lines += wrap(paragraph, WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False) or [
            start.rstrip()
        ]
    return lines
