"""Who is who, decided without a screen: in the report of an import, or for all doubtful rows at once."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from tests.intake.taking import ONE, TWO, rows, take
from tests.intake.test_import_command import Run, run
from tests.office import Office

from caretui.store.store import Store

__all__ = ["run"]
SHEET = "Surname,Forename,DOB,Tel\n"
FIRST = SHEET + "Ward,Sam,1/1/1950,01254 617521\nKhan,Ali,2/2/1950,01254 617522\nRigby,Tom,3/3/1950,01254 617523\n"
LATER = SHEET + "Ward,Sam,1/1/1950,01254 999991\nKhan,Ali,2/2/1950,01254 999992\nRigby,Tom,3/3/1950,01254 999993\n"
PHONES = "SELECT family_name, phone FROM person WHERE void IS NULL ORDER BY family_name, n"


@pytest.fixture
def doubtful(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """A sheet whose three rows may be people who are here, and the report of its import."""
    sheet, report = tmp_path / "list.csv", tmp_path / "report.csv"
    sheet.write_text(FIRST)
    assert run("people", sheet, "--not-mine")[0] == 0
    sheet.write_text(LATER)
    code, out, _ = run("people", sheet, "--not-mine", "--report", report)
    assert (code, "review 3" in out) == (3, True)
    return sheet, report


def decided(report: Path, *words: str) -> list[list[str]]:
    """The report with its column Decision filled in."""
    table = list(csv.reader(io.StringIO(report.read_text("utf-8-sig"))))
    for row, word in zip(table[1:], words, strict=True):
        row[table[0].index("Decision")] = word
    return table


def write(report: Path, table: list[list[str]]) -> None:
    with report.open("w", newline="") as out:
        csv.writer(out).writerows(table)


def test_a_report_with_its_decisions_takes_in_the_rows_that_waited(
    run: Run, doubtful: tuple[Path, Path], office: Office
) -> None:
    sheet, report = doubtful
    write(report, decided(report, "same", "New", "skip"))
    code, out, _ = run("people", sheet, "--not-mine", "--decisions", report)
    assert (code, out) == (0, "read 3, added 1, updated 1, unchanged 0, refused 0, review 1\n")
    with office.opened() as store:
        assert rows(store, PHONES) == [
            ("Khan", "01254 617522"),
            ("Khan", "01254 999992"),
            ("Rigby", "01254 617523"),
            ("Ward", "01254 999991"),
        ]
    code, out, _ = run("people", sheet, "--not-mine")
    assert (code, "unchanged 2, refused 0, review 1" in out) == (3, True)


def test_a_report_saved_as_a_workbook_is_read_too(run: Run, doubtful: tuple[Path, Path], tmp_path: Path) -> None:
    sheet, report = doubtful
    book = openpyxl.Workbook()
    for row in decided(report, "link", "", "leave out"):
        book.active.append(row)
    book.save(tmp_path / "report.xlsx")
    code, out, _ = run("people", sheet, "--not-mine", "--decisions", tmp_path / "report.xlsx")
    assert (code, out) == (3, "read 3, added 0, updated 1, unchanged 0, refused 0, review 2\n")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda table: [[*row[:5], "perhaps", *row[6:]] if n else row for n, row in enumerate(table)], "same, new or skip"),
        (lambda table: [row[:3] for row in table], "not the report of an import"),
        (lambda table: [[*row[:3], "Duxbury, Alan", row[4], "new", row[6]] if n else row for n, row in enumerate(table)],
         "report is of another sheet"),
        (lambda table: [["99", *row[1:5], "new", row[6]] if n else row for n, row in enumerate(table)], "another sheet"),
    ],
    ids=["no decision", "no report", "another name", "another line"],
)  # fmt: skip
def test_a_report_that_does_not_fit_changes_nothing(
    run: Run, doubtful: tuple[Path, Path], spoil: object, reason: str, office: Office
) -> None:
    sheet, report = doubtful
    write(report, spoil(decided(report, "", "", "")))  # type: ignore[operator]
    code, out, err = run("people", sheet, "--not-mine", "--decisions", report)
    assert (code, out) == (1, "")
    assert reason in err
    with office.opened() as store:
        assert len(rows(store, PHONES)) == 3


@pytest.mark.parametrize(
    ("word", "code", "counted"),
    [
        ("same", 0, "added 0, updated 3, unchanged 0, refused 0, review 0"),
        ("new", 0, "added 3, updated 0, unchanged 0, refused 0, review 0"),
        ("skip", 0, "added 0, updated 0, unchanged 0, refused 0, review 3"),
    ],
)
def test_all_doubtful_rows_are_decided_at_once(
    run: Run, doubtful: tuple[Path, Path], word: str, code: int, counted: str
) -> None:
    found, out, _ = run("people", doubtful[0], "--not-mine", "--review", word)
    assert (found, counted in out) == (code, True)


def test_another_person_does_not_get_the_number_that_somebody_here_has(store: Store) -> None:
    take(store, f"Surname|Forename|DOB|NHS\nWard|Sam|1/1/1950|{ONE}\n")
    sheet = f"Surname|Forename|DOB|NHS\nKhan|Ali|5/5/1960|{ONE}\nRigby|Tom|1/1/1960|{TWO}\n"
    done = take(store, sheet, line2="new")
    assert rows(store, "SELECT family_name, nhs_number FROM person ORDER BY n") == [
        ("Ward", ONE),
        ("Khan", None),
        ("Rigby", TWO),
    ]
    assert rows(store, "SELECT words FROM from_sheet") == [(ONE,)]
    assert [(one.line, one.weight) for one in done.findings] == [(2, "cell")]
    assert take(store, sheet).counts["unchanged"] == 2


def test_what_was_decided_in_an_import_that_was_undone_is_asked_again(store: Store) -> None:
    sheet = "Surname|Forename|DOB|Tel\nWard|Sam|1/1/1950|01254 617521\n"
    take(store, sheet)
    ((person,),) = rows(store, "SELECT id FROM person")
    changed = sheet.replace("617521", "617522")
    done = take(store, changed, line2=person)
    assert take(store, changed).counts["unchanged"] == 1
    undo = store.undo(done.unit)
    assert undo is not None
    assert take(store, changed).counts["review"] == 1
    store.undo(undo.unit)
    assert take(store, changed).counts["unchanged"] == 1
