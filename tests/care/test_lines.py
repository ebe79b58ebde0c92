"""The typed action line, understood before Enter takes it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.lines import Party, find_parties, understand

TODAY = date(2026, 11, 26)  # a Thursday
ME = Party("me", "01", "Sam Ward")
PARTIES = (
    Party("professional", "01", "Sam Ward", ("matron",)),
    Party("agency", "02", "adult social care"),
    Party("agency", "03", "heart failure nursing"),
    Party("agency", "04", "occupational therapy"),
    Party("agency", None, "district nursing"),
    Party("agency", "05", "GP"),
    Party("family", "06", "Karen", ("Karen Duxbury", "daughter")),
    Party("family", "07", "Jim", ("brother",)),
    Party("professional", "08", "Jím O\u2019Hern"),
    Party("person", "09", "Alan Duxbury", ("Al",)),
)


def reading(line: str) -> str:
    return understand(line, parties=PARTIES, today=TODAY, me=ME).reading(TODAY)


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        (
            "social care: keep the 22:00 visit, review 14 jan",
            "adult social care | keep the 22:00 visit | review Thu 14 Jan 2027",
        ),
        ("heart nurse: see Al fri", "heart failure nursing | see Al | Fri 27 Nov 2026"),
        ("OT: bath seat by fri", "occupational therapy | bath seat | Fri 27 Nov 2026"),
        ("dn: weigh him for a week, fri", "district nursing | weigh him for a week | Fri 27 Nov 2026"),
        ("jim: budget with Al, 1st of month", "Jim | budget with Al | 1st of month"),
        ("o'hern: bring the form +2w", "Jím O\u2019Hern | bring the form | Thu 10 Dec 2026"),
        ("daughter: bring the bag tomorrow", "Karen | bring the bag | Fri 27 Nov 2026"),
        ("sam: ring the ward", "me | ring the ward"),
        ("ring Ann", "me | ring Ann"),
        ("ring memory clinic today", "me | ring memory clinic | today, Thu 26 Nov 2026"),
        (
            "district nursing: weekly BP from mon, review +6w",
            "district nursing | weekly BP from mon | review Thu 7 Jan 2027",
        ),
        (
            "DN: weigh him every 2 weeks until review",
            "district nursing | weigh him | every 2 weeks until review",
        ),
        ("DN: weigh him daily from mon", "district nursing | weigh him | daily | from Mon 30 Nov 2026"),
        ("hold plan review fri", "me | hold plan review | Fri 27 Nov 2026"),
        ("visit him fri 15:00", "me | visit him 15:00 | Fri 27 Nov 2026"),
        ("Sally: hello", "Sally (new) | hello"),
        ("social care:", "adult social care"),
        ("fri", "me | fri"),
        ("keep the 22:00 visit", "me | keep the 22:00 visit"),
    ],
)
def test_a_line_is_shown_as_it_was_understood(line: str, understood: str) -> None:
    assert reading(line) == understood


def test_a_name_that_two_have_is_asked_about_not_guessed() -> None:
    parties = (*PARTIES, Party("professional", "10", "Karen Holt"))
    understood = understand("kar: ring fri", parties=parties, today=TODAY, me=ME)
    assert understood.owner is None
    assert [party.name for party in understood.candidates] == ["Karen", "Karen Holt"]
    assert not understood.complete
    assert understood.reading(TODAY) == "which? Karen / Karen Holt | ring | Fri 27 Nov 2026"
    exact = understand("karen: ring fri", parties=parties, today=TODAY, me=ME)
    assert exact.owner is not None and exact.owner.id == "06"


def test_me_on_the_team_is_one_person() -> None:
    assert find_parties("sam", PARTIES, ME) == (ME,)
    assert find_parties("me", PARTIES, ME) == (ME,)
    assert find_parties("nobody", PARTIES, ME) == ()


def test_an_unknown_owner_keeps_its_spelling() -> None:
    understood = understand("Age UK Blackburn: befriending, +3w", parties=PARTIES, today=TODAY, me=ME)
    assert understood.unknown_owner == "Age UK Blackburn"
    assert (understood.what, understood.due) == ("befriending", date(2026, 12, 17))
    assert understood.complete


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


pieces = st.sampled_from(
    (
        *(
            "OT:",
            "social care:",
            "karen:",
            "Sally:",
            "22:00",
            "fri",
            "review",
            "14",
            "jan",
            "+2w",
            "by",
            "from",
            "daily",
        ),
        *(
            "every",
            "2",
            "weeks",
            "until",
            "the",
            "rail",
            "visit,",
            "today",
            "1st",
            "of",
            "month",
            ",",
            ":",
            "mon",
            "15:00",
        ),
    )
)


@given(st.one_of(st.text(max_size=60), st.lists(pieces, max_size=12).map(" ".join)))
def test_no_word_that_was_typed_is_lost(line: str) -> None:
    understood = understand(line, parties=PARTIES, today=TODAY, me=ME)
    kept = words(understood.who) + words(understood.what) + words(understood.when)
    typed = words(line)
    for word in set(typed):
        assert kept.count(word) >= typed.count(word), (line, understood)
    assert understood.when == "" or understood.due is not None or understood.repeat is not None
    assert understood.reading(TODAY)


@given(st.lists(pieces, min_size=1, max_size=12).map(" ".join))
def test_a_date_never_swallows_all_that_is_to_be_done(line: str) -> None:
    understood = understand(line, parties=PARTIES, today=TODAY, me=ME)
    if understood.due is not None or understood.repeat is not None:
        assert understood.what
