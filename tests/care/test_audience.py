"""Who may see what: contacts and warnings."""

from itertools import product

import pytest

from caretui.care.audience import (
    Recipient,
    may_read_contact,
    warning_for,
    warning_text,
    withheld_words,
)
from caretui.care.vocabulary import AUDIENCES, READ_BY

NURSE = Recipient("member", agency="dn", agency_kind="district nursing", professional="nurse")
SOCIAL_WORKER = Recipient("member", agency="asc", agency_kind="adult social care", professional="sw")
COORDINATOR = Recipient("member", agency="asc", agency_kind="adult social care", professional="co", is_coordinator=True)
GYM = Recipient("agency", agency="gym", agency_kind="leisure")
SURGERY = Recipient("agency", agency="gp", agency_kind="GP")
NIGHT_CARE = Recipient("agency", agency="night", agency_kind="night care")
PERSON = Recipient("person")
DAUGHTER = Recipient("family", may_be_told=True)
COUSIN = Recipient("family")
HUDDLE = Recipient("huddle")
HUDDLE_WITH_FAMILY = Recipient("huddle", guests=True)
EVERYONE = (NURSE, SOCIAL_WORKER, GYM, SURGERY, PERSON, DAUGHTER, COUSIN, HUDDLE, HUDDLE_WITH_FAMILY)


@pytest.mark.parametrize(
    ("read_by", "readers"),
    [
        ("team", (NURSE, SOCIAL_WORKER, GYM, SURGERY, PERSON, DAUGHTER, HUDDLE, HUDDLE_WITH_FAMILY)),
        ("health only", (NURSE, SURGERY)),
        ("only me", ()),
        ("not family", (NURSE, SOCIAL_WORKER, GYM, SURGERY, PERSON, HUDDLE)),
        ("anything else", ()),
    ],
)
def test_read_by_decides_who_reads_a_contact(read_by: str, readers: tuple[Recipient, ...]) -> None:
    assert tuple(who for who in EVERYONE if may_read_contact(read_by, "someone", who)) == readers


def test_the_author_always_reads_their_own_entry() -> None:
    assert all(may_read_contact(read_by, "sw", SOCIAL_WORKER) for read_by in READ_BY)
    assert not may_read_contact("only me", None, Recipient("member"))


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("everyone", EVERYONE),
        ("staff who visit", (NURSE, SOCIAL_WORKER, SURGERY)),
        ("named agencies", (GYM,)),
        ("coordinator only", ()),
        ("anything else", ()),
    ],
)
def test_a_warning_reaches_its_audience_only(audience: str, readers: tuple[Recipient, ...]) -> None:
    assert tuple(who for who in EVERYONE if warning_for(audience, {"gym"}, who)) == readers
    assert warning_for(audience, {"gym"}, COORDINATOR)


def test_staff_words_never_reach_the_projector_or_a_family_copy() -> None:
    for audience, who in product(AUDIENCES[1:], (PERSON, DAUGHTER, COUSIN, HUDDLE, HUDDLE_WITH_FAMILY)):
        assert not warning_for(audience, {"gym", "dn"}, who)
    assert warning_for("staff who visit", (), NIGHT_CARE)


def test_a_key_safe_code_is_only_given_when_asked_for() -> None:
    assert warning_text("key safe", "code 4711, left of the door") == "Key safe"
    assert warning_text("key safe", "code 4711, left of the door", asked=True) == "code 4711, left of the door"
    assert warning_text("dog", "friendly") == "friendly"


def test_the_sender_is_told_how_many_were_withheld() -> None:
    assert [withheld_words(n) for n in (0, 1, 2)] == ["", "1 person withheld", "2 people withheld"]
