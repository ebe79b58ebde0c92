"""The command line as its contract has it: data on stdout, words on stderr, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PASSPHRASE = "four quite unrelated words"


class Caretui:
    """The program with a store and a passphrase file of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.secret = home / "secret"
        self.secret.write_text(PASSPHRASE + "\n")
        self.secret.chmod(0o600)
        self.store = home / "team.caretui"

    def __call__(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("CARETUI")}
        known = {
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "CARETUI_STORE": str(self.store),
            "CARETUI_PASSPHRASE_FILE": str(self.secret),
        }
        return subprocess.run(
            [sys.executable, "-m", "caretui", *arguments],
            capture_output=True,
            text=True,
            env={**kept, **known, **environ},
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )


@pytest.fixture
def caretui(tmp_path: Path) -> Caretui:
    return Caretui(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Caretui:
    """A store of invented people, read by several tests."""
    program = Caretui(tmp_path_factory.mktemp("kept"))
    made = program("demo", "--keep", str(program.store), "--make-only")
    assert made.returncode == 0, made.stderr
    return program


def test_init_makes_a_store_once_and_prints_the_organisation_key(caretui: Caretui) -> None:
    first = caretui("init", "--name", "Sam Ward", "--role", "community matron", "--agency", "community nursing")
    assert first.returncode == 0, first.stderr
    assert len(first.stdout.strip().replace("-", "")) == 32
    before = caretui.store.read_bytes()
    again = caretui("init", "--name", "Eve", "--role", "x", "--agency", "y")
    assert again.returncode == 1 and "not touched" in again.stderr
    assert caretui.store.read_bytes() == before


def test_a_short_or_common_passphrase_is_refused(caretui: Caretui) -> None:
    for words in ("short", "password1234", "Blackburn2026!"):
        caretui.secret.write_text(words)
        refused = caretui("init", "--name", "Sam Ward", "--role", "x", "--agency", "y")
        assert refused.returncode == 1 and not caretui.store.exists()


def test_list_caseload_as_json_has_the_contract_s_fields(kept: Caretui) -> None:
    printed = kept("list", "caseload", "--format", "json")
    people = json.loads(printed.stdout)
    assert len(people) == 45
    assert set(people[0]) >= {
        *(
            "id nhs_number family_name given_name preferred_name date_of_birth sex postcode practice_code practice locality"
        ).split(),
        *(
            "status coordinator programmes risk_score risk_band last_contact why next_due overdue_actions open_actions"
        ).split(),
        *("in_hospital_since next_meeting warnings deceased restricted").split(),
    }
    assert len(json.loads(kept("list", "caseload", "--all", "--format", "json").stdout)) == 120
    assert len(json.loads(kept("list", "people", "--where", "o'hara", "--format", "json").stdout)) == 1


def test_a_table_is_cut_and_says_so_and_csv_is_whole(kept: Caretui) -> None:
    table = kept("list", "caseload", "--limit", "3")
    assert len(table.stdout.splitlines()) == 4 and "3 of 45" in table.stderr
    assert len(kept("list", "caseload", "--format", "csv").stdout.splitlines()) == 46


def test_usage_errors_end_with_2(kept: Caretui) -> None:
    for words in (
        ("list", "nothing"),
        ("nonsense",),
        ("list", "caseload", "--where", "colour:red"),
        ("demo", "--people", "1"),
    ):
        assert kept(*words).returncode == 2, words
    assert "terminal" in kept().stderr
    assert kept().returncode == 2


def test_a_wrong_passphrase_ends_with_5_and_no_store_with_1(kept: Caretui, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("not the passphrase")
    other.chmod(0o600)
    wrong = kept("list", "caseload", CARETUI_PASSPHRASE_FILE=str(other))
    assert wrong.returncode == 5 and wrong.stdout == ""
    missing = kept("list", "caseload", "--store", str(tmp_path / "none.caretui"))
    assert missing.returncode == 1 and "caretui init" in missing.stderr


def test_who_it_is_among_several_is_asked_before_the_passphrase(caretui: Caretui) -> None:
    caretui("init", "--name", "Sam Ward", "--role", "community matron", "--agency", "community nursing")
    added = caretui("member", "add", "Jo Moss", "--role", "district nurse", "--agency", "community nursing")
    assert added.returncode == 0, added.stderr
    nobody = caretui("verify", CARETUI_PASSPHRASE_FILE="")
    assert "name one (--as NAME). Members: Jo Moss, Sam Ward." in nobody.stderr
    wrong = caretui("verify", "--as", "Priya", CARETUI_PASSPHRASE_FILE="")
    assert "No member with a key here is called so" in wrong.stderr
    asked = caretui("verify", "--as", "sam", CARETUI_PASSPHRASE_FILE="")
    assert "There is no terminal to ask the passphrase at" in asked.stderr


def test_a_passphrase_file_that_others_can_read_is_refused(kept: Caretui, tmp_path: Path) -> None:
    loose = tmp_path / "loose"
    loose.write_text(PASSPHRASE)
    loose.chmod(0o644)
    refused = kept("--passphrase-file", str(loose), "list", "caseload")
    assert refused.returncode == 1 and "chmod 600" in refused.stderr


def test_undo_takes_back_a_unit_that_changes_names(kept: Caretui) -> None:
    changes = json.loads(kept("list", "changes", "--format", "json").stdout)
    assert changes[0]["reason"] == "made the demo's meetings"
    assert kept("undo", "0" * 32).returncode == 1


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("keys",), ("paths",)])
def test_light_commands_load_neither_textual_nor_sqlmodel(caretui: Caretui, words: tuple[str, ...]) -> None:
    code = (
        "import sys; sys.argv[1:] = " + repr(list(words)) + "\n"
        "from caretui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'pydantic', 'rich', 'sqlcipher3'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_list_loads_neither_textual_nor_sqlmodel(kept: Caretui) -> None:
    code = (
        f"import sys; sys.argv[1:] = ['--store', {str(kept.store)!r}, '--passphrase-file', {str(kept.secret)!r}]\n"
        "sys.argv += ['list', 'caseload']\n"
        "from caretui.__main__ import main\n"
        "assert main() == 0\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr


def test_settings_that_cannot_be_read_are_said_with_their_place(kept: Caretui) -> None:
    config = kept.home / "config" / "caretui" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    for words, said in (("lock_minutes = 99", "1 to 15"), ("share = ", "cannot be read")):
        config.write_text(words)
        refused = kept("list", "caseload")
        assert refused.returncode == 1 and said in refused.stderr and "config.toml" in refused.stderr
    config.unlink()


@pytest.mark.parametrize(
    ("what", "word", "field"),
    [
        ("agencies", "hollies", "kind"),
        ("professionals", "haslam", "role"),
        ("localities", "darwen", "practices"),
        ("messages", "audley", "phone"),
        ("booked", "visit", "at"),
    ],
)
def test_what_the_directory_and_today_show_is_listed_too(kept: Caretui, what: str, word: str, field: str) -> None:
    found = kept("list", what, "--where", word, "--format", "json")
    assert found.returncode == 0, found.stderr
    rows = json.loads(found.stdout)
    assert rows and all(row["id"] and row[field] for row in rows)
    assert kept("list", what, "--where", "no such words", "--format", "json").stdout.strip() == "[]"


def test_a_saved_view_is_listed(kept: Caretui) -> None:
    found = kept("list", "views", "--format", "json")
    assert found.returncode == 0 and json.loads(found.stdout) == []
