"""Where the headings are, and which column goes where."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.sheets import COUNTED
from caretui.intake.limits import Unreadable
from caretui.intake.mapping import (
    IGNORE,
    KEEP,
    Layout,
    as_map,
    choose,
    chosen_of,
    layout,
    letters,
    read_map,
    signature,
    without_guesses,
)
from caretui.intake.sheets import Book, Line, Sheet


def book(*rows: str, name: str = "", hidden: bool = False) -> Book:
    """A book of one sheet whose cells are parted by `|`."""
    lines = tuple(Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1))
    return Book((Sheet(name, lines, hidden),))


def targets(found: Layout) -> dict[str, str]:
    return {column.heading: column.target for column in found.columns}


def test_the_headings_of_the_main_job_are_known() -> None:
    found = layout(book("Surname|NHS No.|D.O.B|GP Surgery|Key worker", "Ward|999|1950|x|y"))
    assert list(targets(found).values()) == [
        "family_name",
        "nhs_number",
        "date_of_birth",
        "practice",
        "coordinator",
    ]
    assert {column.how for column in found.columns} == {"known"}


def test_titles_print_dates_and_blank_rows_stand_above_the_headings() -> None:
    found = layout(
        book(
            "Caseload East locality||||", "Printed 3 Nov||||", "||||", "Surname|Forename|DOB|Notes|", "Ward|Sam|1950||"
        )
    )
    assert found.header.number == 4
    assert [line.number for line in found.lines] == [5]


def test_headings_over_two_lines_and_with_control_characters_are_one_name() -> None:
    found = layout(book("NHS\nNumber|Sur\x07name", "999|Ward"))
    assert [column.heading for column in found.columns] == ["NHS Number", "Sur\ufffdname"]


def test_a_heading_twice_is_two_columns_and_the_field_takes_the_first() -> None:
    found = layout(book("Surname|Telephone|Telephone|Notes|Notes|", "Ward|1|2|a|b|c"))
    assert targets(found) == {
        "Surname": "family_name",
        "Telephone": "phone",
        "Telephone (2)": KEEP,
        "Notes": "comments",
        "Notes (2)": "comments",
        "column F": KEEP,
    }


def test_cells_beyond_the_headings_have_a_column_too() -> None:
    found = layout(book("Surname|Forename", "Ward|Sam|beyond"))
    assert [column.heading for column in found.columns] == ["Surname", "Forename", "column C"]


def test_a_word_close_to_a_known_one_is_a_guess_and_a_command_does_not_take_it() -> None:
    found = layout(book("Surname|Post cdoe|Blue badge", "Ward|here|yes"))
    assert [(column.target, column.how) for column in found.columns] == [
        ("family_name", "known"),
        ("postcode", "guess"),
        (KEEP, "kept"),
    ]
    assert targets(without_guesses(found))["Post cdoe"] == KEEP


def test_a_column_of_nhs_numbers_is_guessed_whatever_it_is_called() -> None:
    found = layout(book("Surname|Ref A", "Ward|999 000 0018", "Khan|9990000026", "Shah|"))
    assert targets(found)["Ref A"] == "nhs_number"
    assert found.guesses[0].heading == "Ref A"


def test_a_guess_never_takes_a_field_that_a_known_heading_has() -> None:
    found = layout(book("Surname|NHS No|Old ref", "Ward|9990000018|9990000026"))
    assert targets(found)["Old ref"] == KEEP


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_map_file_in_either_form(tmp_path: Path, form: str) -> None:
    wanted = {"Blue badge": "keep", "Who": "Named coordinator", "Ref": "ignore"}
    text = json.dumps(wanted) if form == "json" else "[columns]\n" + "\n".join(
        f"{json.dumps(heading)} = {json.dumps(target)}" for heading, target in wanted.items()
    )  # fmt: skip
    (tmp_path / "map").write_text(text, "utf-8-sig")
    found = choose(layout(book("Surname|BLUE BADGE|who|Ref", "Ward|yes|Sam|1")), read_map(tmp_path / "map"))
    assert targets(found) == {"Surname": "family_name", "BLUE BADGE": KEEP, "who": "coordinator", "Ref": IGNORE}


@pytest.mark.parametrize("text", ["= nothing", '{"columns": 3}', '{"a": 1}', "[columns]\na = 1", "{" * 5_000, "\udc80"])
def test_a_map_file_that_says_something_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "map").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Unreadable, match="map file"):
        read_map(tmp_path / "map")
    with pytest.raises(Unreadable, match="cannot be read"):
        read_map(tmp_path / "nothing")


def test_what_is_counted_in_our_own_sheet_says_nothing_new_but_in_another_sheet_it_does() -> None:
    ours = layout(book("Family name|Risk band|" + "|".join(sorted(COUNTED)), "Ward|high"))
    assert [column.target for column in ours.columns] == ["family_name", *[IGNORE] * (len(COUNTED) + 1)]
    theirs = layout(book("Family name|Risk band|In hospital since", "Ward|high|1/11/2026"))
    assert targets(theirs) == {"Family name": "family_name", "Risk band": "risk_band", "In hospital since": KEEP}


def test_choosing_what_is_not_there_is_refused() -> None:
    found = layout(book("Surname|Ref", "Ward|1"))
    with pytest.raises(Unreadable, match="a column that this sheet has not"):
        choose(found, {"Shoe size": "keep"})
    with pytest.raises(Unreadable, match="a field that caretui has not"):
        choose(found, {"Ref": "shoe size"})


def test_choosing_a_field_takes_it_from_the_column_that_had_it() -> None:
    found = choose(layout(book("Surname|DOB|Real DOB", "Ward|1|2")), {"Real DOB": "date_of_birth"})
    assert targets(found) == {"Surname": "family_name", "DOB": KEEP, "Real DOB": "date_of_birth"}


def test_the_map_that_is_shown_says_the_same_when_read() -> None:
    found = layout(book('Surname|Say "so"|Post cdoe|Łódź\\n', "Ward|1|2|3"))
    text = as_map(found)
    assert '"Post cdoe" = "postcode"  # a guess' in text
    path = Path("map.toml")
    import tomllib

    assert tomllib.loads(text)["columns"] == chosen_of(found) == targets(found), path


def test_the_signature_knows_a_sheet_by_its_headings_alone() -> None:
    one = layout(book("Surname|D.O.B.", "Ward|1950"))
    assert signature(one) == signature(layout(book("", "SURNAME|dob", "Khan|1960", "Shah|1970")))
    assert signature(one) != signature(layout(book("DOB|Surname", "1950|Ward")))


@pytest.mark.parametrize("rows", [("Surname|DOB",), ("Surname|DOB", "|", " | ")])
def test_headings_without_rows(rows: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable, match="headings but no rows"):
        layout(book(*rows))


def test_the_sheet_with_known_headings_is_taken_and_hidden_ones_are_not() -> None:
    notes = book("About this file", "made by Sam", name="Read me").sheets[0]
    people = book("Surname|DOB", "Ward|1950", name="Mine").sheets[0]
    hidden = book("Surname|DOB|NHS No", "Old|1930|1", name="Old", hidden=True).sheets[0]
    whole = Book((notes, hidden, people))
    assert layout(whole).sheet.name == "Mine"
    assert layout(whole, sheet="old").sheet.name == "Old"
    with pytest.raises(Unreadable, match="The sheets are: Read me, Old, Mine"):
        layout(whole, sheet="Yours")


def test_letters_over_the_columns() -> None:
    assert [letters(position) for position in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


cells = st.lists(st.text(max_size=12), min_size=1, max_size=5)


@given(st.lists(cells, min_size=1, max_size=8))
def test_any_sheet_has_a_layout_or_a_plain_refusal(rows: list[list[str]]) -> None:
    whole = Book((Sheet("", tuple(Line(number, tuple(row)) for number, row in enumerate(rows, 1))),))
    try:
        found = layout(whole)
    except Unreadable:
        return
    names = [column.heading for column in found.columns]
    assert len(set(names)) == len(names)
    assert all(len(line.cells) <= len(names) for line in found.lines)
