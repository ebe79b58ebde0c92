"""Founding, unlocking and what is said when it does not open."""

from pathlib import Path

import pytest

from caretui.store import founding, keys, opening, tries
from caretui.store.errors import Damaged, KeysLeft, MissingKeys, NewerStore, NoStore, WhichMember, WrongPassphrase
from caretui.store.store import Store

PASSPHRASE = "correct horse battery"


@pytest.fixture
def founded(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "team.caretui"
    made = founding.found(
        path, name="Sam Ward", job="community matron", agency="community nursing", passphrase=PASSPHRASE
    )
    made.store.close()
    return path, made.organisation_key


def test_the_passphrase_opens_it_as_the_member(founded: tuple[Path, str]) -> None:
    unlocked = keys.unlock(founded[0], PASSPHRASE)
    store = Store.open(founded[0], unlocked.key, unlocked.member)
    assert (store.viewer.name, store.viewer.role, store.viewer.agency_name) == (
        "Sam Ward",
        "lead",
        "community nursing",
    )
    store.close()


def test_the_organisation_key_opens_it_however_it_is_typed(founded: tuple[Path, str]) -> None:
    path, printed = founded
    for typed in (printed, printed.lower(), printed.replace("-", " ")):
        assert keys.unlock(path, typed).member is None


def test_a_wrong_passphrase_is_refused(founded: tuple[Path, str]) -> None:
    with pytest.raises(WrongPassphrase):
        keys.unlock(founded[0], "correct horse batterx")


def test_a_second_member_must_be_named_and_a_new_passphrase_replaces_the_old(
    founded: tuple[Path, str],
) -> None:
    path, _ = founded
    key = keys.unlock(path, PASSPHRASE).key
    keys.write(path, secret="first time only", key=key, member="0" * 32, name="Priya Nair", once=True)
    with pytest.raises(WhichMember, match="Priya Nair"):
        keys.unlock(path, PASSPHRASE)
    with pytest.raises(WhichMember, match="Priya Nair"):
        keys.whose(path, None)  # known before a passphrase is asked
    assert keys.unlock(path, "first time only", "Priya").once
    keys.write(path, secret="her own passphrase", key=key, member="0" * 32, name="Priya Nair")
    assert keys.unlock(path, "her own passphrase", "priya").key == key
    with pytest.raises(WrongPassphrase):
        keys.unlock(path, "first time only", "priya")


def test_what_is_missing_is_said(founded: tuple[Path, str]) -> None:
    path, _ = founded
    with pytest.raises(NoStore):
        Store.open(path.with_name("other.caretui"), bytes(32))
    with pytest.raises(Damaged):
        Store.open(path, bytes(32))
    for file in keys.folder(path).iterdir():
        file.unlink()
    with pytest.raises(MissingKeys):
        keys.unlock(path, PASSPHRASE)
    keys.folder(path).rmdir()
    with pytest.raises(MissingKeys, match="backup"):
        keys.unlock(path, PASSPHRASE)


def test_a_newer_store_is_not_touched(founded: tuple[Path, str]) -> None:
    path, _ = founded
    unlocked = keys.unlock(path, PASSPHRASE)
    store = Store.open(path, unlocked.key, unlocked.member)
    store._writer.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(NewerStore, match="newer caretui"):
        Store.open(path, unlocked.key, unlocked.member)


def test_founding_never_touches_the_keys_of_a_store_that_is_away(founded: tuple[Path, str]) -> None:
    path = founded[0]
    before = {file.name: file.read_bytes() for file in keys.folder(path).iterdir()}
    path.rename(path.with_name("away.db"))
    with pytest.raises(KeysLeft, match="move that folder away"):
        founding.found(path, name="X", job="x", agency="x", passphrase=PASSPHRASE)
    assert {file.name: file.read_bytes() for file in keys.folder(path).iterdir()} == before
    assert not path.exists()


def test_founding_never_touches_an_existing_store(founded: tuple[Path, str]) -> None:
    with pytest.raises(FileExistsError):
        founding.found(founded[0], name="X", job="x", agency="x", passphrase=PASSPHRASE)
    assert keys.unlock(founded[0], PASSPHRASE).name == "Sam Ward"


@pytest.mark.breaks_stores("an empty file holds no journal")
def test_an_emptied_store_is_damage_and_not_a_new_one(founded: tuple[Path, str]) -> None:
    path, _ = founded
    path.write_bytes(b"")
    with pytest.raises(Damaged, match="restore"):
        opening.unlock_and_open(path, PASSPHRASE)
    assert path.stat().st_size == 0 and not list(path.parent.glob("backups/*"))


@pytest.mark.parametrize("left", [0, 1000])
def test_a_key_file_that_is_cut_off_is_no_wrong_passphrase(founded: tuple[Path, str], left: int) -> None:
    path, printed = founded
    [file] = keys.folder(path).glob("sam-*.key")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(MissingKeys, match="backup"):
        keys.unlock(path, PASSPHRASE)
    assert not tries.file_of(file).exists()
    assert keys.unlock(path, printed).member is None


def test_moments_that_are_none_shut_nobody_out(founded: tuple[Path, str]) -> None:
    path, _ = founded
    [file] = keys.folder(path).glob("sam-*.key")
    tries.file_of(file).write_text("nan\ninf\n-inf\n1e400\n-5\n9e99\nx\n1795300000.0\n" * 3)
    store = opening.unlock_and_open(path, PASSPHRASE)
    (line,) = store.read().execute("SELECT count(*) FROM audit WHERE event = 'wrong passphrases'").fetchone()
    store.close()
    assert line == 1 and not tries.file_of(file).exists()
