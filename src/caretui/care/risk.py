"""Risk in words: a score finds candidates, and is never shown bare or as a benefit.

Keep the tool, its version and the run's date with every score (field guide, 8).
"""

from collections.abc import Sequence

from caretui.care.refused import Refused
from caretui.care.vocabulary import RISK_BANDS

EFI_CATEGORIES = ("fit", "mild frailty", "moderate frailty", "severe frailty")
EFI_CUTS = (0.12, 0.24, 0.36)
"""The highest score of fit, mild and moderate. Source: Clegg et al. 2016, electronic Frailty Index."""


def is_efi(tool: str) -> bool:
    """Whether a tool's name means the electronic Frailty Index."""
    return "".join(c for c in tool.casefold() if c.isalnum()) in ("efi", "electronicfrailtyindex", "efi2")


def efi_category(score: float) -> str:
    """fit, mild, moderate or severe frailty for a score of 0 to 1; Refused outside of it."""
    if not 0 <= score <= 1:
        raise Refused("a frailty index lies between 0 and 1")
    return EFI_CATEGORIES[_place(score, EFI_CUTS)]


def band(score: float, tool: str, cuts: Sequence[float] | None = None) -> str | None:
    """The risk band of a score; None when the tool has no agreed cuts.

    `cuts` are the highest scores of low, medium and high, as agreed locally for the tool. The frailty index
    needs none: fit, mild, moderate and severe stand for the four bands. For other tools a guess would be a
    new tool.
    """
    if cuts is not None:
        if len(cuts) != len(RISK_BANDS) - 1 or list(cuts) != sorted(cuts):
            raise Refused("three rising scores part the four bands")
        return RISK_BANDS[_place(score, cuts)]
    if is_efi(tool):
        return RISK_BANDS[EFI_CATEGORIES.index(efi_category(score))]
    return None


def _place(score: float, cuts: Sequence[float]) -> int:
    return sum(score > cut for cut in cuts)


def moved_up(before: str | None, after: str | None) -> bool:
    """Whether a band is higher than it was; a first band of very high counts, other first ones don't."""
    if after is None:
        return False
    if before is None:
        return after == RISK_BANDS[-1]
    return RISK_BANDS.index(after) > RISK_BANDS.index(before)


def change_in_words(before: str | None, after: str | None) -> str:
    """ "high to very high", "now very high", "still high"; "" when nothing is known."""
    if after is None:
        return f"was {before}" if before is not None else ""
    if before is None:
        return f"now {after}"
    return f"still {after}" if before == after else f"{before} to {after}"
