"""Somebody at a keyboard; every terminal is ended when the test is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.e2e.terminal import Typist

PASSPHRASE = "four quite unrelated words"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An account of its own: settings, data and temporary files lie nowhere else."""
    (tmp_path / "tmp").mkdir()
    return tmp_path


@pytest.fixture
def sit_down(home: Path) -> Iterator[Callable[..., Typist]]:
    """Start the installed program in a terminal."""
    typists: list[Typist] = []

    def start(*arguments: str, **options: object) -> Typist:
        environ = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "TMPDIR": str(home / "tmp"),
        }
        typist = Typist(*arguments, **{**environ, **options})  # type: ignore[arg-type]
        typists.append(typist)
        return typist

    yield start
    for typist in typists:
        typist.close()


@pytest.fixture
def secret(home: Path) -> Path:
    """A passphrase file that only its owner can read."""
    file = home / "secret"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o600)
    return file
