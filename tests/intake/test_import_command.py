"""`caretui import`: counts on stdout, words on stderr, the report in its file, exit codes as the contract has them."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import FixedClock
from tests.office import Office

from caretui.care.identifiers import make_test_nhs

ONE, TWO = make_test_nhs(1), make_test_nhs(2)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office: Office) -> Run:
    """Runs `caretui import ...` on a store of Sam Ward's."""
    with office.founded(FixedClock()):
        return partial(office, "import")


def people(office: Office) -> list[tuple[object, ...]]:
    """Who is in the store: name, coordinator's name."""
    with office.opened() as store:
        rows = store.read().execute(
            "SELECT p.family_name, w.name FROM person p LEFT JOIN professional w ON w.id = p.coordinator"
            " WHERE p.void IS NULL ORDER BY p.n"
        )
        return list(rows)


def sheet(tmp_path: Path, text: str, name: str = "caseload.csv") -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_counts_as_json(run: Run, office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, f"Surname,NHS No,Key worker\nWard,{ONE},J Moss\nKhan,{TWO},\n")
    code, out, err = run("people", path, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert {name: told[name] for name in ("read", "added", "updated", "unchanged", "refused", "review")} == {
        "read": 2,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "review": 0,
    }
    assert "added the professional J Moss" in err
    assert people(office) == [("Ward", "J Moss"), ("Khan", None)]
    assert json.loads(run("people", path, "--format", "json")[1])["unchanged"] == 2


def test_a_dry_run_changes_nothing_and_says_what_would(run: Run, office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, f"Surname,NHS No,Key worker\nWard,{ONE},J Moss\n")
    code, out, err = run("people", path, "--dry-run", "--format", "json")
    told = json.loads(out)
    assert (code, told["added"], told["dry_run"], told["unit"]) == (0, 1, True, None)
    assert told["rows"] == [{"lines": [2], "result": "added", "differs": []}]
    assert "would add the professional J Moss" in err
    assert people(office) == []


def test_a_bad_row_never_stops_the_rest_and_stands_in_the_report(run: Run, office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, f"Surname,NHS No,Postcode\nWard,{ONE},bb1\nShah,=1+1,\nKhan,{TWO},BB1 1AA\n")
    code, out, err = run("people", path, "--report", tmp_path / "report.csv")
    assert code == 3
    assert out == "read 3, added 2, updated 0, unchanged 0, refused 1, review 0\n"
    assert "line 3, NHS No: has something in it that isn't a digit." in err
    raw = (tmp_path / "report.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig")))) == [
        ["Line", "What happened", "Column", "Value", "Reason", "Decision", "Who it may be"],
        ["2", "cell refused", "Postcode", "bb1", "only the first half of a postcode", "", ""],
        ["3", "row refused", "NHS No", "'=1+1", "has something in it that isn't a digit", "", ""],
    ]
    assert (tmp_path / "report.csv").stat().st_mode & 0o077 == 0
    assert [name for name, _ in people(office)] == ["Ward", "Khan"]


def test_when_every_row_is_refused_nothing_was_done(run: Run, office: Office, tmp_path: Path) -> None:
    assert run("people", sheet(tmp_path, "Surname,NHS No\nWard,1\nKhan,2\n"))[0] == 1
    assert people(office) == []


def test_rows_to_review_are_done_in_part(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Surname,Forename,DOB,Tel\nKhan,Ali,1/1/1950,1\nKhan,Ali,1/1/1950,2\n")
    code, out, err = run("people", path)
    assert (code, out) == (3, "read 2, added 1, updated 0, unchanged 0, refused 0, review 1\n")
    assert "line 3: the same name and birth date" in err
    assert "1 of them have no NHS number" in err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Surname,DOB\n", "headings but no rows"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "damaged"),
        (b"a,b\n1,2\n", "No column of this sheet says a name"),
        (b'Surname,Note\nWard,"open\nKhan,x\n', "never closes"),
    ],
)
def test_a_file_that_cannot_come_in_changes_nothing(
    run: Run, office: Office, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "sheet.csv").write_bytes(content)
    code, out, err = run("people", tmp_path / "sheet.csv")
    assert (code, out) == (1, "")
    assert words in err
    assert people(office) == []


def test_no_file_and_no_such_command(run: Run, tmp_path: Path) -> None:
    assert run("people", tmp_path / "nothing.csv")[0] == 1
    assert run("people", tmp_path)[0] == 1
    assert run("cats", tmp_path)[0] == 2
    assert run("people")[0] == 2


def test_the_map_says_where_columns_go_and_is_remembered(run: Run, office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, f"Who,Nr,Their worker,Ref\nWard,{ONE},J Moss,7\n")
    map_file = tmp_path / "map.toml"
    map_file.write_text(
        '[columns]\n"Who" = "Surname"\n"Nr" = "nhs_number"\n"their worker" = "coordinator"\nRef = "ignore"\n'
    )
    assert run("people", path, "--map", map_file)[0] == 0
    assert people(office) == [("Ward", "J Moss")]
    again = json.loads(run("people", path, "--format", "json")[1])
    assert (again["read"], again["unchanged"]) == (1, 1)


def test_the_map_is_shown_before_anything_is_opened(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("people", sheet(tmp_path, "Surname,Post cdoe\nWard,x\n"), "--show-map")
    assert code == 0
    assert '"Post cdoe" = "postcode"  # a guess' in out
    code, _, err = run("people", sheet(tmp_path, "Surname\nWard\n"), "--map", tmp_path / "none")
    assert (code, "map file cannot be read" in err) == (1, True)


def test_mine_makes_me_their_coordinator_and_without_a_terminal_nobody_is_asked(
    run: Run, office: Office, tmp_path: Path
) -> None:
    path = sheet(tmp_path, f"Surname,NHS No\nWard,{ONE}\n")
    assert "--mine makes you the coordinator" in run("people", path)[2]
    assert people(office) == [("Ward", None)]
    assert run("people", path, "--mine")[0] == 0
    assert people(office) == [("Ward", "Sam Ward")]


def test_a_report_that_cannot_be_written_stops_it_before_anything_changes(
    run: Run, office: Office, tmp_path: Path
) -> None:
    path = sheet(tmp_path, f"Surname,NHS No\nWard,{ONE}\n")
    for place in (tmp_path / "no" / "report.csv", tmp_path, path):
        assert run("people", path, "--report", place)[0] == 1
    assert people(office) == []
    assert path.read_text().startswith("Surname")


def test_practices_as_published(run: Run, tmp_path: Path, samples: Path) -> None:
    code, out, err = run("practices", samples / "ods" / "ePCN_2022-08.xlsx", "--format", "json")
    assert (code, json.loads(out)["added"], json.loads(out)["left_out"]) == (0, 23, 7336)
    assert "primary care networks" in err
    code, out, err = run("practices", samples / "ods" / "epraccur_2019-10_00Q.csv")
    assert (code, out) == (0, "read 28, added 5, updated 23, unchanged 0, refused 0, review 0\n")
    code, _, err = run("practices", samples / "synthea" / "patients.csv")
    assert (code, "neither epraccur" in err) == (1, True)


def test_hostile_words_of_a_sheet_reach_the_terminal_harmless(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Sur\x1b[31mname,NHS No\x1b]0;x\x07,Key worker\nWard,12\x1b[2J3,\x1b[31mMoss\n")
    code, out, err = run("people", path, "--map", sheet(tmp_path, '{"\\u001b[31mx": "keep"}', "map.json"))
    assert code == 1
    assert not any(ord(character) < 32 and character != "\n" for character in out + err)
    for name in ("\x1b[31m.csv", "[b]x.csv", "'=cmd().csv", "a b.csv", "ﷺ.csv"):
        done = run("people", sheet(tmp_path, f"Surname,NHS No,Key worker\nWard,{ONE},\x1b[31mMoss\nX,1,\n", name))
        assert done[0] == 3
        assert not any(ord(character) < 32 and character != "\n" for character in done[1] + done[2])
