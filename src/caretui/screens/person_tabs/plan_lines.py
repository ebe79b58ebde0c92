"""The plan as lines under headings: long words go on over several lines, and every line knows what `e` edits."""

from collections.abc import Iterator, Sequence
from datetime import date

from caretui.care.dates import say_birth, say_date
from caretui.care.outcomes import FULL_CAUTION, before_words, since_words
from caretui.lean import dataclass
from caretui.store.queries.actions import Row
from caretui.store.queries.plan import About, Baseline, Goal, Need, Outcome, Plan, Worse
from caretui.widgets.line import Cell
from caretui.widgets.safe import wrap

LABEL = 14
"""Cells of what stands at the left: heading of About me, "Need", "LATE 3d"."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line: its two cells and what it is of. `entity` and `record` as the store has them; `register` to edit, "" all.

    `goal`, `need`: where something new of this line belongs. `said`: how it is named in a question.
    """

    label: str | Cell
    words: str | Cell
    entity: str
    record: str = ""
    register: str = ""
    goal: str | None = None
    need: str | None = None
    action: Row | None = None
    said: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about, to find it again after a change."""
        return self.entity, self.record, self.register


Section = tuple[str, str, list[PlanLine]]
"""(heading, what stands at its right, lines)."""


def sections(plan: Plan, width: int, today: date, *, died: bool = False) -> list[Section]:
    """The plan under its headings; a heading without lines is left out, an empty plan has none."""
    if plan.is_empty:
        return []
    room = max(20, width - LABEL - 3)
    made = f"{say_birth(plan.about_date)}" if plan.about_date else ""
    made += f"{', ' if made else ''}with {plan.supported_by}" if plan.supported_by else ""
    tree = [line for need in plan.needs for line in _need(plan, need, room, today)]
    tree += [line for goal in plan.goals_of(None) for line in _goal(plan, goal, room, today, depth=0)]
    loose = plan.actions_of(None)
    found: list[Section] = [
        ("ABOUT ME", made, list(_about(plan, room))),
        ("NEEDS, GOALS AND THEIR ACTIONS", "", tree),
        ("OTHER ACTIONS" if tree else "ACTIONS", "", [line for row in loose for line in _action(row, room, today, 0)]),
        ("OUTCOMES, IN THEIR WORDS", "", [line for one in plan.outcomes for line in _outcome(one, room, today)]),
        ("IF WORSE", "", [line for one in plan.worse for line in _worse(one, room)]),
        ("PLAN", "", list(_plan(plan, room, today, died=died))),
    ]
    return [section for section in found if section[2]]


def _wrapped(label: str | Cell, words: str, room: int, style: str = "", **what: object) -> Iterator[PlanLine]:
    for place, row in enumerate(wrap(words, room) or [""]):
        yield PlanLine("" if place else label, Cell(row, style) if style else row, **what)  # type: ignore[arg-type]


def _about(plan: Plan, room: int) -> Iterator[PlanLine]:
    missing = []
    for one in plan.about:
        if one.words:
            yield from _heading(plan, one, room)
        else:
            missing.append(one.label)
    if len(missing) == len(plan.about):
        yield from _wrapped(
            "", "nothing written yet: e writes what matters to them", room, entity="about_me", record=plan.about_id
        )
    elif missing:
        yield from _wrapped("not asked yet", ", ".join(missing), room, entity="about_me", record=plan.about_id)


def _heading(plan: Plan, one: About, room: int) -> Iterator[PlanLine]:
    return _wrapped(
        one.label, one.words, room, entity="about_me", record=plan.about_id, register=one.register, said=one.label
    )


def _need(plan: Plan, need: Need, room: int, today: date) -> Iterator[PlanLine]:
    label = Cell("Need" if need.closed_on is None else "Need, met", "strong")
    yield from _wrapped(label, need.words, room, "strong", entity="need", record=need.id, need=need.id, said=need.words)
    for goal in plan.goals_of(need.id):
        yield from _goal(plan, goal, room, today, depth=1)


def _goal(plan: Plan, goal: Goal, room: int, today: date, *, depth: int) -> Iterator[PlanLine]:
    rank = f" {goal.importance}/10" if goal.importance else ""
    label = f"{' ' * depth}{'Goal' if goal.closed_on is None else 'Goal met'}{rank}"
    yield from _wrapped(
        label, goal.words, room, entity="goal", record=goal.id, goal=goal.id, need=goal.need, said=goal.words
    )
    for row in plan.actions_of(goal.id):
        yield from _action(row, room, today, depth + 1)


def _action(row: Row, room: int, today: date, depth: int) -> Iterator[PlanLine]:
    label = Cell(f"{' ' * depth}{row.when(today)}", "late" if row.late(today) and row.is_open else "")
    words = f"{row.said_owner}: {row.what}"
    words += f", {row.repeat}" if row.repeat else ""
    words = f"TWICE {words}" if row.is_twice else words
    ended = f" ({say_date(row.ended_on, today)})" if row.ended_on else ""
    tail = row.standing(today) if row.is_open else f"{row.outcome}{ended}"
    words += f". {tail[:1].upper()}{tail[1:]}" if tail.strip() else ""
    yield from _wrapped(
        label,
        words,
        room,
        "strong" if row.is_twice else "",
        entity="action",
        record=row.id,
        goal=row.goal,
        action=row,
        said=row.what,
    )


def _outcome(one: Outcome, room: int, today: date) -> Iterator[PlanLine]:
    words = one.words if one.words.startswith('"') else f'"{one.words}"'
    day = say_date(one.said_on, today) if one.said_on else ""
    said_by = f"  {one.said_by}" if one.said_by else ""
    yield from _wrapped(day, f"{words}{said_by}", room, entity="outcome", record=one.id, said=one.words)


def _worse(one: Worse, room: int) -> Iterator[PlanLine]:
    parts = (
        ("If", one.trigger, "IfWorse"),
        ("  then", one.do, "IfWorse"),
        ("  ring", one.whom, "IfWorse"),
        ("  early signs", one.early_signs, "Coping"),
        ("  what helps", one.coping, "Coping"),
        ("  statement", one.advance_statement, "Coping"),
    )
    for label, words, register in parts:
        if words:
            style = "strong" if label == "If" else ""
            yield from _wrapped(
                label, words, room, style, entity="contingency", record=one.id, register=register, said=one.trigger
            )


def _plan(plan: Plan, room: int, today: date, *, died: bool) -> Iterator[PlanLine]:
    def line(label: str, words: str, register: str, style: str = "") -> Iterator[PlanLine]:
        return _wrapped(label, words, room, style, entity="plan", record=plan.plan_id, register=register, said=label)

    if plan.plan_date:
        yield from line("Since", say_birth(plan.plan_date), "PlanDate")
    agreed = f"with {plan.agreed_with}" if plan.agreed_with else ""
    agreed += f"{', ' if agreed else ''}{say_birth(plan.agreed_on)}" if plan.agreed_on else ""
    yield from line("Agreed", agreed or "not yet agreed with the person or who stands for them: e", "PlanAgreed")
    if plan.review_on:
        late = plan.review_on < today and not died
        words = f"{say_date(plan.review_on, today)}{f', {plan.review_by}' if plan.review_by else ''}"
        yield from line("Review", f"LATE since {words}" if late else words, "PlanReview", "late" if late else "")
    else:
        yield from line("Review", "no day yet: e", "PlanReview")
    yield from counts(plan, room)
    if plan.baselines and not plan.plan_date:
        yield from line("Since plan", "the plan has no date yet: e, then what happened since is counted", "PlanDate")


def counts(plan: Plan, room: int) -> Iterator[PlanLine]:
    """Counts before and since the plan with windows, source, and the caution whole below them."""
    for one in plan.baselines:
        yield from _wrapped(*_counted(one), room, entity="baseline", record=one.id, said=one.counted.what)
    if plan.counted_since is not None:
        words = f"{since_words(plan.counted_since)}. Counted in this record"
        yield from _wrapped("Since plan", words, room, entity="")
    if plan.counted_since is not None or len(plan.baselines) > 1:
        yield from _wrapped("", FULL_CAUTION, room, entity="")


def _counted(one: Baseline) -> tuple[str, str]:
    counted = one.counted
    words = before_words(counted) if one.is_before else since_words(counted)
    window = f". {say_birth(one.since)} to {say_birth(counted.until)}" if counted.until else ""
    told = f", told by {counted.source}" if counted.source else ""
    return ("Before plan" if one.is_before else "Since plan"), f"{words}{window}{told}"


def every_line(made: Sequence[Section]) -> list[PlanLine]:
    """The lines of all sections."""
    return [line for _, _, lines in made for line in lines]
