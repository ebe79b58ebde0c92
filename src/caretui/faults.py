"""What may be said about an unexpected error: its type, its place in the program and a number, never a value."""

import os
import traceback
from datetime import datetime
from pathlib import Path

from caretui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """An error without anything that a person wrote: `place` is `file.py:line function`."""

    kind: str
    place: str
    number: str

    @property
    def words(self) -> str:
        """The sentence for the screen and for stderr."""
        return f"Something went wrong in caretui ({self.kind} at {self.place}). Number {self.number}."


def fault_of(error: BaseException) -> Fault:
    """Describe an error by allow-list: its type, and the innermost place in caretui (else of all)."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "caretui" in Path(frame.filename).parts]
    innermost = [*frames, *ours][-1:]
    place = next((f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in innermost), "an unknown place")
    return Fault(type(error).__name__, place, os.urandom(3).hex())


def write_fault(fault: Fault, log: Path | None, now: datetime) -> bool:
    """Append one line to the log, readable by its owner only; False when there is no log or it cannot be written."""
    if log is None:
        return False
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        owner_only = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(owner_only, "a", encoding="utf-8") as file:
            file.write(f"{now:%Y-%m-%dT%H:%M:%SZ} {fault.number} {fault.kind} {fault.place}\n")
    except OSError:
        return False
    return True
