"""The integrated care team meeting: attendance, agenda, decisions."""

from typing import ClassVar

from sqlmodel import Field

from caretui.store.models.around import OfPerson
from caretui.store.models.base import Id, Instant, Moment, Register, Row, Text, ref


class MeetingWhere(Register):
    practice: Id | None = ref("practice")
    kind: str = "integrated care team meeting"
    place: Text | None = None


class MeetingWhen(Register):
    at: Moment
    minutes: int = Field(default=60, ge=1, le=1440)


class MeetingChair(Register):
    chair: str | None = None
    chair_professional: Id | None = ref("professional")


class MeetingState(Register):
    """planned, running, held or cancelled."""

    status: str = "planned"
    started_at: str | None = None
    ended_at: str | None = None
    why: Text | None = None


class MeetingHere(Register):
    """The item on which the huddle stands, so that it reopens on the same person."""

    item: Id | None = ref("agenda_item")
    guests: Text | None = None
    """Ids of people in the room (themselves or their family), space between: every other name is hidden."""


class MeetingList(Register):
    list_sent_at: str | None = None


class Minutes(Register):
    """draft, approved, issued."""

    minutes_status: str = "draft"
    approved_by: str | None = None
    approved_at: str | None = None
    issued_at: str | None = None


class Series(Register):
    series: str | None = None
    """A repeat in words, "monthly, second Tuesday"."""


class MeetingForm(
    MeetingWhere, MeetingWhen, MeetingChair, MeetingState, MeetingHere, MeetingList, Minutes, Series
):
    entity: ClassVar[str] = "meeting"


class Meeting(Row, MeetingForm, table=True):
    __tablename__ = "meeting"


class OfMeeting(Register):
    meeting: Id | None = ref("meeting")


class AttendeeWho(Register):
    """A professional, an agency's place not yet filled by a name, someone of a person's circle, or the person."""

    name: str
    role: str | None = None
    professional: Id | None = ref("professional")
    agency: Id | None = ref("agency")
    circle: Id | None = ref("circle")
    person: Id | None = ref("person")


class Attendance(Register):
    """expected, present, apologies, substitute, absent."""

    attendance: str = "expected"
    substitute: str | None = None


class AttendeeForm(OfMeeting, AttendeeWho, Attendance):
    entity: ClassVar[str] = "attendee"


class Attendee(Row, AttendeeForm, table=True):
    __tablename__ = "attendee"


class ItemPlace(Register):
    position: int = 0


class ItemSource(Register):
    """Why it is here: carried, suggested, added, asked, late. `reasons` are words, one a line."""

    source: str = "added"
    reasons: Text | None = None
    asked_by: str | None = None
    carried_from: Id | None = ref("agenda_item")
    deferred_count: int = Field(default=0, ge=0)


class ItemState(Register):
    """listed, discussed, deferred, not reached, declined, removed."""

    state: str = "listed"
    state_why: Text | None = None


class ItemTold(Register):
    told: bool = False
    nothing_to_add: bool = False


class ItemSay(Register):
    """The note for the meeting: what to say."""

    say: Text | None = None


class ItemUpdate(Register):
    update_note: Text | None = None


class ItemView(Register):
    """The person's or family's view, in their own words."""

    view: Text | None = None


class ItemLead(Register):
    lead: Id | None = ref("professional")


class ItemTime(Register):
    seconds: int = 0


class AgendaItemForm(
    OfMeeting,
    OfPerson,
    ItemPlace,
    ItemSource,
    ItemState,
    ItemTold,
    ItemSay,
    ItemUpdate,
    ItemView,
    ItemLead,
    ItemTime,
):
    entity: ClassVar[str] = "agenda_item"


class AgendaItem(Row, AgendaItemForm, table=True):
    __tablename__ = "agenda_item"


class DecisionOf(Register):
    item: Id | None = ref("agenda_item")
    person: Id | None = ref("person")
    meeting: Id | None = ref("meeting")


class DecisionWhat(Register):
    """One level; any onward moves, comma between; when the person comes back."""

    level: str
    onward: str | None = None
    back: str = "next meeting"
    back_on: str | None = None
    why: Text | None = None


class DecisionMade(Register):
    at: Instant
    by: str
    member: Id | None = ref("member")


class DecisionForm(DecisionOf, DecisionWhat, DecisionMade):
    """Append-only: the newest decision of an item stands, the earlier ones stay readable."""

    entity: ClassVar[str] = "decision"
    append_only: ClassVar[bool] = True


class Decision(Row, DecisionForm, table=True):
    __tablename__ = "decision"
