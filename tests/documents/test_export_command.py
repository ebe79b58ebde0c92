"""`caretui export`: prints the path it wrote, tells the sender what was withheld, and its exit codes."""

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pytest
from icalendar import Calendar
from tests.conftest import FixedClock
from tests.documents.record import Story, told
from tests.office import Office

from caretui.store.queries import exports

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def story(office: Office, tmp_path: Path) -> Story:
    (tmp_path / "drive").mkdir()
    with office.founded(FixedClock()) as store:
        return told(store)


@pytest.fixture
def export(story: Story, office: Office) -> Run:
    return partial(office, "export")


def drive(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "drive").iterdir())


def to(tmp_path: Path) -> tuple[str, ...]:
    return ("--to", str(tmp_path / "drive"), "--purpose", "direct care")


def test_a_caseload_opens_in_a_spreadsheet(export: Run, tmp_path: Path) -> None:
    code, out, _ = export("caseload", *to(tmp_path), "--format", "xlsx", "--all")
    assert code == 0
    path = Path(out.strip())
    assert [path] == drive(tmp_path)
    rows = list(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Duxbury", "Rigby", "Whittle"]
    assert rows[1][0] == "999 000 0026"


def test_your_own_caseload_is_those_you_coordinate(export: Run, tmp_path: Path) -> None:
    _, out, _ = export("caseload", *to(tmp_path), "--format", "json")
    rows = json.loads(Path(out.strip()).read_text())["rows"]
    assert [row["family_name"] for row in rows] == ["Duxbury", "Whittle"]
    assert rows[0]["open_actions"] == 1
    assert rows[0]["warnings"] == [
        "Falls: no rail on 2nd stair", "Key safe", "Dog bites strangers", "Money taken by a friend", "Ask about drink",
    ]  # fmt: skip


def test_a_filter_narrows_a_caseload_and_says_why_today(export: Run, tmp_path: Path) -> None:
    _, out, _ = export("caseload", *to(tmp_path), "--format", "json", "--where", "duxb")
    [row] = json.loads(Path(out.strip()).read_text())["rows"]
    assert row["family_name"] == "Duxbury"
    assert row["why"]
    _, out, _ = export("caseload", *to(tmp_path), "--format", "json", "--where", "duxb", "--agency", "police")
    [row] = json.loads(Path(out.strip()).read_text())["rows"]
    assert row["why"] == "", "the working list is not for others"
    assert export("caseload", *to(tmp_path), "--where", "colour:red")[0] == 2


@pytest.mark.parametrize(("form", "given"), [("csv", "'-Jo"), ("xlsx", "-Jo")])
def test_a_caseload_read_back_by_our_own_import_changes_nothing(
    export: Run, office: Office, tmp_path: Path, form: str, given: str
) -> None:
    with office.opened() as store, store.work("a name that a spreadsheet would calculate") as work:
        from caretui.store.models.people import PersonForm

        work.add(
            PersonForm(
                family_name="=cmd()", given_name=given, nhs_number="9990000034", coordinator=store.viewer.professional
            )
        )
    _, out, _ = export("caseload", *to(tmp_path), "--format", form)
    path = Path(out.strip())
    if form == "csv":
        assert "'=cmd()" in path.read_text("utf-8-sig")
    code, out, _ = office("import", "people", path, "--format", "json")
    counts = json.loads(out)
    assert (code, counts["read"], counts["unchanged"]) == (0, 3, 3)


def test_a_pack_for_an_agency_tells_the_sender_who_was_withheld(export: Run, story: Story, tmp_path: Path) -> None:
    code, out, err = export("meeting", "--meeting", story.meeting, "--agency", "district nursing", *to(tmp_path))
    assert code == 0
    assert "2 people withheld" in err
    assert Path(out.strip()).read_bytes().startswith(b"%PDF-")


def test_a_summary_in_word_by_nhs_number(export: Run, tmp_path: Path) -> None:
    code, out, _ = export("person", "--person", "999 000 0026", *to(tmp_path), "--format", "docx")
    assert code == 0
    assert "DUXBURY, Alan" in docx.Document(out.strip()).paragraphs[0].text


def test_a_diary_for_a_calendar(export: Run, tmp_path: Path) -> None:
    _, out, _ = export("diary", *to(tmp_path))
    assert Calendar.from_ical(Path(out.strip()).read_bytes()).walk("VTIMEZONE")


def test_my_plan_for_a_relative(export: Run, tmp_path: Path) -> None:
    code, out, _ = export("plan", "--person", "9990000026", "--relative", "karen", *to(tmp_path), "--format", "txt")
    assert code == 0
    assert "For: Karen, daughter" in Path(out.strip()).read_text()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("person", "--person", "9990000018", "--agency", "district nursing"), 1, "objects to district nursing"),
        (("person", "--person", "9990000034"), 1, "no such person"),
        (("meeting", "--meeting", "0" * 32), 1, "no such person or meeting"),
        (("caseload", "--agency", "destrict nursing"), 1, "There is no agency called"),
        (("plan", "--person", "9990000018", "--relative", "karen"), 1, "no one, or more than one"),
        (("caseload", "--format", "pdf"), 2, "written as xlsx, csv, json"),
        (("person",), 2, "name them with --person"),
        (("minutes",), 2, "name it with --meeting"),
        (("letter", "--person", "9990000026"), 2, "needs --agency and --ask"),
        (("diary", "--agency", "district nursing"), 2, "your own use"),
        (("nonsense",), 2, "invalid choice"),
        (("diary", "--purpose", "a\x1b[2Jb"), 2, "control character"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    export: Run, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    got, out, err = export(*to(tmp_path)[:2], "--purpose", "direct care", *words)
    assert (got, out) == (code, "")
    assert said in err
    assert drive(tmp_path) == []


def test_a_purpose_is_asked_for(export: Run, tmp_path: Path) -> None:
    assert export("diary", "--to", str(tmp_path / "drive"))[0] == 2
    assert export("diary", "--to", str(tmp_path / "drive"), "--purpose", "  ")[0] == 2


def test_a_relative_folder_stands_whole_in_the_ledger(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, out, _ = export("diary", "--to", "drive", "--purpose", "x")
    assert Path(out.strip()).parent == tmp_path / "drive"


def test_a_folder_that_is_not_there_is_a_sentence_and_exit_1(export: Run, tmp_path: Path) -> None:
    code, out, err = export("diary", "--to", str(tmp_path / "gone"), "--purpose", "x")
    assert (code, out) == (1, "")
    assert "is not there" in err and "Traceback" not in err


def test_without_to_it_goes_to_the_folder_of_the_settings(
    export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    monkeypatch.setenv("CARETUI_CONFIG", str(config))
    assert export("diary", "--purpose", "x")[0] == 2
    config.write_text(f'share = "{tmp_path / "drive"}"\nmarking = "OFFICIAL"\n')
    _, out, _ = export("caseload", "--purpose", "x", "--format", "csv")
    assert Path(out.strip()).name.startswith("official-caseload-")


def test_what_was_sent_is_listed(export: Run, office: Office, tmp_path: Path) -> None:
    export("caseload", "--agency", "district nursing", *to(tmp_path))
    export("diary", *to(tmp_path))
    _, out, _ = office("list", "exports", "--where", "nursing", "--format", "json")
    [row] = json.loads(out)
    assert (row["kind"], row["recipient"], row["people"], row["withheld"]) == ("caseload", "district nursing", 1, 1)
    assert row["at"].endswith("+00:00") and row["removed_at"] is None and row["late"] is False
    assert (tmp_path / "drive" / row["file_name"]).exists()


def test_what_the_command_sent_is_in_the_ledger(export: Run, office: Office, story: Story, tmp_path: Path) -> None:
    export("contacts", "--person", "9990000026", *to(tmp_path))
    with office.opened() as store:
        [line] = exports.made(store.read(), store.viewer)
        assert (line.kind, line.person, line.purpose) == ("contacts", story.alan, "direct care")
