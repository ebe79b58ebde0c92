"""The minutes: a draft, approved by the chair, issued; after that only amended."""

from caretui.care.refused import Refused
from caretui.store.models.meetings import ItemUpdate, Minutes, MinutesAmendmentForm
from caretui.store.store import Viewer
from caretui.store.work import Work


def _status(work: Work, meeting: str) -> str:
    row = work.con.execute(
        "SELECT coalesce(minutes_status, 'draft') FROM meeting WHERE id = ? AND void IS NULL AND status = 'held'",
        (meeting,),
    ).fetchone()
    if row is None:
        raise Refused("There are minutes when the meeting was held.")
    return str(row[0])


def approve(work: Work, meeting: str, *, by: str, at: str) -> None:
    """The chair takes the minutes as they stand; `by` is the chair's name."""
    minutes = _status(work, meeting)
    if minutes == "issued":
        raise Refused("The minutes were issued already.")
    if not by.strip():
        raise Refused("Who approves the minutes? The meeting has no chair.")
    work.put(meeting, Minutes(minutes_status="approved", approved_by=by.strip(), approved_at=at))


def issue(work: Work, meeting: str, *, at: str) -> None:
    """They go out as they are: what is put right later is an amendment. Raises Refused before they were approved."""
    if _status(work, meeting) != "approved":
        raise Refused("The chair approves the minutes before they are issued.")
    work.set_columns(meeting, Minutes, minutes_status="issued", issued_at=at)


def write_note(work: Work, item: str, words: str) -> None:
    """What was said about one person, before the minutes are issued; approved ones become a draft again."""
    (meeting,) = work.con.execute("SELECT meeting FROM agenda_item WHERE id = ?", (item,)).fetchone()
    minutes = _status(work, meeting)
    if minutes == "issued":
        raise Refused("The minutes were issued: add an amendment.")
    if work.put(item, ItemUpdate(update_note=words.strip() or None)) and minutes == "approved":
        work.put(meeting, Minutes())


def amend(
    work: Work, meeting: str, *, words: str, reason: str, viewer: Viewer, at: str, item: str | None = None
) -> str:
    """Put issued minutes right, about one item or the whole, with the reason; the minutes as issued stay readable."""
    minutes = _status(work, meeting)
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
