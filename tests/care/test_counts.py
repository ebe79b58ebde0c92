"""A number agrees with its noun."""

import pytest

from caretui.care.counts import several


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1,200 rows")], ids=str
)
def test_a_number_agrees_with_its_noun(count: int, words: str) -> None:
    assert several(count, "row") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [several(count, "person", "people") for count in (1, 3)] == ["1 person", "3 people"]
