"""The stores that are measured: where they lie, whether they still hold, and whether they are whole.

A store is stamped with how it was built, its schema and its day. One whose schema has changed since is brought to the
new one (renewing.py), which takes a minute or two where building takes ten; where that cannot be done it is built anew.
"""

import hashlib
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from building import LASTS, NAME, PASSPHRASE, WORDS, build
from caretui.store import database, founding, journal, keys, opening, verify
from caretui.store.store import Store
from renewing import CannotRenew, renew, wanted_schema

__all__ = ["NAME", "PASSPHRASE", "WORDS", "open_store", "store_of", "wrong"]
HERE = Path(__file__).parent


def store_of(folder: Path, people: int, say: Callable[[str], None] = lambda words: None) -> Path:
    """The store of this size: built when it is not there or too old, renewed when its schema was another."""
    path = folder / f"{people}.caretui"
    stamp, today = path.with_suffix(".built"), date.today()
    held = json.loads(stamp.read_text()) if stamp.exists() and path.exists() else {}
    wanted = {"recipe": recipe(), "schema": fingerprint()}
    fresh = held.get("recipe") == wanted["recipe"] and abs((today - date.fromisoformat(held["day"])).days) <= LASTS
    if fresh and held["schema"] == wanted["schema"]:
        return path
    stamp.unlink(missing_ok=True)
    if fresh:
        say(f"{people:>7,} people: the schema has changed; bringing the store to it")
        if _renewed(path, people, say):
            stamp.write_text(json.dumps(wanted | {"day": held["day"]}))
            return path
    say(f"{people:>7,} people: building the store{' (ten minutes)' if people > 50_000 else ''}")
    folder.mkdir(parents=True, exist_ok=True)
    founding.remove(path)
    build(path, people, today)
    stamp.write_text(json.dumps(wanted | {"day": today.isoformat()}))
    return path


def fresh_copy(folder: Path, people: int, say: Callable[[str], None]) -> Path:
    """A copy of the store as it was built, in place of what an earlier run has left of its own."""
    built, path = store_of(folder / "built", people, say), folder / f"{people}.caretui"
    founding.remove(path)
    path.with_suffix(".mark").unlink(missing_ok=True)  # of the copy before, which had more in it
    shutil.copyfile(built, path)
    shutil.copytree(keys.folder(built), keys.folder(path))
    shutil.copyfile(built.with_suffix(".built"), path.with_suffix(".built"))
    for file in (path, *keys.folder(path).iterdir()):
        file.chmod(0o600)
    return path


def _renewed(path: Path, people: int, say: Callable[[str], None]) -> bool:
    try:
        renew(path, keys.unlock(path, PASSPHRASE, NAME).key)
        problems = wrong(path)
    except (CannotRenew, database.DatabaseError) as error:
        problems = [str(error)]
    if problems:
        say(f"{people:>7,} people: could not: {problems[:2]}")
    return not problems


def recipe() -> str:
    """Changes with what builds a store."""
    return hashlib.sha256((HERE / "building.py").read_bytes()).hexdigest()[:16]


def fingerprint() -> str:
    """Changes with what the schema makes, not with comments between its statements."""
    return hashlib.sha256(json.dumps(sorted(wanted_schema().items())).encode()).hexdigest()[:16]


def open_store(path: Path) -> Store:
    """The store, open as its first member."""
    return opening.unlock_and_open(path, PASSPHRASE, NAME)


def wrong(path: Path, sample: int = 200) -> list[str]:
    """What does not hold: everything in a small store; in a large one the records of a sample of people."""
    key = keys.unlock(path, PASSPHRASE, NAME).key
    con = database.read_only(path, key)
    try:
        (people,) = con.execute("SELECT count(*) FROM person").fetchone()
        return verify.everything(con) if people <= 1000 else [*_wrong_sample(con, people, sample)]
    finally:
        con.close()


def _wrong_sample(con: database.Connection, people: int, sample: int) -> Iterator[str]:
    for n in random.Random(1).sample(range(1, people + 1), sample):
        (person,) = con.execute("SELECT id FROM person WHERE n = ?", (n,)).fetchone()
        for entity, column in (("person", "id"), ("contact", "person"), ("action", "person")):
            cursor = con.execute(f"SELECT * FROM {entity} WHERE {column} = ?", (person,))
            names = [part[0] for part in cursor.description]
            for row in cursor.fetchall():
                held = dict(zip(names, row, strict=True))
                told = {
                    k: v
                    for ops in journal.heads(con, held["id"]).values()
                    for op in ops.values()
                    for k, v in op.items()
                }
                yield from (f"{entity} {held['id']}: {k}" for k, v in told.items() if held[k] != v)
        for column, query in verify.DERIVED["person"].items():
            if con.execute(f"SELECT 1 FROM person p WHERE n = ? AND p.{column} IS NOT {query}", (n,)).fetchone():
                yield f"person {person}: {column}"


def main() -> None:
    """`python bench/stores.py FOLDER SIZE...`."""
    import sys

    folder = Path(sys.argv[1])
    for size in map(int, sys.argv[2:]):
        began = time.monotonic()
        path = store_of(folder, size, print)
        took, problems = time.monotonic() - began, wrong(path)
        stamp = datetime.now(UTC).strftime("%H:%M")
        print(
            f"{stamp}  {size} people: {took:.0f} s, {path.stat().st_size >> 20} MiB, {len(problems)} problems {problems[:2]}"
        )


if __name__ == "__main__":
    main()
