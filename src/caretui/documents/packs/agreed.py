"""What a meeting agreed: the actions as a sheet, for everyone or for one agency."""

from caretui.documents.outline import Section, Table
from caretui.documents.packs.actions import COLUMNS, row
from caretui.documents.packs.meeting import theirs, title
from caretui.documents.packs.person import own_actions
from caretui.documents.parcel import Parcel, To, paper, sift
from caretui.lean import dataclass
from caretui.store.queries import dossier, meeting_papers
from caretui.store.store import Store


@dataclass(frozen=True, slots=True)
class Agreed:
    """The actions of a meeting that a recipient may see, each with its person, and how many people were left out."""

    actions: tuple[tuple[dossier.Owed, dossier.Person], ...]
    withheld: int

    @property
    def people(self) -> tuple[str, ...]:
        """Whom the actions are about."""
        return tuple(dict.fromkeys(person.id for _, person in self.actions))


def agreed(store: Store, meeting: str, to: To) -> Agreed:
    """The actions agreed; outside of health and social care only the agency's own. Raises LookupError."""
    con = store.read()
    if meeting_papers.meeting(con, meeting) is None:
        raise LookupError("no such meeting")
    concerned = {item.person for item in theirs(store, meeting_papers.items(con, meeting), to)}
    actions = own_actions(dossier.actions_of_meeting(con, meeting), to)
    people = tuple(
        dict.fromkeys(one.person for one in actions if one.person and (to.is_care or one.person in concerned))
    )
    kept, withheld = sift(store, people, to, meeting=meeting)
    who = dossier.people(con, kept)
    found = tuple((one, person) for one in actions if (person := who.get(one.person or "")))
    return Agreed(found, withheld)


def build(store: Store, meeting: str, to: To) -> Parcel:
    """The sheet of actions agreed at a meeting. Raises LookupError when there is no such meeting."""
    found = agreed(store, meeting, to)
    held = meeting_papers.meeting(store.read(), meeting)
    assert held is not None
    rows = [row(action, person, store.today()) for action, person in found.actions]
    document = paper(
        store,
        to,
        title=title(held, "Actions agreed"),
        kind="Actions agreed",
        sections=[Section("Actions agreed", 1, (Table(COLUMNS, rows),))],
        landscape=True,
    )
    return Parcel("actions agreed", document, to, found.people, found.withheld, meeting=meeting, actions=len(rows))
