"""The reader that looks into every store a test leaves: it finds what another process broke, by whatever key."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests import wholeness

from caretui.store import founding, keys
from caretui.store.database import connect
from caretui.store.store import Store

WORDS = "four quite unrelated words"
ELSEWHERE = """
import sys
from pathlib import Path
from caretui.store import founding
founding.found(Path(sys.argv[1]), name="Ann Lee", job="OT", agency="OT", passphrase=sys.argv[2]).store.close()
"""
pytestmark = pytest.mark.breaks_stores("the damage is what is tried")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A store founded by another process, with a passphrase that no file tells."""
    place = tmp_path / "a" / "data" / "team.caretui"
    place.parent.mkdir(parents=True)
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(place), WORDS], check=True)
    return place


def break_the_journal(store: Path, key: bytes) -> None:
    con = connect(store, key)
    con.execute("UPDATE member SET name = 'Eve' WHERE n = 1")
    con.close()


def test_a_store_that_another_process_founded_is_read_by_a_passphrase_lying_about(
    elsewhere: Path, tmp_path: Path
) -> None:
    nobody = wholeness.mismatches(tmp_path)
    assert len(nobody) == 1 and "nobody knows" in nobody[0]
    (tmp_path / "secret").write_text(WORDS + "\n")
    assert wholeness.mismatches(tmp_path) == []
    break_the_journal(elsewhere, keys.unlock(elsewhere, WORDS).key)
    (wrong,) = wholeness.mismatches(tmp_path)
    assert wrong.startswith("team.caretui: member ") and wrong.endswith("name differs from the journal")


def test_a_store_of_this_process_and_its_copy_need_no_passphrase(tmp_path: Path) -> None:
    made = founding.found(tmp_path / "a.caretui", name="Ann Lee", job="OT", agency="OT", passphrase=WORDS).store
    made.close()
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / "b.caretui"
    copy.write_bytes(made.path.read_bytes())
    assert wholeness.mismatches(tmp_path) == []
    break_the_journal(copy, made.key)
    assert [words.partition(":")[0] for words in wholeness.mismatches(tmp_path)] == ["b.caretui"]


def test_a_damaged_store_is_told_and_what_never_was_one_is_not(tmp_path: Path, store: Store) -> None:
    for name, content in (("empty.caretui", b""), ("sheet.caretui", b"name,born\n" * 400)):
        (tmp_path / name).write_bytes(content)
    assert wholeness.mismatches(tmp_path) == []
    store.close()
    whole = bytearray(store.path.read_bytes())
    whole[100:200] = bytes(100)
    store.path.write_bytes(whole)
    assert len(wholeness.mismatches(tmp_path)) == 1
