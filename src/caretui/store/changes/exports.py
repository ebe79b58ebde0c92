"""The sharing ledger: a file that was put somewhere is written down, with everyone it tells of; later it is removed."""

from collections.abc import Sequence

from caretui.store.models.ledger import ExportEnd, ExportForm, SharedForm
from caretui.store.work import Work


def record(
    work: Work,
    *,
    kind: str,
    form: str,
    file_name: str,
    folder: str,
    member: str,
    by: str,
    at: str,
    purpose: str,
    recipient: str,
    people: Sequence[str],
    withheld: int = 0,
    agency: str | None = None,
    professional: str | None = None,
    person: str | None = None,
    meeting: str | None = None,
    expires: str | None = None,
) -> str:
    """Write down one file and the people it tells of; returns the export's id. `at` is an instant."""
    export = work.add(
        ExportForm(
            kind=kind,
            format=form,
            file_name=file_name,
            folder=folder,
            people=len(people),
            withheld=withheld,
            member=member,
            by=by,
            at=at,
            recipient=recipient,
            agency=agency,
            professional=professional,
            purpose=purpose,
            person=person,
            meeting=meeting,
            expires=expires,
        )
    )
    for one in people:
        work.add(SharedForm(export=export, person=one))
    return export


def removed(work: Work, export: str, *, at: str) -> None:
    """Say that the file lies there no longer."""
    row = work.con.execute("SELECT expires FROM export WHERE id = ?", (export,)).fetchone()
    work.put(export, ExportEnd(expires=row[0], removed_at=at))
