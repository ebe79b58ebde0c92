"""What a session gives back when nobody asks, and that whoever asks then is answered."""

import pytest
from sqlcipher3.dbapi2 import ProgrammingError

from caretui.store.store import Store


def test_what_threads_asked_by_is_closed_at_rest_but_not_under_a_question(store: Store) -> None:
    with store.apart() as busy, store.apart() as idle:
        assert busy is not idle
    with store.apart() as busy:
        store.rest()
        assert busy.execute("SELECT 1").fetchone() == (1,)
    spare = {busy, idle} - {busy}
    with pytest.raises(ProgrammingError):
        spare.pop().execute("SELECT 1")
    with store.apart() as con:
        assert con is busy


def test_within_it_the_thread_reads_by_what_it_was_lent(store: Store) -> None:
    own = store.read()
    with store.apart() as con:
        assert store.read() is con is not own
    assert store.read() is own


def test_a_lock_closes_what_is_lent_and_nobody_is_lent_it_again(store: Store) -> None:
    key = store.key
    with store.apart() as con:
        store.sleep()
        with pytest.raises(ProgrammingError):
            con.execute("SELECT 1")
        store.wake(key)
    with store.apart() as con:
        assert con.execute("SELECT 1").fetchone() == (1,)
