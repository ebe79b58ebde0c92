"""Takes a sheet in from end to end: plan it, say what would change, write it in one transaction that undoes as one."""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from caretui.care.arrivals import Finding
from caretui.intake.limits import Unreadable
from caretui.intake.mapping import Layout, choose, chosen_of, signature
from caretui.intake.practices import STANDS_FOR, Practices
from caretui.intake.rows import Checked
from caretui.lean import dataclass, replace

if TYPE_CHECKING:
    from caretui.store.changes.intake import Newcomers, Plan
    from caretui.store.store import Store

Progress = Callable[[int, int], None]
_TRIES = 2
_WHAT = "takes in a sheet"
MANY = 1_000
"""From so many changes on, others are told why they have to wait."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a sheet does, or did, to the store: the plan, all findings, and the counts of the CLI contract."""

    plan: "Plan"
    findings: tuple[Finding, ...]
    read: int
    refused: int
    left_out: int = 0
    unit: str | None = None
    """The unit that undoes it, once written."""

    @property
    def counts(self) -> dict[str, int]:
        """read, added, updated, unchanged, refused, review: rows of the sheet."""
        return {
            "read": self.read,
            "added": self.plan.count("added"),
            "updated": self.plan.count("updated"),
            "unchanged": self.plan.count("unchanged"),
            "refused": self.refused,
            "review": self.plan.count("review"),
        }

    @property
    def without_number(self) -> int:
        """How many of those added have no NHS number: it is chased."""
        from caretui.store.models.people import PersonForm

        return sum(
            step.new and isinstance(step.form, PersonForm) and not step.form.nhs_number for step in self.plan.steps
        )

    @property
    def in_part(self) -> bool:
        """Whether something of the sheet was not taken as it stood."""
        return any(one.weight != "note" for one in self.findings)

    @property
    def candidates(self) -> dict[int, str]:
        """Line of a row to review -> the id of whom it may be, or the line of this sheet that brings them."""
        from caretui.store.changes.intake_people import LINE

        return {
            one.lines[0]: f"{LINE}{one.candidate_line}" if one.candidate_line else one.candidate
            for one in self.plan.outcomes
            if one.result == "review" and one.candidate
        }

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.plan.steps)


def newcomers(
    store: "Store", *, mine: bool = False, decisions: Mapping[int, str] | None = None, otherwise: str = ""
) -> "Newcomers":
    """How people are taken in by this member, now; `mine` makes them coordinator where the sheet names none.

    `decisions` and `otherwise` say who is who, as `Newcomers` has it.
    """
    from caretui.store.changes.intake import Newcomers

    viewer = store.viewer
    return Newcomers(
        today=store.today().isoformat(),
        at=store.now(),
        by=viewer.name,
        member=viewer.member,
        viewer=viewer,
        me=viewer.professional,
        mine=mine,
        decisions=decisions or {},
        otherwise=otherwise,
    )


def remember(store: "Store", found: Layout) -> None:
    """Keep what this member said of a sheet's columns, for the next sheet with the same headings."""
    store.set_setting(f"columns of sheet {signature(found)}", json.dumps(chosen_of(found), ensure_ascii=False))


def with_remembered(store: "Store", found: Layout) -> Layout:
    """The layout as this member said it for the same headings before; else as it is."""
    kept = store.setting(f"columns of sheet {signature(found)}")
    if not kept:
        return found
    try:
        return choose(found, json.loads(kept), how="remembered")
    except (Unreadable, ValueError):
        return found


def plan_people(store: "Store", checked: Checked, how: "Newcomers") -> Incoming:
    """What taking in these people would change: nothing is written."""
    from caretui.store.changes import intake, intake_people

    plan = intake.new_plan(store.read())
    intake_people.plan_people(plan, checked.arrivals, how)
    return Incoming(plan, (*checked.findings, *plan.findings), checked.read, checked.refused)


def plan_practices(store: "Store", listed: Practices) -> Incoming:
    """What taking in these practices would change: nothing is written."""
    from caretui.store.changes import intake, intake_practices

    plan = intake.new_plan(store.read())
    intake_practices.plan_practices(
        plan, listed.arrivals, source=STANDS_FOR, kind=listed.kind, of=listed.of(store.today())
    )
    read = listed.read - listed.left_out
    return Incoming(plan, (*listed.findings, *plan.findings), read, listed.refused, listed.left_out)


def take_in(store: "Store", make: Callable[[], Incoming], *, reason: str, progress: Progress | None = None) -> Incoming:
    """Plan with `make` and write it in one transaction; planned again when somebody changed the store meanwhile.

    Others may save while it is planned and made ready; when they did so twice, it is planned once more while they wait.
    A verified backup is made before. Returns what was done, with the unit that undoes it. An exception writes nothing.
    Raises BackupFailed, StoreInUse.
    """
    from caretui.store.changes import intake

    for again in range(_TRIES):
        incoming = make()
        if not incoming.changes:
            return incoming
        if not again:
            _back_up(store)
        written = intake.make_ready(incoming.plan, progress)
        many = written.steps > MANY
        try:
            with store.long_work(reason, _WHAT) if many else store.work(reason) as work:
                intake.apply(work, written, progress)
        except intake.Stale:
            continue
        return replace(incoming, unit=work.unit)
    with store.long_work(reason, _WHAT) as work:
        incoming = make()
        intake.apply(work, intake.make_ready(incoming.plan, progress), progress)
    return replace(incoming, unit=work.unit) if incoming.changes else incoming


def _back_up(store: "Store") -> None:
    """A copy of the store as it is before a sheet comes in, unless the newest copy is just that; a demo has none."""
    from caretui.store import backup

    _, _, units = store.setting("last backup").partition(" ")
    if not store.demo and units != str(backup.last_unit(store.read())):
        backup.make(store)
