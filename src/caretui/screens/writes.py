"""One key, one unit: what a screen saves at once, said on row 23 with its undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from caretui.care.refused import Refused
from caretui.store.errors import StoreError

if TYPE_CHECKING:
    from caretui.screens.base import CareScreen


class Writes:
    """Mixin of a `CareScreen`."""

    refused = False
    """Whether the last write was refused: what changes nothing is not."""

    def write(self, reason: str, change: Callable[[Any], object], said: str) -> bool:
        """Run `change(work)` in a unit of its own; False when it was refused (said on row 23) or changed nothing."""
        screen = cast("CareScreen", self)
        self.refused = False
        store = screen.care.store
        try:
            with store.work(reason) as work:
                change(work)
        except (Refused, StoreError) as refusal:
            self.refused = True
            screen.say(str(refusal))
            return False
        if work.changed:
            screen.care.saved(f"Saved {store.wall():%H:%M}. {said}", work.unit)
        return bool(work.changed)
