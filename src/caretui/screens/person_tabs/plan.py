"""The Plan tab: About me, needs with their goals and actions, outcomes, if worse, the plan's date and its counts."""

from functools import partial

from textual import on
from textual.app import ComposeResult

from caretui.care.dates import months_after
from caretui.care.outcomes import WHAT
from caretui.screens.base import CareScreen, step
from caretui.screens.person_tabs.base import PersonTab
from caretui.screens.person_tabs.plan_lines import PlanLine, every_line, sections
from caretui.store.journal import child_id
from caretui.store.queries import plan as query
from caretui.store.queries.plan import Plan
from caretui.store.work import Work
from caretui.widgets.choose import Choose, Option
from caretui.widgets.dialogs import Ask
from caretui.widgets.table import Column, Heading, VirtualTable

EMPTY = (
    "No plan yet.",
    "",
    "+ begins one: what matters to them, a need, a goal, if worse, the plan's date.",
    "a asks somebody to do something:  OT: second stair rail, fri",
)
ADDITIONS = (
    ("need", "a need: what gets in their way"),
    ("goal", "a goal: what they want"),
    ("action", "an action: who does what by when"),
    ("outcome", "what changed, in their own words"),
    ("contingency", "if worse: the trigger, what to do, whom to ring"),
    ("about_me", "About me: what matters, please do, strengths"),
    ("plan", "the plan's date, whom it is agreed with, its review"),
    ("baseline", "a counted fact: 17 hospital visits in 12 months"),
)
WORDS = {"need": "Need", "goal": "Goal", "contingency": "If worse"}
MET = {"need": "met", "goal": "met", "contingency": "no longer holds"}


class PlanTab(PersonTab):
    """`e` edits the line, `+` adds, Space is done or met, `-` ends; `a` on a goal asks for an action towards it."""

    keys = ("add", "edit", "action", "done", "waiting", "next", "help")

    def __init__(self) -> None:
        super().__init__()
        self.plan: Plan | None = None
        self.lines: list[PlanLine] = []
        self.ended = False
        self.table = VirtualTable(
            [Column("", 14, 2), Column("", 64, 17, flexible=True)],
            lambda ids: [self.lines[n] for n in ids],
            lambda line: (line.label, line.words),
            titles=False,
            empty=EMPTY,
        )

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.table

    def refresh_data(self) -> None:
        """Read the plan."""
        store, person, ended = self.care.store, self.person, self.ended
        self.fetch(lambda con: query.plan(con, person, store.viewer, store.today(), ended=ended), self.show_plan)

    def show_plan(self, plan: Plan | None) -> None:
        """Draw it; the cursor stays on what it stood on."""
        self.plan = plan
        self.draw()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.draw()

    def draw(self) -> None:
        """Put the lines for the present width on the screen."""
        if self.plan is None or not self.size.width:
            return
        was = self.line.key if self.line else None
        strip = self.person_screen.strip_shown
        died = bool(strip and strip.who.date_of_death)
        made = sections(self.plan, self.size.width, self.care.today, died=died)
        headings, count = [], 0
        for title, right, lines in made:
            headings.append(Heading(count, title, right))
            count += len(lines)
        self.lines = every_line(made)
        there = next((place for place, line in enumerate(self.lines) if line.key == was), None)
        self.table.reload(range(len(self.lines)), headings, cursor_on=there)
        if self.begin_on:
            self.begin()

    def begin(self) -> None:
        """Put the cursor on the action for which the record was opened, with all of its words in sight."""
        places = [n for n, line in enumerate(self.lines) if line.action and line.action.id == self.begin_on]
        if places:
            self.table.move_to(places[-1])
            self.table.move_to(places[0])
        if places or self.ended:
            self.begin_on = None
        else:  # it has ended
            self.action_filter()

    @property
    def line(self) -> PlanLine | None:
        """The line under the cursor."""
        current = self.table.current
        return self.lines[current] if current is not None and current < len(self.lines) else None

    # --- edit, add

    @on(VirtualTable.RowSelected)
    def _chosen(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        """e: the register of the line."""
        line = self.line
        if line is None:
            self.action_add()
        elif not line.entity:
            self.person_screen.say("This line is counted from the record: nothing to edit. + adds a counted fact.")
        else:
            self.open_register(line.entity, line.record, line.register)

    def open_register(self, entity: str, record: str | None, register: str = "", **preset: str | None) -> None:
        """The form of a record of the plan, or of one register of it."""
        self.care.open(
            "register",
            entity=entity,
            record=record,
            registers=(register,) if register else None,
            person=self.person,
            preset={name: value for name, value in preset.items() if value},
        )

    def action_add(self) -> None:
        """+: choose what to add; what belongs to the line's need or goal is put there."""
        choose_addition(self.person_screen, self)

    def add(self, what: str) -> None:
        """Open the form for something new."""
        line, today = self.line, self.care.today.isoformat()
        strip = self.person_screen.strip_shown
        called = strip.who.called if strip else ""
        goal, need = (line.goal, line.need) if line else (None, None)
        match what:
            case "action":
                self.action_action()
            case "about_me" | "plan":
                self.open_register(what, child_id(self.person, what))
            case "goal":
                self.open_register(what, None, need=need)
            case "outcome":
                self.open_register(what, None, goal=goal, said_by=called, said_on=today)
            case "baseline":
                self.open_register(what, None, **self.next_count())
            case _:
                self.open_register(what, None)

    def next_count(self) -> dict[str, str]:
        """What a count says before anybody types: the year before the plan, then the time since."""
        plan = self.plan
        since = bool(plan and any(one.is_before for one in plan.baselines))
        known = {"what": WHAT, "phase": "since" if since else "before"}
        if plan is None or plan.plan_date is None:
            return known
        start, end = (plan.plan_date, self.care.today) if since else (months_after(plan.plan_date, -12), plan.plan_date)
        return known | {"since": start.isoformat(), "until": end.isoformat()}

    def action_action(self) -> None:
        """a: an action, towards the goal of the line."""
        self.care.open("action_line", person=self.person, goal=self.line.goal if self.line else None)

    # --- the line's action; its need or goal

    def about_action(self, name: str, otherwise: str) -> None:
        """Open a screen about the action of the line."""
        if self.line and self.line.action:
            self.care.open(name, action=self.line.action.id)
        else:
            self.person_screen.say(otherwise)

    def action_done(self) -> None:
        """Space: the action is done, the need or goal met."""
        line = self.line
        if line and line.entity in MET:
            close_line(self.person_screen, line, is_closed=self.is_closed(line))
        else:
            self.about_action("action_done", "Space finishes an action, a need or a goal: none on this line.")

    def action_decline(self) -> None:
        """-: end the line."""
        line = self.line
        if line is None or not line.entity:
            self.person_screen.say("Nothing to end on this line.")
        elif line.entity == "action":
            self.about_action("action_done", "")
        elif line.entity in MET:
            close_line(self.person_screen, line, is_closed=self.is_closed(line))
        elif line.entity in ("outcome", "baseline"):
            take_out(self.person_screen, line)
        else:
            self.person_screen.say("e changes it; it cannot be ended.")

    def action_waiting(self) -> None:
        """w: whom the action waits on."""
        self.about_action("waiting", "w says whom an action waits on: none on this line.")

    def action_defer(self) -> None:
        """d: another day."""
        self.about_action("action_defer", "d gives an action another day: none on this line.")

    def action_no_reply(self) -> None:
        """f: on an action, it was chased; else no reply from the person."""
        if self.line and self.line.action:
            self.care.open("action_chase", action=self.line.action.id)
        else:
            self.person_screen.action_no_reply()

    def action_coordinator(self) -> None:
        """l: on an action, hand it over; else the person's named coordinator."""
        if self.line and self.line.action:
            self.care.open("action_hand_over", action=self.line.action.id)
        else:
            self.person_screen.action_coordinator()

    def action_filter(self) -> None:
        """/: what was met and done too, or only what is open."""
        self.ended = not self.ended
        self.person_screen.say("With what was met and done." if self.ended else "Only what is open.")
        self.refresh_data()

    def is_closed(self, line: PlanLine) -> bool:
        """Whether the need or goal of the line is met already."""
        plan = self.plan
        if plan is None:
            return False
        closed = {one.id for one in plan.needs if one.closed_on} | {one.id for one in plan.goals if one.closed_on}
        return line.record in closed


@step
async def choose_addition(screen: CareScreen, tab: PlanTab) -> None:
    """What to add to the plan."""
    what = await screen.ask(Choose("Add to the plan", [Option(*pair) for pair in ADDITIONS]))
    if what is not None:
        tab.add(what)


@step
async def close_line(screen: CareScreen, line: PlanLine, *, is_closed: bool) -> None:
    """A need or goal is met, an "if worse" no longer holds; it stays in the record. Met already: open again."""
    from caretui.store.changes import plan as changes

    words = "open again" if is_closed else MET[line.entity]
    if not await screen.ask(Ask(f"{WORDS[line.entity]}: {line.said}", f"{words.capitalize()}?")):
        return
    change = partial(changes.close, record=line.record, on=None if is_closed else screen.care.today.isoformat())
    screen.write(f"a {WORDS[line.entity].lower()}: {words}", change, f"{line.said}: {words}.")


@step
async def take_out(screen: CareScreen, line: PlanLine) -> None:
    """What was written by mistake is taken out; it stays in the history."""
    if await screen.ask(Ask(f"Take out: {line.said}", "It stays in the history.")):
        change = partial(Work.void, record=line.record, why="taken out")
        screen.write("took out a line of the plan", change, "Taken out of the plan.")
