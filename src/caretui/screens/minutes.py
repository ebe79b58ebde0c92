"""The minutes: read, finished, approved by the chair, issued, amended."""

from functools import partial

from textual.app import ComposeResult

from caretui.commands import bindings_for
from caretui.screens.base import CareScreen, step
from caretui.screens.meeting_lines import span_words
from caretui.store.queries import minutes
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask, AskLine
from caretui.widgets.line import Cell, Pager, Words
from caretui.widgets.safe import wrap


class MinutesScreen(CareScreen):
    """A text to read; Space takes it one step on."""

    where = "minutes"
    BINDINGS = bindings_for("minutes")

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.minutes: minutes.Minutes | None = None
        self.pager = Pager([])

    def body(self) -> ComposeResult:
        """The text."""
        yield self.pager

    def on_mount(self) -> None:
        """Looking is noted."""
        super().on_mount()
        self.care.store.audit("viewed", self.meeting)

    def refresh_data(self) -> None:
        """Read them off the UI thread."""
        store, meeting = self.care.store, self.meeting
        self.fetch(lambda con: minutes.read(con, meeting, store.viewer, store.today()), self.show)

    def show(self, found: minutes.Minutes | None) -> None:
        """Put them on the screen; the place in the text stays."""
        if found is None:
            self.dismiss()
            return
        self.minutes = found
        row = found.meeting
        words = f"{row.practice or row.kind}  {span_words(row.at, row.minutes, self.care.today)}"
        self.top_line.show_title("MINUTES", words, f"  {row.minutes_status.upper()} ")
        top = self.pager.top
        self.pager.show(self._rows(found))
        self.pager.top = min(top, max(0, len(self.pager.lines) - 1))
        self.pager.refresh()

    def on_resize(self) -> None:
        """Wrap again."""
        if self.minutes is not None:
            self.pager.show(self._rows(self.minutes))

    def _rows(self, found: minutes.Minutes) -> list[Words]:
        rows: list[Words] = []
        width = max(self.size.width - 2, 20)
        for number, block in enumerate(minutes.blocks(found)):
            for place, line in enumerate(block[1:] if number == 0 else block):  # row 1 says which minutes
                indent = len(line) - len(line.lstrip()) + (2 if line.startswith(" ") else 0)
                wrapped = wrap(line.strip(), width - indent)
                lead = " " * (len(line) - len(line.lstrip()))
                for part, text in enumerate(wrapped):
                    words = f" {lead if part == 0 else ' ' * indent}{text}"
                    rows.append(Cell(words, "strong") if place == 0 else words)
            rows.append("")
        return rows

    # --- one step on

    @step
    async def action_done(self) -> None:
        """Space: the chair approves; then they are issued."""
        from caretui.store.changes import minutes as changes

        if self.minutes is None:
            return
        row, store = self.minutes.meeting, self.care.store
        if row.minutes_status == "issued":
            self.say("Issued already: + adds an amendment, x sends.")
        elif row.minutes_status == "approved":
            if await self.ask(Ask("Issue these minutes?", "What is put right later is an amendment with its reason.")):
                self.write("issued minutes", partial(changes.issue, meeting=row.id, at=store.now()), "Minutes issued.")
        else:
            by = await self.ask(AskLine("Approved by", "The chair, who takes them as they stand.", value=row.chair))
            if by:
                change = partial(changes.approve, meeting=row.id, by=by, at=store.now())
                self.write("approved minutes", change, f"Approved by {by}. Space issues them.")

    @step
    async def action_edit(self) -> None:
        """e: finish what was said about somebody, until the minutes are issued."""
        from caretui.store.changes import minutes as changes

        entry = await self._choose("Whose note?")
        if entry is None or not isinstance(entry, minutes.Entry):
            return
        words = await self.ask(
            AskLine(
                f"{entry.item.name}: update", value=" ".join(entry.update.split()), check=lambda text: "", most=2000
            )
        )
        if words is not None:
            change = partial(changes.write_note, item=entry.item.id, words=words)
            self.write("finished a note of the minutes", change, f"{entry.item.name}: note kept.")

    @step
    async def action_add(self) -> None:
        """+: amend what was issued, with the reason."""
        from caretui.store.changes import minutes as changes

        if self.minutes is None:
            return
        if self.minutes.meeting.minutes_status != "issued":
            self.say("Not issued yet: e finishes a note. What is issued is amended.")
            return
        entry = await self._choose("Amend what was said about whom?", whole=True)
        if entry is None:
            return
        words = await self.ask(AskLine("What is right?"))
        if not words:
            return
        reason = await self.ask(AskLine("Why is it put right?"))
        if reason:
            store = self.care.store
            item = entry.item.id if isinstance(entry, minutes.Entry) else None
            change = partial(
                changes.amend,
                meeting=self.meeting,
                words=words,
                reason=reason,
                viewer=store.viewer,
                at=store.now(),
                item=item,
            )
            self.write("amended minutes", change, "Amended.")

    async def _choose(self, title: str, *, whole: bool = False) -> "minutes.Entry | str | None":
        entries = [entry for entry in self.minutes.entries if not entry.item.hidden] if self.minutes else []
        options = [Option(entry, entry.item.name) for entry in entries]
        if whole:
            options.append(Option("whole", "the minutes as a whole"))
        if not options:
            self.say("Nobody was discussed.")
            return None
        chosen: minutes.Entry | str | None = await self.ask(Choose(title, options))
        return chosen

    # --- onward

    def action_attendance(self) -> None:
        """t: who was there."""
        self.care.open("attendance", meeting=self.meeting)

    def action_send(self) -> None:
        """x: send the minutes."""
        self.care.open("send", meeting=self.meeting)

    def action_plain(self) -> None:
        """y: they are plain text already; the next step is to send."""
        self.say("Plain text as it stands; x writes it to a file.")
