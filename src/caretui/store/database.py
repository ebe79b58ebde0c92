"""The only module that opens a database: one SQLite library, the raw key, the pragmas that were measured not to lose a commit."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from caretui.store.errors import Damaged, DiskTrouble, StoreError, StoreInUse

__all__ = [
    "Connection",
    "DatabaseError",
    "OperationalError",
    "begin",
    "connect",
    "read_only",
    "roomy",
    "sqlite_version",
    "told",
]

DatabaseError = sqlcipher.DatabaseError
OperationalError = sqlcipher.OperationalError
OLDEST_SQLITE = (3, 51, 3)
KEY_BYTES = 32
PATIENCE = 5000
"""Milliseconds that a write waits for another session's."""
LOOKS_AGAIN = 0.003
"""Seconds after which a waiting writer tries again."""
CACHE_KIB = 2048
"""Of decrypted pages a connection keeps: the driver would keep 8 MiB in each thread of each session. With fewer than
1,024 the first page of a caseload of 100,000 people is decrypted anew at each look (1 ms becomes 12)."""
STATEMENTS = 32
"""That a connection keeps prepared: some 25 KiB each, and more than a screen asks."""

ROOMY_KIB = 65536
"""The same while one transaction writes thousands of records."""


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite inside the driver, e.g. (3, 53, 4)."""
    return tuple(int(part) for part in sqlcipher.sqlite_version.split("."))


def connect(path: Path | str, key: bytes, *, alone: bool = False, salt: bytes = b"") -> Connection:
    """Open (or make) the encrypted file with its raw 32-byte key.

    `alone` is for a file on a network path: one session, no shared memory. `salt` fixes the file's first 16 bytes
    when it is made. Raises `Damaged` when the key does not open the file (it is another store's key, or the file is
    not a store).
    """
    if sqlite_version() < OLDEST_SQLITE:
        raise Damaged(f"SQLite {sqlcipher.sqlite_version} is too old: 3.51.3 or later is needed")
    if len(key) != KEY_BYTES:
        raise ValueError("the raw key has 32 bytes")
    con = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS)
    try:
        con.execute("PRAGMA cipher_log = off")
        con.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        con.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        con.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        con.execute("PRAGMA trusted_schema = OFF")
        con.execute("PRAGMA cell_size_check = ON")
        if alone:
            con.execute("PRAGMA locking_mode = EXCLUSIVE")
            con.execute("PRAGMA journal_mode = TRUNCATE")
        else:
            con.execute("PRAGMA journal_mode = WAL")
        con.execute("PRAGMA synchronous = FULL")
        con.execute("PRAGMA foreign_keys = ON")
        con.execute("PRAGMA secure_delete = ON")
        con.execute("PRAGMA temp_store = MEMORY")
        con.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except OperationalError:
        con.close()
        raise
    except DatabaseError as error:
        con.close()
        raise Damaged(
            "The store does not open with this key: it is damaged, or these are another store's keys. Nothing was changed."
        ) from error
    return con


def begin(con: Connection, *, patience: float | None = None) -> None:
    """Begin a transaction that writes, waiting `patience` milliseconds (PATIENCE when None) for who writes now.

    SQLite's own waiting tries ten times a second in the end: beside writers who save without a pause it finds the store
    busy each time, for all its five seconds, and an opening was refused by it. Raises OperationalError ("locked").
    """
    end = time.monotonic() + (PATIENCE if patience is None else patience) / 1000
    con.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                con.execute("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                if "locked" not in str(error) or time.monotonic() >= end:
                    raise
            time.sleep(LOOKS_AGAIN)
    finally:
        con.execute(f"PRAGMA busy_timeout = {PATIENCE}")


@contextmanager
def roomy(con: Connection) -> Iterator[None]:
    """Keep what a long transaction changes in memory: with the usual cache each page goes out and in many times over."""
    con.execute(f"PRAGMA cache_size = -{ROOMY_KIB}")
    try:
        yield
    finally:
        con.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        con.execute("PRAGMA shrink_memory")


def read_only(path: Path | str, key: bytes) -> Connection:
    """A connection that refuses to write."""
    con = connect(path, key)
    con.execute("PRAGMA query_only = ON")
    return con


def told(error: Exception) -> StoreError | None:
    """What a driver's error means to the person at the keyboard; None when it is the program's own mistake."""
    words = str(error)
    if "disk is full" in words:
        return DiskTrouble("The disk is full. Nothing of this was saved: make room, then save again.")
    if "readonly" in words or "read-only" in words:
        return DiskTrouble("The store cannot be written: its disk is read-only. Nothing was changed.")
    if "I/O error" in words or "unable to open" in words:
        return DiskTrouble(
            "The disk does not answer as it should. Nothing of this was saved. Try again; if it stays so, tell IT."
        )
    if "malformed" in words or "not a database" in words or "hmac check failed" in words:
        return Damaged(
            "The store is damaged. Leave caretui and run `caretui restore`: it puts the newest good backup in place."
        )
    if "locked" in words:
        return StoreInUse("Someone else is saving and the store stays busy. Nothing was changed: try again.")
    return None
