"""The power goes: whatever part of the unsynced writes reached the disk, what was acknowledged is there."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults import recorder, strace
from tests.faults.desk import Desk, copy_of, some

from caretui.store import verify
from caretui.store.database import DatabaseError
from caretui.store.errors import StoreError
from caretui.store.store import Store

WRITER = """
import sys
from pathlib import Path
from caretui.store.store import Store
from caretui.store.changes import contacts
path, key, member, person, count, *in_step = sys.argv[1:]
store = Store.open(Path(path), bytes.fromhex(key), member)
for number in range(int(count)):
    with store.work("logged a contact") as work:
        contact = contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone",
                               note="x" * (number * 997 % 20000))
    print(contact, flush=True)
    if in_step:
        sys.stdin.readline()
    if number % 7 == 0:
        store.draft("d" * 32, "contact", {"note": str(number)}, about=person)
store.close()
"""


def test_no_power_cut_takes_back_what_was_acknowledged(
    desk: Desk, tmp_path: Path, times: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    if reason := strace.missing():
        pytest.skip(reason)
    commits = times(40, 400)  # with checkpoints: the log is written back every 1,000 pages
    live = desk.folder / "live"
    live.mkdir()
    path = live / desk.store_path.name
    shutil.copy(desk.store_path, path)
    before = {str(path): path.read_bytes()}
    happened = strace.traced(
        [sys.executable, "-c", WRITER, str(path), desk.key.hex(), desk.member, desk.person, str(commits)],
        live,
        tmp_path / "strace.log",
        env=desk.environment,
    )
    happened = [event for event in happened if event.kind != "said" or event.data.strip()]
    assert sum(event.kind == "said" for event in happened) == commits
    chance = some(6)
    cuts = times(12, 200)
    unfinished = 0
    for number in range(cuts):
        end = chance.randrange(len(happened) + 1)
        told = {event.data.decode().strip() for event in happened[:end] if event.kind == "said"}
        disk = tmp_path / f"cut{number}"
        files = strace.disk_after(before, happened[:end], chance)
        strace.laid_out({p: d for p, d in files.items() if not p.endswith(("-shm", ".lock"))}, live, disk)
        store = Store(disk / path.name, desk.key)
        try:
            held = {contact for (contact,) in store.read().execute("SELECT id FROM contact")}
            assert told <= held, f"cut {number} at event {end}"
            assert len(held - told) <= 1, "at most the one that was being saved"
            unfinished += len(held - told)
            assert [*verify.page_faults(store.read())] == []
            if number % 10 == 0:
                assert verify.everything(store.read()) == []
        finally:
            store.close()
        shutil.rmtree(disk)
    tally(cuts=cuts, commits=commits, lost=0, saved_but_not_yet_acknowledged=unfinished)


def test_no_cut_of_a_recorded_disk_takes_back_what_was_acknowledged(
    founded_desk: Desk, tmp_path: Path, times: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    """ext4 on a disk that writes down every write and flush: the disk as a cut leaves it is mounted and the store opened."""
    if reason := recorder.missing():
        pytest.skip(reason)
    commits = times(25, 400)
    said: list[tuple[str, int]] = []
    with recorder.recorded(tmp_path, 48) as disk:
        there = copy_of(founded_desk, disk.folder / "desk")
        subprocess.run(["sync", "-f", str(disk.folder)], check=True)
        begun = disk.length()
        command = [sys.executable, "-c", WRITER, str(there.store_path), there.key.hex(), there.member, there.person]
        writer = subprocess.Popen(
            [*command, str(commits), "in step"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=there.environment,
            cwd=tmp_path,
        )
        assert writer.stdin is not None and writer.stdout is not None
        for line in writer.stdout:  # it goes on when told, so that what the disk held as it spoke is known
            said.append((line.strip(), disk.length()))
            writer.stdin.write("\n")
            writer.stdin.flush()
        assert writer.wait() == 0
        time.sleep(0.5)
        end = disk.length()
    assert len(said) == commits
    cuts, chance = recorder.Cuts(disk), some(10)
    wanted = times(8, 120)
    first, last = cuts.count(begun), cuts.count(end)
    found = [held_after(cuts, chance.randint(first, last), said, founded_desk, tmp_path, chance) for _ in range(wanted)]
    lying = recorder.Cuts(disk, flushes=False)
    lied = [held_after(lying, last, said, founded_desk, tmp_path, chance) for _ in range(times(1, 5))]
    tally(cuts=wanted, commits=commits, writes=last, flushes=len(cuts.flushed), lost=sum(lost for lost, _ in found),
          saved_but_not_yet_acknowledged=sum(more for _, more in found))  # fmt: skip
    assert [lost for lost, _ in found if lost] == []
    assert all(more <= 1 for _, more in found), "at most the one that was being saved"
    assert all(lost for lost, _ in lied), "the check finds it when a disk only says that it flushed"


def held_after(
    cuts: recorder.Cuts, writes: int, said: list[tuple[str, int]], desk: Desk, place: Path, chance: random.Random
) -> tuple[int, int]:
    """How many acknowledged contacts a cut at this write took back, and how many it left that nobody was told of."""
    told = {contact for contact, length in said if cuts.count(length) <= writes}
    held: set[str] = set()
    try:
        with recorder.started_again(cuts.image(writes, chance), place) as folder:
            store = Store(folder / "desk" / desk.store_path.name, desk.key)
            try:
                held = {contact for (contact,) in store.read().execute("SELECT id FROM contact")}
                assert verify.everything(store.read()) == []
            finally:
                store.close()
    except (AssertionError, DatabaseError, StoreError, OSError):
        return max(1, len(told)), 0  # it cannot be mounted, opened or trusted: all is lost
    return len(told - held), len(held - told)
