"""Who may open a store: each secret (a passphrase, the organisation key) has a small SQLCipher file that holds the store's key.

The file is opened by an Argon2id key (64 MiB, 3 passes, 4 lanes; RFC 9106), salted by the file's own first 16 bytes,
so that changing a passphrase rewrites one small file. Lost key file: the organisation key opens the store.
"""

import os
import re
from pathlib import Path

from caretui.lean import dataclass
from caretui.store import key_names, tries
from caretui.store.database import KEY_BYTES, connect
from caretui.store.errors import Damaged, MissingKeys, WhichMember, WrongPassphrase

SALT_BYTES = 16
_PAGE = 4096
"""A key file is whole pages of SQLCipher's."""
ORGANISATION = key_names.ORGANISATION
READY = "ready"
NEXT = "next"
"""The folder inside the keys folder where a re-key prepares the new files."""
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A store's raw key, and whose secret opened it; `member` is None for the organisation key."""

    key: bytes
    member: str | None
    name: str
    once: bool = False
    """The passphrase was given for one use and must be changed."""


def folder(store: Path) -> Path:
    """The keys folder beside a store."""
    return store.with_suffix(".keys")


def new_store_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def new_organisation_key() -> str:
    """A key to print once: 8 groups of 4 letters and digits without look-alikes, 160 bits."""
    return _groups(8)


def new_one_time_passphrase() -> str:
    """Sixteen letters and digits without look-alikes, to be handed over and changed at the first unlock."""
    return _groups(4)


def _groups(count: int) -> str:
    import secrets  # here, because few sessions make any

    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(count))


def derive(passphrase: str, salt: bytes) -> bytes:
    """Argon2id of a passphrase; about 100 ms by design. An organisation key is read without regard to case or dashes."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode("utf-8"),
        salt,
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def key_files(store: Path) -> list[Path]:
    """The members' key files, by name. Raises MissingKeys when there is no keys folder."""
    if not folder(store).is_dir():
        raise MissingKeys(
            f"The keys folder {folder(store).name} is not beside the store. Put it back from a backup"
            " (a backup is the pair: store and keys); without it nobody can open the store."
        )
    return sorted(f for f in folder(store).glob("*.key") if f.stem != ORGANISATION)


def members(store: Path) -> list[str]:
    """The names for which there is a key file, as their slugs."""
    return [key_names.name_in(file.name) for file in key_files(store)]


def slug(name: str) -> str:
    """A name as part of a file name."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "member"


def write(
    store: Path,
    *,
    secret: str,
    key: bytes,
    member: str | None,
    name: str,
    once: bool = False,
    following: bool = False,
) -> Path:
    """Wrap the store's key under a secret: temp file, fsync, rename. Replaces the member's earlier file.

    `following`: among the files of a re-key that is being prepared.
    """
    home = folder(store) / NEXT if following else folder(store)
    home.mkdir(mode=0o770, exist_ok=True)  # less the umask
    target = home / (f"{ORGANISATION}.key" if member is None else f"{slug(name)}-{member[:16]}.key")
    temp = home / f"{os.urandom(8).hex()}.tmp"
    os.close(os.open(temp, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660))
    salt = os.urandom(SALT_BYTES)
    con = connect(temp, derive(normal(secret, member), salt), alone=True, salt=salt)
    try:
        con.execute("CREATE TABLE secret (key TEXT NOT NULL, member TEXT, name TEXT NOT NULL, once INTEGER NOT NULL)")
        con.execute("INSERT INTO secret VALUES (?, ?, ?, ?)", (key.hex(), member, name, int(once)))
    finally:
        con.close()
        Path(f"{temp}-journal").unlink(missing_ok=True)
    for old in [] if member is None else home.glob(f"*-{member[:16]}.key"):
        if old != target:
            old.unlink()
    os.replace(temp, target)
    sync_folder(home)
    return target


def normal(secret: str, member: str | None) -> str:
    """A secret as it is derived: an organisation key loses its dashes and spaces and is upper case."""
    return re.sub(r"[\s-]", "", secret).upper() if member is None else secret


def sync_folder(path: Path) -> None:
    """Make a rename durable, where the platform lets a folder be synced."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _is_whole(file: Path) -> bool:
    """Whether nothing is cut off it; what cannot be told counts as whole."""
    try:
        size = file.stat().st_size
    except OSError:
        return True
    return size > 0 and size % _PAGE == 0


def whose(store: Path, name: str | None) -> list[Path]:
    """The key files that a name means, before any passphrase is asked. Raises WhichMember, MissingKeys."""
    files = key_files(store)
    if name is not None:
        wanted = slug(name)
        files = [f for f in files if f.stem.startswith(wanted)]
        if not files:
            raise WhichMember(
                f"No member with a key here is called so. Members: {', '.join(members(store)) or 'none'}."
                " A key file that was lost comes back from a backup; the organisation key opens the store without it."
            )
    elif len(files) > 1:
        raise WhichMember(
            f"This store has several members: name one (--as NAME). Members: {', '.join(members(store))}."
        )
    return files


def unlock(store: Path, passphrase: str, name: str | None = None) -> Unlocked:
    """Open the store's key with a member's passphrase or the organisation key.

    `name`: whose, as it was given or its start; needed when there are several members. Raises WrongPassphrase,
    WhichMember, MissingKeys, TooManyTries.
    """
    files = whose(store, name)
    organisation = folder(store) / f"{ORGANISATION}.key"
    looks_printed = len(normal(passphrase, None)) == 32
    if not looks_printed and files and not any(map(_is_whole, files)):
        raise MissingKeys(
            f"The key file {files[0].name} is damaged. Put it back from a backup (a backup is the pair: store and keys);"
            " the organisation key opens the store without it."
        )
    candidates = tries.allowed([*([organisation] if looks_printed and organisation.exists() else []), *files])
    for file in candidates:
        if found := open_key(file, passphrase):
            return _after_rekey(store, file, passphrase) or found
    if not files and not organisation.exists():
        raise MissingKeys(
            "There is no key file in the keys folder. Put it back from a backup, or use the organisation key."
        )
    tries.note(candidates)
    raise WrongPassphrase("That passphrase does not open this store.")


def _after_rekey(store: Path, file: Path, passphrase: str) -> Unlocked | None:
    """When a re-key was cut short after the store had its new key: open it by the new key file, and finish."""
    following = folder(store) / NEXT
    if not (following / READY).exists():
        return None
    if not (following / file.name).exists():  # it has been moved already: only the rest is left to do
        take_next(store)
        return open_key(file, passphrase)
    found = open_key(following / file.name, passphrase)
    if found is None or not opens(store, found.key):
        return None
    take_next(store)
    return found


def opens(store: Path, key: bytes) -> bool:
    """Does this key open the store?"""
    try:
        connect(store, key).close()
    except Damaged:
        return False
    return True


def next_is_ready(store: Path) -> None:
    """All new key files of a re-key are written: from now on it can be finished after a crash."""
    following = folder(store) / NEXT
    ready = following / READY
    with ready.open("w", encoding="utf-8") as file:
        file.write("\n".join(sorted(key.name for key in following.glob("*.key"))))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(following)


def take_next(store: Path) -> None:
    """Put the key files of a re-key in place of the old ones."""
    home, following = folder(store), folder(store) / NEXT
    new = set((following / READY).read_text(encoding="utf-8").split("\n"))
    for file in following.glob("*.key"):
        os.replace(file, home / file.name)
    for old in home.glob("*.key"):
        if old.name not in new:
            old.unlink()
    for left in following.iterdir():
        left.unlink()
    following.rmdir()
    sync_folder(home)


def open_key(file: Path, passphrase: str) -> Unlocked | None:
    """What a key file holds, or None when the passphrase is not its."""
    with file.open("rb") as handle:
        salt = handle.read(SALT_BYTES)
    if len(salt) < SALT_BYTES:
        return None
    printed = None if file.stem == ORGANISATION else ""
    try:
        con = connect(file, derive(normal(passphrase, printed), salt), alone=True, salt=salt)
    except Damaged:
        return None
    try:
        key, member, name, once = con.execute("SELECT key, member, name, once FROM secret").fetchone()
    finally:
        con.close()
    return Unlocked(bytes.fromhex(key), member, name, bool(once))


def key_of(store: Path, member: str | None) -> Path:
    """The key file of a member, or the organisation's (None)."""
    found = [] if member is None else sorted(folder(store).glob(f"*-{member[:16]}.key"))
    return found[0] if found else folder(store) / f"{ORGANISATION}.key"


def change(store: Path, key: bytes, member: str, name: str, passphrase: str) -> None:
    """A member's new passphrase: one small file is written anew, the store itself is not touched."""
    write(store, secret=passphrase, key=key, member=member, name=name)


def remove(store: Path, member: str) -> None:
    """Take away a member's key file. Their copy of the key, had they made one, still opens the store: see re-key."""
    for file in folder(store).glob(f"*-{member[:16]}.key"):
        file.unlink()
    sync_folder(folder(store))
