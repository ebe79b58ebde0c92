"""The Meetings area: those to come with how prepared they are, the rollout over the practices, those held."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from textual import on
from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.dates import say_date
from caretui.care.filters import Filter, read_filter
from caretui.commands import bindings_for
from caretui.lean import replace
from caretui.screens.base import CareScreen, step
from caretui.screens.begin import begin
from caretui.screens.meeting_cells import chair_cell, meeting_cells, pattern_cells, practice_cells
from caretui.screens.meeting_lines import when_words
from caretui.screens.narrowed import Narrowed
from caretui.store.database import Connection
from caretui.store.queries import agenda, meeting_history, meetings
from caretui.store.queries.meeting_history import Pattern, lines
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import AskLine
from caretui.widgets.filter import FilterLine
from caretui.widgets.line import Block, Cell
from caretui.widgets.safe import plain, width_of
from caretui.widgets.table import Column, VirtualTable

VIEWS = ("coming", "practices", "over", "patterns")
ORDERS = ("day", "practice", "locality")
EMPTY = {
    "coming": (
        "No meeting to come.",
        "",
        "+ makes one, or a series: monthly, second Tuesday. Right shows the practices.",
    ),
    "practices": ("No practices yet.", "", "ctrl+p, import, reads the list of practices."),
    "over": ("No meeting was held yet.",),
    "patterns": ("Nobody was asked to a meeting that was held in the last year.",),
}
TITLES = {
    "coming": ("When", "Practice", "Chair", "On it", "Ready"),
    "practices": ("Meeting, live by", "Practice", "Next", "People", "Waiting"),
    "over": ("When", "Practice", "Chair", "On it", "Minutes"),
    "patterns": ("", "Agency", "Came", "Apologies", "Not noted"),
}
Line = meetings.Row | meetings.Practice | Pattern
Found = tuple[list[Line], dict[str, tuple[int, int]], tuple[str, ...]]
AN_AGENCY = "An agency's year, not a meeting: Right shows the meetings to come."
USUAL = ((17, 2), (26, 20), (14, 47), (6, 62), (11, 69))
PLACES = {
    "practices": ((23, 2), (26, 26), (10, 53), (6, 64), (9, 71)),
    "patterns": ((17, 2), (26, 20), (12, 47), (9, 60), (9, 70)),
}
"""Width and start of the columns: among the practices the day by which they shall be live has to be read."""


class MeetingsScreen(Narrowed, CareScreen):
    """Left and Right change between meetings to come, practices, and meetings held."""

    where = "meetings"
    area = "meetings"
    BINDINGS = bindings_for("meetings")

    def __init__(self) -> None:
        super().__init__()
        self.view = "coming"
        self.order = ORDERS[0]
        self.wanted = Filter()
        self.lines: dict[int, Line] = {}
        self.ready: dict[str, tuple[int, int]] = {}
        self.told: tuple[str, ...] = ("",)
        self.figures = Block([])
        self.filter_line = FilterLine("practice, loc:east")
        self.table = self._make_table()

    def _columns(self) -> tuple[Column, ...]:
        """The columns under the titles of the view."""
        places = zip(TITLES[self.view], PLACES.get(self.view, USUAL), strict=True)
        shown = [
            Column(title, width, start, flexible=number == 1) for number, (title, (width, start)) in enumerate(places)
        ]
        if self.view in ("coming", "over"):
            chairs = (
                width_of(plain(chair_cell(line).text)) for line in self.lines.values() if isinstance(line, meetings.Row)
            )
            shown[2] = replace(shown[2], most=max(chairs, default=0))
            shown.append(Column("Carried", 7, from_width=110, align="right"))
        if self.view != "patterns":
            last = (
                Column("Code", 8, from_width=140) if self.view == "practices" else Column("Rhythm", 24, from_width=140)
            )
            shown += [Column("Locality", 18, from_width=110), last]
        return tuple(shown)

    def _make_table(self) -> VirtualTable:
        return VirtualTable(
            self._columns(),
            lambda ids: [self.lines[n] for n in ids],
            self._cells,
        )

    def body(self) -> ComposeResult:
        """The filter's row, the figures of a year where they are looked at, and the list."""
        yield self.filter_line
        yield self.figures
        yield self.table

    # --- content

    def refresh_data(self) -> None:
        """Read the view off the UI thread: ids, rows and how ready each meeting is."""
        store, view, wanted, order = self.care.store, self.view, self.wanted, self.order
        self.title_line()

        def read(con: Connection) -> Found:
            today = store.today()
            rollout = meetings.rollout(con)
            live = (
                f"live in {rollout.live} of {several(rollout.total, 'practice')}"
                if rollout.total
                else "no practice yet"
            )
            counted = (live,)
            if view == "patterns":
                return list(meeting_history.patterns(con, today)), {}, lines(meeting_history.figures(con, today))
            if view == "practices":
                return _practices(meetings.practices(con, today), wanted), {}, counted
            numbers = meetings.ids(con, wanted, store.viewer, today, view="coming" if view == "coming" else "over")
            rows = list(meetings.rows(con, numbers, store.viewer, today))
            if order != "day":
                rows.sort(key=lambda row: (row.practice if order == "practice" else row.locality, row.at))
            ready = agenda.ready_counts(con, [row.id for row in rows], store.viewer, today) if view == "coming" else {}
            return [*rows], ready, counted

        self.fetch(read, self._show)

    def _show(self, found: Found) -> None:
        lines, self.ready, self.told = found
        self.lines = {line.n: line for line in lines}
        self.table.empty = EMPTY[self.view] if not self.wanted else ("Nothing matches. / changes the filter.",)
        self.figures.display = self.view == "patterns"
        self.figures.show(["", *(f" {row}" for row in self.told), ""] if self.figures.display else [])
        self.table.columns = self._columns()
        self.keys_line.show_for(self.where, ("add", "tab_right", "help") if self.view == "patterns" else None)
        self.table.reload([line.n for line in lines])
        self._show_head()

    @on(VirtualTable.RowHighlighted)
    def _show_head(self) -> None:
        view = {"coming": "To come", "practices": "Practices", "over": "Held", "patterns": "A year"}[self.view]
        words = "the last twelve months" if self.view == "patterns" else self.told[0]
        self.filter_line.show_around(f" {view}: {words}", f"{self.table.position_text} ")

    def _cells(self, line: Line) -> Sequence[str | Cell]:
        today = self.care.today
        if isinstance(line, meetings.Practice):
            return practice_cells(line, today)
        if isinstance(line, Pattern):
            return pattern_cells(line)
        return meeting_cells(line, self.ready.get(line.id), today)

    @property
    def line(self) -> Line | None:
        """The meeting or practice of the cursor."""
        found: Line | None = self.table.current_row
        return found

    def meeting(self) -> str | None:
        """The meeting of the line, or the next one of its practice; None (said) when there is none."""
        line = self.line
        found = line.next_id if isinstance(line, meetings.Practice) else None
        if isinstance(line, meetings.Row):
            found = line.id
        if found is None:
            self.say(AN_AGENCY if isinstance(line, Pattern) else "No meeting yet: + makes one.")
        return found

    # --- open, start, look

    @on(VirtualTable.RowSelected)
    def open_line(self) -> None:
        """Enter: prepare what is to come, go back into what runs, read the minutes of what was held."""
        line = self.line
        if isinstance(line, meetings.Practice):
            if line.next_id:
                self.care.open("prep", meeting=line.next_id)
            else:
                self.action_add()
        elif isinstance(line, meetings.Row):
            name = {"planned": "prep", "running": "huddle"}.get(line.status, "minutes")
            self.care.open(name, meeting=line.id)
        else:
            self.say(AN_AGENCY)

    def action_start(self) -> None:
        """H: into the huddle; of another day than today after a question."""
        if meeting := self.meeting():
            begin(self, meeting)

    def action_attendance(self) -> None:
        """t: who is expected, who came."""
        if meeting := self.meeting():
            self.care.open("attendance", meeting=meeting)

    def action_send(self) -> None:
        """x: packs or minutes."""
        if meeting := self.meeting():
            self.care.open("send", meeting=meeting)

    # --- make, change, cancel

    def action_add(self) -> None:
        """+ or n: a new meeting, or a series."""
        line = self.line
        practice = line.id if isinstance(line, meetings.Practice) else None
        if isinstance(line, meetings.Row):
            practice = line.practice_id
        self.care.open("new_meeting", practice=practice)

    def action_edit(self) -> None:
        """e: day, time, chair and place of a meeting; how far a practice is."""
        line = self.line
        if isinstance(line, meetings.Practice):
            self.edit_rollout(line)
        elif isinstance(line, meetings.Row) and line.status == "planned":
            self.care.open("new_meeting", meeting=line.id)
        elif isinstance(line, meetings.Row):
            self.say(f"This meeting is {line.status}.")

    @step
    async def edit_rollout(self, line: meetings.Practice) -> None:
        """How far the team meeting of a practice is, and by when it should be live."""
        from caretui.care.dates import read_day
        from caretui.store.changes import meetings as changes

        words = [Option(word, word) for word in ("not started", "scheduled", "live")]
        status = await self.ask(Choose(f"{line.name}: the team meeting is", words))
        if status is None:
            return
        today = self.care.today
        target = await self.ask(
            AskLine(
                "Live by when?",
                "A day, or nothing.",
                value=say_date(date.fromisoformat(line.target), today) if line.target else "",
                check=lambda text: "" if not text or read_day(text, today) else "Not read as a day. Try 14 jan.",
            )
        )
        if target is not None:
            day = read_day(target, today) if target else None
            change = partial(changes.roll_out, practice=line.id, status=status, target=day.isoformat() if day else None)
            self.write("set how far a practice's meeting is", change, f"{line.name}: {status}.")

    @step
    async def action_decline(self) -> None:
        """-: cancel a meeting; everyone on it goes on to the next."""
        from caretui.store.changes import meetings as changes

        line = self.line
        if not isinstance(line, meetings.Row) or line.status != "planned":
            self.say("Only a meeting to come can be cancelled.")
            return
        count = line.agenda_items
        ask = AskLine(
            f"Cancel {line.practice} {when_words(line.at, self.care.today)}: why?",
            f"{several(count, 'person goes', 'people go')} on to its next meeting, or wait for it."
            if count
            else "Nobody is on its list.",
        )
        if why := await self.ask(ask):
            said = f"Cancelled; {count} carried on." if count else "Cancelled; nobody was on its list."
            change = partial(changes.cancel, meeting=line.id, why=why, today=self.care.today)
            self.write(
                "cancelled a meeting",
                change,
                said,
            )

    # --- filter, order, views

    def narrow(self, text: str) -> None:
        """Practice, locality, day."""
        self.wanted = read_filter(text)

    def action_order(self) -> None:
        """o: by day, practice or locality."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.say(f"By {self.order}.")
        self.refresh_data()

    def action_tab_right(self) -> None:
        """Right: the next view."""
        self._view_by(1)

    def action_tab_left(self) -> None:
        """Left: the view before."""
        self._view_by(-1)

    def _view_by(self, by: int) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)]
        self.table.from_top()
        self.refresh_data()

    # --- letters about a person, who is not on this line

    def _nobody(self) -> None:
        self.say(AN_AGENCY if isinstance(self.line, Pattern) else "A meeting, not a person: Enter opens its list.")

    action_contact = action_action = action_book = action_refer = action_meeting = action_hospital = _nobody
    action_coordinator = action_waiting = action_no_reply = action_note = action_own_words = _nobody
    action_plain = _nobody

    def action_defer(self) -> None:
        """d: another day for the meeting."""
        self.action_edit()


def _practices(found: Sequence[meetings.Practice], wanted: Filter) -> list[Line]:
    words = [word.casefold() for word in (*wanted.words, wanted.loc, wanted.practice) if word]
    return [one for one in found if all(word in f"{one.name} {one.code} {one.locality}".casefold() for word in words)]
