"""From a path and a secret to an open store, and everything that can stand in the way, each with its sentence."""

import getpass
from pathlib import Path

from caretui import platform, settings
from caretui.store import keys
from caretui.store.errors import MissingKeys, NetworkPath, NoStore
from caretui.store.store import Clock, Store, system_clock


def look(path: Path) -> None:
    """Raise what can be said before a passphrase is asked: no store, a wiped profile, no keys, a network path."""
    if path.is_dir():
        raise NoStore(f"{path.name} is a folder, not a store.")
    if not path.exists():
        if keys.folder(path).is_dir():
            raise NoStore(
                f"The keys of {path.name} are here but the store is not. Bring it back with `caretui restore`;"
                " do not make a new one in its place."
            )
        raise NoStore(f"There is no store at {path}. `caretui init` makes one, or name another with --store.")
    if platform.on_network(path):
        raise NetworkPath(
            f"{path.name} lies on a network drive, where records are lost. Keep the store on a disk of this computer"
            " or of the server you are logged in to; the shared drive is for files that caretui writes."
        )
    keys.key_files(path)


def usual_member(path: Path) -> str | None:
    """Whose passphrase to expect when nobody is named: who usually sits here, if still a member, else the only one."""
    names = keys.members(path)
    usual = settings.load().member or ""
    for wanted in (keys.slug(usual), keys.slug(getpass.getuser())):
        if wanted and [n for n in names if keys.slug(n).startswith(wanted)]:
            return wanted
    return None


def unlock_and_open(path: Path, secret: str, name: str | None = None, *, clock: Clock = system_clock) -> Store:
    """Open a store with a passphrase or the organisation key. Raises StoreError."""
    unlocked = keys.unlock(path, secret, name)
    return open_unlocked(path, unlocked, clock=clock)


def open_unlocked(path: Path, unlocked: keys.Unlocked, *, clock: Clock = system_clock) -> Store:
    """Open a store whose key is known; an organisation key acts as the lead it was printed for, and says so in the audit."""
    store = Store.open(path, unlocked.key, unlocked.member, clock=clock)
    if unlocked.member is None:
        row = (
            store.read()
            .execute(
                "SELECT id FROM member WHERE void IS NULL AND removed IS NULL ORDER BY role = 'lead' DESC, n LIMIT 1"
            )
            .fetchone()
        )
        if row is None:
            store.close()
            raise MissingKeys("This store has no member left to act as.")
        store.enter(row[0])
        store.audit("opened with the organisation key")
    elif unlocked.once:
        store.must_change_passphrase = True
    return store
