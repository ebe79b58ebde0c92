"""The contact log, messages, planned visits and calls, hospital events and risk scores."""

from typing import Annotated, ClassVar

from pydantic import Field

from caretui.care.vocabulary import DIRECTIONS, HOSPITAL_EVENTS, METHODS, REACHED, RISK_BANDS
from caretui.store.models.around import OfPerson
from caretui.store.models.base import Id, Register, Text, Word, ref
from caretui.store.models.checks import Count, Day, DayOrInstant, Instant, Moment, one_of


class ContactWhen(Register):
    at: Instant
    recorded_at: Instant
    minutes: Count | None = None


class ContactWho(Register):
    """Who did it, who recorded it, and the agency as at its date (id and the name it then had)."""

    professional: Id | None = ref("professional")
    by: Word | None
    """None when a sheet told of it without a name."""
    recorded_by: Id | None = ref("member")
    agency: Id | None = ref("agency")
    agency_name: str | None = None


class ContactHow(Register):
    """None: the sheet that it came from does not say. An entry without `reached` is no attempt to reach the person."""

    method: Annotated[str, one_of(METHODS)] | None
    direction: Annotated[str, one_of(DIRECTIONS)] | None = "out"
    reached: Annotated[str, one_of(REACHED)] | None = "yes"


class ContactWith(Register):
    with_whom: Text | None = None
    circle: Id | None = ref("circle")


class ContactWords(Register):
    note: Text | None = None
    own_words: Text | None = None
    outcome: Text | None = None
    """What was agreed."""
    purpose: Text | None = None


class ContactReaders(Register):
    read_by: str = "team"


class ContactFrom(Register):
    planned: Id | None = ref("planned")
    meeting: Id | None = ref("meeting")
    source: str | None = None
    """"sheet" when it was imported."""


class Copying(Register):
    """To copy, copied or not needed: the clinical system beside this record."""

    copying: str = "not needed"


class ContactForm(
    OfPerson,
    ContactWhen,
    ContactWho,
    ContactHow,
    ContactWith,
    ContactWords,
    ContactReaders,
    ContactFrom,
    Copying,
):
    """Append-only: amendments are entries of their own. `Copying` may be set; `OfPerson` only by `Work.move`."""

    entity: ClassVar[str] = "contact"
    append_only: ClassVar[bool] = True
    changeable: ClassVar[frozenset[str]] = frozenset({"Copying"})


class AmendmentOf(Register):
    contact: Id | None = ref("contact")
    kind: str = "amended"
    """amended, or entered in error."""


class AmendmentWords(Register):
    note: Text | None = None
    reason: Text
    by: Word
    member: Id | None = ref("member")
    at: Instant


class AmendmentForm(AmendmentOf, AmendmentWords):
    entity: ClassVar[str] = "amendment"
    append_only: ClassVar[bool] = True


class MessageTaken(Register):
    at: Instant
    by: Word
    member: Id | None = ref("member")


class MessageWords(Register):
    words: Text
    phone: str | None = None


class MessageState(Register):
    """waiting, answered or not needed."""

    state: str = "waiting"
    answered_at: Instant | None = None
    contact: Id | None = ref("contact")


class MessageFor(Register):
    """Whose it is for: the professional who should answer; None = the person's coordinator."""

    professional: Id | None = ref("professional")


class MessageForm(OfPerson, MessageTaken, MessageWords, MessageFor, MessageState):
    """A message can be taken before anyone knows whose it is: `person` is None until then."""

    entity: ClassVar[str] = "message"


class PlannedWhat(Register):
    kind: str = "visit"
    """visit, call or appointment."""
    purpose: Text | None = None


class PlannedWhen(Register):
    at: Moment
    minutes: Count | None = None


class PlannedWhere(Register):
    place: Text | None = None


class PlannedWho(Register):
    professional: Id | None = ref("professional")
    with_whom: str | None = None
    circle: Id | None = ref("circle")


class PlannedState(Register):
    """planned, done, no reply, they cancelled, we cancelled."""

    state: str = "planned"
    contact: Id | None = ref("contact")


class PlannedForm(OfPerson, PlannedWhat, PlannedWhen, PlannedWhere, PlannedWho, PlannedState):
    entity: ClassVar[str] = "planned"


class HospitalEventWords(Register):
    kind: Annotated[str, one_of(HOSPITAL_EVENTS)]
    at: DayOrInstant
    """An instant, or a day when only the day is known."""
    place: str | None = None
    admission_method: str | None = None
    note: Text | None = None
    source: str | None = None


class Discharge(Register):
    discharged_at: DayOrInstant | None = None
    """An instant, or a day; what is known last about an event."""


class HospitalEventForm(OfPerson, HospitalEventWords, Discharge):
    """Append-only, but that the discharge is written down when it comes."""

    entity: ClassVar[str] = "hospital_event"
    append_only: ClassVar[bool] = True
    changeable: ClassVar[frozenset[str]] = frozenset({"Discharge"})


class Score(Register):
    """Tool, version and run date stay with every score; a score is never shown as a benefit."""

    tool: Word
    version: str | None = None
    run_date: Day
    score: float | None = Field(default=None, allow_inf_nan=False)
    unit: str | None = None
    band: Annotated[str, one_of(RISK_BANDS)] | None = None
    band_before: Annotated[str, one_of(RISK_BANDS)] | None = None


class RiskScoreForm(OfPerson, Score):
    entity: ClassVar[str] = "risk_score"
    append_only: ClassVar[bool] = True
