"""What stands around a person, by hand: ended with a date and a reason, never thrown away."""

from caretui.store.models.around import Ended, Involved, ServiceDates, SharingDates
from caretui.store.work import Work


def end(work: Work, entity: str, record: str, *, on: str, why: str | None = None) -> None:
    """End a record on a day: it leaves the screens and stays in the history. Raises LookupError for what has no end."""
    if entity == "service":
        work.set_columns(record, ServiceDates, ended=on, ended_why=why)
    elif entity == "involvement":
        work.set_columns(record, Involved, ended=on, ended_why=why)
    elif entity == "sharing":
        work.set_columns(record, SharingDates, until=on)
    elif entity in ("warning", "condition", "circle", "kept_document"):
        work.put(record, Ended(ended=on, ended_why=why))
    else:
        raise LookupError(f"a {entity} has no end")


def take_out(work: Work, record: str, *, why: str) -> None:
    """What was written by mistake and has no end (a number, a count, a hospital event, a score); the history keeps it."""
    work.void(record, why)
