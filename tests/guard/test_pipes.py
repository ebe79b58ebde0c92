"""A named pipe in place of a file: nobody waits for it without end, and a passphrase may come through one."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from caretui import settings
from caretui.cli import common
from caretui.cli.common import Refused, read_passphrase_file
from caretui.store import audit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes among its files")


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A named pipe into which nobody writes; waiting for it longer than 10 s is an error."""

    def too_long(*_: object) -> None:
        raise AssertionError("it waits for the pipe")

    path = tmp_path / "store.mark"
    os.mkfifo(path, 0o600)
    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(10)
    yield path
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_settings_are_a_regular_file(pipe: Path) -> None:
    with pytest.raises(settings.BadSettings, match="no regular file"):
        settings.load(pipe)
    with pytest.raises(OSError, match="no regular file"):
        settings.keep(pipe, member="Sam")


def test_a_mark_that_is_a_pipe_is_no_mark(pipe: Path) -> None:
    store = pipe.with_suffix(".caretui")
    assert audit.mark_file(store) == pipe
    audit.leave_mark(store, 7, "0" * 64)
    assert audit.read_mark(store) == (0, "")


def test_a_passphrase_pipe_into_which_nobody_writes_is_refused(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "PIPE_WAITS", 0.2)
    with pytest.raises(Refused, match=r"Nobody wrote a passphrase into store\.mark"):
        read_passphrase_file(pipe)


def test_a_passphrase_comes_through_a_named_pipe_though_late_and_in_pieces(pipe: Path) -> None:
    def write() -> None:
        with pipe.open("wb", buffering=0) as out:
            for piece in (b"correct horse ", b"battery\n", b"not this\n"):
                threading.Event().wait(0.2)
                out.write(piece)

    writer = threading.Thread(target=write)
    threading.Timer(0.2, writer.start).start()
    assert read_passphrase_file(pipe) == "correct horse battery"
    with pipe.open("rb") as rest:  # so that the writer ends
        rest.read()
    writer.join()


def test_a_passphrase_comes_by_a_number_as_the_shell_gives_it() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"correct horse battery")
    os.close(writing)
    assert read_passphrase_file(Path(f"/dev/fd/{reading}")) == "correct horse battery"
    os.close(reading)
