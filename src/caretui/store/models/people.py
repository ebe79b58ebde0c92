"""The person: who they are, where they live, what they need, and who coordinates."""

from typing import Annotated, ClassVar

from pydantic import Field, field_validator, model_validator

from caretui.care import identifiers
from caretui.care.vocabulary import PERSON_STATUS
from caretui.store.models.base import Id, Register, Text, ref
from caretui.store.models.checks import Day, one_of


class Name(Register):
    family_name: str = Field(min_length=1, max_length=200)
    given_name: str | None = Field(default=None, max_length=200)


class LikesToBeCalled(Register):
    preferred_name: str | None = Field(default=None, max_length=200)


class Title(Register):
    title: str | None = None


class Birth(Register):
    date_of_birth: Day | None = None
    birth_estimated: bool = False


class Death(Register):
    date_of_death: Day | None = None
    kindness_owed: Text | None = None
    """What is still owed to the family ("call Edna"); cleared when done."""


class Nhs(Register):
    nhs_number: str | None = None

    @field_validator("nhs_number")
    @classmethod
    def checked(cls, value: str | None) -> str | None:
        """Ten digits that pass the NHS Data Dictionary's modulus 11 check."""
        return identifiers.nhs_number(value) if value else None


class Sex(Register):
    sex: str | None = None


class Gender(Register):
    gender_identity: str | None = None


class Ethnicity(Register):
    ethnic_category: str | None = None
    """A code of `care.vocabulary.ETHNIC_CATEGORIES`."""


class Address(Register):
    address: Text | None = None
    postcode: str | None = None


class Phones(Register):
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    phone_note: str | None = None


class Language(Register):
    language: str | None = None
    interpreter: str | None = None


class Needs(Register):
    """Accessible Information Standard: what the person needs to read, hear and be understood."""

    communication_needs: Text | None = None
    large_print: bool = False


class Accommodation(Register):
    accommodation: Text | None = None
    living_situation: Text | None = None


class Access(Register):
    """How to get in; a key-safe code shows only when asked for, and the look is recorded."""

    access: Text | None = None
    key_safe: str | None = None


class RegisteredWith(Register):
    practice: Id | None = ref("practice")


class LocalityOverride(Register):
    """A locality other than the practice's; it needs a reason."""

    locality: Id | None = ref("locality")
    locality_reason: Text | None = None

    @model_validator(mode="after")
    def why(self) -> "LocalityOverride":
        if self.locality and not self.locality_reason:
            raise ValueError("a locality other than the practice's needs a reason")
        return self


class AgreedInterval(Register):
    contact_interval: int | None = Field(default=None, ge=1, le=3660)
    """Days agreed between contacts that reach the person."""


class Hospital(Register):
    in_hospital_since: Day | None = None
    hospital: str | None = None
    hospital_reason: Text | None = None
    home_since: Day | None = None


class Told(Register):
    """When and how the person was told about the team that shares what it knows of them."""

    told_on: Day | None = None
    told_how: str | None = None


class Coordinator(Register):
    """The one named coordinator. The history is the journal's: every op of this register."""

    coordinator: Id | None = ref("professional")
    coordinator_since: Day | None = None
    handover_note: Text | None = None


class Restriction(Register):
    restricted: bool = False
    restricted_reason: Text | None = None


class Standing(Register):
    status: Annotated[str, one_of(PERSON_STATUS)] = "open"
    status_reason: Text | None = None
    status_since: Day | None = None

    @model_validator(mode="after")
    def why(self) -> "Standing":
        if self.status == "closed" and not self.status_reason:
            raise ValueError("closing needs a reason")
        return self


class Situation(Register):
    """Who the person is in one line, and the situation paragraph that opens a meeting."""

    in_one_line: Text | None = None
    situation: Text | None = None


class PersonForm(
    Name,
    LikesToBeCalled,
    Title,
    Birth,
    Death,
    Nhs,
    Sex,
    Gender,
    Ethnicity,
    Address,
    Phones,
    Language,
    Needs,
    Accommodation,
    Access,
    RegisteredWith,
    LocalityOverride,
    AgreedInterval,
    Hospital,
    Told,
    Coordinator,
    Restriction,
    Standing,
    Situation,
):
    entity: ClassVar[str] = "person"


class IdentifierOf(Register):
    person: Id | None = ref("person")


class IdentifierValue(Register):
    kind: str
    value: str


class IdentifierForm(IdentifierOf, IdentifierValue):
    """Another system's number for the person (Mosaic, Liquidlogic, police...)."""

    entity: ClassVar[str] = "identifier"


class SheetOf(Register):
    person: Id | None = ref("person")


class SheetValue(Register):
    heading: Text
    words: Text
    source: str | None = None


class FromSheetForm(SheetOf, SheetValue):
    """What an imported sheet said in a column that caretui has no field for: "from your sheet"."""

    entity: ClassVar[str] = "from_sheet"
