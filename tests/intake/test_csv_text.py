"""Text sheets of every encoding and separator that people save."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.sheets import unguard_formula
from caretui.intake.csv_text import decode, read_csv, sniff
from caretui.intake.limits import Limits, Unreadable

PLAIN = "Surname,Forename,Town\r\nO’Hara,Zoë,Łódź\r\n"


def cells(raw: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_csv(raw).sheets[0].lines]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_reads_the_same(codec: str) -> None:
    long = PLAIN + "Ward,Sam,Darwen\r\n" * 20
    assert cells(long.encode(codec))[1] == ("O’Hara", "Zoë", "Łódź")


def test_windows_1252_is_what_excel_calls_csv() -> None:
    text, notes = decode("Surname,Note\r\nO’Hara,£20 – naïve\r\n".encode("cp1252"))
    assert "O’Hara,£20 – naïve" in text
    assert notes == ("read as Windows-1252",)


def test_one_bad_byte_does_not_turn_good_accents_into_rubbish() -> None:
    text, notes = decode("Zoë,Łódź,Renée".encode() + b",\xff")
    assert text == "Zoë,Łódź,Renée,\ufffd"
    assert "1 bytes are not UTF-8" in notes[0]


def test_a_picture_without_a_name_is_not_text() -> None:
    with pytest.raises(Unreadable, match="not text"):
        decode(b"\x00\x01\x02\x03\x00\x00\x00" * 50)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_though_names_hold_commas(separator: str) -> None:
    rows = [["Name", "Born", "Notes"], ["HUSSAIN, Mohammed", "2 Feb 1951", "frail, but ok; rings often"]] * 3
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    assert cells(text.getvalue().encode())[1] == (
        "HUSSAIN, Mohammed",
        "2 Feb 1951",
        "frail, but ok; rings often",
    )


def test_unquoted_commas_in_a_semicolon_sheet_stay_in_their_cell() -> None:
    raw = b"Name;Born\r\nHUSSAIN, Mohammed;1951\r\nWARD, Sam;1962\r\n"
    assert cells(raw)[1] == ("HUSSAIN, Mohammed", "1951")


def test_a_formula_start_guarded_by_our_own_export_is_itself_again() -> None:
    assert cells(b"Surname,Phone\r\n'=cmd(),'+44 1254\r\nO'Hern,'tis\r\n''=x,=y\r\n")[1:] == [
        ("=cmd()", "+44 1254"),
        ("O'Hern", "'tis"),
        ("'=x", "=y"),
    ]


def test_the_sep_line_of_excel_is_obeyed_and_still_counts_as_a_line() -> None:
    lines = read_csv(b"sep=;\r\nName;Born\r\nWARD, Sam;1962\r\n").sheets[0].lines
    assert [(line.number, line.cells) for line in lines] == [
        (2, ("Name", "Born")),
        (3, ("WARD, Sam", "1962")),
    ]


def test_line_numbers_are_those_of_the_spreadsheet() -> None:
    """A cell with line ends is one row there, and a blank row counts."""
    lines = read_csv(b'Name,Note\r\nWard,"two\nlines"\r\n\r\nKhan,late\r\n').sheets[0].lines
    assert [(line.number, line.blank) for line in lines] == [(1, False), (2, False), (3, True), (4, False)]
    assert lines[1].cells[1] == "two\nlines"


def test_a_quotation_mark_that_never_closes_is_refused_and_not_swallowed() -> None:
    with pytest.raises(Unreadable, match="Line 2 opens a quotation mark"):
        read_csv(b'Name,Note\r\nWard,"he said\r\nKhan,late\r\nShah,ok\r\n')


def test_a_cell_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(Unreadable, match="Line 2 has a cell that is too long"):
        read_csv(b"Name\r\n" + b"x" * 101 + b"\r\n", limits=Limits(cell_characters=100))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(rows=2), "more than 2 rows"),
        (Limits(columns=1), "has 2 columns; the most is 1"),
        (Limits(cells=3), "more than 3 cells"),
    ],
)
def test_limits_of_a_sheet(limits: Limits, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_csv(b"a,b\r\n1,2\r\n3,4\r\n", limits=limits)


def test_csv_spectrum(samples: Path) -> None:
    """The published edge cases read as their authors expect, but for the line ends that the copy has lost."""
    for path in sorted((samples / "csv_spectrum" / "csvs").iterdir()):
        told = (samples / "csv_spectrum" / "json" / f"{path.stem}.json").read_text("utf-8")
        expected = json.loads(told.replace("\\r\\n", "\\n"))
        head, *rows = cells(path.read_bytes())
        assert [dict(zip(head, row, strict=True)) for row in rows] == expected, path.name


cell_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=30)


@given(
    st.lists(st.lists(cell_text, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_what_any_program_wrote_is_read_back_whole(rows: list[list[str]], separator: str, codec: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["Surname", "Forename", "Notes"])
    writer.writerows(rows)
    assert cells(text.getvalue().encode(codec))[1:] == [tuple(map(unguard_formula, row)) for row in rows]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    try:
        numbers = [line.number for line in read_csv(raw).sheets[0].lines]
        reason = "Read."
    except Unreadable as refusal:
        numbers, reason = [], refusal.reason
    assert reason.endswith(".")
    assert numbers == sorted(set(numbers))


@given(st.text(max_size=200))
def test_sniffing_never_fails(text: str) -> None:
    separator, body, skipped = sniff(text)
    assert separator in ",;\t|"
    assert (skipped, body) in ((0, text), (1, text.partition("\n")[2]))


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_one_long_note_does_not_decide_what_separates_columns(mark: str) -> None:
    text = f"Surname,Forename,Notes\nDuxbury,Alan,{mark.join(['ring', 'visit'] * 300)}\nWhittle,Jean,well\n"
    [sheet] = read_csv(text.encode()).sheets
    assert [line.cells[0] for line in sheet.lines] == ["Surname", "Duxbury", "Whittle"]
