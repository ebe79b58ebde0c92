"""The audit trail of the installed program: which lines it writes, who has viewed a record, what verify finds."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.desk import NUMBER, Desk

from caretui.store import audit, keys
from caretui.store.database import Connection, connect


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_the_issue_names_has_its_line_and_the_extract_has_them_all(desk: Desk) -> None:
    share = desk.folder / "share"
    share.mkdir()
    contact = desk.run(*desk.log_words("slept badly")).stdout.strip()
    amended = desk.run("amend", contact, "--note", "slept well", "--reason", "misheard")
    assert amended.returncode == 0, amended.stderr
    assert desk.run("show", NUMBER).returncode == 0
    sent = desk.run("export", "person", "--person", NUMBER, "--to", str(share), "--format", "txt", "--purpose", "care")
    assert sent.returncode == 0, sent.stderr
    desk.passphrase_file.write_text("not the passphrase")
    assert desk.run("list", "caseload").returncode == 5
    desk.passphrase_file.write_text("correct horse battery")
    assert desk.run("list", "people", "--all", "--where", "duxbury").returncode == 0
    store = desk.open()
    month = store.now()[:7]
    with store.work("changed the coordinator") as work:
        from caretui.store.changes import coordinators

        coordinators.assign(work, [desk.person], store.viewer.professional, today=store.today().isoformat(), note="")
    store.close()
    done = desk.run("audit", "--month", month, "--to", str(desk.folder))
    assert done.returncode == 0, done.stderr
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    lines = [row for row in csv.reader(text.splitlines()) if len(row) == 8]
    events = {row[4] for row in lines[1:]}
    assert {
        "opened",
        "unit",
        "amended",
        "shown",
        "exported",
        "wrong passphrases",
        "listed",
        "coordinator changed",
    } <= events
    assert "chain head" in text
    for word in ("Duxbury", NUMBER, "slept"):
        assert word not in text, "ids and counts only"


def test_who_has_viewed_a_record_includes_who_sent_it_and_who_had_a_meeting_of_theirs_open(desk: Desk) -> None:
    share = desk.folder / "share"
    share.mkdir()
    desk.run("export", "person", "--person", NUMBER, "--to", str(share), "--format", "txt", "--purpose", "care")
    desk.run("export", "caseload", "--to", str(share), "--format", "csv", "--purpose", "care")
    store = desk.open()
    from caretui.store.changes import coordinators
    from caretui.store.models.meetings import AgendaItemForm, MeetingForm

    with store.work("made a meeting") as work:
        coordinators.assign(work, [desk.person], store.viewer.professional, today=store.today().isoformat(), note="")
        meeting = work.add(MeetingForm(at="2026-11-27T10:30"))
        work.add(AgendaItemForm(meeting=meeting, person=desk.person))
    store.audit("viewed", meeting)
    store.close()
    said = desk.run("show", NUMBER, "--views").stdout
    assert "sent or printed" in said and "opened a meeting they were on" in said and "Sam Ward" in said


def changed(con: Connection) -> None:
    con.execute("UPDATE audit SET detail = '{\"ops\":7}' WHERE n = 2")


def removed(con: Connection) -> None:
    con.execute("DELETE FROM audit WHERE n = 2")


def cut_off(con: Connection) -> None:
    con.execute("DELETE FROM audit WHERE n > (SELECT max(n) FROM audit) - 2")


def cut_off_with_its_changes(con: Connection) -> None:
    """As somebody would who knows that each unit has its line."""
    cut_off(con)
    con.execute("DELETE FROM unit WHERE id NOT IN (SELECT subject FROM audit WHERE event = 'unit')")


def rewritten(con: Connection) -> None:
    """The whole chain made anew with other words."""
    from caretui.store.audit import START, line_hash

    rows = con.execute("SELECT n, at, member, session, event, subject, detail FROM audit ORDER BY n").fetchall()
    before = START
    for n, *row in rows:
        row[0] = row[0].replace("2026", "2025")
        before = line_hash(before, tuple(row))
        con.execute("UPDATE audit SET at = ?, hash = ? WHERE n = ?", (row[0], before, n))


@pytest.mark.breaks_stores("the trail is tampered with")
@pytest.mark.parametrize("tampering", [changed, removed, cut_off, cut_off_with_its_changes, rewritten])
def test_verify_finds_a_changed_a_removed_and_a_truncated_trail(
    desk: Desk, tampering: Callable[[Connection], None]
) -> None:
    assert desk.run(*desk.log_words("x")).returncode == 0
    assert desk.run("verify").returncode == 0
    con = connect(desk.store_path, keys.unlock(desk.store_path, "correct horse battery").key)
    con.execute("PRAGMA foreign_keys = OFF")
    for trigger in ("audit_stays", "audit_fixed", "unit_stays"):
        con.execute(f"DROP TRIGGER {trigger}")
    tampering(con)
    con.close()
    assert audit.read_mark(desk.store_path)[0] > 0
    done = desk.run("verify")
    assert done.returncode == 1, done.stdout
    assert "audit" in done.stderr or "trail" in done.stderr
