"""Localities, practices, agencies, professionals and the members of this store.

All are dated: what closed still stands, named, on old records.
"""

from typing import Annotated, ClassVar

from caretui.care.vocabulary import MEMBER_ROLES, PRACTICE_STATUS, ROLLOUT
from caretui.store.models.base import Id, Register, Text, Word, ref
from caretui.store.models.checks import Day, one_of


class LocalityName(Register):
    name: Word
    source: Text | None = None
    """What stands for the locality, e.g. "primary care network, August 2022"."""


class Dates(Register):
    """When an organisation opened and closed; None = not known, or still open."""

    opened: Day | None = None
    closed: Day | None = None


class LocalityStanding(Register):
    successor: Id | None = ref("locality")


class LocalityForm(LocalityName, LocalityStanding, Dates):
    entity: ClassVar[str] = "locality"


class PracticeName(Register):
    name: Word
    code: Word | None = None
    """The organisation code of the Organisation Data Service, e.g. P81001."""


class PracticeWhere(Register):
    address: Text | None = None
    postcode: str | None = None
    phone: str | None = None


class PracticeStanding(Register):
    status: Annotated[str, one_of(PRACTICE_STATUS)] = "active"
    successor: Id | None = ref("practice")


class InLocality(Register):
    locality: Id | None = ref("locality")
    locality_reason: Text | None = None


class Rollout(Register):
    """The integrated care team meeting of this practice: not started, scheduled, live."""

    meeting_status: Annotated[str, one_of(ROLLOUT)] = "not started"
    meeting_target: Day | None = None
    meeting_live: Day | None = None


class PracticeListed(Register):
    """The newest official lists that told of the practice, by the last day that each speaks of: an older one changes nothing."""

    epraccur_of: Day | None = None
    epcn_of: Day | None = None


class PracticeForm(PracticeName, PracticeWhere, PracticeStanding, Dates, InLocality, Rollout, PracticeListed):
    entity: ClassVar[str] = "practice"


class AgencyName(Register):
    name: Word
    short: str | None = None


class AgencyKind(Register):
    kind: str = "other"
    """One of `care.vocabulary.AGENCY_KINDS`."""


class AgencyStanding(Register):
    successor: Id | None = ref("agency")
    note: Text | None = None


class AgencyReach(Register):
    phone: str | None = None
    email: str | None = None


class AgencyForm(AgencyName, AgencyKind, AgencyReach, AgencyStanding, Dates):
    entity: ClassVar[str] = "agency"


class ProfessionalName(Register):
    name: Word


class ProfessionalRole(Register):
    role: str | None = None
    team: str | None = None
    """Whom they work with; the employer (`agency`) is who pays them."""


class Employer(Register):
    agency: Id | None = ref("agency")


class ProfessionalReach(Register):
    phone: str | None = None
    email: str | None = None


class Tenure(Register):
    started: Day | None = None
    left_on: Day | None = None


class ProfessionalForm(ProfessionalName, ProfessionalRole, Employer, ProfessionalReach, Tenure):
    entity: ClassVar[str] = "professional"


class MemberName(Register):
    name: Word


class MemberRole(Register):
    role: Annotated[str, one_of(MEMBER_ROLES)] = "coordinator"
    """One of `care.vocabulary.MEMBER_ROLES`; enforced by the program only."""
    professional: Id | None = ref("professional")
    locality: Id | None = ref("locality")


class Membership(Register):
    removed: Day | None = None


class MemberForm(MemberName, MemberRole, Membership):
    entity: ClassVar[str] = "member"
