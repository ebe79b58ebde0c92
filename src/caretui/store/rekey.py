"""Re-key: the whole store written anew under another key, so that a key somebody kept opens nothing from now on.

What it cannot do: a copy or backup made before still opens with the old key, wherever it lies.
"""

import os
import shutil
from datetime import UTC
from pathlib import Path

from caretui.lean import dataclass
from caretui.store import backup, database, keys, sessions
from caretui.store.errors import StoreError
from caretui.store.store import Clock, Store, system_clock


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What has to be handed over on paper: a passphrase for one use each, and the new organisation key."""

    passphrases: dict[str, str]
    """Member's name -> passphrase for one use; whoever re-keyed keeps their own."""
    organisation_key: str
    old: Path
    """The verified backup under the old key."""


def rekey(path: Path, opened: keys.Unlocked, secret: str, *, clock: Clock = system_clock) -> Rekeyed:
    """Write the store under a new random key, alone, after a verified backup. Raises StoreError, nothing changed then.

    Cut short at any point it is either not done, or finished by the next unlock (`keys.unlock`).
    """
    if opened.member is None:
        raise ValueError("a member re-keys, by their own passphrase")
    now = clock().astimezone(UTC).strftime(backup.INSTANT)
    with sessions.alone(path, opened.key):
        old = backup.copy(path, opened.key, backup.folder(path), now)
        new_key = keys.new_store_key()
        temp = path.with_name(f".{path.name}.rekeying")
        backup.clear(temp)
        shutil.rmtree(keys.folder(path) / keys.NEXT, ignore_errors=True)
        shutil.copyfile(old, temp)
        con = database.connect(temp, opened.key, alone=True)
        try:
            members = con.execute(
                "SELECT id, name FROM member WHERE removed IS NULL AND void IS NULL ORDER BY n"
            ).fetchall()
            con.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
        finally:
            con.close()
        backup.check(temp, new_key)
        passphrases = {}
        for member, name in members:
            mine = member == opened.member
            words = secret if mine else keys.new_one_time_passphrase()
            keys.write(path, secret=words, key=new_key, member=member, name=name, once=not mine, following=True)
            if not mine:
                passphrases[name] = words
        printed = keys.new_organisation_key()
        keys.write(path, secret=printed, key=new_key, member=None, name=keys.ORGANISATION, following=True)
        keys.next_is_ready(path)
        database.connect(path, opened.key).close()  # the last one out writes the log back and removes it
        if path.with_name(f"{path.name}-wal").exists():
            raise StoreError("The store's log could not be written back. Nothing was changed: try again.")
        backup.clear_sides(temp)
        os.replace(temp, path)
        keys.sync_folder(path.parent)
        keys.take_next(path)
    store = Store.open(path, new_key, opened.member, clock=clock)
    try:
        store.audit("re-keyed", None, members=len(members))
    finally:
        store.close()
    return Rekeyed(passphrases, printed, old)
