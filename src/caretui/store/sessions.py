"""Who is in a store: a lock that the system drops when a session ends, however it ends, and a row that says whose it was.

Every session holds the lock shared; migrate, restore and re-key hold it alone.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from caretui import platform
from caretui.lean import dataclass
from caretui.store import database
from caretui.store.database import Connection
from caretui.store.errors import StoreError, StoreInUse

WAIT_TO_ENTER = 3.0
"""Seconds that an opening session waits for whoever holds the store alone."""
WAIT_TO_BE_ALONE = 3.0


@dataclass(frozen=True, slots=True)
class Session:
    """One session as its row says: who, where, since when (instant)."""

    id: str
    name: str
    host: str
    pid: int
    started: str


def lock_file(store: Path) -> Path:
    """The file beside a store that carries its lock; it holds nothing."""
    return store.with_suffix(".lock")


class Presence:
    """This session's share of the lock."""

    def __init__(self, store: Path) -> None:
        self._lock = platform.FileLock(lock_file(store))

    def enter(self) -> None:
        """Take a share. Raises StoreInUse while somebody holds the store alone."""
        try:
            entered = self._lock.take(alone=False, wait=WAIT_TO_ENTER)
        except OSError as error:
            raise StoreError(
                f"The store's folder cannot be written ({error.strerror}). Nothing was changed: is the disk read-only?"
            ) from error
        if not entered:
            self._lock.release()
            raise StoreInUse("The store is being restored, updated or re-keyed just now. Try again in a minute.")

    def leave(self) -> None:
        """Let go."""
        self._lock.release()


@contextmanager
def alone(store: Path, key: bytes | None = None) -> Iterator[None]:
    """Hold the store with nobody else in it. Raises StoreInUse, which says who is in when the key is known."""
    lock = platform.FileLock(lock_file(store))
    if not lock.take(alone=True, wait=WAIT_TO_BE_ALONE):
        lock.release()
        raise StoreInUse(
            f"{_who_is_in(store, key)} This needs the store alone: ask them to end their day (ctrl+q), then try again."
        )
    try:
        yield
    finally:
        lock.release()


def note(con: Connection, session: str, member: str, now: str) -> None:
    """Write down who sits here; rows of processes of this computer that are gone are tidied away."""
    for gone in [s.id for s in listed(con) if not _alive(s)]:
        forget(con, gone)
    con.execute(
        "INSERT OR REPLACE INTO session(id, member, pid, host, started, seen) VALUES (?, ?, ?, ?, ?, ?)",
        (session, member, os.getpid(), socket.gethostname(), now, now),
    )


def forget(con: Connection, session: str) -> None:
    """The session has ended."""
    con.execute("DELETE FROM session WHERE id = ?", (session,))


def listed(con: Connection) -> list[Session]:
    """Every session that has a row, oldest first."""
    rows = con.execute(
        "SELECT s.id, coalesce(m.name, ''), s.host, s.pid, s.started FROM session s LEFT JOIN member m ON m.id = s.member"
        " ORDER BY s.started"
    )
    return [Session(*row) for row in rows]


def present(con: Connection) -> list[Session]:
    """Those whose process still runs, or that run on another computer."""
    return [session for session in listed(con) if _alive(session)]


def _alive(session: Session) -> bool:
    return session.host != socket.gethostname() or platform.runs(session.pid)


def _who_is_in(store: Path, key: bytes | None) -> str:
    people: list[Session] = []
    if key is not None:
        with suppress(database.DatabaseError, StoreError):
            con = database.read_only(store, key)
            try:
                people = present(con)
            finally:
                con.close()
    if not people:
        return "Somebody is in the store."
    names = list(dict.fromkeys(f"{one.name} on {one.host} since {one.started[11:16]} UTC" for one in people))
    return f"In the store: {', '.join(names)}."
