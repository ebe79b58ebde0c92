"""Counts before and since the plan, and risk in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretui.care import outcomes, risk
from caretui.care.identifiers import Refused
from caretui.care.outcomes import Counted
from caretui.care.vocabulary import RISK_BANDS


def test_roberts_story_is_reported_honestly() -> None:
    before = Counted(17, 12, until=date(2026, 5, 20), source="told by the practice")
    assert outcomes.before_words(before) == "17 hospital visits or admissions in 12 months (1.42 a month)"
    assert before.window_words == "12 months to 20 May 2026"
    since = outcomes.since_plan(date(2026, 5, 21), date(2026, 11, 26), events=2)
    assert outcomes.since_words(since) == "2 in 6 months (0.33 a month). Some fall after a peak is usual"


def test_a_window_of_days_has_no_rate() -> None:
    early = outcomes.since_plan(date(2026, 11, 14), date(2026, 11, 26), events=1)
    assert early.rate is None
    assert outcomes.since_words(early) == "1 in under a month. Some fall after a peak is usual"


@pytest.mark.parametrize(
    ("start", "end", "whole", "nearest"),
    [
        ("2026-05-21", "2026-11-20", 5, 6),
        ("2026-05-21", "2026-11-21", 6, 6),
        ("2026-05-21", "2026-12-07", 6, 7),
        ("2026-01-31", "2026-02-28", 1, 1),
        ("2025-05-21", "2026-11-21", 18, 18),
        ("2026-05-01", "2026-06-15", 1, 1),
        ("2026-05-01", "2026-06-16", 1, 2),  # half a month counts as one
        ("2026-11-26", "2026-11-26", 0, 0),
        ("2026-11-26", "2026-01-01", 0, 0),
    ],
)
def test_months_between_days(start: str, end: str, whole: int, nearest: int) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert outcomes.whole_months(first, last) == whole
    assert outcomes.months_between(first, last) == nearest


@given(st.integers(0, 500), st.integers(1, 60))
def test_figures_never_stand_without_window_and_caution(count: int, months: int) -> None:
    words = outcomes.since_words(Counted(count, months))
    assert f"{count} in {months} month" in words
    assert words.endswith(outcomes.CAUTION)


@pytest.mark.parametrize(
    ("score", "category", "band"),
    [
        (0.0, "fit", "low"),
        (0.12, "fit", "low"),
        (0.13, "mild frailty", "medium"),
        (0.24, "mild frailty", "medium"),
        (0.36, "moderate frailty", "high"),
        (0.37, "severe frailty", "very high"),
        (1.0, "severe frailty", "very high"),
    ],
)
def test_the_frailty_index_has_its_categories(score: float, category: str, band: str) -> None:
    assert risk.efi_category(score) == category
    assert risk.band(score, "eFI") == band


def test_a_tool_without_agreed_cuts_has_no_band() -> None:
    assert risk.band(71, "PARR-30") is None
    assert risk.band(71, "PARR-30", cuts=(20, 40, 70)) == "very high"
    assert risk.band(70, "PARR-30", cuts=(20, 40, 70)) == "high"
    with pytest.raises(Refused, match="three rising scores"):
        risk.band(71, "PARR-30", cuts=(40, 20, 70))
    with pytest.raises(Refused, match="between 0 and 1"):
        risk.band(13, "eFI")


def test_a_change_is_said_in_words() -> None:
    assert risk.change_in_words("high", "very high") == "high to very high"
    assert risk.change_in_words(None, "very high") == "now very high"
    assert risk.change_in_words("high", "high") == "still high"
    assert risk.change_in_words("high", None) == "was high"
    assert risk.change_in_words(None, None) == ""


@given(st.none() | st.sampled_from(RISK_BANDS), st.none() | st.sampled_from(RISK_BANDS))
def test_words_never_hold_a_bare_score(before: str | None, after: str | None) -> None:
    assert not any(c.isdigit() for c in risk.change_in_words(before, after))
    if risk.moved_up(before, after):
        assert not risk.moved_up(after, before)


def test_moving_up() -> None:
    assert risk.moved_up("high", "very high")
    assert risk.moved_up(None, "very high")
    assert not risk.moved_up(None, "high")
    assert not risk.moved_up("high", None)
    assert not risk.moved_up("high", "high")
