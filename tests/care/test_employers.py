"""An employer's kind by the words of its name."""

import pytest

from caretui.care.employers import kind_of_employer


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Darwen Housing Association", "housing"),
        ("East Lancashire Hospitals NHS Trust", "hospital"),
        ("Higher Croft Surgery", "GP"),
        ("East GP Federation", "GP"),
        ("Blackburn with Darwen adult social care", "adult social care"),
        ("District Nurses, Darwen", "district nursing"),
        ("community nursing", "community nursing"),
        ("Firework Supplies", "other"),
        ("Lancashire and Cumbria", "other"),
        ("", "other"),
    ],
)
def test_the_longest_words_that_stand_in_the_name_say_what_it_is(name: str, kind: str) -> None:
    assert kind_of_employer(name) == kind
