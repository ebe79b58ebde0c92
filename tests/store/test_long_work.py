"""Who writes for long says so; others are told who it is, and a command waits for the end."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from caretui.store import database, long_work
from caretui.store.errors import StoreInUse
from caretui.store.models.people import PersonForm
from caretui.store.store import Store


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 30)


@contextmanager
def beside(store: Store) -> Iterator[Store]:
    """Another session of the same member on the same store."""
    with closing(Store.open(store.path, store.key, store.viewer.member, clock=store.clock)) as other:
        yield other


def save(store: Store) -> str:
    with store.work("added a person") as work:
        return work.add(PersonForm(family_name="Ward"))


def test_another_session_is_told_who_writes_and_nothing_is_lost(impatient: None, store: Store) -> None:
    with beside(store) as other:
        with store.long_work("imported people", "takes in a sheet") as work:
            work.add(PersonForm(family_name="Khan"))
            with pytest.raises(StoreInUse, match="Sam Ward takes in a sheet, which takes a while"):
                save(other)
        assert long_work.announced(other.read()) == ""
        assert save(other)


def test_a_command_waits_until_it_is_done(impatient: None, store: Store) -> None:
    with beside(store) as other:
        asked: list[str] = []
        done = threading.Event()

        def wait(who: str) -> bool:
            asked.append(who)
            done.set()
            return len(asked) < 200

        def hold() -> None:
            with store.long_work("imported people", "takes in a sheet") as work:
                work.add(PersonForm(family_name="Khan"))
                holding.set()
                done.wait(30)

        holding = threading.Event()
        held = threading.Thread(target=hold)
        held.start()
        holding.wait(30)
        other.waits = wait
        try:
            assert save(other)
        finally:
            held.join()
        assert asked[0] == "Sam Ward takes in a sheet"


def test_an_announcement_of_somebody_who_is_gone_counts_for_nothing(store: Store) -> None:
    with store.local() as con:
        long_work.announce(con, "0" * 32, who="Tom", what="takes in a sheet")
    assert long_work.announced(store.read()) == ""


def test_a_failed_import_takes_its_announcement_back(store: Store) -> None:
    with pytest.raises(RuntimeError), store.long_work("imported people", "takes in a sheet"):
        raise RuntimeError
    assert long_work.announced(store.read()) == ""


def test_looking_for_what_others_wrote_does_not_wait_for_a_long_writing(store: Store) -> None:
    polled: list[bool] = []
    with store.long_work("imported people", "takes in a sheet") as work:
        work.add(PersonForm(family_name="Khan"))
        looker = threading.Thread(target=lambda: polled.append(store.poll()))
        looker.start()
        looker.join(5)
        assert polled == [False]
