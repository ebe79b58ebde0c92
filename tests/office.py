"""A store of Sam Ward's with a passphrase file beside it, and commands run on it in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from caretui import cli
from caretui.store import founding, keys
from caretui.store.store import Store

PASSPHRASE = "a long sentence for the test"


class Clock(Protocol):
    def __call__(self) -> datetime: ...


class Office:
    """`office("list", "people")` gives the exit code, what was printed, and what was said on stderr."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "team.caretui"
        self.secret = folder / "secret"
        self.secret.write_text(PASSPHRASE + "\n")
        self.secret.chmod(0o600)
        self._capsys = capsys

    @contextmanager
    def founded(self, clock: Clock | None = None) -> Iterator[Store]:
        """Make the store; with a clock that stands, what is written into it now is."""
        store = founding.found(
            self.path,
            name="Sam Ward",
            job="community matron",
            agency="community nursing",
            agency_kind="community nursing",
            passphrase=PASSPHRASE,
            **({"clock": clock} if clock else {}),
        ).store
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store between two commands."""
        unlocked = keys.unlock(self.path, PASSPHRASE, "Sam Ward")
        store = Store.open(self.path, unlocked.key, unlocked.member)
        try:
            yield store
        finally:
            store.close()

    def __call__(self, *words: object) -> tuple[int, str, str]:
        given = ["--store", str(self.path), "--passphrase-file", str(self.secret)]
        try:
            code = cli.main([*given, *map(str, words)])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self._capsys.readouterr()
        return code, out, err
