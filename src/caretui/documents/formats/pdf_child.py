"""The child process that sets a PDF: it reads one JSON object from standard input and writes the PDF to
standard output.

It is its own process because the typesetter keeps some 275 MiB once used. It imports nothing else of caretui.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

FONTS = Path(__file__).parents[1] / "fonts"
TEMPLATE = Path(__file__).with_name("document.typ")


def main() -> int:
    """Return 0 with the PDF on standard output, or 1 with the typesetter's words on standard error.

    The typesetter's words name places in the template, never the document's text but for a character that no
    font can draw; a warning (a font that is not there) is an error.
    """
    order = json.load(sys.stdin.buffer)
    try:
        pdf, warnings = typst.compile_with_warnings(
            TEMPLATE.read_bytes(),
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
            sys_inputs={"document": json.dumps(order["document"], ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.fromtimestamp(order["timestamp"], UTC),
        )
    except typst.TypstError as problem:
        sys.stderr.write(f"{problem.message}\n{' '.join(problem.hints)}\n")
        return 1
    if warnings:
        sys.stderr.write("\n".join(warning.message for warning in warnings) + "\n")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
