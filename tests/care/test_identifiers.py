"""NHS numbers, postcodes, telephones, folded names and control characters."""

import json
import unicodedata
from pathlib import Path

import nhs_number as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care import identifiers
from caretui.care.identifiers import Refused, fold

NAUGHTY = Path(__file__).parents[3] / "shared/data/naughty_strings/blns.json"


@pytest.mark.parametrize(
    "written",
    [
        "9990123454",
        "999 012 3454",
        "999-012-3454",
        " 999\u00a0012\u00a03454 ",
        "9990123454.0",
        "9,990,123,454",
        "NHS No. 999 012 3454",
        "'9990123454",
        "\u0669\u0669\u0669\u0660\u0661\u0662\u0663\u0664\u0665\u0664",
    ],
)
def test_an_nhs_number_is_read_in_any_spacing(written: str) -> None:
    assert identifiers.nhs_number(written) == "9990123454"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "no NHS number"),
        ("9990123455", "the check digit doesn't fit: a digit is wrong or two are swapped"),
        ("9990123545", "the check digit doesn't fit: a digit is wrong or two are swapped"),
        ("0000000000", "the same digit ten times is nobody's number"),
        ("1111111111", "the same digit ten times is nobody's number"),
        ("99901234", "8 digits instead of 10"),
        ("99901234541", "11 digits instead of 10"),
        ("9.99012E+09", "the spreadsheet shortened it (as 9.99E+09) and digits are lost"),
        ("999O123454", "has something in it that isn't a digit"),
        ("not known", "has something in it that isn't a digit"),
    ],
)
def test_a_wrong_nhs_number_is_refused_with_its_reason(written: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        identifiers.nhs_number(written)
    assert refused.value.reason == reason


def test_an_eaten_zero_is_said_and_not_repaired() -> None:
    whole = next(f"0{n}" for n in range(101010101, 101010200) if library.is_valid(f"0{n}"))
    with pytest.raises(Refused, match="9 digits instead of 10: the spreadsheet may have eaten a leading zero"):
        identifiers.nhs_number(whole[1:])
    assert identifiers.nhs_number(whole) == whole


@given(st.integers(0, identifiers.TEST_NHS_NUMBERS - 1))
def test_test_numbers_are_valid_and_of_the_test_range(n: int) -> None:
    number = identifiers.make_test_nhs(n)
    assert number.startswith("999")
    assert identifiers.nhs_number(identifiers.spoken_nhs(number)) == number


def test_test_numbers_differ_and_end() -> None:
    assert len({identifiers.make_test_nhs(n) for n in range(20_000)}) == 20_000
    with pytest.raises(ValueError, match="no more"):
        identifiers.make_test_nhs(identifiers.TEST_NHS_NUMBERS)
    assert identifiers.spoken_nhs("9990123454") == "999 012 3454"
    assert identifiers.spoken_nhs("12") == "12"


@given(st.integers(0, 800_000), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(n: int, place: int, shift: int) -> None:
    number = identifiers.make_test_nhs(n)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(Refused):
        identifiers.nhs_number(wrong)


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("bb11aa", "BB1 1AA"),
        (" BB1  1AA ", "BB1 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("EC1A1BB", "EC1A 1BB"),
        ("W1A 0AX", "W1A 0AX"),
        ("gir 0aa", "GIR 0AA"),
        ("zz993vz", "ZZ99 3VZ"),
    ],
)
def test_a_postcode_is_tidied(written: str, tidy: str) -> None:
    assert identifiers.postcode(written) == tidy
    assert identifiers.postcode(tidy) == tidy


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("BB1", "only the first half of a postcode"),
        ("BB1 OAA", "the second half starts with a letter where a digit belongs (O for 0, I for 1)"),
        ("91911.0", "not the shape of a UK postcode"),
        ("BB1 1CC", "not the shape of a UK postcode"),  # C, I, K, M, O, V are never in the last two
        (" ", "no postcode"),
    ],
)
def test_a_wrong_postcode_is_refused_with_its_reason(written: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        identifiers.postcode(written)
    assert refused.value.reason == reason


def test_pseudo_postcodes_have_a_meaning() -> None:
    assert identifiers.postcode_meaning("ZZ99 3VZ") == "no fixed abode"
    assert identifiers.postcode_meaning("ZZ99 3WZ") == "address not known"
    assert identifiers.postcode_meaning("ZZ99 3CZ") == "England, address not specified"
    assert identifiers.postcode_meaning("BB1 1AA") == ""


@pytest.mark.parametrize(
    ("written", "shown", "digits"),
    [
        ("07700900123", "07700 900123", "07700900123"),
        ("7700900123", "07700 900123", "07700900123"),
        ("+44 (0)7700 900123", "07700 900123", "07700900123"),
        ("01632 960118", "01632 960118", "01632960118"),
        ("01632 960118 ring after 5", "01632 960118 ring after 5", "016329601185"),
        ("none", "none", ""),
        ("999", "999", "999"),
    ],
)
def test_a_telephone_number_is_shown_plainly_and_nothing_is_lost(written: str, shown: str, digits: str) -> None:
    assert identifiers.phone(written) == (shown, digits)


@given(st.text(max_size=60))
def test_any_text_may_stand_in_the_telephone_field(text: str) -> None:
    shown, digits = identifiers.phone(text)
    assert bool(shown) == bool(text.split())
    assert digits == "" or digits.isdigit()


@pytest.mark.parametrize(
    "spelling", ["O'HERN", "O\u2019Hern", "o\u02bchern", "O`Hern", "O\u00b4Hern", "OHern", "ÓHern"]
)
def test_all_spellings_of_a_name_fold_alike(spelling: str) -> None:
    assert fold(spelling) == "ohern"


def test_folding_keeps_what_makes_names_differ() -> None:
    assert fold("  Łukasz\u00a0 ŻÓŁĆ ") == "lukasz zolc"
    assert fold("Smith\u2013Jones") == "smith-jones"
    assert fold("Khan") != fold("Kahn")
    assert fold("فاطمہ") == "فاطمہ"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any(unicodedata.category(c) == "Mn" for c in once)
    assert fold(text.upper()) == fold(text.upper().lower())


def test_control_characters_are_found_refused_and_replaced() -> None:
    assert not identifiers.has_control("tab\tand\nnewline, [/b] \u202e עברית 👵🏽")
    assert all(identifiers.has_control(c) for c in ("\x00", "\x1b[2J", "\r", "\x7f", "\x9b31m", "\ud800"))
    with pytest.raises(Refused, match="control character"):
        identifiers.refuse_control("a\x1b]0;title\x07")
    assert identifiers.refuse_control("plain") == "plain"
    assert identifiers.replace_control("a\x1bb\r\nc\rd\x00") == ("a\ufffdb\nc\nd\ufffd", 2)


@given(st.text(st.characters(exclude_categories=())))
def test_what_import_keeps_has_no_control_character(text: str) -> None:
    kept, _ = identifiers.replace_control(text)
    assert not identifiers.has_control(kept)
    kept.encode()


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings isn't beside the project")
def test_naughty_strings_are_read_or_refused_and_never_crash() -> None:
    for text in json.loads(NAUGHTY.read_text()):
        fold(text)
        identifiers.phone(text)
        identifiers.replace_control(text)
        for reader in (identifiers.nhs_number, identifiers.postcode):
            with pytest.raises(Refused):
                reader(text)
