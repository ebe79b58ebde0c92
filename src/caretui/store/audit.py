"""Who opened, searched, exported, unlocked, and which units were written: an append-only hash chain of ids, never of values.

So that `erase` stays possible, nothing here says what a record held.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from caretui.store.database import Connection

START = "0" * 64


def line_hash(before: str, row: tuple[Any, ...]) -> str:
    """The chain's next hash: SHA-256 of the one before and the row as canonical JSON."""
    return hashlib.sha256((before + json.dumps(row, ensure_ascii=False, separators=(",", ":"))).encode()).hexdigest()


def append(
    con: Connection,
    *,
    at: str,
    member: str,
    session: str,
    event: str,
    subject: str | None = None,
    **detail: Any,
) -> None:
    """Add a line, inside the caller's transaction."""
    last = con.execute("SELECT hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    row = (at, member, session, event, subject, json.dumps(detail, sort_keys=True, separators=(",", ":")))
    con.execute(
        "INSERT INTO audit(at, member, session, event, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row, line_hash(last[0] if last else START, row)),
    )


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
