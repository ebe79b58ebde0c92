"""Hostile words on every screen send no byte that steers; names leave the store by no way but those asked for."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import DATA
from tests.faults import hostile, strace
from tests.faults.desk import ROOT, Desk
from tests.faults.terminal import Terminal

OURS = re.compile(
    r"\x1b\[[0-9;?>=<:]*[ -/]*[@-~]"  # CSI: colours, moves, modes
    r"|\x1b[=>78DM]"
    r"|\x1bP[^\x1b]*\x1b\\"
    r"|\x1b\](?:0|2);caretui\x07"
    r"|\x0f|\r|\n|\x08"
)
STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")
CANARY = "Zzcanary"
NHS = "9990123454"
DOWN, ESC, ENTER, RIGHT = "\x1b[6~", "\x1b", "\r", "\x1b[C"


def steering_left(sent: bytes) -> list[str]:
    return STEERING.findall(OURS.sub("", sent.decode("utf-8", errors="replace")))


@pytest.fixture
def hostile_desk(desk: Desk, times: Callable[[int, int], int]) -> Desk:
    store = desk.open()
    hostile.fill(store, hostile.strings(DATA if DATA.is_dir() else None), times(20, 60))
    store.close()
    return desk


def test_no_hostile_word_steers_the_terminal_on_any_screen(
    hostile_desk: Desk, times: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    terminal = Terminal(hostile_desk)
    try:
        terminal.wait_for("TODAY")
        for area in "12345":
            terminal.type(area, quiet=0.4)
            for _ in range(times(2, 8)):
                terminal.type(DOWN, quiet=0.2)
        terminal.type("2", quiet=0.4)
        for _ in range(times(2, 12)):
            terminal.type(ENTER, quiet=0.5)
            for _ in range(6):
                terminal.type(RIGHT, quiet=0.3)
            for letter in "ciabhmsvwldxy":
                terminal.type(letter, quiet=0.4)
                terminal.type(ESC, quiet=0.3)
                terminal.type(ESC, quiet=0.2) if "WARD" in terminal.text else None
            terminal.type(ESC, quiet=0.3)
            terminal.type("2", quiet=0.3)
            terminal.type("j", quiet=0.2)
        terminal.type("\x06", quiet=0.4)
        terminal.type("N", quiet=0.5)
        terminal.type(ESC, quiet=0.3)
        alive = terminal.process.poll() is None
        sent = terminal.sent
    finally:
        terminal.close()
    assert steering_left(sent) == []
    assert b"Something went wrong" not in sent and alive
    assert set(TITLE.findall(sent)) <= {b"caretui"}
    tally(bytes_sent=len(sent), steering_bytes=0)


def test_every_registered_screen_form_and_dialog_sends_nothing_that_steers(
    hostile_desk: Desk, times: Callable[[int, int], int], tally: Callable[..., None], tmp_path: Path
) -> None:
    """`every_screen` opens all of `app.SCREENS` in a terminal; every byte that it sent is read."""
    words = hostile.strings(DATA if DATA.is_dir() else None)
    listed = tmp_path / "words.json"
    listed.write_text(json.dumps(words[: times(10, 10_000)]), encoding="utf-8")
    store = [str(hostile_desk.store_path), hostile_desk.key.hex(), hostile_desk.member]
    command = [sys.executable, "-m", "tests.faults.every_screen", *store, str(times(1, 3)), str(listed)]
    terminal = Terminal(hostile_desk, command=command)
    try:
        end = time.monotonic() + times(240, 3600)
        while terminal.process.poll() is None and time.monotonic() < end:
            terminal.read(0.2)
        for _ in range(20):
            terminal.read(0.05)
    finally:
        terminal.close()
    last = OURS.sub("", terminal.sent[-400:].decode("utf-8", errors="replace"))
    shown = re.search(r"SHOWN (\d+)", last)
    assert shown is not None and "LEFT-OUT" not in last, last
    assert set(re.findall(rb"Something went wrong[^.]*.[^.]*", terminal.sent)) == set()
    assert terminal.process.returncode == 0
    assert steering_left(terminal.sent) == []
    assert set(TITLE.findall(terminal.sent)) <= {b"caretui"}
    tally(screens_shown=int(shown[1]), words=len(words), bytes_sent=len(terminal.sent), steering_bytes=0)


def test_no_hostile_word_steers_the_terminal_on_the_command_line(hostile_desk: Desk) -> None:
    for words in (
        ("list", "people", "--all"),
        ("list", "caseload"),
        ("list", "contacts", "--all"),
        ("list", "actions"),
    ):
        terminal = Terminal(hostile_desk, *words)
        try:
            terminal.gone(60)
            for _ in range(30):
                terminal.read(0.05)
            text = OURS.sub("", terminal.sent.decode("utf-8", errors="replace"))
        finally:
            terminal.close()
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) == []


CRASHES = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
import caretui.screens.caseload as caseload
from caretui.app import CaretuiApp
from caretui.store.store import Store
def refuse(self, con):
    (name, number) = con.execute("SELECT family_name, nhs_number FROM person WHERE family_name LIKE 'Zz%'").fetchone()
    raise RuntimeError(f"cannot show {{name}} {{number}}")
if sys.argv[5] == "query":
    import caretui.store.queries.caseload as query
    query.ids = lambda con, *rest, **more: refuse(None, con)
else:
    def broken(self):
        refuse(self, self.care.store.read())
    caseload.CaseloadScreen.title_line = broken
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
sys.exit(CaretuiApp(store, first="caseload", fault_log=Path(sys.argv[4])).run(mouse=False) or 0)
"""


@pytest.mark.parametrize("where", ["query", "frame"])
def test_a_crash_names_nobody(desk: Desk, tmp_path: Path, where: str) -> None:
    canary(desk)
    log = tmp_path / "log" / "caretui.log"
    command = [sys.executable, "-c", CRASHES, str(desk.store_path), desk.key.hex(), desk.member, str(log), where]
    terminal = Terminal(desk, command=command)
    try:
        end = time.monotonic() + 40
        while b"RuntimeError" not in terminal.sent and time.monotonic() < end:
            terminal.read(0.1)
        for _ in range(10):
            terminal.read(0.1)
    finally:
        terminal.close()
    assert b"RuntimeError at" in terminal.sent
    for place in (terminal.sent, log.read_bytes()):
        assert CANARY.encode() not in place and NHS.encode() not in place and b"Traceback" not in place
    assert log.stat().st_mode & 0o077 == 0


def canary(desk: Desk) -> None:
    from caretui.store.changes import contacts

    store = desk.open()
    with store.work("added somebody") as work:
        from caretui.store.changes.people import add_person

        person = add_person(work, family_name=CANARY, given_name=f"{CANARY}given", nhs_number="9990142718")
        contacts.log(
            work,
            store.viewer,
            person=person,
            now=store.now(),
            method="telephone",
            with_whom=CANARY,
            note=f"{CANARY} fell",
        )
    store.close()


def test_a_name_leaves_no_trace_in_logs_errors_or_file_names(desk: Desk, tmp_path: Path) -> None:
    canary(desk)
    share, temp = tmp_path / "share", tmp_path / "temp"
    share.mkdir()
    temp.mkdir()
    commands = [
        ("list", "people", "--all", "--where", "nobody-at-all"),
        ("show", "9990142718", "--format", "nonsense"),
        ("show", "1234567890"),
        ("log", "9990142718", "--method", "telephone", "--with", "x", "--note", "\x1b[2J"),
        ("log", "9990142718", "--method", "by owl", "--with", "x", "--note", "x"),
        ("act", "9990142718", "--do", "x", "--owner-agency", "x", "--due", "when pigs fly"),
        ("export", "caseload", "--to", str(share), "--format", "csv", "--purpose", "care"),
        ("export", "person", "--person", "9990142718", "--to", str(share), "--format", "docx", "--purpose", "care"),
        (
            "export",
            "person",
            "--person",
            "9990142718",
            "--to",
            str(tmp_path / "nowhere"),
            "--format",
            "txt",
            "--purpose",
            "x",
        ),
        ("backup", "--to", str(tmp_path / "backups")),
        ("verify",),
        ("restore",),
    ]
    said = ""
    for words in commands:
        done = desk.run(*words, TMPDIR=str(temp))
        said += done.stderr
        assert "Traceback" not in done.stderr, (words, done.stderr)
    assert CANARY not in said and "9990142718" not in said
    names = [path for place in (tmp_path, temp, share) for path in place.rglob("*")]
    assert [path for path in names if CANARY.lower() in path.name.lower() or "999014" in path.name] == []
    outside = [p for p in names if p.is_file() and share not in p.parents]
    leaks = [p.name for p in outside if CANARY.encode() in p.read_bytes() or b"9990142718" in p.read_bytes()]
    assert leaks == [], "only what was exported holds a name in the clear"


def test_no_formula_reaches_a_sheet(hostile_desk: Desk, tmp_path: Path) -> None:
    import csv

    from openpyxl import load_workbook

    for form in ("csv", "xlsx"):
        done = hostile_desk.run("export", "caseload", "--to", str(tmp_path), "--format", form, "--purpose", "care")
        assert done.returncode == 0, done.stderr
    (table,) = tmp_path.glob("*.csv")
    cells = [cell for row in csv.reader(table.open(encoding="utf-8-sig")) for cell in row]
    assert [c for c in cells if c[:1] in "=+-@\t\r" and c[:1] and not re.fullmatch(r"[+-]?[\d.]+|-", c)] == []
    (book,) = tmp_path.glob("*.xlsx")
    kinds = {cell.data_type for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_no_socket_is_opened(desk: Desk, tmp_path: Path) -> None:
    if reason := strace.missing():
        pytest.skip(reason)
    log = tmp_path / "calls"
    before = ["strace", "-f", "-o", str(log), "-e", "trace=socket,connect,bind,sendto"]
    for words in (("list", "caseload"), ("verify",), desk.log_words("x")):
        assert desk.run(*words, before=before).returncode == 0
        assert [line for line in log.read_text().splitlines() if "AF_INET" in line] == []
    terminal = Terminal(desk, command=[*before, *desk.command()])
    try:
        terminal.wait_for("TODAY")
        terminal.type("2345", quiet=0.5)
    finally:
        terminal.process.terminate()
        terminal.gone(5)
        terminal.close()
    assert [line for line in log.read_text().splitlines() if "AF_INET" in line] == []


def test_nothing_stays_in_the_temporary_folder(desk: Desk, tmp_path: Path) -> None:
    temp = tmp_path / "tmp"
    temp.mkdir()
    share = tmp_path / "share"
    share.mkdir()
    for form in ("csv", "pdf", "docx"):
        kind = "caseload" if form == "csv" else "person"
        who = () if kind == "caseload" else ("--person", NHS)
        desk.run("export", kind, *who, "--to", str(share), "--format", form, "--purpose", "care", TMPDIR=str(temp))
    assert [p.name for p in temp.rglob("*") if p.is_file()] == []


def test_a_passphrase_file_that_others_can_read_is_refused(desk: Desk) -> None:
    desk.passphrase_file.chmod(0o644)
    done = desk.run("list", "caseload")
    assert done.returncode == 1 and "can be read by others" in done.stderr


def test_the_files_of_the_store_are_private(desk: Desk) -> None:
    desk.run("backup")
    made = subprocess.run(
        ["find", str(desk.folder), "-perm", "/077", "-newer", str(desk.passphrase_file), "-type", "f"],
        capture_output=True,
        text=True,
    ).stdout.split()
    assert [name for name in made if "backups" in name] == []
