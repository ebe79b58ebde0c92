"""Rules that several queries ask of the same tables, as pieces of SQL: what is open, what was decided last, whose it is."""

from caretui.care.vocabulary import OPEN_ACTION_STATUS

IS_OPEN = "IN ('" + "', '".join(OPEN_ACTION_STATUS) + "')"
"""After the status of an action: there is still something to do. In the words of the schema's index `action_open`."""

PERSON_NAME = "p.family_name || coalesce(', ' || p.given_name, '')"
"""`Duxbury, Alan`, of the person `p`."""

SAME_NAME = (
    "EXISTS (SELECT 1 FROM person q WHERE q.sort_name = p.sort_name AND q.n <> p.n"
    " AND q.void IS NULL AND q.status = 'open')"
)
"""Another open record bears the name of the person `p`."""

MY_VISIT = "(v.professional = ? OR (v.professional IS NULL AND p.coordinator = ?))"
"""The planned visit or call `v` of the person `p` is the viewer's: theirs by name, or nobody's and the person theirs."""

LAST_DECISION = "d.n = (SELECT max(x.n) FROM decision x WHERE x.item = i.id AND x.void IS NULL)"
"""The decision `d` that stands on the agenda item `i`: the newest, of one or more."""
