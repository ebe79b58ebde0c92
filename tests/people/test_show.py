"""`caretui show PERSON`: the same facts in print, for screen readers and scripts; the look is recorded."""

import json
from pathlib import Path

import pytest

from caretui import cli
from caretui.store import keys
from caretui.store.changes import people
from caretui.store.queries import history
from caretui.store.store import Store

WORDS = "kettle orbit tulip van"


@pytest.fixture
def on_disk(store: Store, al: str, tmp_path: Path) -> list[str]:
    """The story's store with a passphrase file; the options that open it."""
    keys.write(store.path, secret=WORDS, key=store.key, member=store.viewer.member, name="Sam Ward")
    file = tmp_path / "words"
    file.write_text(f"{WORDS}\n")
    file.chmod(0o600)
    return ["--store", str(store.path), "--passphrase-file", str(file)]


def test_the_text_tells_the_whole_story(on_disk: list[str], al: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*on_disk, "show", "999-012 3454"]) == 0
    out, _ = capsys.readouterr()
    for words in (
        'DUXBURY, Alan  "Al"',
        "NHS 999 012 3454",
        "! Falls: no rail on 2nd stair.",
        "ReSPECT form: kitchen folder.",
        "Coordinator: Sam Ward, community matron, since 21 May 2026",
        "Jim, brother          1st of month",
        "17 hospital visits or admissions in 12 months (1.42 a month) [12 months to 20 May 2026]",
        "2 in 6 months (0.33 a month). Some fall after a peak is usual [6 months to 20 Nov 2026]",
        "Karen rang: bad nights since Sunday",
    ):
        assert words in out, words
    assert "2741" not in out, "a key-safe code shows only when asked for"


def test_json_has_the_contracts_names_and_never_the_key_safe_code(
    on_disk: list[str], al: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["show", al, "--format", "json", "--views", *on_disk]) == 0
    out, _ = capsys.readouterr()
    found = json.loads(out)
    assert found["id"] == al and found["nhs_number"] == "9990123454"
    assert found["status"] == "open" and found["coordinator"] == "Sam Ward" and found["deceased"] is False
    assert found["plan"]["before"]["a_month"] == 1.42 and found["plan"]["since"]["a_month"] == 0.33
    assert "peak" in found["plan"]["caution"]
    assert [service["pattern"] for service in found["who_goes_in"]][:2] == ["Mon 10:30", "Mon Wed"]
    assert found["contacts"][0]["at"] == "2026-11-25T16:50:00+00:00"
    assert found["warning_notes"][0]["words"] == "no rail on 2nd stair"
    assert "2741" not in out
    assert found["views"] == []
    assert [look.what for look in history.views(store.read(), al)] == ["printed on the command line"]


def test_nobody_is_found_by_a_name_or_a_wrong_number(on_disk: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("Duxbury", "9990123455", "f" * 32):
        assert cli.main([*on_disk, "show", words]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "Nobody here" in err


def test_hostile_words_reach_no_terminal_raw(
    on_disk: list[str], store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.work("hostile") as work:
        person = people.add_person(work, family_name="O'HERN [/b] =cmd()\u202e", situation="a\nb\u2028c")
    assert cli.main([*on_disk, "show", person]) == 0
    out, _ = capsys.readouterr()
    assert "O'HERN [/B] =CMD()\ufffd" in out and "a b" in out
    assert "\u202e" not in out
