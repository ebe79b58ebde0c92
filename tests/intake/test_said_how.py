"""How somebody was in touch, out of a sheet's own words: only what is certain."""

import pytest

from caretui.intake.said_how import SaidHow, date_and_words, said_how


@pytest.mark.parametrize(
    ("heading", "words", "method", "direction", "reached"),
    [
        ("Last visit", "", "face to face", "", "yes"),
        ("Last home visit", "", "face to face", "out", "yes"),
        ("Last tel contact", "", "telephone", "", "yes"),
        ("Last contact", "", "", "", "yes"),
        ("Last call", "", "", "", "yes"),
        ("Last contact", "tel call with daughter", "telephone", "", "yes"),
        ("Last visit", "tel", "telephone", "", "yes"),
        ("Last contact", "HV, then rang son", "", "out", "yes"),
        ("Last contact", "virtual visit", "", "", "yes"),
        ("Last contact", "rang, no answer", "telephone", "", "no reply"),
        ("Last contact", "HV - family cancelled", "face to face", "out", "they cancelled"),
        ("Last contact", "unable to gain access", "", "", ""),
        ("Last attempted visit", "", "face to face", "", ""),
        ("Last contact", "call booked", "", "", ""),
        ("Last contact", "the telltale textile shop, unseen", "", "", "yes"),
    ],
)
def test_only_certain_words_say_how(heading: str, words: str, method: str, direction: str, reached: str) -> None:
    if method == "":
        direction = ""
    assert said_how(heading, words) == SaidHow(method, direction, reached)


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("12/10/26 HV", ("12/10/26", "HV")),
        ("tel call with son 2026-10-12", ("2026-10-12", "tel call with son")),
        ("12.10.2026: seen (at home)", ("12.10.2026", "seen (at home)")),
        ("HV 12/10/26 and 13/10/26", ("", "HV 12/10/26 and 13/10/26")),
        ("last week", ("", "last week")),
    ],
)
def test_the_one_date_of_a_cell_and_the_words_beside_it(cell: str, parted: tuple[str, str]) -> None:
    assert date_and_words(cell) == parted
