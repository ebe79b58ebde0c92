"""Backups, restores, migrations, re-keying: by the store's own parts and by the installed program."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caretui import platform
from caretui.store import backup, database, founding, keys, opening, recovery, rekey, schema, sessions
from caretui.store.changes.people import add_person
from caretui.store.errors import Damaged, NetworkPath, NewerStore, StoreInUse, WrongPassphrase
from caretui.store.store import Store

PASSPHRASE = "correct horse battery"
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def founded(tmp_path: Path) -> tuple[Path, str]:
    made = founding.found(
        tmp_path / "team.caretui", name="Sam Ward", job="matron", agency="community nursing", passphrase=PASSPHRASE
    )
    made.store.close()
    return tmp_path / "team.caretui", made.organisation_key


@pytest.fixture
def opened(founded: tuple[Path, str]) -> Iterator[Store]:
    store = opening.unlock_and_open(founded[0], PASSPHRASE)
    yield store
    store.close()


def add(store: Store, name: str) -> str:
    with store.work("added a person") as work:
        return add_person(work, family_name=name)


def names(path: Path, secret: str = PASSPHRASE) -> list[str]:
    store = opening.unlock_and_open(path, secret)
    try:
        return [
            name for (name,) in store.read().execute("SELECT family_name FROM person WHERE void IS NULL ORDER BY n")
        ]
    finally:
        store.close()


def key_of(place: Path) -> bytes:
    return keys.unlock(place, PASSPHRASE).key


def test_a_backup_is_the_pair_of_store_and_keys(opened: Store, tmp_path: Path) -> None:
    add(opened, "Shah")
    made = backup.make(opened)
    assert names(made) == ["Shah"], "it opens with the passphrase by itself"
    assert backup.is_current(opened) and not backup.due(opened)
    assert [f.name for f in made.parent.iterdir() if f.name.startswith(".")] == []


def test_a_backup_makes_the_folder_it_is_given_but_not_the_drive_it_is_on(
    opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    with pytest.raises(backup.BackupFailed, match=rf"there is no folder {drive}\)\. .* Is that drive connected"):
        backup.make(opened, drive / "copies")
    assert not drive.exists()
    config = tmp_path / "config.toml"
    config.write_text(f"second_backup = '{drive / 'copies'}'\n")
    monkeypatch.setenv("CARETUI_CONFIG", str(config))
    with pytest.raises(backup.BackupFailed, match="not in the second place"):
        backup.keep(opened, thorough=False)
    assert not drive.exists()
    drive.mkdir()
    assert backup.make(opened, drive / "copies").parent == drive / "copies"


def test_which_backups_stay() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    hours = [backup.Backup(Path(f"{h}"), now - timedelta(hours=h)) for h in range(0, 24 * 500, 3)]
    kept = backup.kept(hours, now)
    ages = sorted(int(file.name) for file in kept)
    assert [age for age in ages if age <= 48] == list(range(0, 49, 3)), "48 hours: all"
    days = {(now - timedelta(hours=age)).date() for age in ages}
    assert {now.date() - timedelta(days=day) for day in range(14)} <= days
    assert len({day.isocalendar()[:2] for day in days if (now.date() - day).days < 7 * 8}) >= 8
    assert len({(day.year, day.month) for day in days}) == 12, "twelve months"
    assert len(ages) <= 17 + 14 + 8 + 12


def test_a_restore_moves_the_store_aside_and_lists_what_is_missing(opened: Store) -> None:
    add(opened, "Shah")
    made = backup.make(opened)
    add(opened, "Khan")
    path = opened.path
    opened.close()
    done = recovery.restore(path, made, key_of)
    assert names(path) == ["Shah"]
    assert [(m.by, m.reason) for m in done.missing] == [("Sam Ward", "added a person")] and done.all_told
    assert done.aside is not None
    assert database.connect(done.aside, key_of(path)).execute("SELECT count(*) FROM person").fetchone() == (2,)


def test_nobody_restores_under_a_session_and_it_is_said_who_is_in(opened: Store) -> None:
    made = backup.make(opened)
    with pytest.raises(StoreInUse, match="Sam Ward"):
        recovery.restore(opened.path, made, key_of)
    assert opened.read().execute("SELECT 1").fetchone() == (1,)


def test_a_member_removed_since_the_backup_stays_removed(opened: Store) -> None:
    from caretui.store.changes import members

    ann, words = members.invite(opened, "Ann Lee", job="OT", agency="OT")
    made = backup.make(opened)
    members.remove(opened, ann, on="2026-11-26")
    path = opened.path
    opened.close()
    recovery.restore(path, made, lambda place: keys.unlock(place, PASSPHRASE, "sam").key)
    with pytest.raises(Exception, match="called so"):
        keys.unlock(path, words, "Ann")


@pytest.mark.breaks_stores("the damage is what is tried")
def test_a_damaged_store_is_found_out_and_the_newest_good_backup_chosen(opened: Store) -> None:
    add(opened, "Shah")
    opened.clock = lambda: datetime(2026, 11, 20, 8, tzinfo=UTC)
    good = backup.make(opened)
    opened.clock = lambda: datetime(2026, 11, 21, 8, tzinfo=UTC)
    bad = backup.make(opened)
    path = opened.path
    opened.close()
    for file in (bad, path):
        raw = bytearray(file.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        file.write_bytes(raw)
    with pytest.raises(Damaged):
        backup.check(bad, key_of(bad))
    assert recovery.newest_good(path, key_of) == good
    recovery.restore(path, good, key_of)
    assert names(path) == ["Shah"]


def test_an_old_store_is_brought_up_alone_after_a_backup(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(opened, "Shah")
    path = opened.path
    now = schema.steps()
    later = now | {2: "CREATE TABLE later (n INTEGER PRIMARY KEY) STRICT;\n", 3: "INSERT INTO later VALUES (7);\n"}
    monkeypatch.setattr(schema, "steps", lambda: later)
    with pytest.raises(StoreInUse):
        opening.migrate(path, opened.key)
    opened.close()
    store = opening.unlock_and_open(path, PASSPHRASE)
    assert store.read().execute("SELECT n FROM later").fetchone() == (7,)
    assert schema.version(store.read()) == 3
    store.close()
    (kept,) = backup.known(backup.folder(path))
    con = database.connect(kept.file, key_of(kept.file))
    assert schema.version(con) == 1, "the backup is of the store as it was"
    con.close()
    monkeypatch.setattr(schema, "steps", lambda: now)
    with pytest.raises(NewerStore, match="newer caretui"):
        opening.unlock_and_open(path, PASSPHRASE)


def test_a_migration_that_fails_changes_nothing(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    path, key = opened.path, opened.key
    opened.close()
    steps = schema.steps() | {2: "CREATE TABLE later (n INTEGER) STRICT;\n", 3: "INSERT INTO nowhere VALUES (1);\n"}
    monkeypatch.setattr(schema, "steps", lambda: steps)
    with pytest.raises(database.DatabaseError):
        opening.migrate(path, key)
    con = database.connect(path, key)
    assert schema.version(con) == 1
    assert con.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone() == (0,)
    con.close()


def test_a_golden_store_of_each_released_schema_opens_whole(tmp_path: Path) -> None:
    for golden in sorted(GOLDEN.glob("*.caretui")):
        shutil.copy(golden, tmp_path)
        shutil.copytree(keys.folder(golden), keys.folder(tmp_path / golden.name))
        store = opening.unlock_and_open(tmp_path / golden.name, (GOLDEN / "passphrase.txt").read_text().strip())
        found = store.read().execute("SELECT family_name FROM person ORDER BY n LIMIT 1").fetchone()
        from caretui.store import verify

        wrong = verify.everything(store.read())
        store.close()
        assert found == ("Duxbury",)
        assert wrong == []


def test_a_re_keyed_store_opens_with_the_new_key_only(opened: Store, founded: tuple[Path, str]) -> None:
    from caretui.store.changes import members

    add(opened, "Shah")
    members.invite(opened, "Ann Lee", job="OT", agency="OT")
    old_key, path = opened.key, opened.path
    unlocked = keys.unlock(path, PASSPHRASE, "sam")
    with pytest.raises(StoreInUse):
        rekey.rekey(path, unlocked, PASSPHRASE)
    opened.close()
    done = rekey.rekey(path, unlocked, PASSPHRASE)
    assert list(done.passphrases) == ["Ann Lee"]
    with pytest.raises(Damaged):
        database.connect(path, old_key)
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, founded[1], "sam")
    store = opening.unlock_and_open(path, done.passphrases["Ann Lee"], "ann")
    assert store.must_change_passphrase and store.viewer.name == "Ann Lee"
    store.close()
    assert keys.unlock(path, done.organisation_key, "sam").member is None


@pytest.mark.parametrize("moment", ["amid the new keys", "before the store", "after the store", "amid the keys"])
def test_a_re_key_cut_short_is_undone_or_finished(
    opened: Store, founded: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    add(opened, "Shah")
    path, old_key = opened.path, opened.key
    opened.close()

    class Killed(BaseException):
        pass

    real = os.replace

    def replace(source: object, target: object) -> None:
        place = Path(str(target))
        if moment == "amid the new keys" and place.parent.name == keys.NEXT:
            raise Killed
        if moment == "before the store" and place == path:
            raise Killed
        if moment == "amid the keys" and Path(str(source)).parent.name == keys.NEXT != place.parent.name:
            real(source, target)  # type: ignore[arg-type]
            raise Killed
        real(source, target)  # type: ignore[arg-type]
        if moment == "after the store" and place == path:
            raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            rekey.rekey(path, keys.unlock(path, PASSPHRASE), PASSPHRASE)
    assert names(path) == ["Shah"]
    assert (keys.unlock(path, PASSPHRASE).key == old_key) == (moment in ("amid the new keys", "before the store"))


def test_a_killed_session_keeps_no_lock(opened: Store) -> None:
    code = (
        "import sys, time; from pathlib import Path; from caretui.store.store import Store;"
        "s = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3]); print('in', flush=True); time.sleep(60)"
    )
    path, member = opened.path, opened.viewer.member
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path), opened.key.hex(), member], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdout.readline() == "in\n"
    assert len(sessions.present(opened.read())) == 2
    key = opened.key
    opened.close()
    with pytest.raises(StoreInUse, match="Sam Ward"), sessions.alone(path, key):
        pass
    other.kill()
    other.wait()
    with sessions.alone(path, key):
        pass


def test_the_organisation_key_opens_it_and_every_member_is_told(founded: tuple[Path, str]) -> None:
    path, printed = founded
    lead = opening.unlock_and_open(path, printed)
    assert lead.viewer.role == "lead"
    lead.close()
    store = opening.unlock_and_open(path, PASSPHRASE)
    assert len(opening.organisation_key_used(store)) == 1
    assert opening.organisation_key_used(store) == [], "told once"
    store.close()


def test_a_store_or_a_passphrase_on_a_network_drive_is_refused(
    founded: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = founded
    assert platform.file_system(Path("/proc/self")) == "proc"
    secret = path.with_name("secret")
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    assert platform.open_to_others(secret) == ""
    monkeypatch.setattr(platform, "NETWORK_FILE_SYSTEMS", frozenset({platform.file_system(path)}))
    assert platform.open_to_others(secret) == "lies on a network path"
    with pytest.raises(NetworkPath):
        opening.look(path)
    with pytest.raises(NetworkPath):
        founding.found(path.with_name("other.caretui"), name="X", job="x", agency="x", passphrase=PASSPHRASE)
    assert not path.with_name("other.caretui").exists()


def test_a_backup_lies_in_the_second_place_too_or_says_that_it_does_not(
    opened: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive, config = tmp_path / "drive", tmp_path / "config.toml"
    monkeypatch.setenv("CARETUI_CONFIG", str(config))
    config.write_text(f"second_backup = '{drive}'\n")
    made = backup.keep(opened, thorough=False)
    assert (drive / made.name).read_bytes() == made.read_bytes()
    assert sorted(key.name for key in keys.folder(drive / made.name).iterdir())
    config.write_text(f"second_backup = '{config}'\n")  # a file: nothing can be put there
    with pytest.raises(backup.BackupFailed, match="not in the second place"):
        backup.keep(opened, thorough=False)
