"""Saved views: a filter and an order under a name; saving under a known name replaces it."""

from caretui.store.models.ledger import SavedViewForm, ViewWhat
from caretui.store.store import Viewer
from caretui.store.work import Work


def save(work: Work, viewer: Viewer, *, name: str, filter_text: str, sort: str, area: str = "caseload") -> str:
    """Keep a view for the member; returns its id."""
    known = work.con.execute(
        "SELECT id FROM saved_view WHERE member = ? AND name = ? AND area = ? AND void IS NULL",
        (viewer.member, name, area),
    ).fetchone()
    what = ViewWhat(name=name, filter_text=filter_text, sort=sort, area=area)
    if known:
        work.put(known[0], what)
        return str(known[0])
    return work.add(SavedViewForm(member=viewer.member, **what.model_dump()))


def drop(work: Work, view: str) -> None:
    """Forget a view."""
    work.void(view, "no longer needed")
