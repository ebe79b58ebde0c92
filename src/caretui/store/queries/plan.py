"""A person's plan whole: About me, needs with their goals and actions, outcomes, if worse, its date and its counts."""

from collections.abc import Sequence
from datetime import date

from caretui.care.actions import Asked, Twice, asked_twice
from caretui.care.dates import day_of
from caretui.care.outcomes import Counted
from caretui.care.outcomes import months_between as months
from caretui.lean import dataclass
from caretui.store.database import Connection
from caretui.store.journal import child_id
from caretui.store.queries import actions
from caretui.store.queries.actions import Row
from caretui.store.queries.need_to_know import people_seen
from caretui.store.queries.person import outcomes
from caretui.store.store import Viewer

ABOUT = (
    ("WhatMatters", "matters", "What matters"),
    ("WhoMatters", "who_matters", "Who matters"),
    ("HowToCommunicate", "how_communicate", "Talk with me"),
    ("MyWellness", "wellness", "My wellness"),
    ("PleaseDo", "please_do", "Please do"),
    ("PleaseDo", "please_dont", "Please don't"),
    ("HowToSupport", "how_support", "Support me"),
    ("AlsoWorthKnowing", "also_know", "Worth knowing"),
    ("Strengths", "strengths", "Strengths"),
)
"""(register, column, label) of About me in the national order."""


@dataclass(frozen=True, slots=True)
class About:
    """One heading of About me with its words, "" when nothing is written."""

    register: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Need:
    """What gets in the way."""

    id: str
    words: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the person wants; `importance` 1 to 10 to them; `need`: for which need (id)."""

    id: str
    words: str
    importance: int | None
    need: str | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changed, in somebody's own words."""

    id: str
    words: str
    said_by: str
    said_on: date | None
    goal: str | None


@dataclass(frozen=True, slots=True)
class Worse:
    """If worse: the trigger, what should happen, whom to contact, and what helps."""

    id: str
    trigger: str
    do: str
    whom: str
    coping: str
    early_signs: str
    advance_statement: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A counted fact as it was told; `is_before` the plan, else since."""

    id: str
    counted: Counted
    is_before: bool
    since: date


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on the Plan tab. `about_id` and `plan_id` are the records' ids, whether they exist yet or not.

    `counted_since`: what the log counts since the plan's date, when nobody told a count.
    """

    person: str
    about_id: str
    about: tuple[About, ...]
    about_date: date | None
    supported_by: str
    needs: tuple[Need, ...]
    goals: tuple[Goal, ...]
    actions: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    worse: tuple[Worse, ...]
    plan_id: str
    plan_date: date | None
    agreed_with: str
    agreed_on: date | None
    review_on: date | None
    review_by: str
    baselines: tuple[Baseline, ...]
    counted_since: Counted | None
    doubles: tuple[Twice, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been planned yet."""
        found = (self.needs, self.goals, self.actions, self.outcomes, self.worse, self.baselines)
        return not any(found) and not self.plan_date and not any(one.words for one in self.about)

    def goals_of(self, need: str | None) -> tuple[Goal, ...]:
        """The goals for a need, most important first; None: those for none that stands."""
        standing = {one.id for one in self.needs}
        return tuple(goal for goal in self.goals if (goal.need if goal.need in standing else None) == need)

    def actions_of(self, goal: str | None) -> tuple[Row, ...]:
        """The actions for a goal; None: those for none that stands."""
        standing = {one.id for one in self.goals}
        return tuple(one for one in self.actions if (one.goal if one.goal in standing else None) == goal)


def plan(con: Connection, person: str, viewer: Viewer, today: date, *, ended: bool = False) -> Plan | None:
    """The plan; with `ended`, met needs and goals and finished actions too. None when it isn't for this viewer."""
    seen = people_seen(viewer)
    if con.execute(f"SELECT 1 FROM person p WHERE p.id = ? AND p.void IS NULL AND {seen.sql}",
                   (person, *seen.parameters)).fetchone() is None:  # fmt: skip
        return None
    about, about_date, supported_by = _about(con, person)
    plan_date, agreed_with, agreed_on, review_on, review_by = (
        con.execute(
            "SELECT plan_date, agreed_with, agreed_on, review_on, review_by FROM plan"
            " WHERE person = ? AND void IS NULL",
            (person,),
        ).fetchone()
        or (None,) * 5
    )
    todo = actions.of_person(con, person, viewer, today, ended=ended)
    baselines = _baselines(con, person)
    return Plan(
        person=person,
        about_id=child_id(person, "about_me"),
        about=about,
        about_date=about_date,
        supported_by=supported_by,
        needs=_needs(con, person, ended),
        goals=_goals(con, person, ended),
        actions=todo,
        outcomes=_outcomes(con, person),
        worse=_worse(con, person),
        plan_id=child_id(person, "plan"),
        plan_date=day_of(plan_date),
        agreed_with=agreed_with or "",
        agreed_on=day_of(agreed_on),
        review_on=day_of(review_on),
        review_by=review_by or "",
        baselines=baselines,
        counted_since=outcomes(con, person, today)[1] if all(one.is_before for one in baselines) else None,
        doubles=doubles(todo),
    )


def doubles(todo: Sequence[Row]) -> tuple[Twice, ...]:
    """What two agencies have been asked for."""
    return asked_twice(
        [Asked(one.id, one.what, one.agency or one.circle or "", one.owner) for one in todo if one.is_open]
    )


_RECORDS = ("about_me", "plan", "need", "goal", "action", "outcome", "contingency")


def records(con: Connection, person: str) -> tuple[tuple[str, str], ...]:
    """(entity, id) of every record of the person's plan, in the order of the plan; counts are among what is around."""
    sql = " UNION ALL ".join(
        f"SELECT {place} AS place, '{entity}', id, n FROM {entity} WHERE person = ?1 AND void IS NULL"
        for place, entity in enumerate(_RECORDS)
    )
    return tuple((entity, record) for _, entity, record, _ in con.execute(f"{sql} ORDER BY place, 4", (person,)))


OF_PERSON = ("need", "goal")
"""What can be picked of one person only."""


def options(con: Connection, of: str, person: str) -> tuple[tuple[str, str], ...]:
    """(id, words) of the person's needs or goals that stand."""
    found: Sequence[Need | Goal] = _needs(con, person, False) if of == "need" else _goals(con, person, False)
    return tuple((one.id, one.words) for one in found)


def words_of(con: Connection, of: str, record: str | None) -> str:
    """The words of a need or goal, also of one that is met; "" for None."""
    if of not in OF_PERSON:
        raise ValueError("neither a need nor a goal")
    row = con.execute(f"SELECT words FROM {of} WHERE id = ?", (record,)).fetchone()
    return str(row[0] or "") if row else ""


def _about(con: Connection, person: str) -> tuple[tuple[About, ...], date | None, str]:
    columns = [column for _, column, _ in ABOUT]
    row = con.execute(
        f"SELECT {', '.join(columns)}, about_date, supported_by FROM about_me WHERE person = ? AND void IS NULL",
        (person,),
    ).fetchone() or (None,) * (len(columns) + 2)
    about = tuple(
        About(register, label, words or "")
        for (register, _, label), words in zip(ABOUT, row[: len(columns)], strict=True)
    )
    return about, day_of(row[-2]), row[-1] or ""


def _needs(con: Connection, person: str, ended: bool) -> tuple[Need, ...]:
    rows = con.execute(
        "SELECT id, coalesce(words, ''), closed_on FROM need WHERE person = ? AND void IS NULL"
        " AND (? OR closed_on IS NULL) ORDER BY closed_on IS NOT NULL, n",
        (person, ended),
    )
    return tuple(Need(record, words, day_of(closed)) for record, words, closed in rows)


def _goals(con: Connection, person: str, ended: bool) -> tuple[Goal, ...]:
    rows = con.execute(
        "SELECT id, coalesce(words, ''), importance, need, closed_on FROM goal WHERE person = ? AND void IS NULL"
        " AND (? OR closed_on IS NULL) ORDER BY closed_on IS NOT NULL, importance IS NULL, importance DESC, n",
        (person, ended),
    )
    return tuple(Goal(record, words, rank, need, day_of(closed)) for record, words, rank, need, closed in rows)


def _outcomes(con: Connection, person: str) -> tuple[Outcome, ...]:
    rows = con.execute(
        "SELECT id, coalesce(words, ''), coalesce(said_by, ''), said_on, goal FROM outcome"
        " WHERE person = ? AND void IS NULL"
        " ORDER BY said_on DESC, n DESC",
        (person,),
    )
    return tuple(Outcome(record, words, by, day_of(on), goal) for record, words, by, on, goal in rows)


def _worse(con: Connection, person: str) -> tuple[Worse, ...]:
    rows = con.execute(
        "SELECT id, trigger, coalesce(do, ''), coalesce(whom, ''), coalesce(coping, ''), coalesce(early_signs, ''),"
        " coalesce(advance_statement, '') FROM contingency WHERE person = ? AND void IS NULL AND closed_on IS NULL"
        " ORDER BY n",
        (person,),
    )
    return tuple(Worse(*row) for row in rows)


def _baselines(con: Connection, person: str) -> tuple[Baseline, ...]:
    rows = con.execute(
        "SELECT id, count, what, since, until, coalesce(source, ''), phase = 'before' FROM baseline"
        " WHERE person = ? AND void IS NULL AND count IS NOT NULL ORDER BY phase <> 'before', until, n",
        (person,),
    )
    found = []
    for record, count, what, since, until, source, before in rows:
        start, end = date.fromisoformat(since), date.fromisoformat(until)
        counted = Counted(count, months(start, end), what, until=end, source=source)
        found.append(Baseline(record, counted, bool(before), start))
    return tuple(found)
