"""The desk of the fault suite, and how often: small counts always, large ones with --soak."""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.desk import Desk, copy_of


@pytest.fixture(scope="session")
def founded_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(founded_desk: Desk, tmp_path: Path) -> Desk:
    return copy_of(founded_desk, tmp_path)


@pytest.fixture
def times(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """`times(6, 1000)`: so often now, so often with --soak."""
    return lambda small, large: large if request.config.getoption("--soak") else small


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Iterator[Callable[..., None]]:
    """Figures of a run; appended to the file that CARETUI_TALLY names, for docs/reliability.md."""
    figures: dict[str, object] = {}
    begun = time.monotonic()
    yield lambda **more: figures.update(more)
    if (place := os.environ.get("CARETUI_TALLY")) and figures:
        with Path(place).open("a", encoding="utf-8") as file:
            line = {"test": request.node.name, "seconds": round(time.monotonic() - begun), **figures}
            file.write(json.dumps(line) + "\n")
