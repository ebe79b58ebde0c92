"""The first run: who are you, a passphrase twice, the organisation key to write down, and what to begin with."""

import asyncio
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from textual import on
from textual.app import ComposeResult

from caretui import platform
from caretui.care.employers import kind_of_employer
from caretui.care.passphrases import problem
from caretui.care.vocabulary import AGENCY_KINDS, LOCALITIES, ROLES
from caretui.commands import bindings_for
from caretui.screens.base import CareScreen, step
from caretui.screens.form import FormScreen
from caretui.screens.storeless import Storeless
from caretui.store.errors import StoreError
from caretui.store.founding import Founded
from caretui.store.store import Store
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import AskLine, Say
from caretui.widgets.fields import Field, TextField
from caretui.widgets.line import Block, Cell, Words
from caretui.widgets.pick import PickField

OPEN_FIRST = "open first"
"""A setting of the member: the screen with which the app begins once ("import_people", "add_person")."""

Answer = Store | Literal["demo"] | None


def run(path: Path) -> Answer:
    """Make the store at `path` with its first member. Returns it open; "demo" to look at the demo; None: left."""
    app = FirstRun(path)
    app.run(mouse=False)
    return app.answer


class FirstRun(Storeless):
    """The app before there is a store."""

    help_words = "Tab goes on, F2 makes the store, F5 shows the demo, Esc leaves."

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.answer: Answer = None

    def on_mount(self) -> None:
        """Begin with who you are."""
        self.push_screen(WhoAreYou())

    async def action_quit(self) -> None:
        """ctrl+q: as Esc in the form."""
        if not (isinstance(self.screen, WhoAreYou) and self.screen.making):
            self.end_with(None)

    def end_with(self, answer: Answer) -> None:
        """Leave with what was made."""
        self.answer = answer
        self.exit()


class WhoAreYou(FormScreen):
    """Name, job, agency, locality, and the passphrase twice."""

    DEFAULT_CSS = "WhoAreYou Field > .label { width: 24; }"
    BINDINGS = [*bindings_for("form"), ("f5", "demo", "Demo")]

    def __init__(self) -> None:
        super().__init__()
        self.guessed = ""
        self.making = False

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("caretui", "a new store on this computer")

    def show_keys(self) -> None:
        """The keys of this form."""
        self.keys_line.show(" F2 make the store  Tab next  F5 look at the demo first  Esc leave")

    def body(self) -> ComposeResult:
        """A field a question."""
        yield Block(["", " There is no store here yet. Who are you?", ""])
        yield TextField("Your name", name="name", hint="e.g. Sam Ward", required=True, width=30)
        yield _pick("Your role", ROLES, "job", "e.g. community matron", required=True)
        yield TextField("Your employer", name="agency", hint="the agency that pays you", required=True, width=30)
        yield _pick("Kind of agency", AGENCY_KINDS, "kind", "Down lists them", required=True)
        yield _pick("Your locality", LOCALITIES, "locality", "it can wait", required=False)
        yield Block(["", " Four words that only you would put together. Nobody can look it up for you.", ""])
        yield TextField("Passphrase", name="passphrase", required=True, most=1000)
        yield TextField("The same again", name="again", required=True, most=1000)

    def refresh_data(self) -> None:
        """The passphrase is shown as stars."""
        self.show_keys()
        for name in ("passphrase", "again"):
            field = self.fields[name]
            assert isinstance(field, TextField)
            field.input.password = True
        kind = self.fields["kind"]
        assert isinstance(kind, TextField)
        kind.input.select_on_focus = True  # typing replaces the guess

    @on(Field.Changed)
    def guess_kind(self, event: Field.Changed) -> None:
        """The kind follows the employer's words until another is chosen."""
        kind = self.fields["kind"]
        if event.field.key == "agency" and isinstance(kind, TextField) and kind.input.value in ("", self.guessed):
            self.guessed = kind_of_employer(str(event.field.value or ""))
            kind.set_text(self.guessed)

    @property
    def first_run(self) -> FirstRun:
        """The app, typed."""
        assert isinstance(self.app, FirstRun)
        return self.app

    def typed(self, name: str) -> str:
        """A passphrase as it was typed, never stripped."""
        field = self.fields[name]
        assert isinstance(field, TextField)
        return field.input.value

    def save(self, values: Mapping[str, Any]) -> bool:
        """Check, then make the store off the screen's thread: deriving the keys takes half a second."""
        if self.making:
            return False
        if wrong := self.refusal(values):
            self.fields["passphrase"].take_focus()  # what is wrong is said of it; typing must not go elsewhere
            self.say(wrong)
            return False
        self.say("Making the store...")
        self.make(dict(values), self.typed("passphrase"))
        return False

    def refusal(self, values: Mapping[str, Any]) -> str:
        """Why the store cannot be made; "" when it can."""
        if wrong := problem(self.typed("passphrase"), values["name"]):
            return wrong
        if self.typed("passphrase") != self.typed("again"):
            return "The two passphrases are not the same."
        if platform.on_network(self.first_run.path.parent):
            return "This folder lies on a network drive, where records are lost: name another with --store."
        return ""

    @step
    async def make(self, values: dict[str, Any], passphrase: str) -> None:
        """Found the store, then show the organisation key."""
        from caretui.store import founding

        self.making = True  # to leave now would leave a store behind whose organisation key nobody has seen
        try:
            made = await asyncio.to_thread(
                founding.found,
                self.first_run.path,
                name=values["name"],
                job=values["job"],
                agency=values["agency"],
                agency_kind=values["kind"],
                locality=values["locality"] or None,
                passphrase=passphrase,
            )
        except (StoreError, OSError) as refusal:
            words = str(refusal) if isinstance(refusal, StoreError) else f"{refusal.strerror or refusal}."
            self.making = False
            self.say("Not made.")
            self.app.push_screen(Say("Not made", words))
            return
        self.app.push_screen(OrganisationKey(made))

    def action_demo(self) -> None:
        """F5: look first; nothing was made."""
        if not self.making:
            self.first_run.end_with("demo")

    def action_leave(self) -> None:
        """Esc: nothing was made."""
        if not self.making:
            self.first_run.end_with(None)


def _pick(label: str, words: tuple[str, ...], name: str, hint: str, *, required: bool) -> PickField:
    options = [Option(word, word) for word in words]
    return PickField(label, options, name=name, free=lambda typed: (typed, ""), hint=hint, required=required, width=30)


class OrganisationKey(CareScreen):
    """The key for the day when a passphrase is forgotten: shown once; one of its groups proves that it is on paper.

    While that group is asked for the key is covered: it could be read off the screen.
    """

    BINDINGS = [("enter", "written", "It is written down")]
    AUTO_FOCUS = ""

    def __init__(self, made: Founded) -> None:
        super().__init__()
        self.made = made
        self.block = Block([])

    def title_line(self) -> None:
        """Row 1."""
        self.top_line.show_title("the organisation key", "write it down or print it now: it is shown this once")

    def refresh_data(self) -> None:
        """The keys of this screen."""
        self.keys_line.show(" Enter it is written down")

    def body(self) -> ComposeResult:
        """The key, large enough to copy by hand, and what it is for."""
        self._show_key()
        yield self.block

    def _show_key(self, *, covered: bool = False) -> None:
        groups = ["****" if covered else group for group in self.made.organisation_key.split("-")]
        rows: list[Words] = [
            "",
            "",
            Cell(f"          {'  '.join(groups[:4])}", "strong"),
            "",
            Cell(f"          {'  '.join(groups[4:])}", "strong"),
            "",
            "",
            " Who has this key opens every record in the store. Each use of it is recorded.",
            " It opens the store when a passphrase is forgotten or a key file is lost.",
            " Give it to your team lead or to information governance, on paper.",
            " caretui keeps no copy. Without passphrase and key nobody can open the store.",
        ]
        self.block.show(rows)

    @step
    async def action_written(self) -> None:
        """Ask for one of its groups, then for what to begin with."""
        groups = self.made.organisation_key.split("-")
        place = secrets.randbelow(len(groups))
        words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last")[place]

        def check(typed: str) -> str:
            return "" if typed.upper() == groups[place] else "That is not it. Esc shows the key again."

        self._show_key(covered=True)
        if await self.ask(AskLine(f"Read it from your paper: the {words} group of four", check=check)) is None:
            self._show_key()
            return
        options = (
            Option("import_people", "import the spreadsheet that I keep today"),
            Option("add_person", "add a person by hand"),
            Option("today", "begin with the empty day"),
            Option("demo", "look at the demo first; my store waits"),
        )
        chosen = await self.ask(Choose("The store is made. What first?", options)) or "today"
        app = self.app
        assert isinstance(app, FirstRun)
        if chosen == "demo":
            self.made.store.close()
            app.end_with("demo")
            return
        if chosen != "today":
            self.made.store.set_setting(OPEN_FIRST, chosen)
        app.end_with(self.made.store)
