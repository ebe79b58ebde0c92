"""Which reader takes which field's cell."""

from collections.abc import Mapping

from caretui.intake import cells_beside, cells_person
from caretui.intake.row import Reader

READERS: Mapping[str, Reader] = {**cells_person.READERS, **cells_beside.READERS}
"""Field -> reader. A field that is not here is kept on the person (a risk score has an import of its own)."""
