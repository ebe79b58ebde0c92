"""How far the audit trail had come, written beside the store after each commit: a store that has lost its end is found out.

SQLite ends the write-ahead log at the first frame whose checksum fails, and the store is whole without what came after:
a byte flipped in the log between a crash and the next start takes acknowledged changes away in silence. The mark is written
only after a commit is on the disk, so a store that stands behind its mark has lost something, or is an older copy. It also
tells of audit lines cut off the end. It holds a number and a hash, no secret; it is not synced, for it only ever falls behind.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from caretui.store.database import Connection

LENGTH = 96


def file_of(store: Path) -> Path:
    """The mark's file, beside the store."""
    return store.with_suffix(".mark")


def note(store: Path, line: int, head: str) -> None:
    """The trail has come to this line, whose hash is the chain's head. Where it cannot be written nothing is lost but the mark."""
    with suppress(OSError):
        handle = os.open(file_of(store), os.O_WRONLY | os.O_CREAT, 0o660)  # less the umask
        try:
            os.write(handle, f"{line} {head}".ljust(LENGTH - 1).encode() + b"\n")
        finally:
            os.close(handle)


def forget(store: Path) -> None:
    """Another store is put in this one's place."""
    with suppress(OSError):
        file_of(store).unlink(missing_ok=True)


def read(store: Path) -> tuple[int, str]:
    """The line and its hash; (0, "") without a mark that can be read."""
    try:
        line, head = file_of(store).read_bytes().split()
        return int(line), head.decode()
    except (OSError, ValueError):
        return 0, ""


def wrong(store: Path, con: Connection) -> Iterator[str]:
    """What the mark finds: an end that was lost or cut off, a trail that was rewritten."""
    line, head = read(store)
    (last,) = con.execute("SELECT coalesce(max(n), 0) FROM audit").fetchone()
    if line > last:
        yield (
            f"the last {line - last} lines of the audit trail, and the changes they speak of, are missing: the log was"
            " damaged after a crash, or an older copy was put here"
        )
        return
    row = con.execute("SELECT hash FROM audit WHERE n = ?", (line,)).fetchone()
    if row is not None and row[0] != head:
        yield f"audit line {line} is not the one that was written here: the trail was rewritten"
