"""Why a person needs someone today: the reasons of the Caseload, in their order and words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care.why import RANKS, Facts, Why, is_drifting, why_today

TODAY = date(2026, 11, 26)  # a Thursday
SETTLED = Facts(TODAY, coordinator="Sam Ward", days_unseen=12)

# One fact that holds for each reason, in the order of the Caseload.
HOLDS: dict[str, dict[str, Any]] = {
    "in hospital": {"in_hospital_since": "2026-11-26T02:40"},
    "home": {"home_since": "2026-11-24"},
    "message": {"message_from": "daughter"},
    "today": {"planned": "visit", "planned_at": "2026-11-26T10:45", "planned_note": "no reply Thu 19"},
    "late": {"late_count": 1, "late_days": 2, "late_owner": "social care"},
    "no coordinator": {"coordinator": None},
    "interval": {"interval": "monthly", "interval_days": 31, "days_unseen": 34},
    "to write up": {"write_up": "visit", "write_up_day": "2026-11-25"},
    "risk": {"risk_before": "high", "risk_after": "very high"},
    "review": {"review_due": "2026-11-30"},
    "died": {"died": "2026-11-22", "kindness": "call to family"},
    "not copied": {"not_copied": True},
    "settled": {},
}
WORDS = (
    "IN HOSPITAL since 02:40",
    "home from hospital Tue 24",
    "daughter waits for a call",
    "visit 10:45, no reply Thu 19",
    "social care 2 days late",
    "NO COORDINATOR",
    "agreed monthly, 34 days",
    "to write up: visit Wed 25",
    "risk list: high to very high",
    "plan review due Mon 30",
    "died Sun 22; call to family",
    "not yet copied to EMIS",
    "settled",
)


@pytest.mark.parametrize(("reason", "words"), zip(HOLDS, WORDS, strict=True))
def test_each_reason_has_the_words_of_the_caseload(reason: str, words: str) -> None:
    assert why_today(replace(SETTLED, **HOLDS[reason])) == Why(reason, words)
    assert len(words) <= 30


@given(st.sets(st.sampled_from([reason for reason in RANKS if reason != "died"])))
def test_the_first_that_holds_is_shown(holding: set[str]) -> None:
    facts = SETTLED
    for reason in holding:
        facts = replace(facts, **HOLDS[reason])
    why = why_today(facts)
    assert why.rank == min((RANKS.index(reason) for reason in holding), default=RANKS.index("settled"))


@given(st.sets(st.sampled_from(RANKS)), st.booleans())
def test_someone_who_died_is_never_late_or_chased(holding: set[str], kindness: bool) -> None:
    facts = replace(SETTLED, died="2026-11-22", kindness="call to family" if kindness else "")
    for reason in holding - {"died"}:
        facts = replace(facts, **HOLDS[reason])
    assert why_today(facts).reason in ("message", "today", "died", "to write up", "not copied", "settled")
    assert "late" not in why_today(facts).words


def test_a_death_without_anything_owed_is_said_plainly() -> None:
    assert why_today(replace(SETTLED, died="2026-11-22")) == Why("settled", "died Sun 22")


def test_other_wordings() -> None:
    def words(**facts: Any) -> str:
        return why_today(replace(SETTLED, **facts)).words

    assert words(in_hospital_since="2026-11-24T02:40") == "IN HOSPITAL since Tue 24"
    assert words(in_hospital_since=TODAY) == "IN HOSPITAL since today"
    assert words(home_since="2026-11-18") == "settled"  # eight days ago
    assert words(planned="call", planned_at="2026-11-26T15:00") == "call 15:00"
    assert words(planned="visit") == "visit"
    assert words(late_count=3, late_days=5, late_owner="GP") == "3 actions late, 5d"
    assert words(late_count=1, late_days=1, late_owner="GP") == "GP 1 day late"
    assert words(interval="weekly", interval_days=7, days_unseen=None) == "agreed weekly, not seen yet"
    assert words(days_unseen=None) == "not seen yet"
    assert words(review_due="2026-11-20") == "plan review was due Fri 20"
    assert words(review_due="2026-12-04") == "settled"


def test_drifting_compares_with_the_interval_agreed_for_that_person() -> None:
    assert not is_drifting(None, 400)
    assert not is_drifting(31, 31)
    assert is_drifting(31, 32)
    assert is_drifting(7, None)


def test_every_fact_but_the_day_may_be_missing() -> None:
    assert why_today(Facts(TODAY)).reason == "no coordinator"
