"""`x`: send or print. What, for whom, in which format, why and where to; all stands ready, Enter sends."""

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.commands import bindings_for
from caretui.documents.making import KINDS, Kind, Wanted, make
from caretui.documents.outline import Look
from caretui.documents.parcel import Parcel, To, Withheld
from caretui.documents.pulse import Stopped, heard_by
from caretui.documents.recipients import asked, everybody, offered, with_purpose
from caretui.documents.sending import Sent, keep_folder, send, usual_folder
from caretui.documents.share import ShareProblem, refuse_folder
from caretui.lean import dataclass
from caretui.screens.base import step
from caretui.screens.form import FormScreen
from caretui.screens.identity import identity, warning_rows
from caretui.screens.meeting_lines import when_words
from caretui.store.errors import StoreError
from caretui.store.queries import meeting_papers
from caretui.store.queries import person as people
from caretui.store.store import Store
from caretui.widgets.choices import DigitChoice
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import KeyDialog
from caretui.widgets.fields import Field, TextField
from caretui.widgets.line import Block, Cell
from caretui.widgets.safe import wrap

SLOW = 0.5
"""Seconds after which the screen says that it is at work."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The documents as they would be sent now, or why they cannot be."""

    parcels: tuple[Parcel, ...] = ()
    problem: str = ""


class SendScreen(FormScreen):
    """Sends something about one person, a meeting, some marked people, or the sender's own lists."""

    where = "send"
    BINDINGS = bindings_for("send", "form")

    def __init__(
        self,
        person: str | None = None,
        meeting: str | None = None,
        people: Sequence[str] | None = None,
        actions: Collection[str] | None = None,
        what: str = "",
    ) -> None:
        """`what` is a name of KINDS to begin with; `people` narrows a caseload or a contact log, `actions` their list."""
        super().__init__()
        self.person, self.meeting = person, meeting
        self.people = tuple(people) if people else None
        self.actions = None if actions is None else frozenset(actions)
        self.first = what
        self.recipients: list[tuple[To, ...]] = []
        self.names: list[str] = []
        self.sending = False
        self.stopping = False
        """Esc was pressed while the file was being made."""
        self.how_far = ""

    @property
    def kinds(self) -> list[Kind]:
        """What can be sent from here."""
        about = "person" if self.person else "meeting" if self.meeting else "list"
        found = [kind for kind in KINDS.values() if kind.about == about]
        if self.people:
            return [KINDS["caseload"], KINDS["contacts"]]
        return found

    def body(self) -> ComposeResult:
        """The fields, then what would go out."""
        kind = self._usual_kind()
        self.what = DigitChoice(
            "What", [(one.name, one.words) for one in self.kinds], name="what", value=kind.name, go_on=False
        )
        self.whom = DigitChoice("For", [], name="whom", other=self.action_other, go_on=False)
        self.form = DigitChoice("Format", _forms(kind), name="form", go_on=False)
        self.purpose = TextField("Why", name="purpose", value=kind.purpose, required=True)
        self.asked = TextField("We ask", name="asked", hint="what they are asked to do", width=46)
        self.folder = TextField("Folder", name="folder", required=True, most=250)
        self.preview = Block()
        yield from (self.what, self.whom, self.form, self.purpose, self.asked, self.folder, self.preview)

    def _usual_kind(self) -> Kind:
        """What was asked for; of a meeting that was held, the minutes; else the first."""
        if self.first:
            return KINDS[self.first]
        if self.meeting:
            found = meeting_papers.meeting(self.care.store.read(), self.meeting)
            if found is not None and found.status == "held":
                return KINDS["minutes"]
        return self.kinds[0]

    def title_line(self) -> None:
        """Whom it is about: the identity strip, the meeting, or the lists."""
        store = self.care.store
        if self.person:
            strip = people.strip(store.read(), self.person, store.viewer, self.care.today)
            if strip:
                self.show_person(identity(strip.who, self.care.today, "SEND"), warning_rows(strip, self.care.today))
                return
        about = f"{len(self.people)} people" if self.people else "my lists"
        if self.meeting:
            found = meeting_papers.meeting(store.read(), self.meeting)
            about = " ".join((found.practice or found.kind, when_words(found.at, self.care.today))) if found else ""
        self.top_line.show_title("SEND OR PRINT", about, self.care.day_words)

    def on_mount(self) -> None:
        """Fill in what is usual."""
        super().on_mount()
        folder = usual_folder(self.care.store)
        self.folder.set_text(str(folder) if folder else "")
        self._settle()
        self.what.take_focus()

    @property
    def wanted(self) -> Wanted:
        """What the fields ask for."""
        return Wanted(
            self.what.value,
            person=self.person,
            meeting=self.meeting,
            people=self.people,
            actions=self.actions,
            asked=self.asked.value,
        )

    # --- the fields follow one another

    def _settle(self) -> None:
        """Another kind has other recipients, formats and another usual purpose."""
        kind = KINDS[self.what.value]
        self.asked.display = kind.name == "letter"
        self.form.set_choices(DigitChoice.digits(_forms(kind)))
        self.form.value = kind.formats[0]
        self.purpose.set_text(kind.purpose)
        store = self.care.store
        usual: list[tuple[To, ...]] = [(one,) for one in offered(store, self.wanted)]
        if kind.about == "meeting" and kind.name != "invitation":
            every = asked(store, self.meeting or "", kind.purpose)
            if len(every) > 1:
                usual.insert(0, every)
        self._offer(usual)

    def _offer(self, recipients: list[tuple[To, ...]], chosen: int = 0) -> None:
        self.recipients = recipients
        self.names = [one[0].words if len(one) == 1 else f"all {len(one)} agencies asked" for one in recipients]
        self.whom.set_choices(DigitChoice.digits(list(enumerate(self.names))))
        self.whom.value = chosen if recipients else None
        self._prepare()

    @property
    def chosen(self) -> tuple[To, ...]:
        """The recipients chosen, for the purpose typed."""
        place = self.whom.value
        return with_purpose(self.recipients[place], self.purpose.value) if place is not None else ()

    @on(Field.Changed)
    def _follow(self, event: Field.Changed) -> None:
        if event.field is self.what:
            self._settle()
        elif event.field is not self.folder:
            self._prepare()

    @step
    async def action_other(self) -> None:
        """0 in For: any agency of the directory."""
        purpose = KINDS[self.what.value].purpose
        options = [Option(to, to.words, to.recipient.agency_kind or "") for to in everybody(self.care.store, purpose)]
        found = await self.ask(Choose("For which agency?", options, digits=False))
        if found is not None:
            usual = [*self.recipients[:8], (found,)]
            self._offer(usual, len(usual) - 1)

    # --- what would go out

    def refresh_data(self) -> None:
        """After a change elsewhere: who is left out may be another."""
        if self.what.is_mounted and self.recipients:
            self._prepare()

    def _prepare(self) -> None:
        store, wanted, recipients = self.care.store, self.wanted, self.chosen

        def made(_: object) -> Ready:
            try:
                return Ready(tuple(make(store, wanted, to) for to in recipients))
            except Withheld as refusal:
                return Ready(problem=str(refusal))
            except LookupError:
                return Ready(problem="There is no such person or meeting any more.")

        self.fetch(made, self._show, key="ready")

    def _show(self, ready: Ready) -> None:
        self.ready = ready
        if ready.problem:
            self.preview.show(["", *_strong(ready.problem)])
            return
        rows: list[str | Cell] = [""]
        for parcel in ready.parcels[:6]:
            to = f" to {parcel.to.words}" if len(ready.parcels) > 1 else ""
            lines = f"{several(parcel.actions, 'action')}, " if parcel.actions else ""
            told = several(len(parcel.people), "person", "people")
            rows.append(f" {parcel.kind}{to}: {lines}tells of {told}")
            rows += [row for words in parcel.said_to_sender for row in _strong(words)]
            if parcel.large_print:
                rows.append("   large print, as they need it")
        if len(ready.parcels) > 6:
            rows.append(f" and {len(ready.parcels) - 6} more")
        if any(parcel.withheld for parcel in ready.parcels):
            rows.append(" Who is left out, and that somebody is, stands in no file.")
        if not ready.parcels:
            rows.append(" Nobody to send it to yet: 0 in For shows every agency.")
        self.preview.show(rows)

    # --- sending

    @on(Field.Accepted)
    def _field_accepted(self) -> None:
        """Enter sends from any field: everything stands ready."""
        self.action_save()

    def action_save(self) -> None:
        """Enter, F2: send."""
        for field in (self.whom, self.purpose, self.folder):
            problem = field.problem or ("Nobody to send it to yet." if field is self.whom and not self.chosen else "")
            if problem:
                field.take_focus()
                self.say(
                    "Folder: type the shared-drive folder; it is kept for the next time."
                    if field is self.folder
                    else problem
                )
                return
        if self.what.value == "letter" and not self.asked.value:
            self.asked.take_focus()
            self.say("We ask: what should they do?")
            return
        if not self.sending:
            self._send()

    def action_save_next(self) -> None:
        """F3 has no next here."""
        self.action_save()

    def action_leave(self) -> None:
        """Esc: back, unless the file is just being written."""
        if self.sending:
            self.stopping = True
            self.say("Stopping.")
        else:
            self.dismiss(False)

    @step
    async def _send(self) -> None:
        if not await self.care.sure_it_is_you(
            "Nobody has typed it here for a while, and this sends.", within_minutes=15
        ):
            return
        self.sending = True
        self.stopping, self.how_far = False, ""
        slow = self.set_interval(SLOW, self._say_how_far)
        done: list[Sent] = []
        try:
            wanted, recipients, form = self.wanted, self.chosen, self.form.value
            folder = self._typed_folder()
            for place, to in enumerate(recipients, start=1):
                if len(recipients) > 1:
                    self.say(f"File {place} of {len(recipients)}: {to.words}")
                sent = await self._one(wanted, to, form, folder)
                if sent is None:
                    break
                folder = sent.path.parent
                done.append(sent)
        finally:
            slow.stop()
            self.sending = False
        if done:
            self.care.saved(result_words(done), None)
        if done and len(done) == len(recipients):
            keep_folder(self.care.store, folder)
            self.dismiss(True)
        elif not done:
            self.say("Stopped: nothing was sent." if self.stopping else "Nothing was sent.")

    async def _one(self, wanted: Wanted, to: To, form: str, folder: Path) -> Sent | None:
        """One file; trouble with the folder asks for another try or another folder. None when given up."""
        from caretui.documents.formats.pdf import PdfProblem

        store = self.care.store
        while True:
            try:
                with heard_by(self._heard):
                    return await asyncio.to_thread(_make_and_send, store, wanted, to, form, folder)
            except ShareProblem as problem:
                again = await self._ask_folder(str(problem))
                if again is None:
                    return None
                folder = again
            except Stopped:
                return None
            except (PdfProblem, Withheld, StoreError) as problem:
                self.preview.show(["", *_strong(str(problem))])
                return None

    def _heard(self, done: int, total: int, words: str) -> None:
        """In the thread that makes the file: keep how far it is; Esc stops it."""
        if self.stopping:
            raise Stopped
        self.how_far = f"{done:,} of {total:,} {words}." if total > 1 else f"Now {words}."

    def _say_how_far(self) -> None:
        if not self.stopping:
            self.say(f"Making the file. {self.how_far} Esc stops it.")

    async def _ask_folder(self, problem: str) -> Path | None:
        """`r` the same again, `f` another folder, Esc gives up."""
        answer = await self.ask(
            KeyDialog("Not sent", problem, {"r": "again", "f": "folder"}, "r try again  f another folder  Esc back")
        )
        if answer == "folder":
            from caretui.widgets.dialogs import AskLine

            typed = await self.ask(
                AskLine("Which folder?", "The whole path.", value=self.folder.value, check=_folder_problem, most=250)
            )
            if typed is None:
                return None
            self.folder.set_text(typed)
        return self._typed_folder() if answer else None

    def _typed_folder(self) -> Path:
        return Path(self.folder.value).expanduser()


def _strong(words: str) -> list[Cell]:
    """A warning to the sender, over as many rows as it needs."""
    lines = wrap(words, 74)
    return [Cell(f" {'!' if not place else ' '} {line}", "strong") for place, line in enumerate(lines)]


def _forms(kind: Kind) -> list[tuple[str, str]]:
    """The formats; what is read on paper also in large print."""
    large = [f"{form}, large print" for form in kind.formats if form in ("pdf", "docx")]
    return [(form, form) for form in (*kind.formats, *large)]


def _make_and_send(store: Store, wanted: Wanted, to: To, form: str, folder: Path) -> Sent:
    parcel = make(store, wanted, to)
    form, _, large = form.partition(", ")
    return send(store, parcel, folder=folder, form=form, look=Look(large_print=True) if large else None)


def _folder_problem(typed: str) -> str:
    try:
        refuse_folder(Path(typed).expanduser())
    except ShareProblem as problem:
        return str(problem)
    return ""


def result_words(done: Sequence[Sent]) -> str:
    """`Sent person-summary-2026-11-26-....pdf. 1 person withheld`."""
    withheld = sum(sent.withheld for sent in done)
    left_out = "" if not withheld else f" {withheld} withheld." if len(done) > 1 else f" {done[0].said[0]}."
    if len(done) == 1:
        return f"Sent {done[0].path.name}.{left_out}"
    return f"Sent {len(done)} files to {done[0].path.parent.name or done[0].path.parent}.{left_out}"
