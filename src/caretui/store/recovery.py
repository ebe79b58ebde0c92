"""Putting a backup in a store's place: chosen, checked, the old one moved aside with its log, and what is missing said."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from caretui.lean import dataclass
from caretui.store import backup, database, sessions
from caretui.store.database import Connection, DatabaseError
from caretui.store.errors import Damaged, NoStore, StoreError
from caretui.store.store import Clock, system_clock

DRILL = "restore drill"
KeyOf = Callable[[Path], bytes]
"""The key of a store or backup, found by the passphrase in its own keys folder. Raises StoreError."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A change that the damaged store still told of and the backup does not hold: when, by whom, what it was."""

    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: how many changes it holds, the instant of the last, where the old store lies now."""

    file: Path
    units: int
    last: str
    aside: Path | None
    missing: tuple[Missing, ...]
    all_told: bool
    """False: the old store could not be read to its end, so more may be missing than is listed."""


def candidates(path: Path) -> list[backup.Backup]:
    """The backups of a store, newest first, in its own folder and in the second place."""
    from caretui import settings

    places = [backup.folder(path), *filter(None, [settings.load().second_backup])]
    found = {b.file.name: b for place in reversed(places) for b in backup.known(place) if _of(path, b.file)}
    return sorted(found.values(), key=lambda one: one.made, reverse=True)


def newest_good(path: Path, key_of: KeyOf) -> Path | None:
    """The newest backup that opens and is whole; None when there is none."""
    for one in candidates(path):
        try:
            backup.check(one.file, key_of(one.file))
        except (StoreError, DatabaseError, OSError):
            continue
        return one.file
    return None


def restore(path: Path, file: Path, key_of: KeyOf, *, clock: Clock = system_clock) -> Restored:
    """Put a backup in a store's place, alone. Raises StoreError before anything is touched.

    The keys folder that stands stays when it opens the same key: a member removed since the backup stays removed.
    """
    if not file.is_file():
        raise NoStore(f"There is no backup at {file}.")
    key = key_of(file)
    stamp = clock().astimezone(UTC).strftime(backup.STAMP)
    with sessions.alone(path, key):
        aside = backup.put_back(file, path, key, stamp=stamp, keep_keys=_opens_the_same(path, key_of, key))
    con = database.read_only(path, key)
    try:
        units, last = con.execute("SELECT coalesce(max(n), 0), coalesce(max(at), '') FROM unit").fetchone()
        missing, all_told = _missing(aside, key, con) if aside else ((), True)
    finally:
        con.close()
    return Restored(file, units, last, aside, missing, all_told)


def drill(file: Path, key_of: KeyOf, into: Path) -> int:
    """Do everything of a restore but the last step: copy into a folder, unlock, check; returns the count of changes."""
    key = key_of(file)
    trial = into / file.name
    backup.put_back(file, trial, key, stamp="drill", keep_keys=False)
    return backup.check(trial, key)


def since_drill(con: Connection, now: datetime) -> int | None:
    """Days since a backup was last restored, or tried; None: never."""
    row = con.execute("SELECT max(at) FROM audit WHERE event IN (?, 'restored')", (DRILL,)).fetchone()
    if row[0] is None:
        return None
    return (now - datetime.fromisoformat(row[0])).days


def _of(path: Path, file: Path) -> bool:
    return file.stem.rsplit("-", 1)[0] == path.stem


def _opens_the_same(path: Path, key_of: KeyOf, key: bytes) -> bool:
    try:
        return key_of(path) == key
    except StoreError:
        return False


def _missing(aside: Path, key: bytes, restored: Connection) -> tuple[tuple[Missing, ...], bool]:
    """Read from the old store, as far as it can be read, what the restored one does not hold."""
    known = {unit for (unit,) in restored.execute("SELECT id FROM unit")}
    found: list[Missing] = []
    try:
        con = database.read_only(aside, key)
    except (Damaged, DatabaseError):
        return (), False
    try:
        for unit, missing in _units(con):
            if unit not in known:
                found.append(missing)
    except DatabaseError:
        return tuple(found), False
    finally:
        con.close()
    return tuple(found), True


def _units(con: Connection) -> Iterator[tuple[str, Missing]]:
    for unit, at, by, reason in con.execute(
        "SELECT u.id, u.at, coalesce(m.name, ''), u.reason FROM unit u LEFT JOIN member m ON m.id = u.actor ORDER BY u.n"
    ):
        yield unit, Missing(at, by, reason)
