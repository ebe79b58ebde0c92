"""Commands started oddly: closed streams, bytes that are no text, a full disk behind the pipe, a folder that is not there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.conftest import desk, founded_desk  # noqa: F401 - fixtures
from tests.faults.desk import Desk
from tests.office import Office

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
BYTES = b"\xff"
MAY = "\u202e"


@pytest.fixture
def run(desk: Desk) -> Run:  # noqa: F811
    def run(*words: str | bytes, shell: str = '"$@"', **environment: str) -> "subprocess.CompletedProcess[bytes]":
        command = ["sh", "-c", shell, "sh", sys.executable, "-m", "caretui", *words]
        return subprocess.run(
            command, capture_output=True, env={**desk.environment, **environment}, cwd=desk.folder, timeout=60
        )

    return run


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_with_closed_streams_a_note_is_saved_and_said_to_be(desk: Desk, run: Run, closed: str) -> None:  # noqa: F811
    done = run(*desk.log_words("kept"), shell=f'"$@" {closed}')
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(desk.contacts().values()) == ["kept"]


def test_without_input_it_says_that_it_needs_a_terminal(run: Run) -> None:
    app = run(shell='"$@" <&-')
    asks = run("list", "people", shell='"$@" <&-', CARETUI_PASSPHRASE_FILE="")
    assert app.returncode == asks.returncode == 2
    assert b"terminal" in app.stderr and b"terminal" in asks.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("buffered", ["", "1"])
def test_an_id_that_cannot_be_printed_is_not_a_note_that_was_not_saved(
    desk: Desk,  # noqa: F811
    run: Run,
    buffered: str,
) -> None:
    done = run(*desk.log_words("kept"), shell='"$@" > /dev/full', PYTHONUNBUFFERED=buffered)
    assert done.returncode == 3 and b"what was saved is saved" in done.stderr and b"went wrong" not in done.stderr
    assert list(desk.contacts().values()) == ["kept"]


def test_a_pipe_that_is_gone_is_quiet(desk: Desk, run: Run) -> None:  # noqa: F811
    done = run(*desk.log_words("kept"), shell='{ sleep 0.1; "$@"; echo $? >&2; } | true')
    assert done.stderr == b"3\n"
    assert list(desk.contacts().values()) == ["kept"]


@pytest.mark.parametrize(
    "words",
    [
        ("meet", "agenda", BYTES),
        ("undo", BYTES),
        ("backup", "--to", BYTES),
        ("--store", BYTES, "list", "people"),
        (BYTES,),
    ],
)
def test_bytes_that_are_no_text_are_a_usage_error(run: Run, words: tuple[str | bytes, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2 and b"UTF-8" in done.stderr and b"Traceback" not in done.stderr


def test_a_store_s_path_of_bytes_that_are_no_text_is_refused(run: Run) -> None:
    done = run("list", "people", CARETUI_STORE=os.fsdecode(b"/tmp/\xff.caretui"))
    assert done.returncode == 2 and b"UTF-8" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "people", "--where", "foo:\x1b[2J"), 2),
        (("\x1b[2J",), 2),
        (("list", "people", "\x1b[2J"), 2),
        (("show", "9990123454", "--format", "\x9b2J"), 2),
    ],
)
def test_what_is_said_steers_no_terminal(run: Run, words: tuple[str, ...], code: int) -> None:
    done = run(*words)
    said = done.stderr.decode()
    assert done.returncode == code
    assert all(letter.isprintable() or letter == "\n" for letter in said), said


def test_names_that_turn_text_round_are_said_without(office: Office) -> None:
    with office.founded() as store, store.work("somebody") as work:
        from caretui.store.changes.people import add_person

        add_person(work, family_name="Duxbury", nhs_number="9990123454")
    code, _, said = office("act", "9990123454", "--do", "ring", "--owner-agency", f"{MAY}evil")
    assert code == 0 and "evil" in said and MAY not in said


@pytest.mark.parametrize("option", ["--agency", "--by"])
def test_a_blank_name_makes_no_agency_and_no_colleague(office: Office, option: str) -> None:
    with office.founded() as store, store.work("somebody") as work:
        from caretui.store.changes.people import add_person

        add_person(work, family_name="Duxbury", nhs_number="9990123454")
    code, _, said = office("log", "9990123454", "--method", "telephone", "--note", "x", option, "   ")
    assert code == 1 and "name: is empty" in said, said.replace("Value error", "name")
    _, agencies, _ = office("list", "agencies", "--format", "json")
    assert all(one["name"].strip() for one in json.loads(agencies))


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_time_are_no_time_gone_by(office: Office, at: str) -> None:
    with office.founded() as store, store.work("somebody") as work:
        from caretui.store.changes.people import add_person

        add_person(work, family_name="Duxbury", nhs_number="9990123454")
    code, _, said = office("log", "9990123454", "--method", "telephone", "--note", "x", "--at", at)
    assert code == 2 and "not a time gone by" in said


@pytest.mark.parametrize("month", ["\u0662\u0660\u0662\u0666-11", "0000-01", "2026-13"])
def test_a_month_of_the_trail_is_written_in_plain_digits(office: Office, month: str, tmp_path: Path) -> None:
    with office.founded():
        pass
    code, _, said = office("audit", "--month", month, "--to", tmp_path)
    assert code == 2 and "--month" in said and not list(tmp_path.glob("*audit*"))


@pytest.mark.parametrize("config", ["folder", "deep"])
def test_settings_that_cannot_be_read_are_said(run: Run, tmp_path: Path, config: str) -> None:
    place = tmp_path / config
    place.mkdir() if config == "folder" else place.write_text("a=" + "[" * 5000 + "]" * 5000)
    done = run("list", "people", CARETUI_CONFIG=str(place))
    assert done.returncode == 1 and b"cannot be read" in done.stderr


def test_a_home_that_cannot_be_made_is_said(run: Run) -> None:
    done = run("init", "--name", "A", "--role", "b", "--agency", "c", CARETUI_STORE="/proc/nowhere/s.caretui")
    assert done.returncode == 1 and b"/proc/nowhere: No such file" in done.stderr and b"went wrong" not in done.stderr


def test_a_passphrase_file_of_notepad_opens_the_store(desk: Desk, run: Run) -> None:  # noqa: F811
    desk.passphrase_file.write_bytes(b"\xef\xbb\xbf" + desk.passphrase_file.read_bytes() + b"\r\n")
    assert run("list", "people").returncode == 0
