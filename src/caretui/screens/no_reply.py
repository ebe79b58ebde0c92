"""f: nobody was reached. The attempt is logged, the next try booked, in one line."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.widgets import Input

from caretui.care.booking import KINDS, Booking, read_booking
from caretui.care.dates import say_moment
from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.screens.typed_line import TypedLine
from caretui.store.errors import StoreError
from caretui.store.queries import person as people
from caretui.store.queries import planned as reads
from caretui.store.queries.planned import Visit

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


@dataclass(frozen=True)
class _Try:
    """What was tried, and the next try."""

    kind: str
    again: Booking | None


class NoReplyScreen(TypedLine):
    """Enter alone logs the attempt; `fri 10:30` books the next try as well; `visit` or `call` says what was tried."""

    keys = "Enter log it  Esc back     next try: fri 10:30     what was tried first: visit"

    def __init__(self, person: str, planned: str | None = None) -> None:
        super().__init__("no reply", self.read)
        self.person, self.planned = person, planned
        self.visit: Visit | None = None

    @property
    def care(self) -> "CaretuiApp":
        """The application, typed."""
        return cast("CaretuiApp", self.app)

    def on_mount(self) -> None:
        """The visit or call that was planned up to now, when none was named."""
        store = self.care.store
        con = store.read()
        now = f"{store.wall():%Y-%m-%dT%H:%M}"
        self.visit = reads.one(con, self.planned) if self.planned else None
        self.visit = self.visit or reads.due_now(con, self.person, store.viewer, now)
        who = people.who(con, self.person)
        if who:
            self.lead_with(f"{who.name}: {self._kind()}, no reply. Next try")

    def _kind(self) -> str:
        return self.visit.kind if self.visit else "call"

    def _understood(self, text: str) -> _Try:
        first, _, rest = text.partition(" ")
        kind = KINDS.get(first.casefold().strip(",:"))
        line = rest if kind else text
        again = read_booking(line, self.care.store.wall()) if line.strip() else None
        return _Try(kind or self._kind(), again)

    def read(self, text: str) -> str:
        """What will be logged and booked."""
        understood = self._understood(text)
        words = f"{understood.kind}, no reply, logged now"
        if understood.again:
            words += f" | next try {say_moment(understood.again.at, self.care.today)}"
        return words

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter logs the attempt, and books the next when a time is typed."""
        event.stop()
        event.prevent_default()
        from caretui.store.changes import planned as changes

        store = self.care.store
        try:
            understood = self._understood(event.value.strip())
            with store.work("logged an attempt") as work:
                changes.no_reply(
                    work,
                    store.viewer,
                    person=self.person,
                    now=store.now(),
                    method="telephone" if understood.kind == "call" else "face to face",
                    planned=self.visit.id if self.visit else None,
                    next_try=understood.again.at if understood.again else None,
                )
        except (Refused, StoreError) as refusal:
            self.say(str(refusal))
            return
        self.dismiss(event.value)
        who = people.who(store.read(), self.person)
        self.care.saved(self._saved(who.name if who else "", understood, store.wall()), work.unit)

    def _saved(self, name: str, understood: _Try, now: datetime) -> str:
        again = f" Next try {say_moment(understood.again.at, now.date())}." if understood.again else ""
        return f"Saved {now:%H:%M}. {name}: {understood.kind}, no reply.{again}"
