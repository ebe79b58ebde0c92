"""What stands around a person: conditions, warnings, sharing, documents kept, programmes, circle of support, who goes in."""

from typing import ClassVar

from pydantic import model_validator

from caretui.store.models.base import Id, Register, Text, Word, ref
from caretui.store.models.checks import Clock, Day


class OfPerson(Register):
    person: Id | None = ref("person")


class ConditionWords(Register):
    name: Word
    since: str | None = None
    note: Text | None = None


class Ended(Register):
    ended: Day | None = None
    ended_why: Text | None = None


class ConditionForm(OfPerson, ConditionWords, Ended):
    entity: ClassVar[str] = "condition"


class WarningWords(Register):
    kind: str = "other"
    """One of `care.vocabulary.WARNING_KINDS`."""
    words: Text
    evidence: Text | None = None


class WarningAudience(Register):
    audience: str = "everyone"
    """One of `care.vocabulary.AUDIENCES`; `agencies` holds the ids of the named ones, space between."""
    agencies: str | None = None


class WarningAgreed(Register):
    agreed_by: str | None = None
    told_person: bool = False
    review_on: Day | None = None


class WarningForm(OfPerson, WarningWords, WarningAudience, WarningAgreed, Ended):
    entity: ClassVar[str] = "warning"


class SharingSubject(Register):
    """Who it is about: an agency, a professional, or someone in the circle."""

    kind: str
    """One of `care.vocabulary.SHARING_KINDS`: told, objects to, may be told, consent, share without consent."""
    agency: Id | None = ref("agency")
    professional: Id | None = ref("professional")
    circle: Id | None = ref("circle")


class SharingScope(Register):
    scope: Text | None = None
    """What may be told: "everything", "money only"."""
    reason: Text | None = None
    approver: str | None = None


class SharingDates(Register):
    since: Day | None = None
    until: Day | None = None


class SharingForm(OfPerson, SharingSubject, SharingScope, SharingDates):
    entity: ClassVar[str] = "sharing"

    @model_validator(mode="after")
    def decided(self) -> "SharingForm":
        if self.kind == "share without consent" and not (self.reason and self.approver):
            raise ValueError("sharing without consent needs a reason and who approved it")
        return self


class KeptWhat(Register):
    kind: Word
    """ReSPECT form, advance plan, lasting power of attorney..."""
    dated: Day | None = None
    where_kept: Text | None = None
    attorney: Text | None = None


class KeptDocumentForm(OfPerson, KeptWhat, Ended):
    entity: ClassVar[str] = "kept_document"


class Programme(Register):
    programme: Word


class Stage(Register):
    stage: str | None = None
    stage_since: Day | None = None


class CaseManager(Register):
    lead_agency: Id | None = ref("agency")
    case_manager: Id | None = ref("professional")


class Involved(Register):
    started: Day | None = None
    ended: Day | None = None
    ended_why: Text | None = None


class InvolvementForm(OfPerson, Programme, Stage, CaseManager, Involved):
    entity: ClassVar[str] = "involvement"


class CircleWho(Register):
    """Someone around the person: family, friend, provider, or a professional of the directory."""

    name: Word
    relationship: str | None = None
    professional: Id | None = ref("professional")
    agency: Id | None = ref("agency")


class CircleReach(Register):
    phone: str | None = None
    email: str | None = None
    note: Text | None = None


class CircleRole(Register):
    carer: bool = False
    next_of_kin: bool = False
    emergency_contact: bool = False
    lives_with: bool = False


class CircleForm(OfPerson, CircleWho, CircleReach, CircleRole, Ended):
    entity: ClassVar[str] = "circle"


class ServiceWho(Register):
    """Who goes in: an agency, a professional or someone of the circle."""

    provider: Word
    agency: Id | None = ref("agency")
    professional: Id | None = ref("professional")
    circle: Id | None = ref("circle")


class ServiceWhat(Register):
    what: Text | None = None


class Pattern(Register):
    """`days` is seven marks Monday first ("x.x...."), empty when the pattern is in `words` ("1st of month")."""

    days: str | None = None
    time: Clock | None = None
    words: str | None = None


class ServiceDates(Register):
    started: Day | None = None
    ended: Day | None = None
    ended_why: Text | None = None


class ServiceForm(OfPerson, ServiceWho, ServiceWhat, Pattern, ServiceDates):
    entity: ClassVar[str] = "service"
