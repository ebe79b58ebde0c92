"""The models, by entity: `FORMS["contact"]` is the form, `TABLES["contact"]` the table that shows it.

Importing this package imports SQLModel (about 250 ms): screens do so only when a form opens.
"""

from caretui.store.models import around, contacts, ledger, meetings, people, places, plan
from caretui.store.models.base import Register, Row

MODULES = (places, people, around, plan, contacts, meetings, ledger)

TABLES: dict[str, type[Row]] = {
    cls.entity: cls
    for module in MODULES
    for cls in vars(module).values()
    if isinstance(cls, type) and issubclass(cls, Row) and cls is not Row and cls.__module__ == module.__name__
}
FORMS: dict[str, type[Register]] = {
    cls.entity: cls
    for module in MODULES
    for cls in vars(module).values()
    if isinstance(cls, type)
    and issubclass(cls, Register)
    and not issubclass(cls, Row)
    and cls.entity
    and cls.__module__ == module.__name__
}
