"""What the record by hand asks: each entity's registers in words, and of each field its label and how it is typed.

A *register* is what changes together (the store's models declare the same names). Screens make their forms from here,
so that a field is labelled, chosen from and read in one way everywhere.
"""

from caretui.care.registers.around import (
    AROUND,
    BASELINE,
    CIRCLE,
    CONDITION,
    HOSPITAL_EVENT,
    IDENTIFIER,
    INVOLVEMENT,
    KEPT_DOCUMENT,
    MESSAGE,
    PLANNED,
    RISK,
    SERVICE,
    SHARING,
    WARNING,
)
from caretui.care.registers.asked import COLUMNS_OF, Asked, Entity, Kind, Register, columns
from caretui.care.registers.person import PERSON, WHO_THEY_ARE
from caretui.care.registers.places import AGENCY, LOCALITY, MEMBER, PRACTICE, PROFESSIONAL
from caretui.care.registers.plan import ABOUT_ME, ACTION, CONTINGENCY, GOAL, NEED, OUTCOME, PLAN

__all__ = [
    "AROUND",
    "COLUMNS_OF",
    "ENTITIES",
    "PERSON",
    "WHO_THEY_ARE",
    "Asked",
    "Entity",
    "Kind",
    "Register",
    "columns",
]

ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        PERSON, WARNING, CONDITION, CIRCLE, SERVICE, KEPT_DOCUMENT, SHARING, INVOLVEMENT, IDENTIFIER, BASELINE, RISK,
        PLANNED, MESSAGE, HOSPITAL_EVENT, NEED, GOAL, ACTION, OUTCOME, CONTINGENCY, ABOUT_ME, PLAN, LOCALITY, PRACTICE,
        AGENCY, PROFESSIONAL, MEMBER,
    )
}  # fmt: skip
