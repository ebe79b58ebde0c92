"""b: book a visit, call or appointment in one line; put a booked one to another time, or cancel it."""

from caretui.care.booking import Booking, read_booking
from caretui.care.dates import say_appointment, say_moment
from caretui.screens.typed_line import Kept, TypedLine
from caretui.store.queries import person as people
from caretui.store.queries import planned as reads
from caretui.store.queries.facts import interval_words

CANCELS = {"they cancelled": False, "cancelled": False, "they cancelled it": False, "we cancelled": True}


class BookScreen(TypedLine):
    """One line: `fri 10:30 visit, weigh him`. With `planned` (id): another time for that one, or `they cancelled`."""

    keys = "Enter book  Esc back     fri 10:30 visit, weigh him     tue 2pm call weekly x6"

    def __init__(self, person: str, planned: str | None = None) -> None:
        super().__init__("book")
        self.person, self.planned = person, planned
        if planned:
            self.keys = "Enter take  Esc back   a new time: fri 10:30   or: they cancelled, we cancelled"

    def on_mount(self) -> None:
        """Say whose, and what is agreed."""
        con = self.care.store.read()
        who = people.who(con, self.person)
        visit = reads.one(con, self.planned) if self.planned else None
        if who is None:
            return
        if visit:
            at = say_appointment(visit.at, self.care.today)
            self.lead_with(f"{who.name}: {visit.kind} {at}, new time")
        else:
            self.lead_with(f"book {who.name}")
            if who.contact_interval:
                agreed = (
                    f"Agreed: {interval_words(who.contact_interval)}. With weekly or monthly the next six are booked."
                )
                self.call_after_refresh(self.say, agreed)

    def read(self, text: str) -> str:
        """How the line is understood, with what else is booked then."""
        if self.planned and text.casefold() in CANCELS:
            return f"{text.casefold()}: it is taken off the day, nothing is logged"
        booking = read_booking(text, self.care.store.wall())
        return booking.reading + self._also(booking)

    def _also(self, booking: Booking) -> str:
        store = self.care.store
        con = store.read()
        others = reads.rows(con, reads.on_day(con, store.viewer, booking.at.date()), store.viewer, self.care.today)
        clash = [one for one in others if one.at == booking.at.strftime("%Y-%m-%dT%H:%M") and one.id != self.planned]
        who = people.who(con, clash[0].person) if clash else None
        return f"   (you have {who.name} then)" if who else ""

    def keep(self, text: str) -> Kept:
        """Booked, put to another time, or cancelled."""
        from caretui.store.changes import planned as changes

        store = self.care.store
        who = people.who(store.read(), self.person)
        name = f"{who.family_name}, {who.given_name or ''}".rstrip(", ") if who else ""
        if self.planned and text.casefold() in CANCELS:
            with store.work("cancelled a visit") as work:
                changes.cancel(work, self.planned, by_us=CANCELS[text.casefold()])
            return Kept(f"{name}: {text.casefold()}.", work.unit, text)
        booking = read_booking(text, store.wall())
        at = say_moment(booking.at, self.care.today)
        if self.planned:
            with store.work("gave a visit another time") as work:
                changes.redate(work, store, self.planned, booking.at)
            return Kept(f"{name}: now {at}.", work.unit, text)
        with store.work(f"booked a {booking.kind}") as work:
            changes.book(
                work,
                store.viewer,
                person=self.person,
                kind=booking.kind,
                times=booking.times,
                purpose=booking.purpose or None,
                place=booking.place or None,
                minutes=booking.minutes,
            )
        more = f" and {len(booking.times) - 1} more" if len(booking.times) > 1 else ""
        return Kept(f"{name}: {booking.kind} {at}{more} booked.", work.unit, text)
