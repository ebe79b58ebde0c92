"""Preparing a meeting: the list at the left, the brief of the line at the right, suggestions below."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from caretui.care.agenda import time_each
from caretui.care.dates import age, say_birth, say_date, say_moment, wall
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import CareScreen
from caretui.screens.begin import begin
from caretui.screens.meeting_lines import brief_lines, closed_words, list_words, short_name, span_words
from caretui.screens.prep_changes import ChangesList
from caretui.store.queries import brief
from caretui.store.queries.agenda import Item
from caretui.store.queries.suggestions import Suggestion, suggestions
from caretui.widgets.columns import places
from caretui.widgets.line import Cell, Line, Pager, Words
from caretui.widgets.safe import cut, plain, width_of
from caretui.widgets.table import Column, Heading, VirtualTable

LIST = 44
WIDE_LIST = 47
"""Of a wide terminal, in hundredths."""
WHY = 24
"""Where the reasons begin."""
NAME, MOST_OF_A_NAME = 16, 28
SPARE = 5
"""Minutes of a meeting that nobody's time is planned for: welcome and close."""


class PrepScreen(ChangesList, AboutPerson, CareScreen):
    """Who is on, why, whether each is ready; everything that happens before the meeting."""

    where = "prep"
    BINDINGS = bindings_for("prep")
    DEFAULT_CSS = """
    PrepScreen #sides { height: 1fr; width: 1fr; }
    PrepScreen #brief { width: 1fr; margin: 0 0 0 1; }
    """

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.prep: brief.Prep | None = None
        self.suggested: tuple[Suggestion, ...] = ()
        self.lines: dict[int, Item | Suggestion] = {}
        self.head = Line("")
        self.table = VirtualTable(
            self._columns(),
            lambda ids: [self.lines[n] for n in ids],
            self._cells,
            base=LIST,
            empty=("Nobody is on the list yet.", "", "+ puts somebody on."),
        )
        self.brief = Pager(id="brief")
        self.brief.can_focus = False

    def body(self) -> ComposeResult:
        """Row 2, then the list beside the brief."""
        yield self.head
        with Horizontal(id="sides"):
            yield self.table
            yield self.brief

    def on_resize(self) -> None:
        """The list takes less than half of a wide terminal."""
        self.table.styles.width = self._list_width
        self._show_brief()

    @property
    def _list_width(self) -> int:
        """Somewhat less than half of a wide terminal: room for more than one reason."""
        return self.size.width * WIDE_LIST // 100 if self.size.width >= 110 else LIST

    def on_mount(self) -> None:
        """Size the list before its first row is drawn; looking is noted."""
        self.on_resize()
        super().on_mount()
        self.care.store.audit("viewed", self.meeting)

    # --- content

    def refresh_data(self) -> None:
        """Read list, reasons, briefs and suggestions off the UI thread."""
        store, meeting = self.care.store, self.meeting
        self.fetch(lambda con: brief.prep(con, meeting, store.viewer, store.today()), self.show)
        if self._waits_for_suggestions is not None:
            self._waits_for_suggestions.stop()
        self._waits_for_suggestions = self.set_timer(0.05 if self.prep is None else 2.0, self._suggest)

    _waits_for_suggestions: Timer | None = None
    looking = True
    """Are the first suggestions still being looked for?"""

    def _suggest(self) -> None:
        """Who might be on it: everyone of the practice is looked at, while keys go on."""
        store, meeting = self.care.store, self.meeting
        self.fetch(
            lambda con: suggestions(con, meeting, store.viewer, store.today()),
            self._show_suggested,
            key="suggested",
            aside=True,
        )

    def _columns(self) -> tuple[Column, ...]:
        """The names grow where there is room, to the longest there is: the reasons are in the brief beside."""
        longest = max((width_of(self._name_of(line)) for line in self.lines.values()), default=0)
        return (
            Column("", 2, 2, align="right"),
            Column("", 1, 5),
            Column("Person", NAME, 7, most=min(longest, MOST_OF_A_NAME)),
            Column("Why", 20, WHY, flexible=True),
        )

    def _show_suggested(self, found: tuple[Suggestion, ...]) -> None:
        self.suggested, self.looking = found, False
        if self.prep is not None:
            self.show(self.prep)

    def show(self, prep: brief.Prep | None) -> None:
        """Put it on the screen; the cursor stays on its person."""
        if prep is None:
            self.dismiss()
            return
        self.prep = prep
        items = {item.n: item for item in prep.items}
        coming = prep.meeting.status in ("planned", "running")
        suggested = {-one.n: one for one in self.suggested if coming and one.person not in prep.known}
        self.lines = {**items, **suggested}
        self.table.columns = self._columns()
        headings = []
        if suggested:
            count = str(len(suggested)) if len(suggested) > 3 else ""
            headings = [Heading(len(items), "SUGGESTED, not on the list", count)]
        on = self.table.current
        if on is not None and on not in self.lines:  # somebody suggested is on the list now
            person = self._person_at.get(on)
            on = next((n for n, line in self.lines.items() if line.person == person), None)
        self._person_at = {n: line.person for n, line in self.lines.items()}
        self.table.reload([*items, *suggested], headings, cursor_on=on)
        self._show_frame(prep)
        self._show_brief()

    _person_at: dict[int, str] = {}

    def _show_frame(self, prep: brief.Prep) -> None:
        row = prep.meeting
        day = datetime.fromisoformat(row.at)
        chair = f"chair {row.chair}" if row.chair else "NO CHAIR"
        before = f"{row.practice or row.kind}  {span_words(row.at, row.minutes, self.care.today)}  "
        me = f"  {short_name(self.care.store.viewer.name)}"
        if len(before) + len(chair) + len(me) + len(" PREP  ") > self.size.width:
            chair = f"chair {short_name(row.chair)}"
        self.top_line.show_title("PREP", before + chair, me)
        self.head.show(self._second_row(prep, day))
        self.show_saved()

    def _second_row(self, prep: brief.Prep, day: datetime) -> Words:
        row, today = prep.meeting, self.care.today
        wrong = [f"PRACTICE {words}"] if (words := closed_words(row.closed, today)) else []
        wrong += ["CHAIR TWICE"] if row.clash else []
        if not prep.items:
            return [f" {time_each(0, row.minutes)}", Cell("".join(f"  {words}" for words in wrong), "late")]
        people = len(prep.items)
        sent: str | Cell = f"List sent {say_moment(wall(row.list_sent_at), today)}" if row.list_sent_at else ""
        if row.status != "planned":
            sent = Cell(f"The meeting is {row.status}.", "strong")
        elif not sent:
            late = self.care.store.wall() > day - timedelta(hours=24)
            sent = Cell("LIST NOT SENT", "late" if late else "")
        each = f" {time_each(people, max(row.minutes - SPARE, 1))}"
        rest: list[str | Cell] = [f".  Ready {prep.ready}, to do {people - prep.ready}.  ", sent]
        rest += [Cell(f"  {words}", "late") for words in wrong]
        if width_of(each + "".join(str(getattr(words, "text", words)) for words in rest)) > self.size.width:
            each, _, _ = each.partition(":")
        return [each, *rest]

    def show_saved(self) -> None:
        """Row 23: what was saved last, else who is missing and who was not told."""
        if self.care.undo.count != self._saved_shown or self.prep is None:
            super().show_saved()
            if self.care.undo.words:
                return
        if not self.care.undo.words and self.prep is not None and not self._told:
            self.status_line.say(missing_words(self.prep, self.status_line.room))

    def _cells(self, line: Item | Suggestion) -> Sequence[str | Cell]:
        if isinstance(line, Suggestion):
            return "", "+", self._name_of(line), line.reasons[0]
        mark = "*" if line.ready.ready else "-"
        why = "deferred" if line.state == "deferred" else _whole(line.reasons, self._room_for_why())
        return str(line.position), mark, self._name_of(line), Cell(why, "strong" if why.isupper() else "")

    def _room_for_why(self) -> int:
        *_, why = places(tuple(self.table.columns), self.table.size.width, LIST)
        return why.width

    def _name_of(self, item: Item | Suggestion) -> str:
        """The name; with the age behind it when somebody else on the list has the same."""
        if isinstance(item, Suggestion):
            return ", ".join(part for part in (item.family_name, item.given_name) if part)
        same = [one for one in self.lines.values() if one.family_name == item.family_name]
        if len(same) < 2 or not item.date_of_birth or item.hidden:
            return item.name
        years = age(date.fromisoformat(item.date_of_birth), self.care.today)
        return f"{item.family_name}, {item.given_name[:1]} ({years})"

    # --- the brief

    @on(VirtualTable.RowHighlighted)
    def _show_brief(self) -> None:
        line = self.table.current_row if self.prep is not None else None
        width = max(self.size.width - self._list_width - 1, 20)
        self.brief.show(self._brief_of(line, width) if line is not None else [])

    def _brief_of(self, line: Item | Suggestion, width: int) -> list[Words]:
        title = Cell(cut(_who(line, self.care.today, width), width), "strong")
        if isinstance(line, Suggestion):
            return [title, *brief_lines((("WHY", line.reasons),), width), "", "+ on the list   - decline"]
        return [title, *brief_lines(self.prep.briefs.get(line.id, ()) if self.prep else (), width)]

    def action_brief(self) -> None:
        """Tab: the next part of the brief, from the end back to the start."""
        before = self.brief.top
        self.brief.action_page_down()
        if self.brief.top == before:
            self.brief.action_first()

    # --- who the line is about

    def subject(self) -> str | None:
        """The person of the line."""
        line = self.line
        return None if line is None or (isinstance(line, Item) and line.hidden) else line.person

    @on(VirtualTable.RowSelected)
    def open_person(self) -> None:
        """Enter: the person, among those of the list."""
        if person := self.subject():
            among = [line.person for line in self.lines.values() if isinstance(line, Suggestion) or not line.hidden]
            self.care.open("person", person=person, among=among)

    # --- onward

    def action_start(self) -> None:
        """H: run the meeting."""
        begin(self, self.meeting)

    def action_attendance(self) -> None:
        """t: who is expected."""
        self.care.open("attendance", meeting=self.meeting)

    def action_send(self) -> None:
        """x: a pack for each agency."""
        self.care.open("send", meeting=self.meeting)

    def action_waiting(self) -> None:
        """w acts on an action's line."""
        self.say("To say whom an action waits on, open the person's Plan.")

    def action_no_reply(self) -> None:
        """f acts on a visit's line."""
        self.open_about("no_reply", planned=None)


def _whole(reasons: Sequence[str], room: int) -> str:
    """The first reason, and the others that fit whole; the brief beside has them all."""
    first, *others = reasons or ("",)
    if width_of(first) > room:
        first = first.replace("risk high to", "risk now").replace("contact for", "contact")
        first = first.replace("home from hospital", "home").partition(", ")[0]
    for other in others:
        if width_of(f"{first}, {other}") <= room:
            first = f"{first}, {other}"
    return first


def missing_words(prep: brief.Prep, room: int) -> str:
    """`Missing: social care, pharmacist.   Not yet told of the meeting: Riley, Sean`.

    It stands all the time, so it says less rather than take a row of the list: shorter words first, then fewer names.
    """
    names, people = [one.name for one in prep.missing], [item.name for item in prep.untold]
    words = ""
    for told, most in (("Not yet told of the meeting", 2), ("Not told", 2), ("Not told", 1)):
        parts = [f"Missing: {list_words(names, most, ', ')}."] * bool(names)
        parts += [f"{told}: {list_words(people, most)}"] * bool(people)
        words = "   ".join(parts)
        if width_of(words) <= room:
            return words
    counts = [f"Missing: {len(names)}."] * bool(names) + [f"Not told: {len(people)}"] * bool(people)
    return "   ".join(counts)


def _who(line: Item | Suggestion, today: date, width: int) -> str:
    """`KENYON, Frank  81  born 2 Feb 1945`; without the word where the year would be cut."""
    name = ", ".join(part for part in (plain(line.family_name).upper(), line.given_name) if part)
    if not line.date_of_birth:
        return name
    born = date.fromisoformat(line.date_of_birth)
    died = line.date_of_death if isinstance(line, Item) else None
    if died:
        return f"{name}  died {say_date(date.fromisoformat(died), today)}"
    whole = f"{name}  {age(born, today)}  born {say_birth(born)}"
    return whole if width_of(whole) <= width else f"{name}  {age(born, today)}  {say_birth(born)}"
