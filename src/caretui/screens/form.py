"""What every form shares: fields in order, save, save and next, drafts."""

from collections.abc import Mapping
from typing import Any

from textual import on

from caretui.commands import bindings_for
from caretui.screens.base import CareScreen
from caretui.screens.keeping import keep_soon
from caretui.widgets.fields import Field


class FormScreen(CareScreen):
    """A form: yield Fields in `body()`, save in `save()`. Tab, Shift+Tab, Enter go between fields; Esc keeps a draft.

    `keep_draft(values)` is called at most once a second while typing and when the form is left; `save` gets the
    values when no field has a problem, and returns True when the form may close.
    """

    where = "form"
    BINDINGS = bindings_for("form")
    AUTO_FOCUS = "Field *"

    def __init__(self) -> None:
        super().__init__()
        self.dirty = False
        self._draft_waits = False

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by their names, in order."""
        return {field.key: field for field in self.query(Field)}

    @property
    def values(self) -> dict[str, Any]:
        """What the fields hold."""
        return {name: field.value for name, field in self.fields.items()}

    def save(self, values: Mapping[str, Any]) -> bool:
        """Write it. False leaves the form open (say why). Import store.changes here, not above."""
        raise NotImplementedError

    def go_next(self) -> None:
        """After F3: what comes next; the form has saved and is about to close."""

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed; called on every pause of a second and when the form is left."""

    @on(Field.Changed)
    def _field_changed(self) -> None:
        self.dirty = True
        if not self._draft_waits:
            self._draft_waits = True
            keep_soon(self, self.care.store, self.keep_now)

    def keep_now(self) -> None:
        """Keep what is typed at once: the pause is over, or the session is about to be locked or ended."""
        self._draft_waits = False
        if self.dirty and not getattr(self.care.store, "asleep", False):  # the first run has no store
            self.keep_draft(self.values)

    @on(Field.Accepted)
    def _field_accepted(self) -> None:
        self.focus_next()

    def _save(self) -> bool:
        for field in self.fields.values():
            if field.problem:
                field.take_focus()
                self.say(field.problem)
                return False
        if not self.save(self.values):
            return False
        self.dirty = False
        return True

    def action_save(self) -> None:
        """F2: save and close."""
        if self._save():
            self.dismiss(True)

    def action_save_next(self) -> None:
        """F3: save, close, and open what comes next."""
        if self._save():
            self.dismiss(True)
            self.app.call_later(self.go_next)

    def action_leave(self) -> None:
        """Esc: keep the draft and close."""
        if self.dirty:
            self.keep_draft(self.values)
        self.dismiss(False)

    def action_back(self) -> None:
        """Backspace where nothing is typed: as Esc."""
        self.action_leave()

    def action_next_field(self) -> None:
        """Tab."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Shift+Tab."""
        self.focus_previous()

    def action_form_help(self) -> None:
        """F1: the keys of this form."""
        self.care.show_help(self.where, "form")
