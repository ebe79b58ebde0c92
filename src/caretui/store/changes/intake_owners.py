"""Whom a sheet means as the owner of an action: somebody of the staff, an agency, a kind of agency, or only words."""

from typing import Any

from caretui.care.identifiers import fold
from caretui.care.lines import Party, find_parties
from caretui.care.vocabulary import AGENCY_SHORT
from caretui.store.changes.intake import Plan
from caretui.store.models.places import AgencyForm
from caretui.store.queries.parties import parties

NOBODY = Party("me", None, "", ())


class Owners:
    """Owners of actions by what the sheet calls them; each is looked for once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parties = tuple(party for party in parties(plan.con, "") if party.kind in ("agency", "professional"))
        self._known: dict[str, dict[str, Any]] = {}

    def named(self, words: str) -> dict[str, Any]:
        """The owner's columns of an action. Words that mean nobody here, or several, stay words."""
        key = fold(words)
        if key not in self._known:
            found = find_parties(words, self._parties, NOBODY)
            self._known[key] = self._columns(found[0]) if len(found) == 1 else {"owner_words": words}
        return self._known[key]

    def professional(self, record: str) -> dict[str, Any]:
        """The columns when a professional owns it; {} for one who is not in the directory yet."""
        row = self._plan.con.execute("SELECT name, agency FROM professional WHERE id = ?", (record,)).fetchone()
        return {"professional": record, "agency": row[1], "owner_words": row[0]} if row else {}

    def _columns(self, party: Party) -> dict[str, Any]:
        if party.kind == "professional" and party.id:
            return self.professional(party.id)
        return {"agency": party.id or self._new_agency(party.name), "owner_words": party.name}

    def _new_agency(self, name: str) -> str:
        """An agency that is only a kind so far; it is added, and that is said."""
        record = self._plan.add(AgencyForm(name=name, kind=name if name in AGENCY_SHORT else "other"))
        self._plan.made.append(f"the agency {name}")
        self._parties = tuple(
            Party("agency", record, name, party.aliases) if party.id is None and party.name == name else party
            for party in self._parties
        )
        return record
