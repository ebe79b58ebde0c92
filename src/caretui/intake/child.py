"""The child process that parses a sheet: bytes on standard input, JSON lines on standard output.

It holds no store, no key and no path, runs under limits, and what it writes is plain JSON, so that a
parser led astray by a hostile file can neither read the record nor hand an object back.
"""

import json
import sys
from typing import IO

from caretui.intake.csv_text import read_csv
from caretui.intake.limits import Limits, Unreadable
from caretui.intake.sheets import Book
from caretui.intake.workbooks import OLE, ZIP, read_workbook
from caretui.platform import limit_this_process

TOO_MUCH = "This file needs more memory than is allowed; it is far too large for a sheet, or made to do harm."


def parse(source: IO[bytes], *, limits: Limits) -> Book:
    """Read an open file as what its first bytes say it is."""
    start = source.read(8)
    if start.startswith(ZIP) or start == OLE:
        return read_workbook(source, limits=limits)
    return read_csv(start + source.read(), limits=limits)


def main() -> int:
    """Parse standard input under the limits given as JSON in the first argument."""
    limits = Limits(**json.loads(sys.argv[1]))
    limit_this_process(memory_bytes=limits.memory_bytes, cpu_seconds=limits.cpu_seconds)
    out = sys.stdout
    try:
        with open(0, "rb", closefd=False) as source:
            book = parse(source, limits=limits)
        out.write(json.dumps({"notes": book.notes}) + "\n")
        for sheet in book.sheets:
            out.write(json.dumps({"sheet": sheet.name, "hidden": sheet.hidden}) + "\n")
            out.writelines(json.dumps([line.number, *line.cells]) + "\n" for line in sheet.lines)
        out.write(json.dumps({"end": True}) + "\n")
    except Unreadable as refusal:
        out.write(json.dumps({"refused": refusal.reason}) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": TOO_MUCH}) + "\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
