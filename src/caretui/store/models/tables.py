"""The tables: each a form with its row, declared with SQLModel. The schema is written from them and held against them.

Only `ddl` and tests load this module: `Work` writes plain SQL from validated forms, and SQLAlchemy would be 18 MiB of
every session.
"""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlmodel import Field, SQLModel

from caretui.store.models.around import (
    CircleForm,
    ConditionForm,
    InvolvementForm,
    KeptDocumentForm,
    ServiceForm,
    SharingForm,
    WarningForm,
)
from caretui.store.models.base import REFERS, Register
from caretui.store.models.contacts import (
    AmendmentForm,
    ContactForm,
    HospitalEventForm,
    MessageForm,
    PlannedForm,
    RiskScoreForm,
)
from caretui.store.models.ledger import ExportForm, SavedViewForm, SharedForm
from caretui.store.models.meetings import AgendaItemForm, AttendeeForm, DecisionForm, MeetingForm, MinutesAmendmentForm
from caretui.store.models.people import FromSheetForm, IdentifierForm, PersonForm
from caretui.store.models.places import AgencyForm, LocalityForm, MemberForm, PracticeForm, ProfessionalForm
from caretui.store.models.plan import (
    AboutMeForm,
    ActionForm,
    BaselineForm,
    ContingencyForm,
    GoalForm,
    NeedForm,
    OutcomeForm,
    PlanForm,
)


class Row(SQLModel):
    """What a table adds to a form. `n` is local (list order, full text); it is never journalled."""

    model_config: ClassVar[Any] = {}
    """Declared so loosely because pydantic and SQLModel type it apart."""
    n: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True, max_length=32)
    void: str | None = Field(default=None, description="why this record is void; None = it stands")

    @classmethod
    def register_columns(cls) -> list[str]:
        """The columns that registers own, in the form's order; the table's others are keys or derived."""
        return [column for r in cls.__mro__ if Register in r.__bases__ for column in r.model_fields]  # type: ignore[attr-defined]


class Locality(Row, LocalityForm, table=True):
    __tablename__ = "locality"


class Practice(Row, PracticeForm, table=True):
    __tablename__ = "practice"


class Agency(Row, AgencyForm, table=True):
    __tablename__ = "agency"


class Professional(Row, ProfessionalForm, table=True):
    __tablename__ = "professional"


class Member(Row, MemberForm, table=True):
    __tablename__ = "member"


class Person(Row, PersonForm, table=True):
    """Derived columns are kept by triggers (schema/0001_rules.sql), outside the journal."""

    __tablename__ = "person"

    sort_name: str | None = None
    place: str | None = None
    """The locality's id: the override, else the practice's."""
    last_contact: str | None = None
    """Instant of the newest contact by any agency that reached them."""
    last_attempt: str | None = None
    next_due: str | None = None
    open_actions: int = 0
    next_planned: str | None = None
    next_meeting: str | None = None
    messages: int = 0
    to_copy: int = 0
    warnings: int = 0
    review_due: str | None = None
    risk_band: str | None = None
    risk_score: float | None = None
    risk_before: str | None = None


class Identifier(Row, IdentifierForm, table=True):
    __tablename__ = "identifier"


class FromSheet(Row, FromSheetForm, table=True):
    __tablename__ = "from_sheet"


class Condition(Row, ConditionForm, table=True):
    __tablename__ = "condition"


class Warning(Row, WarningForm, table=True):  # the field's word
    __tablename__ = "warning"


class Sharing(Row, SharingForm, table=True):
    __tablename__ = "sharing"


class KeptDocument(Row, KeptDocumentForm, table=True):
    __tablename__ = "kept_document"


class Involvement(Row, InvolvementForm, table=True):
    __tablename__ = "involvement"


class Circle(Row, CircleForm, table=True):
    __tablename__ = "circle"


class Service(Row, ServiceForm, table=True):
    __tablename__ = "service"


class AboutMe(Row, AboutMeForm, table=True):
    __tablename__ = "about_me"


class Plan(Row, PlanForm, table=True):
    __tablename__ = "plan"


class Baseline(Row, BaselineForm, table=True):
    __tablename__ = "baseline"


class Need(Row, NeedForm, table=True):
    __tablename__ = "need"


class Goal(Row, GoalForm, table=True):
    __tablename__ = "goal"


class Action(Row, ActionForm, table=True):
    __tablename__ = "action"


class Outcome(Row, OutcomeForm, table=True):
    __tablename__ = "outcome"


class Contingency(Row, ContingencyForm, table=True):
    __tablename__ = "contingency"


class Contact(Row, ContactForm, table=True):
    """`error` and `amended` are derived from its amendments by triggers."""

    __tablename__ = "contact"

    error: bool = False
    amended: bool = False


class Amendment(Row, AmendmentForm, table=True):
    __tablename__ = "amendment"


class Message(Row, MessageForm, table=True):
    __tablename__ = "message"


class Planned(Row, PlannedForm, table=True):
    __tablename__ = "planned"


class HospitalEvent(Row, HospitalEventForm, table=True):
    __tablename__ = "hospital_event"


class RiskScore(Row, RiskScoreForm, table=True):
    __tablename__ = "risk_score"


class Meeting(Row, MeetingForm, table=True):
    __tablename__ = "meeting"


class Attendee(Row, AttendeeForm, table=True):
    __tablename__ = "attendee"


class AgendaItem(Row, AgendaItemForm, table=True):
    __tablename__ = "agenda_item"


class Decision(Row, DecisionForm, table=True):
    __tablename__ = "decision"


class MinutesAmendment(Row, MinutesAmendmentForm, table=True):
    __tablename__ = "minutes_amendment"


class SavedView(Row, SavedViewForm, table=True):
    __tablename__ = "saved_view"


class Export(Row, ExportForm, table=True):
    __tablename__ = "export"


class Shared(Row, SharedForm, table=True):
    __tablename__ = "shared"


TABLES: dict[str, type[Row]] = {
    cls.entity: cls
    for cls in list(vars().values())
    if isinstance(cls, type) and issubclass(cls, Row) and issubclass(cls, Register)
}
"""Entity -> table, in the order of the models."""


def _refer() -> None:
    """Give each column that holds the id of another record its foreign key."""
    for entity, cls in TABLES.items():
        for name, field in cls.model_fields.items():
            if isinstance(field.json_schema_extra, dict) and (table := field.json_schema_extra.get(REFERS)):
                SQLModel.metadata.tables[entity].columns[name].append_foreign_key(ForeignKey(f"{table}.id"))


_refer()
