"""kill -9 at any moment: what was acknowledged is there, what was not is there whole or not at all."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.faults.desk import PASSPHRASE, Desk, copy_of, some

from caretui.store import backup, keys, recovery, schema
from caretui.store.database import connect

Times = Callable[[int, int], int]
Tally = Callable[..., None]


def start(desk: Desk, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        desk.command(*words), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=desk.environment
    )


def test_a_killed_log_command_never_takes_back_what_it_acknowledged(
    founded_desk: Desk, times: Times, tally: Tally, tmp_path: Path
) -> None:
    """`caretui log` as a program of its own; the id on stdout is the acknowledgement.

    Each kill falls between the first thing that the run writes into the store's log and the end of the program: into
    opening, saving, saying so and writing the log back. Three desks at once, so that a large run ends in minutes.
    """
    places = [tmp_path / f"desk{number}" for number in range(times(1, 3))]
    for place in places:
        place.mkdir()
    desks = [copy_of(founded_desk, place) for place in places]
    with ThreadPoolExecutor(len(desks)) as pool:
        done = list(pool.map(lambda one: kill_while_saving(one[1], times(4, 340), some(one[0])), enumerate(desks)))
    figures = {name: sum(one[name] for one in done) for name in done[0]}
    tally(**figures)
    assert figures["lost"] == 0 and figures["acknowledged"]


def kill_while_saving(desk: Desk, wanted: int, chance: random.Random) -> dict[str, int]:
    log = desk.store_path.with_name(f"{desk.store_path.name}-wal")
    acknowledged = {desk.run(*desk.log_words("0")).stdout.strip()}
    span, kills, runs = 0.1, 0, 0
    while kills < wanted:
        before = state_of(log)
        process = start(desk, *desk.log_words(f"{runs} {'x' * chance.randrange(3000)}"))
        while state_of(log) == before and process.poll() is None:
            time.sleep(0.001)
        try:
            process.wait(timeout=span * chance.uniform(0.0, 1.2))
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        runs += 1
        printed = process.communicate()[0].strip()
        if len(printed) == 32:
            acknowledged.add(printed)
        span *= 0.97 if printed else 1.03  # so that as many kills fall before the acknowledgement as after it
        if runs % 50 == 0:
            assert acknowledged <= desk.contacts(whole=runs % 250 == 0).keys()
    held = desk.contacts()
    lost = len(acknowledged - held.keys())
    return {"kills": kills, "runs": runs, "acknowledged": len(acknowledged), "saved": len(held), "lost": lost}


def state_of(log: Path) -> tuple[int, int]:
    """What changes when the log is written to; zeros while there is none."""
    try:
        found = log.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


SERVER = """
import os, sys
from caretui.cli import contacts, main
import argon2.low_level, caretui.store.changes.contacts, caretui.store.changes.people, caretui.store.queries.person
out, words = sys.argv[1], sys.argv[2:]
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.path.join(out, line.strip()), os.O_CREAT | os.O_WRONLY), 1)
        code = main([*words, line.strip()])
        sys.stdout.flush()
        os._exit(code)
    print(pid, flush=True)
    _, status = os.waitpid(pid, 0)
    print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)
"""


def test_the_log_command_killed_from_unlocking_to_its_end(
    desk: Desk, times: Times, tally: Tally, tmp_path: Path
) -> None:
    """The same command, forked off an interpreter that has loaded it: kills from unlocking to the end."""
    out = tmp_path / "out"
    out.mkdir()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(out), *desk.log_words("")[:-1]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=desk.environment,
    )
    assert server.stdin is not None and server.stdout is not None
    chance = some(9)
    whole, kills, runs = 1.0, 0, 0
    acknowledged: set[str] = set()
    while kills < times(10, 250):
        runs += 1
        server.stdin.write(f"{runs}\n")
        server.stdin.flush()
        pid, begun = int(server.stdout.readline()), time.monotonic()
        wait = whole * chance.uniform(0.2, 1.1)
        ready, _, _ = select.select([server.stdout], [], [], wait)
        if not ready:
            with suppress(ProcessLookupError):  # it may have ended just now
                os.kill(pid, signal.SIGKILL)
        if server.stdout.readline() == "killed\n":
            kills += 1
            whole *= 1.02
        else:
            whole = 0.7 * whole + 0.3 * (time.monotonic() - begun)
        if len(printed := (out / str(runs)).read_text().strip() if (out / str(runs)).exists() else "") == 32:
            acknowledged.add(printed)
        if runs % 100 == 0:
            assert acknowledged <= desk.contacts(whole=False).keys()
    server.stdin.close()
    server.wait()
    held = desk.contacts()
    assert acknowledged <= held.keys() and acknowledged
    tally(kills=kills, runs=runs, acknowledged=len(acknowledged), saved=len(held), lost=len(acknowledged - held.keys()))


WRITER = """
import sys
from pathlib import Path
from caretui.store.store import Store
from caretui.store.changes import contacts
from caretui.store.errors import StoreInUse
path, key, member, person = sys.argv[1:]
store = Store.open(Path(path), bytes.fromhex(key), member)
print("open", flush=True)
for number in range(100000):
    try:
        with store.work("logged a contact") as work:
            note = "x" * (number * 37 % 5000)
            contact = contacts.log(work, store.viewer, person=person, now=store.now(), method="telephone", note=note)
    except StoreInUse:
        contact = "refused"
    print(contact, flush=True)
"""


def test_a_writer_killed_amid_its_commits(desk: Desk, times: Times, tally: Tally, tmp_path: Path) -> None:
    chance = some(2)
    acknowledged: set[str] = set()
    rounds = times(3, 150)
    for number in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk.store_path), desk.key.hex(), desk.member, desk.person],
            stdout=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=desk.environment,
        )
        assert process.stdout is not None and process.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.0, 0.6))
        process.kill()
        acknowledged |= {line.strip() for line in process.communicate()[0].splitlines() if len(line.strip()) == 32}
        assert acknowledged <= desk.contacts(whole=number % 20 == 0).keys()
    held = desk.contacts()
    assert acknowledged <= held.keys() and len(held) - len(acknowledged) <= rounds
    tally(kills=rounds, acknowledged=len(acknowledged), lost=0, unacknowledged_but_saved=len(held) - len(acknowledged))


def test_a_killed_backup_leaves_no_half_backup(desk: Desk, times: Times, tally: Tally) -> None:
    begun = time.monotonic()
    assert desk.run("backup").returncode == 0
    whole = time.monotonic() - begun
    chance = some(3)
    rounds = times(3, 30)
    for _ in range(rounds):
        process = start(desk, "backup")
        try:
            process.wait(timeout=whole * chance.uniform(0.4, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        for made in backup.known(backup.folder(desk.store_path)):
            backup.check(made.file, desk.key)
    backup.sweep(backup.folder(desk.store_path))
    assert list(backup.folder(desk.store_path).glob(".*.part")) == []
    desk.contacts()
    tally(kills=rounds, backups=len(backup.known(backup.folder(desk.store_path))), bad_backups=0)


MIGRATE = """
import sys
from pathlib import Path
from caretui.store import opening, schema
steps = schema.steps()
steps[2] = "CREATE TABLE later (n INTEGER PRIMARY KEY, words TEXT) STRICT;\\n" + "".join(
    f"INSERT INTO later(words) VALUES (hex(randomblob(2000)));\\n" for _ in range(400))
steps[3] = "UPDATE later SET words = words || 'x';\\n"
schema.steps = lambda: steps
print("go", flush=True)
opening.migrate(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
"""


def test_half_a_migration_is_never_seen(desk: Desk, times: Times, tally: Tally) -> None:
    chance = some(4)
    before = desk.contacts()
    done = cut = 0
    for _ in range(times(4, 40)):
        path = desk.folder / f"m{done + cut}.caretui"
        path.write_bytes(desk.store_path.read_bytes())
        process = subprocess.Popen(
            [sys.executable, "-c", MIGRATE, str(path), desk.key.hex()],
            stdout=subprocess.PIPE,
            text=True,
            env=desk.environment,
        )
        assert process.stdout is not None and process.stdout.readline() == "go\n"
        time.sleep(chance.uniform(0.0, 0.5))
        process.kill()
        process.communicate()
        con = connect(path, desk.key)
        rows = con.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0]
        version = schema.version(con)
        assert (version, rows) in {(1, 0), (3, 1)}
        if rows:
            assert con.execute("SELECT count(*), sum(words LIKE '%x') FROM later").fetchone() == (400, 400)
        assert con.execute("SELECT count(*) FROM contact").fetchone()[0] == len(before)
        con.close()
        done, cut = done + (version == 3), cut + (version == 1)
    tally(kills=done + cut, migrated=done, as_before=cut, half=0)


def test_a_killed_restore_can_be_run_again(desk: Desk, times: Times, tally: Tally) -> None:
    desk.run(*desk.log_words("in the backup"))
    assert desk.run("backup").returncode == 0
    begun = time.monotonic()
    assert desk.run("restore", "--replace").returncode == 0
    whole = time.monotonic() - begun
    chance = some(5)
    rounds = times(3, 30)
    for _ in range(rounds):
        process = start(desk, "restore", "--replace")
        try:
            process.wait(timeout=whole * chance.uniform(0.3, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        if desk.store_path.exists():
            assert list(desk.contacts().values()) == ["in the backup"]
        else:  # between moving the old store aside and naming the new one
            done = recovery.restore(
                desk.store_path,
                recovery.candidates(desk.store_path)[0].file,
                lambda place: keys.unlock(place, PASSPHRASE).key,
            )
            assert done.units > 0
    assert desk.run("restore", "--replace").returncode == 0
    assert list(desk.contacts().values()) == ["in the backup"]
    tally(kills=rounds, lost=0)
