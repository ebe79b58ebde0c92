"""The integrated care team meeting: attendance, agenda, decisions."""

from typing import Annotated, ClassVar

from pydantic import Field

from caretui.care.vocabulary import ITEM_STATES, MEETING_STATUS, MINUTES_STATUS
from caretui.store.models.around import OfPerson
from caretui.store.models.base import Id, Register, Text, Word, ref
from caretui.store.models.checks import Count, Day, Instant, Moment, one_of


class MeetingWhere(Register):
    practice: Id | None = ref("practice")
    kind: str = "integrated care team meeting"
    place: Text | None = None


class MeetingGroup(Register):
    also: Text | None = None
    """Ids of further practices whose people are on the same list, space between."""


class MeetingWhen(Register):
    at: Moment
    minutes: int = Field(default=60, ge=1, le=1440)


class MeetingChair(Register):
    chair: str | None = None
    chair_professional: Id | None = ref("professional")


class MeetingState(Register):
    """planned, running, held or cancelled."""

    status: Annotated[str, one_of(MEETING_STATUS)] = "planned"
    started_at: Instant | None = None
    ended_at: Instant | None = None
    why: Text | None = None


class MeetingHere(Register):
    """The item on which the huddle stands, so that it reopens on the same person."""

    item: Id | None = ref("agenda_item")
    here_since: Instant | None = None
    guests: Text | None = None
    """Ids of people in the room (themselves or their family), space between: every other name is hidden."""


class MeetingList(Register):
    list_sent_at: Instant | None = None


class Minutes(Register):
    """draft, approved, issued."""

    minutes_status: Annotated[str, one_of(MINUTES_STATUS)] = "draft"
    approved_by: str | None = None
    approved_at: Instant | None = None
    issued_at: Instant | None = None


class Series(Register):
    series: str | None = None
    """A repeat in words, "monthly, second Tuesday"."""


class MeetingForm(
    MeetingWhere,
    MeetingGroup,
    MeetingWhen,
    MeetingChair,
    MeetingState,
    MeetingHere,
    MeetingList,
    Minutes,
    Series,
):
    entity: ClassVar[str] = "meeting"


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


class ItemPlace(Register):
    position: Count = 0


class ItemSource(Register):
    """Why it is here: one of `care.vocabulary.ITEM_SOURCES`. `reasons` are words, one a line.

    `basis`: the facts the reasons stood on, one a line, so that a declined suggestion stays away until there is another.
    """

    source: str = "by hand"
    reasons: Text | None = None
    basis: Text | None = None
    asked_by: str | None = None
    carried_from: Id | None = ref("agenda_item")
    deferred_count: Count = 0


class ItemState(Register):
    """listed, discussed, deferred, not reached, declined, removed."""

    state: Annotated[str, one_of(ITEM_STATES)] = "listed"
    state_why: Text | None = None


class ItemOnward(Register):
    """Whether it goes on to a later agenda (not before a day), and the item it went on as; None = it waits for a meeting."""

    carries: bool = False
    not_before: Day | None = None
    carried_to: Id | None = ref("agenda_item")


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


class ItemThen(Register):
    """Situation and action to date as they stood when the meeting ended.

    Minutes do not change with the record.
    """

    situation_then: Text | None = None
    to_date_then: Text | None = None


class ItemLead(Register):
    lead: Id | None = ref("professional")


class ItemTime(Register):
    seconds: Count = 0


class AgendaItemForm(
    OfMeeting,
    OfPerson,
    ItemPlace,
    ItemSource,
    ItemState,
    ItemOnward,
    ItemTold,
    ItemSay,
    ItemUpdate,
    ItemView,
    ItemThen,
    ItemLead,
    ItemTime,
):
    entity: ClassVar[str] = "agenda_item"


class DecisionOf(Register):
    item: Id | None = ref("agenda_item")
    person: Id | None = ref("person")
    meeting: Id | None = ref("meeting")


class DecisionWhat(Register):
    """One level ("" until one is chosen); any onward moves, comma between; when the person comes back."""

    level: str = ""
    onward: str | None = None
    back: str = "next meeting"
    back_on: Day | None = None
    why: Text | None = None


class DecisionMade(Register):
    at: Instant
    by: str
    member: Id | None = ref("member")


class DecisionForm(DecisionOf, DecisionWhat, DecisionMade):
    """Append-only: the newest decision of an item stands, the earlier ones stay readable."""

    entity: ClassVar[str] = "decision"
    append_only: ClassVar[bool] = True


class MinutesChange(Register):
    """What is put right in minutes that were issued; about one item, or the whole."""

    meeting: Id | None = ref("meeting")
    item: Id | None = ref("agenda_item")
    words: Text
    reason: Text
    by: Word
    member: Id | None = ref("member")
    at: Instant


class MinutesAmendmentForm(MinutesChange):
    """Append-only: the minutes as issued stay readable."""

    entity: ClassVar[str] = "minutes_amendment"
    append_only: ClassVar[bool] = True
