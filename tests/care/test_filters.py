"""The filter line of lists and of `--where`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.filters import FLAGS, KEYS, Filter, due_window, read_filter

TODAY = date(2026, 11, 26)  # a Thursday


def test_words_keys_and_flags_in_any_order() -> None:
    assert read_filter("loc:east overdue hussain") == Filter(("hussain",), loc="east", flags=frozenset({"late"}))
    assert read_filter('hussain risk:very coord:"sam ward" MINE') == Filter(
        ("hussain",), risk="very high", coord="sam ward", flags=frozenset({"mine"})
    )
    assert read_filter("coord:none in-hospital no-coordinator late").flags == {"in-hospital", "no-coordinator", "late"}
    assert read_filter("Locality:Darwen").loc == "Darwen"
    assert not read_filter("   ")
    assert read_filter("late")


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("shoe:9 hussain", ("shoe:9",)),
        ("risk:purple", ("risk:purple",)),
        ("loc:east loc:west", ("loc:west",)),
        ('risk:h mood:"very low"', ('mood:"very low"',)),
    ],
)
def test_what_means_nothing_is_reported(typed: str, unknown: tuple[str, ...]) -> None:
    assert read_filter(typed).unknown == unknown


def test_the_values_of_two_words_need_no_quotes() -> None:
    assert read_filter("RISK:Very high khan") == Filter(("khan",), risk="very high")
    assert read_filter("status:in progress late") == Filter(status="in progress", flags=frozenset({"late"}))
    assert read_filter("risk:very highland") == Filter(("highland",), risk="very high")


def test_what_is_still_being_typed_does_not_filter_yet() -> None:
    assert read_filter("risk:") == Filter()
    assert read_filter('coord:"sam w') == Filter(coord="sam w")


def test_a_quoted_word_is_searched_for_as_it_stands() -> None:
    found = read_filter('"late" "loc:east" "sam ward" 22:00')
    assert found == Filter(("late", "loc:east", "sam ward", "22:00"))
    assert read_filter(found.text) == found


def test_a_number_in_any_spacing_is_seen_as_one() -> None:
    assert read_filter("999 012 3454").digits == "9990123454"
    assert read_filter("999-012-3454").digits == "9990123454"
    assert read_filter("hussain 59").digits == ""


parts = st.sampled_from(
    (
        *(f"{key}:" for key in KEYS),
        *("loc:east", 'coord:"sam ward"', "risk:high", "risk:no", "shoe:9", "a:b:c", "http://x", '"', '"late"', ":"),
        *(
            *FLAGS,
            "overdue",
            "LATE",
            "hussain",
            "O'Hara",
            '"two words"',
            'x"y',
            '"loc:x"',
            '""',
            "22:00",
            "[/b]",
            "due:+2w",
        ),
    )
)


@given(st.one_of(st.text(max_size=50), st.lists(parts, max_size=10).map(" ".join)))
def test_the_text_of_a_filter_reads_back(typed: str) -> None:
    found = read_filter(typed)
    assert read_filter(found.text) == found


@given(st.text(alphabet=st.characters(exclude_characters='":', exclude_categories=("Z", "C")), min_size=1))
def test_any_plain_word_is_searched_for(word: str) -> None:
    found = read_filter(word)
    assert found.words == (word,) or found.flags


def test_a_due_value_is_a_window_of_days() -> None:
    assert due_window("late", TODAY) == (None, date(2026, 11, 25))
    assert due_window("today", TODAY) == (TODAY, TODAY)
    assert due_window("week", TODAY) == (TODAY, date(2026, 11, 29))
    assert due_window("+2w", TODAY) == (TODAY, date(2026, 12, 10))
    assert due_window("fri", TODAY) == (date(2026, 11, 27), date(2026, 11, 27))
    assert due_window("never", TODAY) is None
