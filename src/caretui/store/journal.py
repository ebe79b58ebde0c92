"""The journal: every change ever made, as registers of records.

Amendment, undo, who-changed-what and exchange are this one mechanism.

A *unit* is a transaction; an *op* is what it did to one record; `replaced` says which register of which op it took over.
A *head* is an op's register that nothing has replaced: what stands.
"""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from typing import Any

from caretui.lean import dataclass
from caretui.store.database import Connection

Heads = Mapping[str, Mapping[str, Any]]
"""register -> {op id: its columns}; two ops = a conflict that came by exchange."""

HEADS = """SELECT j.key, o.id, j.value FROM op o, json_each(o.value) j WHERE o.record = ?
  AND NOT EXISTS (SELECT 1 FROM replaced r WHERE r.op = o.id AND r.register = j.key) ORDER BY o.id"""


def new_id() -> str:
    """A UUIDv7 as 32 lower-case hex digits: sorts by when it was made (RFC 9562)."""
    raw = bytearray((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return raw.hex()


def child_id(record: str, kind: str) -> str:
    """The id of a record of which a person has exactly one (their plan, their About me): the same in every store."""
    return hashlib.sha256(f"{record}/{kind}".encode()).hexdigest()[:32]


def heads(con: Connection, record: str) -> dict[str, dict[str, Any]]:
    """What stands of one record."""
    found: dict[str, dict[str, Any]] = {}
    for register, op, value in con.execute(HEADS, (record,)):
        found.setdefault(register, {})[op] = json.loads(value)
    return found


def standing(now: Heads) -> dict[str, dict[str, Any]]:
    """Register -> its columns as they stand; of two heads in conflict the greatest op's, as the tables have it."""
    return {register: dict([*ops.values()][-1]) for register, ops in now.items() if ops}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form showed when it opened. Opaque to screens; handed back with the change."""

    record: str
    heads: Heads


class ChangedMeanwhile(Exception):
    """Registers that this form changes were changed by someone else since it opened.

    `registers`: name -> (values that stand now, value wanted). Nothing was written.
    """

    def __init__(self, record: str, registers: dict[str, tuple[list[Any], Any]]) -> None:
        super().__init__(f"{record}: {', '.join(sorted(registers))}")
        self.record = record
        self.registers = registers


class AppendOnly(Exception):
    """Contacts, amendments, decisions and the like are never edited: add an amendment."""
