"""A store full of invented people on Thursday 26 November 2026, 08:41: read only, made once."""

from collections.abc import Iterator

import pytest
from tests.conftest import FixedClock

from caretui.store.store import Store


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from caretui.demo import house, people

    store = house.founded(tmp_path_factory.mktemp("full") / "full.caretui", FixedClock())
    people.fill(store)
    yield store
    store.close()
