"""Files on the share: whole or not at all, with the folder's rights, names that say nothing of anybody."""

import errno
import os
import resource
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from caretui.documents import share
from caretui.documents.share import ShareProblem, file_name, place, refuse_folder, refuse_name, remove

RANDOM = bytes(range(12))
DAY = date(2026, 11, 26)
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and limits of POSIX")


def put(folder: Path, content: bytes = b"words", name: str = "meeting-pack-2026-11-26-abcdef.pdf") -> Path:
    return place(folder, name, content, randomness=RANDOM)


def test_a_file_lands_whole_and_alone(tmp_path: Path) -> None:
    path = put(tmp_path, b"all of it")
    assert path.read_bytes() == b"all of it"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


# --- names ---


def test_a_name_is_kind_day_agency_and_random_letters() -> None:
    name = file_name("meeting pack", DAY, "pdf", randomness=RANDOM, agency="District Nursing (East)")
    assert name == "meeting-pack-2026-11-26-district-nursing-east-abcdefghjkmn.pdf"
    marked = file_name("caseload", DAY, "csv", randomness=RANDOM[:6], marking="OFFICIAL-SENSITIVE")
    assert marked == "official-sensitive-caseload-2026-11-26-abcdef.csv"


@pytest.mark.parametrize("agency", ["../../etc", "a/b\\c", "عمر", "x" * 300, "\x1b[2J", "con", "..."])
def test_any_agency_makes_a_name_that_every_system_holds(agency: str) -> None:
    name = file_name("person summary", DAY, "docx", randomness=RANDOM[:6], agency=agency)
    refuse_name(name)
    assert name.startswith("person-summary-2026-11-26-")
    assert len(name) < 100


@pytest.mark.parametrize(
    "name",
    ["con.pdf", "NUL.txt", "com1.csv", "lpt9.pdf", "../a.pdf", "a/b.pdf", "..", "", "a b.pdf", "a.pdf ", "a\n.pdf",
     "-rf.pdf", "x" * 130 + ".pdf", ".hidden.pdf"],
)  # fmt: skip
def test_names_that_a_system_cannot_hold_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ShareProblem):
        put(tmp_path, name=name)
    assert list(tmp_path.iterdir()) == []


# --- folders ---


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ShareProblem, match=r"is not there. Is the shared drive connected\?"):
        put(tmp_path / "gone")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ShareProblem, match="not a folder"):
        put(tmp_path / "file")
    with pytest.raises(ShareProblem, match="is not there"):
        put(tmp_path / "file" / "deeper")


def test_dots_links_and_reserved_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "aux").mkdir()
    with pytest.raises(ShareProblem, match="goes up"):
        refuse_folder(tmp_path / "real" / ".." / "real")
    with pytest.raises(ShareProblem, match="is a link"):
        refuse_folder(tmp_path / "link")
    with pytest.raises(ShareProblem, match="Windows keeps"):
        refuse_folder(tmp_path / "aux")


def test_a_path_that_windows_cannot_open_is_refused(tmp_path: Path) -> None:
    deep = tmp_path
    while len(str(deep)) < 250:
        deep = deep / "folder-of-a-long-name"
    deep.mkdir(parents=True)
    with pytest.raises(ShareProblem, match="259 at most"):
        put(deep)


def test_a_name_too_long_for_the_disk_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ShareProblem):
        put(tmp_path / ("x" * 300))


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    first = put(tmp_path, b"first")
    with pytest.raises(ShareProblem, match="already"):
        put(tmp_path, b"second")
    assert first.read_bytes() == b"first"
    first.unlink()
    first.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ShareProblem, match="already"):
        put(tmp_path, b"third")
    assert not (tmp_path / "elsewhere").exists()


# --- rights ---


@posix
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o2770, 0o660), (0o755, 0o644), (0o700, 0o600)])
def test_a_file_has_its_folders_rights_whatever_the_umask(folder_mode: int, file_mode: int, tmp_path: Path) -> None:
    tmp_path.chmod(folder_mode)
    before = os.umask(0o077)
    try:
        path = put(tmp_path)
        assert os.umask(0o077) == 0o077, "the umask is as it was"
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == file_mode


# --- trouble ---


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere: be somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix
def test_a_folder_that_may_only_be_read_says_so(tmp_path: Path) -> None:
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    share_folder = tmp_path / "share"
    share_folder.mkdir()
    share_folder.chmod(0o555)
    with as_nobody(), pytest.raises(ShareProblem, match="may not write"):
        put(share_folder)
    assert list(share_folder.iterdir()) == []


@posix
def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(ShareProblem, match="No room is left"):
            put(tmp_path, b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_small_real_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this user may not mount a small disk")
    try:
        with pytest.raises(ShareProblem, match="No room is left"):
            put(disk, b"x" * 1_000_000)
        assert list(disk.iterdir()) == []
        assert put(disk, b"small").read_bytes() == b"small"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("step", ["fsync", "rename", "write"])
@pytest.mark.parametrize("fault", [errno.EIO, errno.ENOSPC, errno.ESTALE, errno.EHOSTDOWN, errno.EROFS])
def test_a_fault_at_any_step_leaves_nothing_half_written(
    step: str, fault: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(fault, os.strerror(fault))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    elif step == "rename":
        monkeypatch.setattr(Path, "rename", fail)
    else:
        monkeypatch.setattr(os, "fdopen", fail)
    with pytest.raises(ShareProblem, match=r"Nothing was written|another"):
        put(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_vanishes_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    rename = Path.rename

    def vanish(self: Path, target: Path) -> Path:
        self.unlink()
        folder.rmdir()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", vanish)
    with pytest.raises(ShareProblem, match="is not there"):
        put(folder)


@posix
def test_a_writer_that_is_killed_leaves_no_file_of_that_name(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from caretui.documents import share\n"
        "os.fsync = lambda fd: os.kill(os.getpid(), 9)\n"
        "share.place(Path(sys.argv[1]), 'a-b.pdf', b'x' * 1000, randomness=bytes(12))"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)])
    assert killed.returncode == -9
    [left] = tmp_path.iterdir()
    assert left.name.startswith(".caretui-")
    put(tmp_path)
    assert left.exists(), "another session may be writing it now"
    os.utime(left, (time.time() - 2 * share.LEFTOVER_AGE,) * 2)
    put(tmp_path, name="second-abcdef.pdf")
    assert not left.exists(), "a part that a killed session left is swept away a day later"


def test_only_our_own_leftovers_are_swept(tmp_path: Path) -> None:
    old = tmp_path / ".caretui-notours.part"
    old.write_text("somebody's")
    os.utime(old, (0, 0))
    put(tmp_path)
    assert old.exists()


def test_removing_what_has_gone_is_no_error(tmp_path: Path) -> None:
    path = put(tmp_path)
    remove(path)
    remove(path)
    assert not path.exists()


@posix
def test_removing_where_one_may_not_says_where_it_lies(tmp_path: Path) -> None:
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    path = put(tmp_path)
    tmp_path.chmod(0o555)
    with as_nobody(), pytest.raises(ShareProblem, match="file manager"):
        remove(path)
    tmp_path.chmod(0o755)
