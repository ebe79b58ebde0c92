"""The power goes: whatever part of the unsynced writes reached the disk, what was acknowledged is there."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults import strace
from tests.faults.desk import Desk, some

from caretui.store import verify
from caretui.store.store import Store

WRITER = """
import sys
from pathlib import Path
from caretui.store.store import Store
from caretui.store.changes import contacts
path, key, member, person, count = sys.argv[1:]
store = Store.open(Path(path), bytes.fromhex(key), member)
for number in range(int(count)):
    with store.work("logged a contact") as work:
        contact = contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone",
                               note="x" * (number * 997 % 20000))
    print(contact, flush=True)
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
    cuts = times(12, 400)
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
