"""Beside somebody who saves without a pause everybody has a turn: opening, too."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from caretui.store import database
from caretui.store.errors import StoreInUse
from caretui.store.store import Store

HOLDS, PAUSES = 0.06, 0.004


@contextmanager
def busy(store: Store) -> Iterator[None]:
    """Somebody holds the store nearly all the time, and lets go for some milliseconds between two savings."""
    over = threading.Event()

    def save_on_and_on() -> None:
        with closing(database.connect(store.path, store.key)) as con:
            while not over.is_set():
                database.begin(con)
                time.sleep(HOLDS)
                con.execute("COMMIT")
                time.sleep(PAUSES)

    writer = threading.Thread(target=save_on_and_on)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def test_an_opening_finds_the_moment_between_two_savings(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 1000)
    with busy(store):
        for _ in range(8):
            Store.open(store.path, store.key, store.viewer.member, clock=store.clock).close()


def test_who_waits_in_vain_is_told_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 60)
    with closing(database.connect(store.path, store.key)) as con:
        database.begin(con)
        with pytest.raises(StoreInUse, match="stays busy"):
            Store.open(store.path, store.key, store.viewer.member, clock=store.clock)
        con.execute("ROLLBACK")
