"""Two descriptions of somebody: one person, a question, or two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.identity import Described, compare, described


def who(family: str, given: str = "", born: str = "", nhs: str = "", postcode: str = "") -> Described:
    return described(nhs_number=nhs, family=family, given=given, born=born, postcode=postcode)


SAM = who("Ward", "Sam", "1950-01-01", "9990000018")


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (who("WARD", "Samuel", "1950-01-01", "9990000018"), "same"),
        (who("Ward", "Sam", "1951-01-01", "9990000018"), "same"),
        (who("Khan", "Sam", "1950-01-01", "9990000018"), "same"),
        (who("Khan", "Sam", "", "9990000018"), "same"),
        (who("Khan", "Sam", "1960-05-05", "9990000018"), "review"),
        (who("Ward", "Sam", "1950-01-01", "9990000026"), "other"),
        (who("WARD", "SAM", "1950-01-01"), "review"),
        (who("Sam", "Ward", "1950-01-01"), "review"),
        (who("Ward", "S", "1950-01-01"), "review"),
        (who("Ward", "Sam", ""), "review"),
        (who("Ward", "Sam", "1950-02-01"), "other"),
        (who("Ward", "Ann", "1950-01-01"), "other"),
        (who("Ward", "", "1950-01-01"), "other"),
    ],
)
def test_somebody_with_a_number_against_another(other: Described, verdict: str) -> None:
    assert compare(SAM, other)[0] == verdict


def test_one_name_in_many_spellings_is_a_question_when_the_birth_date_is_the_same() -> None:
    one = who("Hussain", "Mohammed", "1951-01-01")
    for spelling in ("Muhammad", "Mohamed", "MOHAMMED ALI", "Moh"):
        assert compare(one, who("Hussain", spelling, "1951-01-01"))[0] == "review"
    for another in ("Tariq", "Ali", "Mohsin", "Mo"):
        assert compare(one, who("Hussain", another, "1951-01-01"))[0] == "other"


def test_a_household_with_one_birth_date_is_not_one_person() -> None:
    wife = who("Bibi", "Fatima", "1950-01-01", postcode="BB1 1AA")
    assert compare(wife, who("Bibi", "Zainab", "1950-01-01", postcode="BB1 1AA"))[0] == "other"
    assert compare(wife, who("Beebi", "Fatima", "1950-01-01", postcode="BB1 1AA"))[0] == "review"
    assert compare(wife, who("Beebi", "Fatima", "1950-01-01", postcode="BB1 1AB"))[0] == "other"


def test_apostrophes_and_accents_make_no_other_person() -> None:
    assert compare(who("O'Hern", "Zoe", "1950-01-01"), who("O’HERN", "Zoë", "1950-01-01"))[0] == "review"


people = st.builds(
    who,
    st.sampled_from(["Ward", "Khan", ""]),
    st.sampled_from(["Sam", "Samuel", "S", ""]),
    st.sampled_from(["1950-01-01", "1951-01-01", ""]),
    st.sampled_from(["9990000018", "9990000026", ""]),
    st.sampled_from(["BB1 1AA", ""]),
)


@given(people, people)
def test_without_the_same_number_nobody_is_ever_the_same(one: Described, other: Described) -> None:
    verdict, reason = compare(one, other)
    assert verdict == compare(other, one)[0]
    assert bool(reason) == (verdict == "review")
    if verdict == "same":
        assert one.nhs_number == other.nhs_number != ""
