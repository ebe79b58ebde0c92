"""Is every store under a folder whole, whoever wrote it: the test, a process that it started, a program in a terminal?

A store is known by its first sixteen bytes, which a copy keeps; its raw key by having been born in this process, or else
through a key file and one of the passphrases that lie about in the test's own files. What was looked at and has not been
written since is not looked at again.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from caretui.store import audit, keys, verify
from caretui.store.database import DatabaseError, connect, read_only
from caretui.store.errors import Damaged

GOLDEN = Path(__file__).parent / "golden" / "passphrase.txt"
LONGEST_SECRET = 100
_born: list[bytes] = []
_opened: dict[bytes, bytes] = {}
_whole: dict[Path, tuple[tuple[int, int], ...]] = {}


def remember(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` a store's key and keep it: in a test this process may look into any store."""

    def made() -> bytes:
        _born.append(make())
        return _born[-1]

    return made


def mismatches(folder: Path) -> list[str]:
    """What is wrong with the stores below, by file, record and column; a store that nobody here can open is wrong too."""
    wrong = []
    for store in sorted(folder.rglob("*.caretui")):
        if ".aside-" in store.name or not store.is_file() or _state(store) == _whole.get(store):
            continue  # moved aside because it is damaged
        try:
            key = _key(store, folder)
        except LookupError as none:
            wrong.append(f"{store.name}: {none}")
            continue
        if key is None:
            continue
        found = _read(store, key)
        wrong += [f"{store.name}: {words}" for words in found]
        if not found:
            _whole[store] = _state(store)
    return wrong


def _read(store: Path, key: bytes) -> list[str]:
    """What the independent reader finds. SQLite's own checks of pages would cost as much again; tests of damage make them."""
    con = read_only(store, key)
    try:
        return [*verify.journal_mismatches(con), *verify.derived_mismatches(con), *audit.broken(con)]
    except DatabaseError as error:
        return [str(error)]
    finally:
        con.close()


def _state(store: Path) -> tuple[tuple[int, int], ...]:
    """When the store and its log were last written, and how long they are."""
    files = [file.stat() for file in (store, store.with_name(f"{store.name}-wal")) if file.exists()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in files)


def _key(store: Path, folder: Path) -> bytes | None:
    """The raw key; None for what never was a store: it has no keys and no key opens it. Raises LookupError."""
    with store.open("rb") as file:
        salt = file.read(keys.SALT_BYTES)
    if not salt:
        return None
    known = [_opened[salt]] if salt in _opened else []
    for key in chain(known, reversed(_born), _through_key_files(store, folder)):
        if keys.opens(store, key):
            _opened[salt] = key
            return key
    if salt in _opened or keys.folder(store).is_dir():
        raise LookupError("no key or passphrase of this test opens it, so nobody knows whether it is whole")
    return None


def _through_key_files(store: Path, folder: Path) -> Iterator[bytes]:
    """The store's key from each key file that a passphrase lying about opens."""
    lying_about = [GOLDEN, *(file for file in folder.rglob("*") if _may_be_secret(file))]
    passphrases = dict.fromkeys(file.read_text(errors="replace").strip() for file in lying_about)
    for file in sorted(keys.folder(store).glob("*.key")):
        for passphrase in passphrases:
            if key := _unwrap(file, passphrase, file.read_bytes()[: keys.SALT_BYTES]):
                yield key


def _may_be_secret(file: Path) -> bool:
    return not file.suffix and file.is_file() and file.stat().st_size <= LONGEST_SECRET


def _unwrap(file: Path, passphrase: str, salt: bytes) -> bytes | None:
    try:
        con = connect(file, _derived(passphrase, salt), alone=True)
    except Damaged:
        return None
    try:
        return bytes.fromhex(con.execute("SELECT key FROM secret").fetchone()[0])
    finally:
        con.close()


@cache
def _derived(passphrase: str, salt: bytes) -> bytes:
    """A tenth of a second each by design: key files are copied with their stores, so each is asked once."""
    return keys.derive(passphrase, salt)
