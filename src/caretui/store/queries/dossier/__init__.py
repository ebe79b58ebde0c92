"""What documents tell of people: everything around one or many persons, each kind in one query.

Every function takes ids and gives what it found by person, so that a pack of thirty people costs as many queries as
one. Key-safe codes are read by none of them.
"""

from caretui.store.queries.dossier.dated import Event, events, planned
from caretui.store.queries.dossier.grouping import pairs
from caretui.store.queries.dossier.owed import Owed, actions_of_meeting, all_open_actions, open_actions
from caretui.store.queries.dossier.plan import about_me, baselines, contingencies, goals, needs, outcomes, plans
from caretui.store.queries.dossier.said import contacts, person_of_contact, waiting_to_copy
from caretui.store.queries.dossier.who import (
    Around,
    GoesIn,
    Person,
    Warned,
    circle,
    conditions,
    goes_in,
    kept_documents,
    people,
    warnings,
)
from caretui.store.queries.entries import Amended, Said

__all__ = [
    "Amended",
    "Around",
    "Event",
    "GoesIn",
    "Owed",
    "Person",
    "Said",
    "Warned",
    "about_me",
    "actions_of_meeting",
    "all_open_actions",
    "baselines",
    "circle",
    "conditions",
    "contacts",
    "contingencies",
    "events",
    "goals",
    "goes_in",
    "kept_documents",
    "needs",
    "open_actions",
    "outcomes",
    "pairs",
    "people",
    "person_of_contact",
    "planned",
    "plans",
    "waiting_to_copy",
    "warnings",
]
