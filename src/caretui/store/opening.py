"""From a path and a secret to an open store, and everything that can stand in the way, each with its sentence."""

import getpass
import os
from datetime import UTC
from pathlib import Path
from typing import Any

from caretui import platform, settings
from caretui.store import database, keys, schema, sessions, tries
from caretui.store.errors import (
    Damaged,
    DiskTrouble,
    MissingKeys,
    NetworkPath,
    NewerStore,
    NoStore,
    WipedProfile,
    WrongPassphrase,
)
from caretui.store.store import Clock, Store, system_clock

BY_ORGANISATION = "opened with the organisation key"


def look(path: Path) -> None:
    """Raise what can be said before a passphrase is asked: no store, a wiped profile, no keys, a network path."""
    if path.is_dir():
        raise NoStore(f"{path} is a folder, not a store.")
    if not path.exists():
        if keys.folder(path).is_dir():
            raise NoStore(
                f"The keys of {path.name} are here but the store is not. Bring it back with `caretui restore`;"
                " do not make a new one in its place."
            )
        raise NoStore(f"There is no store at {path}. `caretui init` makes one, or name another with --store.")
    refuse_network(path)
    if not os.access(path.parent, os.W_OK):
        raise DiskTrouble(
            f"Nothing can be written in {path.parent}: its disk is read-only, or you have no right to it. Nothing was changed."
        )
    keys.key_files(path)


def look_before_founding(path: Path) -> None:
    """Raise when a new store would be lost there: a network path, or this account's own folders when they are wiped at log-off."""
    if platform.on_network(path):
        raise NetworkPath(
            f"{path} lies on a network drive, where records are lost. Name a path on a disk of this computer or of the"
            " server you are logged in to with --store."
        )
    if path == settings.default_store() and platform.wiped_at_log_off(path.parent):
        raise WipedProfile(
            f"{path.parent} is wiped when you log off, and a store made there with it. If you had a store here, it is gone"
            " with the profile: restore it from a backup to a lasting disk. Name that place with --store, or in CARETUI_STORE."
        )


def refuse_network(path: Path) -> None:
    """Raise NetworkPath for a store that would lie on a network drive."""
    if platform.on_network(path):
        raise NetworkPath(
            f"{path.name} lies on a network drive, where records are lost. Keep the store on a disk of this computer"
            " or of the server you are logged in to; the shared drive is for files that caretui writes."
        )


def usual_member(path: Path) -> str | None:
    """Whose passphrase to expect when nobody is named: who usually sits here, if still a member, else the only one."""
    names = keys.members(path)
    usual = settings.load().member or ""
    for wanted in (keys.slug(usual), keys.slug(_account())):
        if wanted and [n for n in names if keys.slug(n).startswith(wanted)]:
            return wanted
    return None


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        return ""


def unlock_and_open(
    path: Path, secret: str, name: str | None = None, *, clock: Clock = system_clock, **options: Any
) -> Store:
    """Open a store with a passphrase or the organisation key; `options` are the Store's. Raises StoreError."""
    unlocked = keys.unlock(path, secret, name)
    return open_unlocked(path, unlocked, clock=clock, **options)


def open_unlocked(path: Path, unlocked: keys.Unlocked, *, clock: Clock = system_clock, **options: Any) -> Store:
    """Open a store whose key is known, brought to the newest schema first.

    An organisation key acts as the lead it was printed for, and the audit trail says so to every member.
    """
    migrate(path, unlocked.key, clock)
    store = Store.open(path, unlocked.key, unlocked.member, clock=clock, **options)
    try:
        if unlocked.member is None:
            _act_as_lead(store)
        note_tries(store, unlocked.member)
    except BaseException:
        store.close()
        raise
    store.must_change_passphrase = unlocked.once
    return store


def migrate(path: Path, key: bytes, clock: Clock = system_clock) -> Path | None:
    """Bring a store of an older schema to the newest: alone, after a verified backup, in one transaction.

    Returns the backup, None when there was nothing to do. Raises NewerStore, StoreInUse, BackupFailed.
    """
    if _version(path, key) >= schema.newest():
        return None
    from caretui.store import backup  # here, because hardly any start brings a new schema

    with sessions.alone(path, key):
        found = _version(path, key)
        if found >= schema.newest():
            return None  # another session has done it meanwhile
        now = clock().astimezone(UTC).strftime(backup.INSTANT)
        made = backup.copy(path, key, backup.folder(path), now)
        con = database.connect(path, key)
        try:
            schema.migrate(con)
        finally:
            con.close()
    return made


def _version(path: Path, key: bytes) -> int:
    empty = Damaged(f"{path.name} is empty: what was in it is gone. Bring it back with `caretui restore`.")
    if path.exists() and path.stat().st_size == 0:
        raise empty  # a connection would begin a new store in it
    con = database.connect(path, key)
    try:
        found = schema.version(con)
    finally:
        con.close()
    if found < 1:
        raise empty
    if found > schema.newest():
        raise NewerStore(
            f"This store was made by a newer caretui (schema {found}; this one knows {schema.newest()})."
            " Nothing was read or changed: update caretui."
        )
    return found


def note_tries(store: Store, member: str | None) -> None:
    """Wrong passphrases since the last unlock go into the audit trail: how many, from when to when."""
    tried = tries.take(keys.key_of(store.path, member))
    if tried:
        store.audit("wrong passphrases", member, count=len(tried), first=int(tried[0]), last=int(tried[-1]))


def wake(store: Store, passphrase: str) -> None:
    """Unlock a locked session: only with the passphrase of the member who sits in it. Raises StoreError."""
    unlocked = keys.unlock(store.path, passphrase, store.viewer.name)
    if unlocked.member != store.viewer.member:
        tries.note([keys.key_of(store.path, store.viewer.member)])
        raise WrongPassphrase(f"This session is {store.viewer.name}'s: it opens with their passphrase only.")
    store.wake(unlocked.key)
    note_tries(store, unlocked.member)


def _act_as_lead(store: Store) -> None:
    row = (
        store.read()
        .execute("SELECT id FROM member WHERE void IS NULL AND removed IS NULL ORDER BY role = 'lead' DESC, n LIMIT 1")
        .fetchone()
    )
    if row is None:
        raise MissingKeys("This store has no member left to act as.")
    store.enter(row[0])
    store.audit(BY_ORGANISATION)


def organisation_key_used(store: Store) -> list[str]:
    """The instants at which the organisation key opened the store, that this member has not been shown; now they have."""
    shown = store.setting("organisation key shown", "0")
    rows = (
        store.read()
        .execute("SELECT n, at FROM audit WHERE event = ? AND n > ? ORDER BY n", (BY_ORGANISATION, int(shown)))
        .fetchall()
    )
    if rows:
        store.set_setting("organisation key shown", str(rows[-1][0]))
    return [at for _, at in rows]
