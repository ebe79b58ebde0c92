"""The models, by entity: `FORMS["contact"]` is the form that a screen fills in, `TABLES["contact"]` the table that shows it.

Each module imports pydantic (about 80 ms), so a screen imports the one it needs when a form opens; the two mappings
load all of them, `TABLES` SQLModel too (about 250 ms), and are made when first asked for.
"""

from importlib import import_module
from typing import Any

MODULES = ("places", "people", "around", "plan", "contacts", "meetings", "ledger")


def __getattr__(name: str) -> Any:
    if name == "TABLES":
        from caretui.store.models.tables import TABLES

        return TABLES
    if name == "FORMS":
        return _forms()
    raise AttributeError(name)


def _forms() -> dict[str, Any]:
    from caretui.store.models.base import Register

    return {
        cls.entity: cls
        for module in MODULES
        for cls in vars(import_module(f"{__name__}.{module}")).values()
        if isinstance(cls, type) and issubclass(cls, Register) and cls.entity
    }
