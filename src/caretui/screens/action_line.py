"""a: ask someone to do something by a day, in one line that shows how it was understood before Enter takes it."""

from caretui.care.actions import Asked, asked_twice, due_of, reading
from caretui.care.dates import say_date
from caretui.care.lines import Party, Understood, understand
from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.screens.action_typed import TypedAction
from caretui.store.queries import person as people
from caretui.store.queries.actions import Row, of_person
from caretui.store.queries.parties import me, objects_to, parties
from caretui.store.work import Work

OBJECTS = " | OBJECTS: does not want them told. Ask first; see Sharing"
"""Who is asked is told of the person: that is flagged, and for the one at the keyboard to decide."""

IN_THE_ROOM = " | ask them first: see Sharing"
"""The same where it is projected: whom somebody objects to may be reading along."""


@dataclass(frozen=True)
class Known:
    """What the line is read against, looked up once."""

    parties: tuple[Party, ...]
    me: Party
    open: tuple[Row, ...]


class ActionLineScreen(TypedAction):
    """`OT: second stair rail, fri`. `meeting`, `item`: where it is agreed; `goal`: what it is for. Gives the new id."""

    keys = "Enter take  Esc back    who: what, when    no who: me    fri, +2w, every mon"
    reason = "asked for an action"
    draft_form = "action_line"

    def __init__(
        self, person: str, meeting: str | None = None, item: str | None = None, goal: str | None = None
    ) -> None:
        super().__init__("a")
        self.person, self.meeting, self.item, self.goal = person, meeting, item, goal
        self.whose = ""
        self.known = Known((), Party("me", None, ""), ())
        self.taken: Understood | None = None

    def on_mount(self) -> None:
        """Who it is about, and who can be asked."""
        store = self.care.store
        con = store.read()
        who = people.who(con, self.person)
        if who is None:
            self.dismiss(None)
            self.care.tell("There is no such person any more.")
            return
        self.whose = who.name
        if self.item is None:  # in the meeting the person stands at the top, and others may be in the room
            self.show_about(f"{who.name}   ask for an action")
        else:
            self.about.display = False
        open_now = of_person(con, self.person, store.viewer, store.today())
        self.known = Known(parties(con, self.person), me(store.viewer), open_now)
        self.restore()

    @property
    def draft_of(self) -> tuple[str | None, str | None]:
        """The person; within a meeting their item too."""
        return self.item, self.person

    @property
    def draft_more(self) -> dict[str, str | None]:
        """Where it is agreed, and what for."""
        return {"meeting": self.meeting, "goal": self.goal}

    def read(self, text: str) -> str:
        """`adult social care | keep the 22:00 visit | review Thu 14 Jan 2027`."""
        today = self.care.today
        line = understand(text, parties=self.known.parties, today=today, me=self.known.me)
        words = reading(line, today)
        if line.candidates:
            raise Refused(words)
        if not line.what:
            raise Refused(f"{words} | what is to be done?")
        self.taken = line
        objects = objects_to(self.care.store.read(), self.person, line.owner, today)
        flag = OBJECTS if self.item is None else IN_THE_ROOM
        return f"{words}{self._twice(line)}{flag if objects else ''}"

    def _twice(self, line: Understood) -> str:
        """That another agency has been asked for the same thing."""
        owner = line.owner
        whose = (owner.id or owner.name) if owner else line.unknown_owner or ""
        if owner and owner.kind == "me":
            whose = self.care.store.viewer.agency or owner.name
        elif owner and owner.kind == "professional":
            whose = next((row.agency or "" for row in self.known.open if row.professional == owner.id), whose)
        new = Asked("", line.what, whose, "")
        others = [Asked(row.id, row.what, row.agency or row.circle or "", row.owner) for row in self.known.open]
        double = next((double for double in asked_twice([new, *others]) if "" in double.ids), None)
        return f" | TWICE: {', '.join(owner for owner in double.owners if owner)} asked already" if double else ""

    def write(self, work: Work, text: str) -> str | None:
        """The action."""
        from caretui.store.changes import actions

        if self.taken is None:
            return None
        return actions.ask(
            work,
            self.care.store.viewer,
            person=self.person,
            understood=self.taken,
            today=self.care.today,
            meeting=self.meeting,
            item=self.item,
            goal=self.goal,
        )

    def saved_words(self, result: str | None) -> str:
        """`DUXBURY, Alan: occupational therapy, second stair rail, Fri 27.`"""
        line = self.taken
        if line is None:
            return ""
        owner = (
            "me" if line.owner and line.owner.kind == "me" else line.owner.name if line.owner else line.unknown_owner
        )
        due, _ = due_of(line, self.care.today)
        day = f", {say_date(due, self.care.today)}" if due else ""
        new = " Not known until now: added to the directory." if line.owner is None else ""
        about = "" if self.item else f"{self.whose}: "
        return f"{about}{owner}, {line.what}{day}.{new}"
