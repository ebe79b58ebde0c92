"""A disk that is full, read-only or failing: said in words, exit code 1, nothing half done, everything acknowledged still there."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults import strace
from tests.faults.desk import Desk, copy_of

from caretui.store import backup

KEPT_FREE = 120_000


def mounted(folder: Path, *options: str) -> str:
    """Mount a small disk in memory; returns why that is not possible here, or ""."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root can mount a small disk"
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"no disk can be mounted here: {done.stderr.strip()}"


@pytest.fixture
def small(founded_desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The desk on a disk of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if reason := mounted(place, "-o", "size=2m"):
        pytest.skip(reason)
    try:
        yield copy_of(founded_desk, place / "desk")
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def fill(desk: Desk, leave: int = 0) -> Path:
    """Take all room of the disk but `leave` bytes."""
    place = desk.folder / "filling"
    with place.open("wb") as file:
        free = shutil.disk_usage(desk.folder).free - leave
        file.write(bytes(max(0, free)))
    return place


def test_saving_on_a_full_disk_saves_whole_or_not_at_all(small: Desk) -> None:
    acknowledged = [small.run(*small.log_words("before")).stdout.strip()]
    filling = fill(small, leave=KEPT_FREE)
    refused = 0
    for _ in range(12):
        done = small.run(*small.log_words("x" * 30_000))
        if done.returncode == 0:
            acknowledged.append(done.stdout.strip())
        else:
            refused += 1
            assert done.returncode == 1 and done.stdout == "" and "disk is full" in done.stderr
            assert "Traceback" not in done.stderr
        if refused == 2:
            break
    assert refused == 2
    filling.unlink()
    assert set(acknowledged) == small.contacts().keys()
    assert small.run(*small.log_words("after")).returncode == 0


def test_a_backup_that_finds_no_room_leaves_nothing_half_made(small: Desk) -> None:
    filling = fill(small, leave=KEPT_FREE)
    done = small.run("backup")
    assert done.returncode == 1 and "No backup was made" in done.stderr
    home = backup.folder(small.store_path)
    assert not home.exists() or [f for f in home.iterdir() if f.is_file()] == []
    filling.unlink()
    assert small.run("verify").returncode == 0


def test_an_import_that_finds_no_room_takes_in_nothing(small: Desk) -> None:
    sheet = small.folder / "people.csv"
    people = "".join(f"Surname{n},Given{n},1940-01-{n % 28 + 1:02},{'note ' * 60}\n" for n in range(400))
    sheet.write_text("Surname,Forename,Date of birth,Notes\n" + people)
    filling = fill(small, leave=KEPT_FREE)
    done = small.run("import", "people", str(sheet))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    filling.unlink()
    listed = small.run("list", "people", "--all", "--format", "json").stdout
    assert listed.count('"family_name"') == 1
    assert small.run("verify").returncode == 0


def test_an_export_that_finds_no_room_is_not_written_down(small: Desk) -> None:
    share = small.folder / "share"
    share.mkdir()
    filling = fill(small, leave=2_000)
    done = small.run(
        "export", "person", "--person", "9990123454", "--to", str(share), "--format", "docx", "--purpose", "care"
    )
    assert done.returncode == 1 and done.stdout == ""
    assert list(share.iterdir()) == [], "no part of a file stays on the share"
    filling.unlink()
    assert small.run("verify").returncode == 0


def test_a_migration_that_finds_no_room_changes_nothing(small: Desk) -> None:
    from caretui.store import opening, schema
    from caretui.store.backup import BackupFailed
    from caretui.store.database import connect

    filling = fill(small, leave=KEPT_FREE)
    steps = schema.steps() | {2: "CREATE TABLE later (n INTEGER) STRICT;\n"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "steps", lambda: steps)
        with pytest.raises(BackupFailed):
            opening.migrate(small.store_path, small.key)
    con = connect(small.store_path, small.key)
    assert schema.version(con) == 1
    con.close()
    filling.unlink()


def test_a_read_only_disk_is_said(small: Desk) -> None:
    share = small.folder / "share"
    share.mkdir()
    disk = small.folder.parent
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        done = small.run(*small.log_words("x"))
        assert done.returncode == 1 and "read-only" in done.stderr.lower(), done.stderr
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert small.contacts() == {}


def test_a_read_only_share_is_said_and_nothing_is_written_down(desk: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    if reason := mounted(share, "-o", "size=1m,ro"):
        pytest.skip(reason)
    try:
        done = desk.run("export", "caseload", "--to", str(share), "--format", "csv", "--purpose", "care")
        assert done.returncode == 1 and "may not write" in done.stderr
    finally:
        subprocess.run(["umount", "-l", str(share)], check=False)
    store = desk.open()
    assert store.read().execute("SELECT count(*) FROM export").fetchone() == (0,)
    store.close()


INJECTIONS = [
    (call, error, number)
    for call in ("fdatasync", "pwrite64", "ftruncate", "fsync")
    for error in ("EIO", "ENOSPC")
    for number in (1, 2, 3, 5, 8)
]


def test_a_disk_that_fails_at_a_call_never_loses_what_was_acknowledged(
    desk: Desk, times: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    """EIO and ENOSPC from the n-th sync, write or truncate of a save."""
    if reason := strace.missing():
        pytest.skip(reason)
    acknowledged = {desk.run(*desk.log_words("before")).stdout.strip()}
    failed = 0
    chosen = INJECTIONS[:: times(7, 1)]
    for call, error, number in chosen:
        before = [
            "strace",
            "-f",
            "-o",
            "/dev/null",
            "-e",
            f"trace={call}",
            "-e",
            f"inject={call}:error={error}:when={number}",
        ]
        done = desk.run(*desk.log_words(f"{call} {error} {number}"), before=before)
        assert "Traceback" not in done.stderr and "malformed" not in done.stderr
        if done.stdout.strip():
            acknowledged.add(done.stdout.strip())
        if done.returncode:
            failed += 1
            assert done.stdout == "" or call in ("fsync", "ftruncate")
        assert acknowledged <= desk.contacts().keys()
    assert failed > 0, "some of the failures were met"
    assert desk.run(*desk.log_words("after")).returncode == 0
    tally(failures=len(chosen), refused=failed, lost=0)


def test_a_backup_whose_rename_fails_is_none(desk: Desk) -> None:
    if reason := strace.missing():
        pytest.skip(reason)
    before = ["strace", "-f", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:error=EIO:when=1+"]
    done = desk.run("backup", before=before)
    assert done.returncode == 1 and "No backup was made" in done.stderr
    assert backup.known(backup.folder(desk.store_path)) == []
    assert list(backup.folder(desk.store_path).glob(".*.part")) == []


def test_a_share_that_goes_away_amid_an_export_keeps_no_half_file(desk: Desk, tmp_path: Path) -> None:
    if reason := strace.missing():
        pytest.skip(reason)
    share = tmp_path / "share"
    share.mkdir()
    before = ["strace", "-f", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:error=EHOSTDOWN:when=1+"]
    done = desk.run("export", "caseload", "--to", str(share), "--format", "csv", "--purpose", "care", before=before)
    assert done.returncode == 1 and done.stdout == ""
    assert [f for f in share.iterdir() if f.suffix == ".csv"] == []
    store = desk.open()
    assert store.read().execute("SELECT count(*) FROM export").fetchone() == (0,)
    store.close()
