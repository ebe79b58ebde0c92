"""Plans the meeting days of a sheet: who comes on which practice's list, and the meeting itself where none is planned."""

from datetime import date
from functools import partial

from caretui.care.dates import say_date
from caretui.lean import dataclass
from caretui.store.changes import meetings
from caretui.store.changes.intake import Plan
from caretui.store.models.meetings import AgendaItemForm, MeetingForm
from caretui.store.queries import intake as reads

ON_SHEET = "on your sheet for this day"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that a sheet means; `made`: this import makes it."""

    id: str
    made: bool = False


class Meetings:
    """The meetings of practices by day, those made a moment ago included."""

    def __init__(self, plan: Plan, today: str) -> None:
        self._plan, self._today = plan, today
        self._known: dict[tuple[str, str], Meeting | None] = {}
        self._places: dict[str, int] = {}

    def on(self, practice: str, day: str, clock: str = "") -> Meeting | None:
        """The meeting of a practice on a day, made when there is none; None when it cannot be.

        It cannot where that day's meeting is over or was cancelled, and where the practice is closed.
        """
        if (practice, day) not in self._known:
            self._known[practice, day] = self._find(practice, day, clock)
        return self._known[practice, day]

    def _find(self, practice: str, day: str, clock: str) -> Meeting | None:
        there = reads.meetings_of_day(self._plan.con, practice=practice, day=day)
        if planned := [record for record, status in there if status == "planned"]:
            return Meeting(planned[0])
        name, closed = reads.practice_standing(self._plan.con, practice)
        if there or closed:
            return None
        name = name or next(step.form.name for step in self._plan.steps if step.record == practice)  # type: ignore[attr-defined]
        clock = clock or reads.usual_clock(self._plan.con, practice)
        record = self._plan.add(MeetingForm(practice=practice, at=f"{day}T{clock or '00:00'}"))
        self._plan.then.append(partial(meetings.settle_new, meeting=record, today=date.fromisoformat(self._today)))
        unset = "" if clock else ", its time is to be set"
        said = say_date(date.fromisoformat(day), date.fromisoformat(self._today))
        self._plan.made.append(f"the meeting of {name} on {said}{unset}")
        return Meeting(record, made=True)

    def item(self, meeting: str, person: str) -> AgendaItemForm:
        """Somebody's line at the end of a list."""
        if meeting not in self._places:
            self._places[meeting] = reads.next_position(self._plan.con, meeting) - 1
        self._places[meeting] += 1
        return AgendaItemForm(meeting=meeting, person=person, position=self._places[meeting], reasons=ON_SHEET)
