"""Fixtures for every room: a store on a fixed day. Whatever store a test leaves, its journal is held against its tables."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from tests import wholeness
from tests.office import Office

from caretui.store import keys
from caretui.store.store import Store

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="the large counts of tests/faults, and tests marked soak")


def pytest_configure(config: pytest.Config) -> None:
    """The same examples each time, so that a change lands or not by what it changed; new ones with --soak."""
    settings.register_profile("caretui", deadline=None, derandomize=not config.getoption("--soak"))
    settings.load_profile("caretui")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--soak"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="a long run: --soak"))


keys.new_store_key = wholeness.remember(keys.new_store_key)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """The journal told again is the tables: of every store that the test, or a process of its own, has written.

    A folder that several tests share is not called `test_...`.
    """
    used = dict(getattr(item, "funcargs", None) or {})
    yield
    if "tmp_path_factory" not in used or item.get_closest_marker("breaks_stores"):
        return
    shared = [
        folder for folder in used["tmp_path_factory"].getbasetemp().iterdir() if not folder.name.startswith("test_")
    ]
    folders = [*shared, *([used["tmp_path"]] if "tmp_path" in used else [])]
    if wrong := [words for folder in folders for words in wholeness.mismatches(folder)]:
        pytest.fail("\n".join(wrong), pytrace=False)


class FixedClock:
    """A clock that stands until told to move: Thursday 26 November 2026, 08:41 in London."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 8, 41, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def sams_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, str]:
    """A store founded by Sam Ward, its key and her id: a test takes a copy, which costs a tenth of founding."""
    from caretui.store.changes import directory

    path = tmp_path_factory.mktemp("sam") / "sam.caretui"
    store = Store.create(path, keys.new_store_key(), clock=FixedClock())
    with store.work("made this store") as work:
        member = directory.add_member(
            work,
            "Sam Ward",
            job="community matron",
            agency="community nursing",
            agency_kind="community nursing",
            locality="Blackburn East",
            role="lead",
        )
    store.close()
    return path, store.key, member


@pytest.fixture
def stores(tmp_path: Path, clock: FixedClock, sams_store: tuple[Path, bytes, str]) -> Iterator[Callable[..., Store]]:
    """Makes stores founded by Sam Ward; each is closed when the test ends."""
    made: list[Store] = []
    original, key, member = sams_store

    def make(name: str = "test.caretui") -> Store:
        made.append(Store.open(shutil.copy(original, tmp_path / name), key, member, clock=clock))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(stores: Callable[..., Store]) -> Store:
    return stores()


@pytest.fixture
def shared_data() -> Path:
    if not DATA.is_dir():
        pytest.skip("the real inputs (../shared/data) are not beside this checkout")
    return DATA


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """Where commands are run; the store is made by `office.founded()`."""
    return Office(tmp_path, capsys)
