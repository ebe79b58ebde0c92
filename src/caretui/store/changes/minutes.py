"""The minutes: a draft, approved by the chair, issued; after that only amended."""

from caretui.care.refused import Refused
from caretui.store.models.meetings import ItemUpdate, Minutes, MinutesAmendmentForm
from caretui.store.store import Viewer
from caretui.store.work import Work


def _standing(work: Work, meeting: str) -> tuple[str, str, str | None, str | None]:
    row = work.con.execute(
        "SELECT status, coalesce(minutes_status, 'draft'), approved_by, approved_at FROM meeting"
        " WHERE id = ? AND void IS NULL",
        (meeting,),
    ).fetchone()
    if row is None or row[0] != "held":
        raise Refused("There are minutes when the meeting was held.")
    return row[0], row[1], row[2], row[3]


def approve(work: Work, meeting: str, *, by: str, at: str) -> None:
    """The chair takes the minutes as they stand; `by` is the chair's name."""
    _, minutes, *_ = _standing(work, meeting)
    if minutes == "issued":
        raise Refused("The minutes were issued already.")
    if not by.strip():
        raise Refused("Who approves the minutes? The meeting has no chair.")
    work.put(meeting, Minutes(minutes_status="approved", approved_by=by.strip(), approved_at=at))


def issue(work: Work, meeting: str, *, at: str) -> None:
    """They go out as they are: what is put right later is an amendment. Raises Refused before they were approved."""
    _, minutes, by, approved = _standing(work, meeting)
    if minutes != "approved":
        raise Refused("The chair approves the minutes before they are issued.")
    work.put(meeting, Minutes(minutes_status="issued", approved_by=by, approved_at=approved, issued_at=at))


def write_note(work: Work, item: str, words: str) -> None:
    """What was said about one person, before the minutes are issued; approved ones become a draft again."""
    (meeting,) = work.con.execute("SELECT meeting FROM agenda_item WHERE id = ?", (item,)).fetchone()
    _, minutes, *_ = _standing(work, meeting)
    if minutes == "issued":
        raise Refused("The minutes were issued: add an amendment.")
    if work.put(item, ItemUpdate(update_note=words.strip() or None)) and minutes == "approved":
        work.put(meeting, Minutes())


def amend(
    work: Work, meeting: str, *, words: str, reason: str, viewer: Viewer, at: str, item: str | None = None
) -> str:
    """Put issued minutes right, about one item or the whole, with the reason; the minutes as issued stay readable."""
    _, minutes, *_ = _standing(work, meeting)
    if minutes != "issued":
        raise Refused("Minutes that are not issued yet are changed, not amended.")
    if not words.strip() or not reason.strip():
        raise Refused("An amendment needs its words and its reason.")
    return work.add(
        MinutesAmendmentForm(
            meeting=meeting,
            item=item,
            words=words.strip(),
            reason=reason.strip(),
            by=viewer.name,
            member=viewer.member or None,
            at=at,
        )
    )
