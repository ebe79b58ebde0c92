"""One key, one unit: what a screen saves at once, said on row 23 with its undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from caretui.care.refused import Refused
from caretui.store.errors import StoreError
from caretui.store.work import Work

if TYPE_CHECKING:
    from caretui.screens.base import CareScreen as _Screen
else:
    _Screen = object  # as in `about_person`


class Writes(_Screen):
    """Mixin of a `CareScreen`."""

    refused = False
    """Whether the last write was refused: what changes nothing is not."""

    def write(self, reason: str, change: Callable[[Work], object], said: str) -> bool:
        """Run `change(work)` in a unit of its own; False when it was refused (said on row 23) or changed nothing."""
        self.refused = False
        store = self.care.store
        try:
            with store.work(reason) as work:
                change(work)
        except (Refused, StoreError) as refusal:
            self.refused = True
            self.say(str(refusal))
            return False
        if work.changed:
            self.care.saved(f"Saved {store.wall():%H:%M}. {said}", work.unit)
        return bool(work.changed)
