"""Verified copies of a store and its keys, which of them are kept, and putting one back.

A copy is made by `VACUUM INTO` a temporary name, synced, opened and counted, and only then renamed: a file of a
backup's name is a good backup. A damaged store is moved aside, never erased.
"""

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from caretui import platform, settings
from caretui.lean import dataclass
from caretui.store import audit, database, keys, schema, verify
from caretui.store.database import Connection, DatabaseError
from caretui.store.errors import Damaged, NewerStore, NoStore, StoreError
from caretui.store.store import Store

SUFFIX = ".caretui"
STAMP = "%Y%m%dT%H%M%SZ"
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
EVERY = timedelta(minutes=30)
HOURS_ALL, DAYS, WEEKS, MONTHS = 48, 14, 8, 12
Told = Callable[[int, int, str], None]
"""How far a long task is: done, of, words."""


class BackupFailed(StoreError):
    """No backup was made; the store is as it was."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: its file, when it was made (UTC), how many units it holds (None: not opened)."""

    file: Path
    made: datetime
    units: int | None = None


def folder(store: Path) -> Path:
    """Where the backups of a store lie unless another place is named."""
    return store.parent / "backups"


def make(
    store: Store, to: Path | None = None, *, thorough: bool = True, told: Told = lambda done, of, words: None
) -> Path:
    """Make, verify and name a copy of the store and its keys, and a second one where `settings` name a second place.

    `thorough`: also hold its journal against its tables (seconds on a large store). Returns the file. Raises
    BackupFailed, nothing half-made stays.
    """
    target = copy(store.path, store.key, to or folder(store.path), store.now(), thorough=thorough, told=told)
    store.set_setting("last backup", f"{store.now()} {last_unit(store.read())}", everyone=True)
    return target


_ONE_AT_A_TIME = threading.Lock()
"""Of a session's backups: two at once would write the same half-made file, and the first to end would take it away."""


def copy(
    path: Path,
    key: bytes,
    home: Path,
    now: str,
    *,
    thorough: bool = True,
    told: Told = lambda done, of, words: None,
) -> Path:
    """A verified copy of a store that need not be open, in a folder; `now` is the instant of its name. Raises BackupFailed."""
    with _ONE_AT_A_TIME:
        return _copy(path, key, home, now, thorough=thorough, told=told)


def _copy(path: Path, key: bytes, home: Path, now: str, *, thorough: bool, told: Told) -> Path:
    made = datetime.fromisoformat(now)
    target = home / f"{path.stem}-{made:{STAMP}}{SUFFIX}"
    temp = home / f".{target.name}.{os.getpid()}.part"
    try:
        _make_folder(home)
        sweep(home)
        clear(temp)
        told(0, 4, "copying")
        os.close(os.open(temp, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660))
        source = database.connect(path, key)
        try:
            source.execute("VACUUM INTO ?", (str(temp),))
        finally:
            source.close()
        told(1, 4, "writing to the disk")
        _sync(temp)
        told(2, 4, "checking")
        check(temp, key, thorough=thorough)
        told(3, 4, "naming")
        _copy_keys(path, target)
        clear_sides(temp)
        os.replace(temp, target)
        keys.sync_folder(home)
    except (OSError, DatabaseError, StoreError) as error:
        clear(temp)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        advice = (
            "Is that drive connected? Name"
            if isinstance(error, FileNotFoundError)
            else "Free some space there, or name"
        )
        raise BackupFailed(
            f"No backup was made in {home} ({reason}). The store itself is as it was. {advice} another folder with --to."
        ) from error
    told(4, 4, "done")
    return target


def _make_folder(home: Path) -> None:
    """The folder itself, never those above it: they would lie on this disk, under the name of a drive that is not connected."""
    if not home.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"there is no folder {home.parent}")
    home.mkdir(exist_ok=True)


def second(file: Path, place: Path) -> Path:
    """Copy a backup and its keys to the second place, whole or not at all. Raises BackupFailed."""
    target = place / file.name
    temp = place / f".{file.name}.{os.getpid()}.part"
    try:
        _make_folder(place)
        sweep(place)
        shutil.copyfile(file, temp)
        _sync(temp)
        if _digest(temp) != _digest(file):
            raise OSError(errno.EIO, "the copy differs")
        if keys.folder(file).is_dir():
            shutil.copytree(keys.folder(file), keys.folder(target), dirs_exist_ok=True)
        os.replace(temp, target)
        keys.sync_folder(place)
    except OSError as error:
        clear(temp)
        raise BackupFailed(
            f"The backup was made, but not in the second place {place} ({error.strerror}). Is that drive connected?"
        ) from error
    return target


def keep(store: Store, *, thorough: bool, told: Told = lambda done, of, words: None) -> Path:
    """The backup of every half hour and of the day's end: made, copied to the second place, old ones pruned."""
    made = make(store, thorough=thorough, told=told)
    now = datetime.fromisoformat(store.now())
    prune(made.parent, now)
    if place := settings.load().second_backup:
        second(made, place)
        prune(place, now)
    return made


def sweep(home: Path) -> None:
    """Remove copies that a killed session left half-made; one whose process still runs is left alone."""
    for part in home.glob(f".*{SUFFIX}.*.part"):
        with suppress(ValueError, OSError):
            if not platform.runs(int(part.suffixes[-2][1:])):
                clear(part)


def check(file: Path, key: bytes, *, thorough: bool = True) -> int:
    """Open a copy, check its pages (`thorough`: and journal, tables and audit chain); returns how many units it holds.

    Raises Damaged, NewerStore.
    """
    try:
        con = database.read_only(file, key)
    except (DatabaseError, OSError) as error:
        raise Damaged(f"{file.name} cannot be read.") from error
    try:
        if schema.version(con) > schema.newest():
            raise NewerStore(f"{file.name} was made by a newer caretui: update before restoring it.")
        wrong = (
            verify.everything(con)
            if thorough and schema.version(con) == schema.newest()
            else [*verify.page_faults(con)]
        )
        if wrong:
            more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            raise Damaged(f"{file.name} is damaged: {wrong[0]}{more}")
        return last_unit(con)
    except DatabaseError as error:
        raise Damaged(f"{file.name} is damaged.") from error
    finally:
        con.close()


def last_unit(con: Connection) -> int:
    """How many units the journal holds."""
    return int(con.execute("SELECT coalesce(max(n), 0) FROM unit").fetchone()[0])


def is_current(store: Store) -> bool:
    """Does the newest backup, still in its place, hold everything?"""
    _, _, units = store.setting("last backup").partition(" ")
    return bool(units) and int(units) == last_unit(store.read()) and bool(known(folder(store.path)))


def due(store: Store) -> bool:
    """Has something changed since the last backup, and was that half an hour ago?"""
    at, _, units = store.setting("last backup").partition(" ")
    if units and int(units) == last_unit(store.read()):
        return False
    if not at:
        return True
    return datetime.fromisoformat(store.now()) - datetime.fromisoformat(at) >= EVERY


def known(home: Path) -> list[Backup]:
    """The backups of a folder, newest first, by their names."""
    found = []
    for file in home.glob(f"*{SUFFIX}") if home.is_dir() else ():
        with suppress(ValueError):
            found.append(Backup(file, datetime.strptime(file.stem.rsplit("-", 1)[-1], STAMP).replace(tzinfo=UTC)))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def kept(backups: Iterable[Backup], now: datetime) -> set[Path]:
    """Which to keep: all of 48 hours, then the newest of each of 14 days, 8 weeks and 12 months. The newest always."""
    ordered = sorted(backups, key=lambda backup: backup.made, reverse=True)
    keep = {backup.file for backup in ordered[:1]}
    keep |= {backup.file for backup in ordered if now - backup.made <= timedelta(hours=HOURS_ALL)}
    periods: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (DAYS, lambda when: (when.year, when.month, when.day)),
        (WEEKS, lambda when: tuple(when.isocalendar()[:2])),
        (MONTHS, lambda when: (when.year, when.month)),
    )
    for count, period in periods:
        newest: dict[tuple[int, ...], Path] = {}
        for backup in ordered:
            newest.setdefault(period(backup.made), backup.file)
        keep |= set(list(newest.values())[:count])
    return keep


def prune(home: Path, now: datetime) -> list[Path]:
    """Remove what need not be kept, with its keys; returns what went."""
    backups = known(home)
    keep = kept(backups, now)
    gone = [backup.file for backup in backups if backup.file not in keep]
    for file in gone:
        remove(file)
    return gone


def remove(file: Path) -> None:
    """Remove a backup and its keys."""
    clear(file)
    shutil.rmtree(keys.folder(file), ignore_errors=True)


def put_back(file: Path, path: Path, key: bytes, *, stamp: str, keep_keys: bool) -> Path | None:
    """Put a verified backup in place of the store; what stood there is moved aside and its new name returned.

    The caller holds the store alone. `keep_keys`: the keys folder that stands opens the backup too. Raises Damaged or
    NewerStore before anything is touched. Killed half-way, either the old store stands or it lies aside: run it again.
    """
    if not file.is_file():
        raise NoStore(f"There is no backup at {file}.")
    temp = path.with_name(f".{path.name}.restoring")
    clear(temp)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, temp)
    _sync(temp)
    check(temp, key)
    clear_sides(temp)
    aside = move_aside(path, stamp) if path.exists() else None
    if not keep_keys and keys.folder(file).is_dir():
        if keys.folder(path).is_dir():
            keys.folder(path).rename(keys.folder(path).with_name(f"{path.stem}.aside-{stamp}.keys"))
        shutil.copytree(keys.folder(file), keys.folder(path))
    audit.forget_mark(path)
    os.replace(temp, path)
    keys.sync_folder(path.parent)
    return aside


def move_aside(path: Path, stamp: str) -> Path:
    """Give a store (with its write-ahead log) another name beside it; nothing is erased."""
    aside = path.with_name(f"{path.stem}.aside-{stamp}{path.suffix}")
    for end in ("-wal", "-shm", ""):
        source = path.with_name(path.name + end)
        if source.exists():
            os.replace(source, aside.with_name(aside.name + end))
    return aside


def _copy_keys(store: Path, target: Path) -> None:
    """The keys go with the copy: a backup is the pair. A demo has none."""
    if keys.folder(store).is_dir():
        shutil.copytree(keys.folder(store), keys.folder(target), dirs_exist_ok=True)


def _digest(file: Path) -> bytes:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, platform.sha256_of_files()).digest()


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear(file: Path) -> None:
    """Remove a half-made copy with its log."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
    clear_sides(file)


def clear_sides(file: Path) -> None:
    """Remove the log files of a copy that nobody has open."""
    for end in ("-wal", "-shm", "-journal"):
        with suppress(OSError):
            file.with_name(file.name + end).unlink(missing_ok=True)
