"""Who opened, searched, exported, unlocked, and which units were written: an append-only hash chain of ids, never of values.

So that `erase` stays possible, nothing here says what a record held.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caretui import platform
from caretui.store.database import Connection

if TYPE_CHECKING:
    from caretui.store.work import Change

START = "0" * 64
LOST = "behind its mark"
"""At opening the mark beside the store told of lines that it does not hold, or of others."""


def line_hash(before: str, row: tuple[Any, ...]) -> str:
    """The chain's next hash: SHA-256 of the one before and the row as canonical JSON."""
    return hashlib.sha256((before + json.dumps(row, ensure_ascii=False, separators=(",", ":"))).encode()).hexdigest()


def worth_a_line(con: Connection, changes: Iterable["Change"]) -> Iterator[tuple[str, str]]:
    """The events of a unit that have a line of their own: an entry amended, a coordinator changed. (event, subject)"""
    for change in changes:
        if change.entity == "amendment" and change.kind == "create":
            yield "amended", con.execute("SELECT contact FROM amendment WHERE id = ?", (change.record,)).fetchone()[0]
        elif change.entity == "minutes_amendment" and change.kind == "create":
            (meeting,) = con.execute("SELECT meeting FROM minutes_amendment WHERE id = ?", (change.record,)).fetchone()
            yield "minutes amended", meeting
        elif change.entity == "person" and change.kind != "create" and "Coordinator" in change.registers:
            yield "coordinator changed", change.record


def append(
    con: Connection,
    *,
    at: str,
    member: str,
    session: str,
    event: str,
    subject: str | None = None,
    **detail: Any,
) -> tuple[int, str]:
    """Add a line, inside the caller's transaction; returns its number and hash."""
    last = con.execute("SELECT hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    row = (at, member, session, event, subject, json.dumps(detail, sort_keys=True, separators=(",", ":")))
    head = line_hash(last[0] if last else START, row)
    done = con.execute(
        "INSERT INTO audit(at, member, session, event, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row, head),
    )
    return int(done.lastrowid or 0), head


def found_behind(con: Connection) -> list[str]:
    """The instants at which the store was opened and stood behind its mark."""
    return [at for (at,) in con.execute("SELECT at FROM audit WHERE event = ? ORDER BY n", (LOST,))]


def broken(con: Connection) -> Iterator[str]:
    """What is wrong with the chain: changed, removed or truncated lines; units that no line speaks of."""
    before, expected = START, 1
    for n, *row, found in con.execute(
        "SELECT n, at, member, session, event, subject, detail, hash FROM audit ORDER BY n"
    ):
        if n != expected:
            yield f"audit lines {expected} to {n - 1} are missing"
            expected = n
        if line_hash(before, tuple(row)) != found:
            yield f"audit line {n} was changed"
        before, expected = found, expected + 1
    for (unit,) in con.execute(
        "SELECT id FROM unit WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.event = 'unit' AND a.subject = unit.id)"
    ):
        yield f"unit {unit} has no audit line: the trail was cut short"


# --- the mark beside the store ----------------------------------------------------------------------------
#
# SQLite ends the write-ahead log at the first frame whose checksum fails, and the store is whole without what came after:
# a byte flipped in the log between a crash and the next start takes acknowledged changes away in silence. The mark is written
# only after a commit is on the disk, so a store that stands behind its mark has lost something, or is an older copy. It also
# tells of audit lines cut off the end. It holds a number and a hash, no secret; it is not synced, for it only ever falls behind.

MARK_LENGTH = 96


def mark_file(store: Path) -> Path:
    """The mark's file, beside the store."""
    return store.with_suffix(".mark")


def leave_mark(store: Path, line: int, head: str) -> None:
    """The trail has come to this line, whose hash is the chain's head. Where it cannot be written nothing is lost but the mark."""
    with suppress(OSError):
        # Less the umask; a named pipe in its place is not waited for.
        handle = os.open(mark_file(store), os.O_WRONLY | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o660)
        try:
            os.write(handle, f"{line} {head}".ljust(MARK_LENGTH - 1).encode() + b"\n")
        finally:
            os.close(handle)


def forget_mark(store: Path) -> None:
    """Another store is put in this one's place."""
    with suppress(OSError):
        mark_file(store).unlink(missing_ok=True)


def read_mark(store: Path) -> tuple[int, str]:
    """The line and its hash; (0, "") without a mark that can be read."""
    try:
        line, head = platform.read_regular(mark_file(store)).split()
        return int(line), head.decode()
    except (OSError, ValueError):
        return 0, ""


def behind_mark(store: Path, con: Connection) -> Iterator[str]:
    """What the mark finds: an end that was lost or cut off, a trail that was rewritten."""
    line, head = read_mark(store)
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
