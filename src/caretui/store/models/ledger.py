"""Saved views, and the sharing ledger: what was put where, for whom, why and when."""

from typing import ClassVar

from caretui.store.models.base import Id, Register, Text, Word, ref
from caretui.store.models.checks import Count, Day, Instant


class ViewWhat(Register):
    name: Word
    filter_text: Text | None = None
    """The filter as typed."""
    sort: str | None = None
    area: str = "caseload"


class ViewOf(Register):
    member: Id | None = ref("member")


class SavedViewForm(ViewOf, ViewWhat):
    entity: ClassVar[str] = "saved_view"


class ExportWhat(Register):
    kind: str
    format: str
    file_name: str
    folder: Text
    people: Count = 0
    withheld: Count = 0


class ExportWho(Register):
    member: Id | None = ref("member")
    by: str
    at: Instant


class ExportTo(Register):
    """The recipient in words and, when known, which agency or professional; why it was shared."""

    recipient: Text | None = None
    agency: Id | None = ref("agency")
    professional: Id | None = ref("professional")
    purpose: Text


class ExportAbout(Register):
    person: Id | None = ref("person")
    meeting: Id | None = ref("meeting")


class ExportEnd(Register):
    expires: Day | None = None
    removed_at: Instant | None = None


class ExportForm(ExportWhat, ExportWho, ExportTo, ExportAbout, ExportEnd):
    entity: ClassVar[str] = "export"


class SharedOf(Register):
    export: Id | None = ref("export")
    person: Id | None = ref("person")


class SharedForm(SharedOf):
    """One line a person that a file told of: the ledger as that person may ask for it."""

    entity: ClassVar[str] = "shared"
    append_only: ClassVar[bool] = True
