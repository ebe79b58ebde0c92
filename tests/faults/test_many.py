"""Several sessions, strange clocks, flipped bytes, sizes nobody expects."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.faults.desk import Desk, some
from tests.faults.test_kill import WRITER

from caretui.app import CaretuiApp
from caretui.store import backup, journal, verify
from caretui.store.changes import contacts
from caretui.store.changes.people import add_person
from caretui.store.database import DatabaseError
from caretui.store.errors import Damaged, StoreInUse
from caretui.store.journal import ChangedMeanwhile
from caretui.store.models.people import Phones
from caretui.store.store import Store

Times = Callable[[int, int], int]
Tally = Callable[..., None]


def log(store: Store, person: str, note: str) -> str:
    with store.work("logged a contact") as work:
        return contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone", note=note)


def test_two_programs_save_at_once_and_both_are_kept(desk: Desk, times: Times, tally: Tally) -> None:
    outs = [desk.folder / f"writer{number}" for number in range(2)]
    complaints = [out.with_suffix(".stderr") for out in outs]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk.store_path), desk.key.hex(), desk.member, desk.person],
            stdout=out.open("w"),
            stderr=complaint.open("w"),
            env=desk.environment,
        )
        for out, complaint in zip(outs, complaints, strict=True)
    ]
    end = time.monotonic() + 60
    while not all(len(out.read_text().split()) > 3 for out in outs) and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(times(2, 60))
    for writer, complaint in zip(writers, complaints, strict=True):
        assert writer.poll() is None, f"ended with code {writer.returncode}:\n{complaint.read_text()}"
        writer.kill()
        writer.wait()
    said = [{line for line in out.read_text().split() if len(line) == 32} for out in outs]
    held = desk.contacts()
    assert said[0] | said[1] <= held.keys()
    assert said[0] and said[1], "neither was shut out"
    refused = sum(out.read_text().split().count("refused") for out in outs)
    tally(saved=[len(one) for one in said], refused=refused, lost=0)


def test_fifty_sessions_lose_nothing_and_refuse_stale_forms(desk: Desk, times: Times, tally: Tally) -> None:
    sessions = [desk.open() for _ in range(50)]
    saved: list[str] = []
    refused: list[int] = []
    won: list[str] = []
    forms = [store.look(desk.person, Phones) for store in sessions]

    def work(number: int, store: Store) -> None:
        for turn in range(times(2, 20)):
            for _ in range(20):
                try:
                    saved.append(log(store, desk.person, f"{number} {turn}"))
                    break
                except StoreInUse:
                    continue
        form, seen = forms[number]
        try:
            with store.work("changed a telephone number") as unit:
                unit.change(desk.person, form.model_copy(update={"phone": f"07700 900{number:03}"}), seen=seen)
            won.append(f"07700 900{number:03}")
        except ChangedMeanwhile:
            refused.append(number)

    threads = [threading.Thread(target=work, args=(number, store)) for number, store in enumerate(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and len(refused) == 49, "the first change stands, nobody overwrote it unseen"
    assert sessions[0].read().execute("SELECT phone FROM person").fetchone() == (won[0],)
    assert all(store.poll() for store in sessions[:5]), "everybody hears of the others' changes"
    for store in sessions:
        store.close()
    assert set(saved) == desk.contacts().keys() and len(saved) == 50 * times(2, 20)
    tally(sessions=50, saved=len(saved), lost=0)


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_a_clock_that_jumps_by_400_days(desk: Desk, jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    store = desk.open()
    first = log(store, desk.person, "before")
    with store.work("changed a name") as work:
        work.put(desk.person, Phones(phone="01632 960001"))
    real = time.time_ns
    monkeypatch.setattr(journal.time, "time_ns", lambda: real() + int(jump.total_seconds() * 1e9))
    store.clock = lambda: datetime.now(UTC) + jump
    with store.work("changed a telephone number") as work:
        work.put(desk.person, Phones(phone="01632 960002"))
    second = log(store, desk.person, "after the jump")
    assert store.read().execute("SELECT phone FROM person").fetchone() == ("01632 960002",)
    assert store.undo().reason == "logged a contact"
    assert store.undo().reason == "changed a telephone number"
    assert store.read().execute("SELECT phone FROM person").fetchone() == ("01632 960001",)
    assert first in desk.contacts() and second not in desk.contacts()
    store.close()
    desk.contacts()


def test_the_night_the_clocks_go_back(desk: Desk) -> None:
    """01:30 comes twice on 25 October 2026 (and never on 28 March 2027): instants stay in order, walls repeat."""
    store = desk.open()
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = []
    for hours in range(3):
        store.clock = lambda hours=hours: before + timedelta(hours=hours)  # type: ignore[misc]
        log(store, desk.person, f"at {store.wall():%H:%M}")
        store.draft("d" * 32, "contact", {"note": str(hours)}, about=desk.person)
        said.append(f"{store.wall():%H:%M}")
    assert said == ["01:30", "01:30", "02:30"]
    rows = store.read().execute("SELECT at, note FROM contact ORDER BY at").fetchall()
    assert [at for at, _ in rows] == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"]
    assert store.drafts()[0].value == {"note": "2"}
    made = backup.make(store)
    store.clock = lambda: before + timedelta(hours=3)
    assert backup.make(store) != made and len(backup.known(made.parent)) == 2
    store.close()


def at(*when: str) -> list[str]:
    """Run what follows at another time, or skip."""
    if shutil.which("faketime") is None:
        pytest.skip("faketime is not installed")
    return ["faketime", *when]


def test_the_program_itself_400_days_off(desk: Desk) -> None:
    """The installed program under `faketime`: 400 days ahead, then 400 back, then now; everything it acknowledged stays."""
    acknowledged = []
    for when in (["-f", "+400d"], ["-f", "-400d"], ["-f", "+0d"]):
        done = desk.run(*desk.log_words(f"at {when[-1]}"), before=at(*when))
        assert done.returncode == 0, done.stderr
        acknowledged.append(done.stdout.strip())
        assert desk.run("backup", before=at(*when)).returncode == 0
        assert desk.run("verify", before=at(*when)).returncode == 0
    held = desk.contacts()
    assert set(acknowledged) == held.keys()
    assert desk.run("list", "contacts", "--all").returncode == 0
    assert len(backup.known(backup.folder(desk.store_path))) == 3


def test_the_program_itself_in_the_night_the_clocks_go_back(desk: Desk) -> None:
    """01:30 twice on 25 October 2026: instants stay in order, and each backup has a name of its own."""
    said = []
    for moment in ("00:30", "01:30", "02:30"):
        before = at("-f", f"@2026-10-25 {moment}:00")
        done = desk.run(*desk.log_words(f"{moment} UTC"), before=before, TZ="UTC")
        assert done.returncode == 0, done.stderr
        said.append(done.stdout.strip())
        assert desk.run("backup", before=before, TZ="UTC").returncode == 0
    store = desk.open()
    rows = store.read().execute("SELECT id, substr(at, 1, 16) FROM contact ORDER BY at").fetchall()
    store.close()
    assert rows == list(zip(said, ["2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30"], strict=True))
    assert len(backup.known(backup.folder(desk.store_path))) == 3
    assert desk.run("verify").returncode == 0


@pytest.mark.breaks_stores("the damage is what is tried")
def test_every_flipped_byte_of_store_and_backup_is_found(
    desk: Desk, times: Times, tally: Tally, tmp_path: Path
) -> None:
    store = desk.open()
    for number in range(20):
        log(store, desk.person, "x" * 500 * number)
    copy = backup.make(store)
    store.close()
    raw = copy.read_bytes()
    chance = some(7)
    missed = []
    places = {0, 15, 16, 100, len(raw) - 1} | {chance.randrange(len(raw)) for _ in range(times(60, 1000))}
    target = tmp_path / "flipped.caretui"
    for place in sorted(places):
        flipped = bytearray(raw)
        flipped[place] ^= 1 << chance.randrange(8)
        target.write_bytes(flipped)
        try:
            backup.check(target, desk.key, thorough=False)
        except Damaged:
            continue
        finally:
            for end in ("-wal", "-shm"):
                target.with_name(target.name + end).unlink(missing_ok=True)
        missed.append(place)
    assert missed == []
    tally(bytes_flipped=len(places), missed=0, file_bytes=len(raw))


async def test_a_note_of_a_megabyte_and_very_many_contacts(desk: Desk, times: Times, tally: Tally) -> None:
    store = desk.open()
    words = "nights are bad [/b] \u0628\u06cc " * 45_000
    big = log(store, desk.person, words)
    assert store.read().execute("SELECT note FROM contact WHERE id = ?", (big,)).fetchone() == (words,)
    many = times(600, 50_000)
    for start in range(0, many, 500):
        with store.work("logged contacts") as work:
            for number in range(start, min(many, start + 500)):
                contacts.log(
                    work, store.viewer, person=desk.person, now=store.now(), method="telephone", note=f"call {number}"
                )

    begun = time.monotonic()
    ids = [
        n for (n,) in store.read().execute("SELECT n FROM contact WHERE person = ? ORDER BY at DESC", (desk.person,))
    ]
    assert len(ids) == many + 1
    listed = time.monotonic() - begun
    begun = time.monotonic()
    log(store, desk.person, "one more")
    saved = time.monotonic() - begun
    app = CaretuiApp(store, first="caseload")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        begun = time.monotonic()
        app.open("person", person=desk.person)
        await shows(app, "DUXBURY")
        opened = time.monotonic() - begun
        app.pop_screen()
        begun = time.monotonic()
        app.open("person", person=desk.person, tab="Contacts")
        await shows(app, "one more")
        tab = time.monotonic() - begun
    store.close()
    figures = {"save_ms": saved, "list_ms": listed, "person_ms": opened, "contacts_tab_ms": tab}
    tally(contacts=many, **{name: round(1000 * seconds) for name, seconds in figures.items()})
    assert saved < 2 and opened < 5 and tab < 5, figures


async def shows(app: CaretuiApp, words: str) -> None:
    """Until these words stand on the screen."""
    async with asyncio.timeout(60):
        while words not in "\n".join(strip.text for strip in app.screen._compositor.render_strips()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def test_a_flipped_byte_in_the_log_is_found_by_the_mark_beside_the_store(
    desk: Desk, tally: Tally, times: Times
) -> None:
    """SQLite ends the log where a checksum fails and the store is whole without the rest: only the mark knows of it."""
    for turn in range(times(1, 20)):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk.store_path), desk.key.hex(), desk.member, desk.person],
            stdout=subprocess.PIPE,
            text=True,
            env=desk.environment,
        )
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        said = [writer.stdout.readline().strip() for _ in range(10)]
        writer.kill()
        writer.communicate()
        wal = desk.store_path.with_name(f"{desk.store_path.name}-wal")
        raw = bytearray(wal.read_bytes())
        if turn % 2 == 0:  # every other time the crash alone: nothing is missing then
            raw[some(turn).randrange(len(raw) // 4, len(raw) * 3 // 4)] ^= 1
            wal.write_bytes(raw)
        done = desk.run("verify")
        lost = not set(said) <= desk.contacts().keys()
        assert ("missing" in done.stderr) == (turn % 2 == 0), done.stderr
        assert done.returncode == (1 if turn % 2 == 0 else 0) and (turn % 2 == 0 or not lost)
        again = desk.run("verify")
        assert again.returncode == 0 and again.stdout.count("behind its mark when opened") == turn // 2 + 1
    tally(times=times(1, 20), found=times(1, 10), missed=0)


def resident_kb(pid: int | str = "self") -> int:
    """What a process has in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def test_long_use_grows_neither_memory_nor_files(desk: Desk, times: Times, tally: Tally) -> None:
    """Random saving, drafting, undoing, locking; the shortened form of a day."""

    chance = some(8)
    store = desk.open()
    with store.work("added people") as work:
        people = [add_person(work, family_name=f"Person{n}") for n in range(30)]
    key = store.key

    def turn(number: int) -> None:
        person = chance.choice(people)
        match chance.randrange(6):
            case 0 | 1:
                log(store, person, f"note {number}")
            case 2:
                store.draft("d" * 32, "contact", {"note": f"{number}"}, about=person)
            case 3:
                store.undo()
            case 4:
                store.read().execute("SELECT count(*) FROM contact WHERE person = ?", (person,)).fetchone()
            case _ if number % 20 == 5:
                store.sleep()
                store.wake(key)
        store.done[:] = store.done[-20:]

    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells what a process has in memory")
    for number in range(times(150, 2_000)):
        turn(number)
    files, memory = len(list(Path("/proc/self/fd").iterdir())), resident_kb()
    turns = times(300, 10_000)
    for number in range(turns):
        turn(number)
    grown = resident_kb() - memory
    log_size = desk.store_path.with_name(f"{desk.store_path.name}-wal").stat().st_size
    assert len(list(Path("/proc/self/fd").iterdir())) <= files + 2
    assert grown < 20_000, f"{grown} kB more"
    assert log_size < 30_000_000
    assert verify.everything(store.read()) == []
    store.close()
    tally(turns=turns, memory_grown_kb=grown, wal_bytes=log_size)


@pytest.mark.breaks_stores("the damage is what is tried")
def test_a_store_that_is_no_store_is_said(desk: Desk) -> None:
    desk.store_path.write_bytes(os.urandom(4096 * 3))
    done = desk.run("list", "caseload")
    assert done.returncode == 1 and "damaged" in done.stderr and "Traceback" not in done.stderr
    with pytest.raises((Damaged, DatabaseError)):
        desk.open()
