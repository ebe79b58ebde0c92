"""Founding a store: the file, its first member, the key files and the organisation key that is printed once."""

from pathlib import Path

from caretui.lean import dataclass
from caretui.store import keys, opening
from caretui.store.errors import KeysLeft
from caretui.store.sessions import lock_file
from caretui.store.store import Clock, Store, system_clock


@dataclass(frozen=True, slots=True)
class Founded:
    """A new store, open for its first member, and the organisation key: shown once, kept nowhere."""

    store: Store
    organisation_key: str


def found(
    path: Path,
    *,
    name: str,
    job: str,
    agency: str,
    agency_kind: str = "other",
    locality: str | None = None,
    passphrase: str,
    clock: Clock = system_clock,
) -> Founded:
    """Make a store. Raises FileExistsError, NetworkPath, KeysLeft, and leaves nothing behind when it fails."""
    from caretui.store.changes import directory

    opening.refuse_network(path)
    refuse_keys_left(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    key = keys.new_store_key()
    store = Store.create(path, key, clock=clock)
    try:
        with store.work("made this store") as work:
            member = directory.add_member(
                work, name, job=job, agency=agency, agency_kind=agency_kind, locality=locality, role="lead"
            )
        organisation_key = keys.new_organisation_key()
        keys.write(path, secret=organisation_key, key=key, member=None, name=keys.ORGANISATION)
        keys.write(path, secret=passphrase, key=key, member=member, name=name)
        store.enter(member)
        store.done.clear()
    except BaseException:
        store.close()
        remove(path)
        raise
    return Founded(store, organisation_key)


def refuse_keys_left(path: Path) -> None:
    """Raise KeysLeft when keys lie where the new store's would: they may be all that opens another one's backups."""
    home = keys.folder(path)
    if not path.exists() and home.is_dir() and any(home.glob("*.key")):
        raise KeysLeft(
            f"There is no store at {path}, but its keys lie in {home}. Restore the store from its backup;"
            " or, to begin anew, move that folder away first."
        )


def remove(path: Path) -> None:
    """Take away a store that was never finished, or a demo's."""
    for file in [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")), lock_file(path)]:
        file.unlink(missing_ok=True)
    home = keys.folder(path)
    if home.is_dir():
        for file in home.iterdir():
            file.unlink()
        home.rmdir()
