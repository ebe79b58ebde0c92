"""Sending: made, put into the folder whole, then written into the ledger; what cannot be written down is taken back."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from caretui import settings
from caretui.documents import formats, share
from caretui.documents.outline import Look
from caretui.documents.parcel import Parcel, marking
from caretui.documents.pulse import beat
from caretui.lean import dataclass
from caretui.store.errors import NotAllowed, StoreError
from caretui.store.store import Store

FOLDER: Final = settings.SHARE_FOLDER
"""The setting that holds the shared-drive folder; the demo has one of its own."""
KEPT_DAYS: Final = "documents.days"
"""The setting that says after how many days a file should have left the share."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was put there and written down; `said` is for the sender only."""

    path: Path
    export: str
    people: int
    withheld: int
    said: tuple[str, ...]


def send(store: Store, parcel: Parcel, *, folder: Path, form: str, look: Look | None = None) -> Sent:
    """Make the file, put it into `folder`, and write it into the sharing ledger.

    Raises Stopped (pulse.py: whoever waits wants no more of it, nothing has been put anywhere), ShareProblem (the
    folder), PdfProblem (the typesetter), NotAllowed (a reader), and StoreError when the ledger could not be written:
    then the file has been taken away again.
    """
    if store.viewer.role in ("reader", "ig"):
        raise NotAllowed("Your role in this store is to read: ask your team lead to send this.")
    share.refuse_folder(folder)
    folder = folder.absolute()
    content = formats.render(parcel.document, form, look or Look(large_print=parcel.large_print))
    beat(1, 1, "putting it into the folder")
    name = share.file_name(
        parcel.kind,
        store.today(),
        form,
        randomness=os.urandom(6),
        agency=parcel.to.words if parcel.to.recipient.agency and parcel.to.recipient.kind == "agency" else "",
        marking=marking(store) if form in formats.CARRIES_NO_MARKING else "",
    )
    path = share.place(folder, name, content, randomness=os.urandom(12))
    try:
        export = _write_down(store, parcel, path, form)
    except BaseException as problem:
        share.remove(path)
        if isinstance(problem, StoreError) or not isinstance(problem, Exception):
            raise
        raise StoreError(
            "The sharing ledger could not be written, so the file was taken away again. Nothing was sent."
        ) from problem
    return Sent(path, export, len(parcel.people), parcel.withheld, parcel.said_to_sender)


def _write_down(store: Store, parcel: Parcel, path: Path, form: str) -> str:
    from caretui.store.changes import exports, meetings

    days = int(store.setting(KEPT_DAYS, "28"))
    with store.work(f"sent {parcel.kind}") as work:
        export = exports.record(
            work,
            kind=parcel.kind,
            form=form,
            file_name=path.name,
            folder=str(path.parent),
            member=store.viewer.member,
            by=store.viewer.name,
            at=store.now(),
            purpose=parcel.to.purpose,
            recipient=parcel.to.words,
            people=parcel.people,
            withheld=parcel.withheld,
            agency=parcel.to.recipient.agency if parcel.to.recipient.kind == "agency" else None,
            professional=parcel.to.recipient.professional if parcel.to.recipient.kind == "agency" else None,
            person=parcel.person,
            meeting=parcel.meeting,
            expires=(store.today() + timedelta(days=days)).isoformat(),
        )
        if parcel.kind == "meeting pack" and parcel.meeting and not parcel.to.is_own_use:
            meetings.list_sent(work, parcel.meeting, store.now())
    # What was sent was sent: `u` must not take it out of the ledger.
    store.done[:] = [done for done in store.done if done[0] != work.unit]
    store.audit("exported", export, people=len(parcel.people), withheld=parcel.withheld)
    return export


def usual_folder(store: Store) -> Path | None:
    """The shared-drive folder: the member's or the store's, else this computer's; None when nobody has said."""
    kept = store.setting(FOLDER)
    return Path(kept).expanduser() if kept else settings.load().share


def keep_folder(store: Store, folder: Path) -> None:
    """Remember the folder for the member's next time."""
    store.set_setting(FOLDER, str(folder))


def mark_removed(store: Store, export: str) -> None:
    """Write down that a file lies on the share no longer."""
    from caretui.store.changes import exports

    with store.work("noted that a file is off the share") as work:
        exports.removed(work, export, at=store.now())


def take_away(store: Store, export: str, path: Path) -> None:
    """Remove the file from the share, when it is still there, and write that down. Raises ShareProblem."""
    share.remove(path)
    mark_removed(store, export)


def is_there(path: Path) -> bool | None:
    """Whether a sent file still lies there; None when its folder cannot be reached."""
    try:
        if not path.parent.is_dir():
            return None
        return path.exists()
    except OSError:
        return None
