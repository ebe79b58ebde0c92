"""What stands around a person, by hand: ended with a date and a reason, never thrown away."""

from typing import Any

from caretui.store.journal import heads
from caretui.store.models.around import Ended, Involved, ServiceDates, SharingDates
from caretui.store.work import Work


def end(work: Work, entity: str, record: str, *, on: str, why: str | None = None) -> None:
    """End a record on a day: it leaves the screens and stays in the history. Raises LookupError for what has no end."""
    now = heads(work.con, record)

    def stands(register: str) -> dict[str, Any]:
        return dict([*now[register].values()][-1]) if register in now else {}

    if entity == "service":
        work.put(record, ServiceDates(**{**stands("ServiceDates"), "ended": on, "ended_why": why}))
    elif entity == "involvement":
        work.put(record, Involved(**{**stands("Involved"), "ended": on, "ended_why": why}))
    elif entity == "sharing":
        work.put(record, SharingDates(**{**stands("SharingDates"), "until": on}))
    elif entity in ("warning", "condition", "circle", "kept_document"):
        work.put(record, Ended(ended=on, ended_why=why))
    else:
        raise LookupError(f"a {entity} has no end")


def take_out(work: Work, record: str, *, why: str) -> None:
    """What was written by mistake and has no end (a number, a count, a hospital event, a score); the history keeps it."""
    work.void(record, why)
