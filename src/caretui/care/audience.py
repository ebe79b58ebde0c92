"""Who may see what: warnings by audience, contacts by *read by*.

Need to know, minimum necessary (Caldicott principles). Objections are of records: `store.queries.objections`.
"""

from collections.abc import Collection
from typing import Literal

from caretui.care.counts import several
from caretui.care.vocabulary import is_health_agency, is_visiting_agency
from caretui.lean import dataclass

RecipientKind = Literal["member", "agency", "person", "family", "huddle"]


@dataclass(frozen=True)
class Recipient:
    """Who looks at a screen or gets a copy.

    "member" is a member of the store at the screen, "huddle" the projector in a meeting. `agency` and
    `professional` are record ids, `agency_kind` a word of AGENCY_KINDS. `is_coordinator`: the person's
    named coordinator. `may_be_told`: a relative whom the person has named. `guests`: the person or family
    is in the room.
    """

    kind: RecipientKind
    agency: str | None = None
    agency_kind: str | None = None
    professional: str | None = None
    is_coordinator: bool = False
    may_be_told: bool = False
    guests: bool = False


def may_read_contact(read_by: str, author: str | None, viewer: Recipient) -> bool:
    """Whether a contact marked team, health only, only me or not family is for this viewer.

    `author` is the professional's id. Who wrote an entry always reads it. The projector shows neither
    "health only" (others are in the room) nor "only me", and "not family" only without guests. Unknown
    words are read by nobody else.
    """
    if viewer.kind == "member" and author is not None and viewer.professional == author:
        return True
    if read_by == "team":
        return viewer.kind != "family" or viewer.may_be_told
    if read_by == "health only":
        return viewer.kind in ("member", "agency") and is_health_agency(viewer.agency_kind or "")
    if read_by == "not family":
        return viewer.kind in ("member", "agency", "person") or (viewer.kind == "huddle" and not viewer.guests)
    return False


def warning_for(audience: str, agencies: Collection[str], recipient: Recipient) -> bool:
    """Whether a warning with this audience is for this recipient.

    `agencies` are the ids of the named agencies. Staff-only words never reach the huddle, the person's or a
    family copy. The named coordinator at the screen sees every warning. Unknown words are shown to nobody
    else.
    """
    if audience == "everyone":
        return True
    if recipient.kind not in ("member", "agency"):
        return False
    if recipient.kind == "member" and recipient.is_coordinator:
        return True
    if audience == "staff who visit":
        return is_visiting_agency(recipient.agency_kind or "")
    if audience == "named agencies":
        return recipient.agency is not None and recipient.agency in agencies
    return False


def warning_text(kind: str, text: str, *, asked: bool = False) -> str:
    """The words of a warning; a key-safe code only when it was asked for, which the caller records."""
    if kind == "key safe" and not asked:
        return "Key safe"
    return text


def withheld_words(count: int) -> str:
    """ "1 person withheld", told to the sender; "" when there is nobody."""
    return f"{several(count, 'person', 'people')} withheld" if count > 0 else ""
