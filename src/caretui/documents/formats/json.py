"""JSON: for programs. A document that is one table gives `rows`, any other gives `sections`."""

import json
from datetime import UTC, date, datetime
from typing import Any

from caretui.documents.outline import (
    Block,
    Bullets,
    Cell,
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


def write(document: Document, look: Look) -> bytes:
    """Return the document as UTF-8 JSON: NHS numbers as ten digits, dates ISO 8601, instants with their
    offset."""
    body: dict[str, Any] = {
        "title": document.title,
        "kind": document.kind,
        "marking": document.marking,
        "purpose": document.purpose,
        "recipient": document.recipient,
        "made_at": _scalar(document.made_at),
        "made_by": document.made_by,
    }
    blocks = [block for section in document.sections for block in section.blocks]
    if len(blocks) == 1 and isinstance(blocks[0], Table):
        body["rows"] = records(blocks[0])
    else:
        body["sections"] = [
            {"heading": part.heading, "level": part.level, "blocks": [_block(block) for block in part.blocks]}
            for part in document.sections
        ]
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "replace")


def records(table: Table) -> list[dict[str, Any]]:
    """Each row as an object under the columns' JSON names."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, map(_scalar, row), strict=True)) for row in table.rows]


def _scalar(cell: Cell) -> Any:
    match cell:
        case datetime():
            return (cell.astimezone(UTC) if cell.tzinfo else cell).isoformat()
        case date():
            return cell.isoformat()
        case tuple():
            return list(cell)
        case _:
            return cell


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            return {"table": block.caption, "rows": records(block)}
        case Paragraph():
            return {"text": block.text}
        case Note():
            return {block.kind: block.text}
        case Quote():
            return {"quote": block.text, "said": block.said}
        case Facts():
            return {"facts": [{"label": label, "value": value} for label, value in block.pairs if value]}
        case Bullets():
            return {"items": list(block.items)}
        case Struck():
            return {
                "entry": block.head,
                "original": block.original,
                "amended": block.amended,
                "amendment": block.amendment or None,
            }
        case Lines():
            return {"lines": block.count}
