"""A referral: another agency is asked for help, its clock starts, and that the person's details went there is noted."""

from datetime import date

from caretui.care.actions import CHASE_AFTER
from caretui.care.refused import Refused
from caretui.store.changes import directory, exports
from caretui.store.models.plan import ActionForm
from caretui.store.queries import objections
from caretui.store.store import Store
from caretui.store.work import Work

ELSEWHERE = "said or sent elsewhere"
"""The format in the ledger of a referral of which caretui made no file."""


def refer(
    work: Work,
    store: Store,
    *,
    person: str,
    agency: str | None,
    name: str,
    reason: str,
    today: date,
    chase_on: date | None = None,
    letter: bool = False,
) -> str:
    """Note a referral: an action of the agency that waits on it since today. Returns the action's id.

    `agency` is an id; None makes one called `name`. `letter`: the letter was sent from here and stands in the ledger
    already; otherwise the telling is written into it now. Raises Refused without a reason or when the person objects.
    """
    if not reason.strip():
        raise Refused("say what they are asked for")
    agency = agency or directory.ensure_agency(work, name)[0]
    if objections.objectors(work.con, (person,), today=today, agency=agency):
        raise Refused("the person objects to their being told")
    viewer = store.viewer
    chase = (chase_on or today + CHASE_AFTER).isoformat()
    if not letter:
        told = exports.record(
            work,
            kind="referral",
            form=ELSEWHERE,
            file_name="",
            folder="",
            member=viewer.member,
            by=viewer.name,
            at=store.now(),
            purpose="referral for direct care",
            recipient=name,
            people=(person,),
            agency=agency,
            person=person,
        )
        exports.removed(work, told, at=store.now())  # no file lies anywhere that would have to be chased
    return work.add(
        ActionForm(
            person=person,
            what=f"referral: {reason.strip()}",
            agency=agency,
            owner_words=name,
            due=chase,
            status="waiting",
            waiting_on=name,
            waiting_since=today.isoformat(),
            chase_on=chase,
            asked_on=today.isoformat(),
            asked_by=viewer.professional,
        )
    )
