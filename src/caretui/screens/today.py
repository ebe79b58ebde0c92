"""Today: one list, one cursor; every letter acts on that line's person."""

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.dates import say_date
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import ListScreen
from caretui.store.queries.today import SECTIONS, Today, today
from caretui.store.queries.today import Line as DayLine
from caretui.widgets.line import Cell, Line
from caretui.widgets.safe import cut, plain, width_of
from caretui.widgets.table import Column, Heading, VirtualTable

WHO, WHO_MOST = 24, 36
"""Cells of a name with its age; more of a long name where there is room."""
WHAT = 37
"""Where the words of a line begin."""
EMPTY = (
    "Nothing waits for you today.",
    "",
    "2 shows your caseload. ctrl+f finds a person. i takes a message.",
)
NOBODY = ("", "Nobody yet? In the Caseload + adds a person; ctrl+p, import, reads your sheet.")
"""What an empty store says below that."""


class TodayScreen(AboutPerson, ListScreen):
    """What is new, booked, late, to write up, and who is drifting."""

    where = "today"
    area = "today"
    BINDINGS = bindings_for("today")
    longest = WHO
    """Cells of the longest name of today, within what a name may take."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Line("")
        self.lines: dict[int, DayLine] = {}
        self._numbers: dict[tuple[str, str, str | None], int] = {}

    def make_table(self) -> VirtualTable:
        """When, who, what; sections stand between."""
        return VirtualTable(
            _columns(self.longest),
            self._fetch,
            lambda line: _cells(line, self.app.size.width, self.longest),
            titles=False,
            empty=EMPTY,
        )

    def body(self) -> ComposeResult:
        """Who is here and how the day stands, then the list."""
        yield self.head
        yield self.table

    def refresh_data(self) -> None:
        """Read the day off the UI thread."""
        store = self.care.store
        since = store.setting("day ended")
        moment = datetime.fromisoformat(since) if since else None
        self.title_line()
        self.fetch(lambda con: today(con, store.viewer, store.wall(), moment), self.show_day)

    def show_day(self, day: Today) -> None:
        """Put the lines into the table; a line keeps its number as long as it is about the same thing."""
        ids: list[int] = []
        headings: list[Heading] = []
        self.lines = {}
        for section in SECTIONS:
            lines = day.of(section)
            if lines:
                headings.append(Heading(len(ids), self._heading(section, day), str(len(lines))))
            for line in lines:
                key = (section, line.entity, line.record)
                number = self._numbers.setdefault(key, len(self._numbers) + 1)
                self.lines[number] = line
                ids.append(number)
        self.table.empty = EMPTY + NOBODY if day.nobody else EMPTY
        self.longest = min(WHO_MOST, max((width_of(plain(line.who)) for line in day.lines), default=0))
        self.table.columns = _columns(self.longest)
        self.table.reload(ids, headings)
        self._show_head(day)

    def _show_head(self, day: Today) -> None:
        viewer = self.care.store.viewer
        late = sum(line.strong for line in day.of("late"))
        who = ", ".join(part for part in (viewer.name, viewer.job, day.locality) if part)
        counts = [several(day.people, "person", "people")]
        counts += [f"{late} late"] * bool(late)
        counts += [f"{len(day.of('write up'))} to write up"] * bool(day.of("write up"))
        self.head.show([f" {who}   ", Cell("   ".join(counts), "strong" if late else "")])

    def _heading(self, section: str, day: Today) -> str:
        if section == "new":
            now = self.care.store.wall()
            if day.since.date() == now.date():
                return f"NEW SINCE {day.since:%H:%M}"
            near = (now.date() - day.since.date()).days < 7
            when = f"{day.since:%a}" if near else say_date(day.since.date(), now.date())
            return f"NEW SINCE {when} {day.since:%H:%M}".upper()
        return {
            "booked": "VISITS, CALLS AND MEETINGS TODAY",
            "late": "LATE AND DUE",
            "write up": "TO WRITE UP",
            "drifting": "DRIFTING",
        }[section]

    def _fetch(self, ids: Sequence[int]) -> list[DayLine | None]:
        return [self.lines.get(n) for n in ids]

    @property
    def line(self) -> DayLine | None:
        """The line under the cursor."""
        return self.lines.get(self.table.current) if self.table.current is not None else None

    def subject(self) -> str | None:
        """The person of the line."""
        return self.line.person if self.line else None

    # --- what the letters do on each kind of line

    def chosen(self, row_id: int) -> None:
        """Enter: the person, on the action of the line; a message finds whose it is; a meeting opens its list; a draft goes on."""
        line = self.lines[row_id]
        if line.entity == "meeting":
            self.care.open("prep", meeting=line.record)
        elif line.entity == "message" and line.person is None:
            self.care.open("whose", message=line.record)
        elif line.entity == "draft":
            self._go_on(line.record)
        elif line.person:
            action = line.record if line.entity == "action" else None
            self.care.open("person", person=line.person, among=self._people(), action=action)

    def _go_on(self, draft: str | None) -> None:
        from caretui.screens.drafts import screen_of

        place = next((screen_of(one) for one in self.care.store.drafts() if one.id == draft), None)
        name, what = place or ("drafts", {})
        self.care.open(name, **what)

    def _people(self) -> list[str]:
        return list(dict.fromkeys(line.person for n in self.table.ids if (line := self.lines[n]).person))

    def action_send(self) -> None:
        """x: the day sheet, or another list of mine."""
        self.care.open("send", what="day")

    def action_contact(self) -> None:
        """c: on a planned visit, the write-up with person, time and place filled in."""
        line = self.line
        if line and line.entity == "planned":
            self.care.open("contact", person=line.person, planned=line.record)
        elif line and line.entity == "message" and line.person is None:
            self.care.open("whose", message=line.record)
        elif line and line.entity == "message":
            self.care.open("contact", person=line.person, message=line.record)
        else:
            super().action_contact()

    def action_no_reply(self) -> None:
        """f: no reply, and the next try."""
        line = self.line
        planned = line.record if line and line.entity == "planned" else None
        self.open_about("no_reply", planned=planned)

    def action_done(self) -> None:
        """Space: the action is done; the message answered; the contact copied."""
        line = self.line
        if line is None:
            return
        if line.entity == "action":
            self.care.open("action_done", action=line.record)
        elif line.entity == "message":
            self._answered(line)
        elif line.entity == "contact" and line.section == "write up":
            self._copied(line)
        elif line.entity == "planned":
            self.action_contact()
        elif line.entity == "closed entry":
            self.say("The record is closed to you: who may see it copies the entry. Tell the team lead.")
        else:
            self.say("Nothing on this line for Space to finish.")

    def _answered(self, line: DayLine) -> None:
        from caretui.store.changes import messages

        store = self.care.store
        with store.work("answered a message") as work:
            messages.answer(work, str(line.record), now=store.now())
        self.care.saved(f"{line.who}: message answered.", work.unit)

    def _copied(self, line: DayLine) -> None:
        from caretui.store.changes import contacts

        with self.care.store.work("marked an entry as copied") as work:
            contacts.set_copying(work, [str(line.record)], "copied")
        self.care.saved(f"{line.who}: copied.", work.unit)

    def action_defer(self) -> None:
        """d: a new date for an action, a visit or a call."""
        line = self.line
        if line and line.entity == "action":
            self.care.open("action_defer", action=line.record)
        elif line and line.entity == "planned":
            self.care.open("book", person=line.person, planned=line.record)
        else:
            super().action_defer()

    def action_waiting(self) -> None:
        """w: whom the action waits on."""
        line = self.line
        if line and line.entity == "action":
            self.care.open("waiting", action=line.record)
        else:
            super().action_waiting()

    def action_filter(self) -> None:
        """/: the caseload filters; today is short."""
        self.care.open("find")

    def action_order(self) -> None:
        """o: the order of today is fixed."""
        self.say("Today keeps its order. In the Caseload (2) o changes it.")


def _columns(longest: int) -> tuple[Column, ...]:
    """A name takes of a wide terminal what the longest needs; all the rest is for the words."""
    return Column("", 10, 2), Column("", WHO, 12, most=longest), Column("", 44, WHAT, flexible=True)


def _cells(line: DayLine | None, width: int, longest: int) -> Sequence[str | Cell]:
    if line is None:
        return ("", "", "")
    wider = max(0, min(width - 80, longest - WHO))
    room = width - WHAT - wider
    return (
        Cell(line.when, "late" if line.strong and line.section == "late" else ""),
        with_age(line.who, WHO + wider),
        Cell(
            line.what + (line.more if width_of(line.what + line.more) <= room else ""),
            "strong" if line.strong and line.section == "drifting" else "",
        ),
    )


def with_age(who: str, cells: int) -> str:
    """`Duxbury, Alan (62)`; of a long name the end goes, not the age."""
    name, _, age = plain(who).rpartition(" (")
    if not name or width_of(plain(who)) <= cells:
        return who
    return f"{cut(name, cells - width_of(age) - 2)} ({age}"
