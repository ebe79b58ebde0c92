"""The care plan in the words of the national Personalised Care and Support Plan v2.0 (PRSB).

About me, needs, goals, actions, outcomes, contingency.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from caretui.care.vocabulary import ACTION_STATUS
from caretui.store.models.around import OfPerson
from caretui.store.models.base import Id, Register, Text, ref
from caretui.store.models.checks import Count, Day, DayOrInstant, DayOrReview, one_of


class WhatMatters(Register):
    matters: Text | None = None


class WhoMatters(Register):
    who_matters: Text | None = None


class HowToCommunicate(Register):
    how_communicate: Text | None = None


class MyWellness(Register):
    wellness: Text | None = None


class PleaseDo(Register):
    please_do: Text | None = None
    please_dont: Text | None = None


class HowToSupport(Register):
    how_support: Text | None = None


class AlsoWorthKnowing(Register):
    also_know: Text | None = None


class Strengths(Register):
    strengths: Text | None = None


class AboutMeMade(Register):
    about_date: Day | None = None
    supported_by: str | None = None


class AboutMeForm(
    OfPerson,
    WhatMatters,
    WhoMatters,
    HowToCommunicate,
    MyWellness,
    PleaseDo,
    HowToSupport,
    AlsoWorthKnowing,
    Strengths,
    AboutMeMade,
):
    """One per person; its id is `journal.child_id(person, "about_me")`."""

    entity: ClassVar[str] = "about_me"


class PlanDate(Register):
    plan_date: Day | None = None


class PlanAgreed(Register):
    agreed_with: str | None = None
    agreed_on: Day | None = None


class PlanReview(Register):
    review_on: Day | None = None
    review_by: str | None = None


class PlanForm(OfPerson, PlanDate, PlanAgreed, PlanReview):
    """One per person; its id is `journal.child_id(person, "plan")`."""

    entity: ClassVar[str] = "plan"


class Counted(Register):
    """A counted fact with its window and source: "17 in 12 months to 20 May, told by the practice"."""

    count: Count
    what: Text
    since: Day
    until: Day
    source: Text | None = None


class BaselinePhase(Register):
    phase: str = "before"
    """before the plan, or since."""


class BaselineForm(OfPerson, Counted, BaselinePhase):
    entity: ClassVar[str] = "baseline"


class NeedWords(Register):
    words: Text


class Closed(Register):
    closed_on: Day | None = None


class NeedForm(OfPerson, NeedWords, Closed):
    entity: ClassVar[str] = "need"


class GoalWords(Register):
    words: Text
    need: Id | None = ref("need")


class GoalImportance(Register):
    importance: int | None = Field(default=None, ge=1, le=10)


class GoalForm(OfPerson, GoalWords, GoalImportance, Closed):
    entity: ClassVar[str] = "goal"


class ActionWhat(Register):
    what: Text
    goal: Id | None = ref("goal")


class ActionOwner(Register):
    """An agency, plus optionally a named person, or the family or person themselves: it survives a leaver.

    `owner_words` is how the owner is said ("district nursing", "Jim, brother", "Al himself").
    """

    agency: Id | None = ref("agency")
    professional: Id | None = ref("professional")
    circle: Id | None = ref("circle")
    owner_words: str | None = None


class ActionDue(Register):
    due: Day | None = None


class ActionRepeat(Register):
    """A rhythm as people say it ("every 2 weeks"); until a day, until "review", or without an end."""

    repeat: str | None = None
    repeat_until: DayOrReview | None = None


class ActionState(Register):
    """One of `care.vocabulary.ACTION_STATUS`, with what it waits on, or how it ended."""

    status: Annotated[str, one_of(ACTION_STATUS)] = "planned"
    waiting_on: str | None = None
    waiting_since: Day | None = None
    chase_on: Day | None = None
    completed_at: DayOrInstant | None = None
    outcome: Text | None = None


class ActionReview(Register):
    confidence: int | None = Field(default=None, ge=0, le=10)
    review_on: Day | None = None
    milestone: bool = False


class ActionFrom(Register):
    """Where it was agreed."""

    asked_on: Day | None = None
    asked_by: Id | None = ref("professional")
    meeting: Id | None = ref("meeting")
    item: Id | None = ref("agenda_item")
    contact: Id | None = ref("contact")


class ActionChased(Register):
    """When somebody last asked how it goes, what they heard, and how often that was."""

    chased_on: Day | None = None
    chased_words: Text | None = None
    chased_times: Count = 0


class ActionHandedOver(Register):
    """Whose it was before, since when it isn't, and why."""

    handed_from: str | None = None
    handed_on: Day | None = None
    handed_why: Text | None = None


class ActionForm(
    OfPerson,
    ActionWhat,
    ActionOwner,
    ActionDue,
    ActionRepeat,
    ActionState,
    ActionReview,
    ActionFrom,
    ActionChased,
    ActionHandedOver,
):
    entity: ClassVar[str] = "action"


class OutcomeWords(Register):
    """What changed, in the person's own words."""

    words: Text
    said_by: str | None = None
    said_on: Day | None = None
    goal: Id | None = ref("goal")


class OutcomeForm(OfPerson, OutcomeWords):
    entity: ClassVar[str] = "outcome"


class IfWorse(Register):
    trigger: Text
    do: Text | None = None
    whom: Text | None = None


class Coping(Register):
    coping: Text | None = None
    early_signs: Text | None = None
    advance_statement: Text | None = None


class ContingencyForm(OfPerson, IfWorse, Coping, Closed):
    """If worse: the trigger, what should happen and whom to contact."""

    entity: ClassVar[str] = "contingency"
