"""A colleague joins the store: who they are, their role, and the passphrase that they change at their first unlock."""

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult

from caretui.care.employers import kind_of_employer
from caretui.care.vocabulary import AGENCY_KINDS, MEMBER_ROLES, ROLES
from caretui.commands import bindings_for
from caretui.screens.base import step
from caretui.screens.form import FormScreen
from caretui.store.queries import directory
from caretui.widgets.choose import Option
from caretui.widgets.dialogs import Say
from caretui.widgets.fields import BESIDE_LONG, Field, TextField
from caretui.widgets.line import Block
from caretui.widgets.pick import Free, PickField

ROLE_WORDS = {
    "coordinator": "reads and writes",
    "lead": "everything; keeps the members",
    "reader": "reads, changes nothing",
    "ig": "reads; sees who has looked",
}
RESTRICTED = " Restricted people are seen by their coordinator, leads and ig: governance."


class AddMemberScreen(FormScreen):
    """Name, job, employer, locality, role; F2 makes the key and shows the passphrase once."""

    DEFAULT_CSS = "AddMemberScreen Field > .label { width: 24; }"
    BINDINGS = bindings_for("form")

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("new member", "of this store")

    def body(self) -> ComposeResult:
        """A field a question."""
        con = self.care.store.read()
        agencies = [Option(one.words, one.words, one.right) for one in directory.choices(con, "agency")]
        places = [Option(one.words, one.words) for one in directory.choices(con, "locality")]
        own = self.care.store.viewer.agency_name
        self.guessed = kind_of_employer(own or "")
        yield TextField("Name", name="name", hint="e.g. Lisa Haslam", required=True, width=BESIDE_LONG)
        yield _pick("Role at work", [Option(word, word) for word in ROLES], "job", as_typed, "e.g. district nurse")
        yield _pick("Employer", agencies, "agency", as_typed, "Down lists; a new one is added", own)
        yield _pick(
            "Kind, for a new one", [Option(k, k) for k in AGENCY_KINDS], "kind", None, "district nursing", self.guessed
        )
        yield _pick("Locality", places, "locality", as_typed, "it can wait", None, required=False)
        roles = [Option(role, role, ROLE_WORDS[role]) for role in MEMBER_ROLES]
        yield _pick("Role in this store", roles, "role", None, "Down explains them", "coordinator")
        yield Block(["", RESTRICTED, " F2 makes their key and shows a passphrase once, to hand over on paper."])

    @on(Field.Changed)
    def guess_kind(self, event: Field.Changed) -> None:
        """The kind follows the employer's words until another is chosen."""
        kind = self.fields["kind"]
        if event.field.key == "agency" and isinstance(kind, TextField) and kind.input.value in ("", self.guessed):
            self.guessed = kind_of_employer(str(event.field.value or ""))
            kind.set_text(self.guessed)

    def save(self, values: Mapping[str, Any]) -> bool:
        """Make the member and the key, then show the passphrase."""
        self.invite(dict(values))
        return False

    @step
    async def invite(self, values: dict[str, Any]) -> None:
        """Write, show, close."""
        from caretui.store.changes import members

        if not await self.care.sure_it_is_you("A new member will be able to read this store."):
            return
        _, passphrase = members.invite(
            self.care.store,
            values["name"],
            job=values["job"],
            agency=values["agency"],
            agency_kind=values["kind"],
            locality=values["locality"] or None,
            role=values["role"],
        )
        self.dirty = False
        await self.ask(
            Say(
                f"{values['name']} is a member. Passphrase for the first unlock:",
                f"{passphrase}\nIt is shown this once.",
            )
        )
        self.dismiss(True)


def as_typed(typed: str) -> tuple[str, str]:
    """What is typed is what is meant."""
    return typed, ""


def _pick(
    label: str,
    options: list[Option],
    name: str,
    free: Free | None,
    hint: str,
    value: str | None = None,
    *,
    required: bool = True,
) -> PickField:
    return PickField(label, options, name=name, value=value, free=free, hint=hint, required=required, width=BESIDE_LONG)
