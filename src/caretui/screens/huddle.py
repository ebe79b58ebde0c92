"""In the meeting: one person at a time, readable across a room, every key on disk before the next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import ComposeResult

from caretui.care.agenda import NO_REASON
from caretui.care.refused import Refused
from caretui.commands import bindings_for
from caretui.screens.about_person import AboutPerson
from caretui.screens.base import CareScreen, step
from caretui.screens.huddle_lines import Decisions, page_rows
from caretui.screens.huddle_note import HuddleNote
from caretui.store.errors import NotAllowed, StoreError
from caretui.store.queries import agenda, coming, huddle, meetings
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import AskLine
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.safe import plain

LEVEL_KEYS = {"1": "case-manage", "2": "coordinate", "3": "monitor", "4": "close"}
ONWARD_KEYS = {"5": "refer", "6": "step up", "7": "step down"}
BACK_KEYS = {"8": "next meeting", "9": "3 months", "0": "not needed"}


class HuddleScreen(AboutPerson, CareScreen):
    """No NHS number, address, birth date or staff-only word; while a guest is here, no other name.

    Where it stands is kept in the meeting: it reopens on the same person, and a second lead sees the same.
    """

    where = "huddle"
    BINDINGS = bindings_for("huddle")
    AUTO_FOCUS = ""
    keeps_open = True
    """The idle lock waits while the meeting is in sight."""

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self.row: meetings.Row | None = None
        self.items: tuple[agenda.Item, ...] = ()
        self.page: huddle.Page | None = None
        self.guests: dict[str, str] = {}
        self.here_since: str | None = None
        self.block = Block([])

    def body(self) -> ComposeResult:
        """One block of rows."""
        yield self.block

    def on_mount(self) -> None:
        """Begin, or come back in; the timer moves once a minute."""
        from caretui.store.changes import meetings as changes

        store = self.care.store
        try:
            with store.work("began a meeting") as work:
                changes.start(work, self.meeting, store.now())
        except Refused as refusal:
            super().on_mount()
            self.call_after_refresh(self._leave, refusal.reason)
            return
        except NotAllowed:
            pass  # who may only read reads along
        store.audit("viewed", self.meeting)
        self.care.undo.remember("")  # what was saved before may name somebody: it stays off the wall
        super().on_mount()
        self.set_interval(60, self._show_top)

    def _leave(self, words: str) -> None:
        self.dismiss()
        self.care.tell(words)

    def on_resize(self) -> None:
        """As much as there is room for."""
        self._draw()

    # --- content

    def refresh_data(self) -> None:
        """Read where the meeting stands and that one person: a few milliseconds, on the UI thread."""
        store = self.care.store
        con, today = store.read(), store.today()
        self.row = meetings.meeting(con, self.meeting)
        if self.row is None:
            return
        self.items = agenda.items(con, self.meeting, store.viewer, today, prepared=False)
        self.guests = coming.guests(coming.attendees(con, self.meeting, store.viewer))
        self.here_since = meetings.here_since(con, self.meeting)
        item = self.item
        self.page = None
        if item is not None and not self.covered:
            self.page = huddle.page(con, self.meeting, item, store.viewer, today, guests=bool(self.guests))
        self._draw()

    @property
    def item(self) -> agenda.Item | None:
        """The item on which the meeting stands."""
        at = self.row.item if self.row else None
        return next((item for item in self.items if item.id == at), self.items[0] if self.items else None)

    @property
    def place(self) -> int:
        """Its place among the items, from 0."""
        item = self.item
        return self.items.index(item) if item else 0

    @property
    def covered(self) -> bool:
        """Whether this page must not be seen: a guest is here for somebody else, or the record is restricted."""
        item = self.item
        return item is not None and (item.hidden or (bool(self.guests) and item.person not in self.guests))

    # --- drawing

    def _draw(self) -> None:
        if self.row is None or not self.size.height:
            return
        self._show_top()
        self.block.show(self._rows())
        self.keys_line.show_for(self.where, None if self.item else ("attendance", "back", "help"))

    def _rows(self) -> list[Words]:
        item = self.item
        if item is None:
            return ["", " Nobody is on the list.", "", " Esc ends the meeting, or leaves it open."]
        if self.covered:
            return self._hidden_rows(item)
        assert self.page is not None and self.row is not None
        con, today = self.care.store.read(), self.care.today
        following = meetings.next_of(con, self.row.practice_id, today, not_this=self.meeting)
        decisions = Decisions(item, self.page.since.last, following[1] if following else None, self.row.at, today)
        return page_rows(self.page, decisions, self._guest_words(), self.size.width, self.size.height - 3)

    def _hidden_rows(self, item: agenda.Item) -> list[Words]:
        why = "This record is restricted: it is not shown to you."
        if not item.hidden:
            why = f"{', '.join(self.guests.values())} is in the room, so other names are hidden."
        return ["", Cell(f" {why}", "strong"), "", " n p  another person.   t  when they have left."]

    @property
    def guest_reads(self) -> bool:
        """Is a guest in the room, as noted this moment on a screen that stands over this one?"""
        return bool(coming.guests(coming.attendees(self.care.store.read(), self.meeting, self.care.store.viewer)))

    def _guest_words(self) -> str:
        return f"Guest: {', '.join(self.guests.values())}, so other names are hidden" if self.guests else ""

    def _show_top(self) -> None:
        item, row = self.item, self.row
        if row is None:
            return
        now = self.care.store.clock()
        lead = f" {self.place + 1} of {len(self.items)}   " if item else " "
        name: str | Cell = "NAME HIDDEN"
        if item is None:
            name = row.practice
        elif not self.covered:
            given = f"{item.given_name} {item.family_name}" if item.given_name else item.family_name
            likes = f'  "{item.preferred_name}"' if item.preferred_name else ""
            name = f"{plain(given).upper()}{likes}  {self.page.age if self.page else ''}"
        each = -(-row.minutes // max(len(self.items), 1))
        spent = agenda.minutes_since(self.here_since, now) + 1
        meeting = agenda.minutes_since(row.started_at, now) + 1
        # Two digits' room: at the tenth minute nothing beside the numbers moves, and only they are sent.
        right = f"item {spent:2} of {each} min   meeting {meeting:2} of {row.minutes} " if item else ""
        self.top_line.show([lead, Cell(str(name), "strong")], right)

    # --- to another person

    def action_next(self) -> None:
        """n: the next person; after the last, what is still open."""
        if self.place + 1 < len(self.items):
            self._stand_on(self.items[self.place + 1])
        else:
            self.action_back()

    def action_previous(self) -> None:
        """p: the person before."""
        if self.place > 0:
            self._stand_on(self.items[self.place - 1])
        else:
            self.say("This is the first.")

    def _stand_on(self, item: agenda.Item) -> None:
        from caretui.store.changes import meetings as changes

        store = self.care.store
        try:
            with store.work("went to another person") as work:
                changes.stand_on(work, self.meeting, item.id, store.now())
        except StoreError as refusal:
            self.say(str(refusal))
        self.refresh_data()

    def action_back(self) -> None:
        """Esc: what is still open, and the end."""
        self.care.open("ending", self._ended, meeting=self.meeting)

    def _ended(self, how: str | None) -> None:
        if how is not None:
            guest = bool(self.guests)
            self.dismiss()
            if how == "ended" and not guest:  # a guest would read every name
                self.care.open("minutes", meeting=self.meeting)

    # --- what is decided

    def _decide(self, said: str, **what: Any) -> None:
        if item := self._seen():
            from caretui.store.changes import decisions

            store = self.care.store
            change = partial(decisions.decide, item=item.id, viewer=store.viewer, at=store.now(), **what)
            if self.write("decided in a meeting", change, said):
                self.refresh_data()

    def _seen(self) -> agenda.Item | None:
        """The item in sight; None when there is none or it is covered."""
        if self.item is None or self.covered:
            self.say("Nobody is in sight.")
            return None
        return self.item

    def action_choose(self, digit: str) -> None:
        """1-4 the level, 5-7 onward moves, 8 9 0 when back."""
        item = self._seen()
        if item is None:
            return
        if digit in LEVEL_KEYS:
            self._decide(f"Decision: {LEVEL_KEYS[digit]}.", level=LEVEL_KEYS[digit])
            if digit == "4":
                self.ask_why_closed()
        elif digit in ONWARD_KEYS:
            self._decide(f"And: {ONWARD_KEYS[digit]}.", onward=ONWARD_KEYS[digit])
        else:
            self._decide(f"Back here: {BACK_KEYS[digit]}.", back=BACK_KEYS[digit])

    @step
    async def ask_why_closed(self) -> None:
        """4 asks why; it is closed already, and the words can wait: until they come it says that they are missing."""
        said = self.item.decided_why if self.item else ""
        why = await self.ask(AskLine("Why is it closed?", value=said, check=lambda text: ""))
        if why:
            self._decide("Why it is closed.", why=why)
        elif not said:
            self.say(f"Closed; {NO_REASON}. 4 asks again, u undoes it.")

    def action_accept(self) -> None:
        """Enter: as last time where nothing is decided yet, and on to the next person."""
        item = self._seen()
        if item is None:
            return
        if not item.level:
            from caretui.store.changes import decisions

            store = self.care.store
            change = partial(decisions.as_last_time, item=item.id, viewer=store.viewer, at=store.now())
            if not self.write("decided as last time", change, "As last time."):
                return
        self.action_next()

    def action_defer(self) -> None:
        """d: not today, and on to the next person; again: today after all."""
        item = self._seen()
        if item is None:
            return
        from caretui.store.changes import decisions

        if item.state == "deferred":
            self.write("brought somebody back", partial(decisions.bring_back, item=item.id), "Today after all.")
            self.refresh_data()
        elif self.write("deferred somebody", partial(decisions.defer, item=item.id), "Deferred to the next meeting."):
            self.action_next()

    # --- what is said

    def action_note(self) -> None:
        """s: what is said, added to the update."""
        from caretui.store.changes import decisions

        self._type("s", "update", decisions.note, "Note kept.")

    def action_own_words(self) -> None:
        """v: their view, in their own words."""
        from caretui.store.changes import decisions

        self._type("v", "view", decisions.own_words, "Their view kept.")

    def _type(self, lead: str, what: str, verb: Callable[..., None], said: str) -> None:
        item = self._seen()
        if item is None:
            return

        line = HuddleNote(lead, self.meeting, item.id, item.person, what)

        def typed(words: str | None) -> None:
            if words and self.write("noted something in a meeting", partial(verb, item=item.id, words=words), said):
                line.drop_draft()
            self.refresh_data()

        self.app.push_screen(line, typed)

    def action_action(self) -> None:
        """a: ask somebody to do something, in one line."""
        if item := self._seen():
            self.care.open("action_line", person=item.person, meeting=self.meeting, item=item.id)

    @step
    async def action_coordinator(self) -> None:
        """l: who takes the lead on what is agreed: those who know the person, then who is here."""
        from caretui.store.changes import decisions

        item = self._seen()
        if item is None:
            return
        store = self.care.store
        con = store.read()
        knowing = coming.knowers(con, [item.person], store.today()).get(item.person, ())
        names = {one.professional: one.words for one in knowing if one.professional}
        for one in coming.attendees(con, self.meeting, store.viewer):
            if one.professional:
                names.setdefault(one.professional, one.name)
        lead = await self.ask(Choose("Who takes the lead?", [Option(who, name) for who, name in names.items()]))
        if lead is not None:
            change = partial(decisions.set_lead, item=item.id, professional=lead)
            self.write("set the lead", change, f"Lead: {names[lead]}.")

    def action_attendance(self) -> None:
        """t: who is here."""
        self.care.open("attendance", meeting=self.meeting)

    def action_send(self) -> None:
        """x: the packs or minutes."""
        self.care.open("send", meeting=self.meeting)

    # --- what must not stand on a wall

    def subject(self) -> str | None:
        """The person in sight."""
        return self.item.person if self.item and not self.covered else None

    def _not_here(self) -> None:
        self.say("Not on the projector: the person's own screen has it.")

    action_contact = action_book = action_refer = action_meeting = action_hospital = _not_here
    action_waiting = action_no_reply = action_edit = action_plain = _not_here
