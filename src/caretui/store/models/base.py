"""What every model is made of: registers (what changes together) and forms (what a screen fills in).

A *register* is a small class of fields that must stay together: the unit of change and of conflict. Its class name is
its name in the journal. A *form* lists registers and names its `entity`; a *table* (`models.tables`) is the same list
with `Row`. Forms are what a session holds, so they are pydantic's own models: SQLModel comes in with the tables alone.
"""

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from caretui.care.identifiers import refuse_control

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


def _not_blank(words: str) -> str:
    if not words.strip():
        raise ValueError("is empty")
    return words


Word = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_not_blank)]
Text = Annotated[str, StringConstraints(max_length=2_000_000)]
REFERS = "refers to"
"""Under this name a field tells whose id it holds."""


class Register(BaseModel):
    """Fields that must stay together: the unit of change and of conflict."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, defer_build=True)

    entity: ClassVar[str] = ""
    append_only: ClassVar[bool] = False
    changeable: ClassVar[frozenset[str]] = frozenset()
    """Registers of an append-only entity that may still be set (a contact's copying to the clinical system)."""

    @field_validator("*", mode="after")
    @classmethod
    def no_control_characters(cls, value: Any) -> Any:
        """Control characters other than tab and newline never enter the store."""
        if isinstance(value, str):
            refuse_control(value)
        return value


def ref(table: str) -> Any:
    """A field that holds the id of a record of `table`, or None; `models.tables` makes a foreign key of it."""
    return Field(default=None, json_schema_extra={REFERS: table})
