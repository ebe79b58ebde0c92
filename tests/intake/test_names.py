"""Whole names taken apart as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.intake.names import NameParts, split_name


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("HUSSAIN, Mohammed", NameParts("HUSSAIN", "Mohammed")),
        ("Mr Mohammed Hussain", NameParts("Hussain", "Mohammed", "Mr", guessed=True)),
        ("HUSSAIN, Mr. Mohammed Ali", NameParts("HUSSAIN", "Mohammed Ali", "Mr")),
        ("Mohammed Hussain Mr", NameParts("Hussain", "Mohammed", "Mr", guessed=True)),
        ("DUXBURY, Alan (Al)", NameParts("DUXBURY", "Alan", called="Al")),
        ('Alan "Al" Duxbury', NameParts("Duxbury", "Alan", called="Al", guessed=True)),
        ("Jean Whittle (née Smith)", NameParts("Whittle", "Jean", former="née Smith", guessed=True)),
        ("Anna van der Berg", NameParts("van der Berg", "Anna", guessed=True)),
        ("O'HERN, Kath", NameParts("O'HERN", "Kath")),
        ("Yusuf bin Ahmed", NameParts("bin Ahmed", "Yusuf", guessed=True)),
        ("Shahnaz", NameParts("Shahnaz")),
        ("Mrs Shahnaz", NameParts("Shahnaz", "", "Mrs")),
        ("Khan,", NameParts("Khan")),
        ("  Doris\n Entwistle ", NameParts("Entwistle", "Doris", guessed=True)),
        ("Father Ted", NameParts("Ted", "", "Father")),
        ("[b]KHAN[/b], Ali", NameParts("[b]KHAN[/b]", "Ali")),
        ("Khan (2), Ali", NameParts("Khan (2)", "Ali")),
        ("", NameParts("")),
    ],
)
def test_names_as_written(written: str, parts: NameParts) -> None:
    assert split_name(written) == parts


@given(st.text(max_size=60))
def test_no_word_of_a_name_is_lost(written: str) -> None:
    parts = split_name(written)
    kept = f"{parts.family} {parts.given} {parts.title} {parts.called} {parts.former}"
    for word in written.replace(",", " ").split():
        bare = word.strip("()[]\"“”'‘’.")
        assert bare in kept
