"""What saving needs is loaded in a thread while somebody types in the form: a session that only reads never has it."""

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

CHANGES, MODELS = "caretui.store.changes.", "caretui.store.models."
WRITES: dict[str, tuple[str, ...]] = {
    "contact": (f"{CHANGES}contacts", f"{MODELS}contacts:ContactForm"),
    "amend": (f"{CHANGES}contacts", f"{MODELS}contacts:AmendmentForm"),
    "hospital": (f"{CHANGES}hospital", f"{MODELS}contacts:HospitalEventForm"),
    "message": (f"{CHANGES}messages", f"{MODELS}contacts:MessageForm"),
    "book": (f"{CHANGES}planned", f"{MODELS}contacts:PlannedForm"),
    "no_reply": (f"{CHANGES}planned",),
    "action_line": (f"{CHANGES}actions", f"{MODELS}plan:ActionForm"),
    "action_done": (f"{CHANGES}actions",),
    "action_defer": (f"{CHANGES}actions",),
    "action_chase": (f"{CHANGES}actions",),
    "action_hand_over": (f"{CHANGES}actions",),
    "refer": (f"{CHANGES}referrals",),
    "register": (f"{CHANGES}people",),
    "add_person": (f"{CHANGES}people", f"{MODELS}people:PersonForm"),
    "new_meeting": (f"{CHANGES}meetings", f"{MODELS}meetings:MeetingForm"),
    "huddle": (f"{CHANGES}meetings", f"{CHANGES}decisions", f"{MODELS}meetings:DecisionForm"),
}
"""Screen -> the verbs that it saves with, and `module:Form` of the form whose validator is built ahead."""
SOON = ("caretui.screens.caseload", "caretui.screens.person")
"""What nearly everybody opens next: loaded at the first pause, so that the first opening takes no longer than others."""
TURN = 0.0005
"""Seconds after which the thread gives way to a key, while it loads (Python's own are ten times as long)."""
_one_at_a_time = threading.Lock()


def get_ready(screen: str) -> None:
    """Load what a screen of this name saves with, unless it is there."""
    names = [name for name in WRITES.get(screen, ()) if name.partition(":")[0] not in sys.modules]
    if names:
        threading.Thread(target=load, args=(WRITES[screen],), daemon=True, name="load").start()


def load(names: Sequence[str]) -> None:
    """Load these, giving way to keys: called in a thread."""
    with _one_at_a_time, suppress(Exception):  # what cannot be loaded says so when it is needed
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        try:
            for name in names:
                module, _, form = name.partition(":")
                found = import_module(module)
                if form:
                    getattr(found, form).model_rebuild()
        finally:
            sys.setswitchinterval(before)
