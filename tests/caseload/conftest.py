"""A store full of invented people on Thursday 26 November 2026, 08:41: read only, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import FixedClock

from caretui.store import keys
from caretui.store.store import Store


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from caretui.demo import people
    from caretui.store.changes import directory

    path: Path = tmp_path_factory.mktemp("full") / "full.caretui"
    store = Store.create(path, keys.new_store_key(), clock=FixedClock())
    with store.work("made the demo") as work:
        member = directory.add_member(
            work,
            "Sam Ward",
            job="community matron",
            agency="community nursing",
            agency_kind="community nursing",
            locality="Blackburn East",
            role="lead",
        )
    store.enter(member)
    people.fill(store)
    yield store
    store.close()
