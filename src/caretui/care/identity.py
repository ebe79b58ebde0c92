"""Are two descriptions one person? The same NHS number says yes; without it the answer is never more than "review".

Source: field guide, 8: many elders share 1 January birth dates, names and households, and father and son would be
merged.
"""

from typing import Literal

from caretui.care.identifiers import fold
from caretui.lean import dataclass

Verdict = Literal["same", "review", "other"]
LIKE = 74.0
"""How alike two given names must be, of 100: Mohammed and Muhammad are, Alan and Ann are not."""


@dataclass(frozen=True, slots=True)
class Described:
    """Who somebody is said to be; names are folded, `born` is "" when not known or only estimated."""

    nhs_number: str
    family: str
    given: str
    born: str
    postcode: str


def described(
    *, nhs_number: str | None, family: str | None, given: str | None, born: str | None, postcode: str | None
) -> Described:
    """A description with its names folded for comparing."""
    return Described(nhs_number or "", fold(family or ""), fold(given or ""), born or "", postcode or "")


def compare(one: Described, other: Described) -> tuple[Verdict, str]:
    """Same, review or other, with the reason in plain words for a review."""
    if one.nhs_number and other.nhs_number:
        if one.nhs_number != other.nhs_number:
            return "other", ""
        if one.family != other.family and one.born and other.born and one.born != other.born:
            return "review", "the NHS number is this person's, but family name and birth date are not"
        return "same", ""
    return _without_number(one, other)


def _without_number(one: Described, other: Described) -> tuple[Verdict, str]:
    named = _same_name(one, other)
    if one.born and other.born:
        if one.born != other.born:
            return "other", ""
        if named:
            return "review", "the same name and birth date, and no NHS number to tell"
        if one.family == other.family and _alike(one.given, other.given):
            return "review", "the same family name and birth date and a given name like it, and no NHS number to tell"
        if one.postcode and one.postcode == other.postcode and _alike(_whole(one), _whole(other)):
            return "review", "the same birth date and postcode and a name like it, and no NHS number to tell"
        return "other", ""
    if named:
        return "review", "the same name, and no birth date or NHS number to tell"
    return "other", ""


def _same_name(one: Described, other: Described) -> bool:
    if (one.family, one.given) in ((other.family, other.given), (other.given, other.family)):
        return True
    if one.family != other.family or not (one.given and other.given):
        return False
    first, second = one.given.split()[0], other.given.split()[0]
    initials = len(first) == 1 or len(second) == 1
    return first == second or (initials and first[0] == second[0])


def _whole(who: Described) -> str:
    return f"{who.family} {who.given}".strip()


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) > 2 and long.startswith(short):
        return True
    # Imported here because only an import needs it.
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= LIKE
