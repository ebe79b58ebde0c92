"""Each test has a folder for the stores of its apps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.widgets.harness import Harness


@pytest.fixture(autouse=True)
def folder_of_the_harness(tmp_path: Path) -> Iterator[None]:
    Harness.folder = tmp_path
    yield
    while Harness.stores:
        Harness.stores.pop().close()
