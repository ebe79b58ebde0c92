"""f: nobody was reached. The attempt is logged, the next try booked, in one line."""

from caretui.care.booking import KINDS, Booking, read_booking
from caretui.care.dates import say_moment
from caretui.lean import dataclass
from caretui.screens.typed_line import Kept, TypedLine
from caretui.store.queries import person as people
from caretui.store.queries import planned as reads
from caretui.store.queries.planned import Visit


@dataclass(frozen=True)
class _Try:
    """What was tried, and the next try."""

    kind: str
    again: Booking | None


class NoReplyScreen(TypedLine):
    """Enter alone logs the attempt; `fri 10:30` books the next try as well; `visit` or `call` says what was tried."""

    may_be_empty = True
    keys = "Enter log it  Esc back     next try: fri 10:30     what was tried first: visit"

    def __init__(self, person: str, planned: str | None = None) -> None:
        super().__init__("no reply")
        self.person, self.planned = person, planned
        self.visit: Visit | None = None

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

    def keep(self, text: str) -> Kept:
        """The attempt is logged, and the next booked when a time is typed."""
        from caretui.store.changes import planned as changes

        store = self.care.store
        understood = self._understood(text)
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
        who = people.who(store.read(), self.person)
        again = f" Next try {say_moment(understood.again.at, self.care.today)}." if understood.again else ""
        return Kept(f"{who.name if who else ''}: {understood.kind}, no reply.{again}", work.unit, text)
