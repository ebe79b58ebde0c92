"""What the typed lines about actions share: whose it is above the line, the reading below, one write on Enter."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from caretui.care.lines import Understood, understand
from caretui.care.refused import Refused
from caretui.screens.keeping import keep_soon
from caretui.screens.typed_line import Kept, TypedLine
from caretui.store.journal import new_id
from caretui.store.queries.actions import Row, one
from caretui.store.queries.parties import me, parties
from caretui.store.work import Work
from caretui.widgets.frame import Rule
from caretui.widgets.line import Block, Cell, Line, Words
from caretui.widgets.safe import wrap

MOST_ROWS = 4


class Reading(Block):
    """The reading over as many rows as it takes: a long *what* must not push the day out of sight."""

    def read_as(self, words: str, style: str = "") -> None:
        """Other words, indented under the line."""
        rows = wrap(words, max(20, self.app.size.width - 6))[:MOST_ROWS] or [""]
        self.show([Cell(f"     {row}", style) for row in rows])


class TypedAction(TypedLine):
    """A typed line that writes when Enter takes it: override `read` and `write`; dismisses with what that returns."""

    reason = ""
    """What `u` undoes."""
    draft_form = ""
    """The registry's name of the screen: what goes on with its draft."""

    def __init__(self, lead: str) -> None:
        super().__init__(lead)
        self.about = Line()
        self.read_rows = Reading([""])
        self.draft = ""
        self._draft_waits = False
        self.over = False
        """Taken, or left on purpose: a draft that was about to be kept would come back as a ghost."""

    def compose(self) -> ComposeResult:
        """Rule, whom it is about, the line after its lead, the reading, the keys."""
        with Vertical():
            yield Rule()
            yield self.about
            with Vertical(classes="entry"):
                yield self.lead_line
                yield self.input
            yield self.read_rows
            yield Line(f" {self.keys}")
        self.lead_with(self.lead)

    # --- a terminal that closes loses a second of typing

    @property
    def draft_of(self) -> tuple[str | None, str | None]:
        """(action, person) that the line is about: where its words are found again."""
        raise NotImplementedError

    @property
    def draft_more(self) -> dict[str, str | None]:
        """What the screen is opened with besides."""
        return {}

    def keep_draft(self) -> None:
        """Keep what stands in the line; called at most once a second."""
        self._draft_waits = False
        if self.over or not self.is_attached or not (words := self.input.value.strip()):
            return
        action, person = self.draft_of
        self.draft = self.draft or new_id()
        self.care.store.draft(
            self.draft, self.draft_form, {"words": words} | self.draft_more, record=action, about=person
        )

    def restore(self) -> None:
        """What was being typed here when the terminal closed stands in the line again."""
        for draft in self.care.store.left_drafts():
            if draft.form == self.draft_form and (draft.record, draft.about) == self.draft_of:
                self.draft = draft.id
                self.input.value = str(draft.value.get("words", ""))
                self.input.cursor_position = len(self.input.value)
                return

    def drop_draft(self) -> None:
        """It was taken, or left on purpose."""
        self.over = True
        if self.draft:
            self.care.store.drop_draft(self.draft)
            self.draft = ""

    def action_leave(self) -> None:
        """Esc: back, without a draft."""
        self.drop_draft()
        self.dismiss(None)

    def show_about(self, words: Words) -> None:
        """Whom and what it is about, in bold above the line."""
        self.about.show(Cell(f" {words}" if isinstance(words, str) else "", "strong"))

    def write(self, work: Work, text: str) -> str | None:
        """Write it; returns what the screen gives back."""
        raise NotImplementedError

    def saved_words(self, result: str | None) -> str:
        """What row 23 says, after "Saved 08:41. "."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Why not, on the rows of the reading."""
        self.read_rows.read_as(words, "strong")

    def show_reading(self) -> None:
        """How what stands in the line is understood."""
        text = self.input.value.strip()
        if not text and not self.may_be_empty:
            self.read_rows.read_as("")
            return
        try:
            self.read_rows.read_as(self.read(text))
        except Refused as refusal:
            self.read_rows.read_as(refusal.reason)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how it is understood, while it is typed."""
        event.stop()
        event.prevent_default()
        self.show_reading()
        if not self._draft_waits:
            self._draft_waits = True
            keep_soon(self, self.care.store, self.keep_draft)

    def keep(self, text: str) -> Kept:
        """What `read` lets through is written; the draft is done with."""
        self.read(text)
        with self.care.store.work(self.reason) as work:
            result = self.write(work, text)
        self.drop_draft()
        return Kept(self.saved_words(result), work.unit, result)


class AboutAction(TypedAction):
    """A typed line about one open action, which stands above it."""

    def __init__(self, action: str) -> None:
        super().__init__(self.lead_word)
        self.action = action
        self.row: Row | None = None

    lead_word = ""

    def on_mount(self) -> None:
        """What it is about; one that has ended meanwhile says how."""
        store = self.care.store
        self.row = one(store.read(), self.action, store.viewer, store.today())
        if self.row is None:
            self.dismiss(None)
            self.care.tell("There is no such action any more.")
            return
        if not self.row.is_open:
            self.dismiss(None)
            self.ended_already(self.row)
            return
        self.show_about(f"{self.row.name}   {self.described}")
        self.restore()
        self.show_reading()

    def ended_already(self, row: Row) -> None:
        """The action has ended: say how."""
        self.care.tell(f"It is {row.status} already.")

    @property
    def draft_of(self) -> tuple[str | None, str | None]:
        """The action and its person."""
        return self.action, self.row.person if self.row else None

    @property
    def described(self) -> str:
        """`occupational therapy: second stair rail   LATE 3d`."""
        row, today = self.row, self.care.today
        if row is None:
            return ""
        standing = row.standing(today)
        return f"{row.said_owner}: {row.what}   {row.when(today)}" + (f"   {standing}" if standing else "")

    @property
    def short(self) -> str:
        """`Duxbury, Alan: second stair rail`, for row 23."""
        return f"{self.row.name}: {self.row.what}" if self.row else ""

    def understood_line(self, text: str) -> Understood:
        """The text as `who: what, when`, among those who can be asked for this person."""
        store = self.care.store
        who = parties(store.read(), self.row.person) if self.row else ()
        return understand(text, parties=who, today=self.care.today, me=me(store.viewer))
