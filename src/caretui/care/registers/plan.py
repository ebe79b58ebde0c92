"""The registers of the plan."""

from caretui.care.registers.asked import Entity, Register, a

NEED = Entity(
    "need",
    "need",
    named="words",
    registers=(Register("NeedWords", "Need", (a("words", "What gets in the way", required=True),)),),
)

GOAL = Entity(
    "goal",
    "goal",
    named="words",
    registers=(
        Register(
            "GoalWords",
            "Goal",
            (
                a("words", "What they want", required=True),
                a("need", "For which need", "record", of="need"),
            ),
        ),
        Register("GoalImportance", "Importance", (a("importance", "Importance, 1 to 10", "number", hint="to them"),)),
    ),
)

ACTION = Entity(
    "action",
    "action",
    named="what",
    registers=(
        Register(
            "ActionWhat",
            "What is to be done",
            (a("what", "What", required=True), a("goal", "For which goal", "record", of="goal")),
        ),
        Register("ActionRepeat", "Comes again", (a("repeat", "Comes again", "repeat", hint="every 2 weeks"),)),
        Register(
            "ActionReview",
            "Confidence, review, milestone",
            (
                a("confidence", "Confidence, 0 to 10", "number", hint="that it will happen"),
                a("review_on", "Review on", "day"),
                a("milestone", "Milestone", "flag"),
            ),
        ),
    ),
)

OUTCOME = Entity(
    "outcome",
    "outcome",
    named="words",
    registers=(
        Register(
            "OutcomeWords",
            "What changed, in their words",
            (
                a("words", "In their own words", required=True),
                a("said_by", "Who said it"),
                a("said_on", "When", "past"),
                a("goal", "For which goal", "record", of="goal"),
            ),
        ),
    ),
)

CONTINGENCY = Entity(
    "contingency",
    "if worse",
    named="trigger",
    registers=(
        Register(
            "IfWorse",
            "If worse",
            (
                a("trigger", "What happens", required=True, hint="e.g. up 2 kg in 3 days"),
                a("do", "What to do"),
                a("whom", "Whom to contact"),
            ),
        ),
        Register(
            "Coping",
            "Coping and early signs",
            (
                a("early_signs", "Early warning signs"),
                a("coping", "What helps"),
                a("advance_statement", "Advance statement", hint="what, and where it is"),
            ),
        ),
    ),
)

ABOUT_ME = Entity(
    "about_me",
    "About me",
    registers=(
        Register("WhatMatters", "What matters to me", (a("matters", "What matters to me", "note"),)),
        Register("WhoMatters", "Who matters to me", (a("who_matters", "Who matters to me", "note"),)),
        Register(
            "HowToCommunicate", "How to talk with me", (a("how_communicate", "How to communicate with me", "note"),)
        ),
        Register("MyWellness", "My wellness", (a("wellness", "My wellness", "note"),)),
        Register(
            "PleaseDo",
            "Please do, please don't",
            (a("please_do", "Please do", "note"), a("please_dont", "Please don't", "note")),
        ),
        Register("HowToSupport", "How to support me", (a("how_support", "How best to support me", "note"),)),
        Register("AlsoWorthKnowing", "Also worth knowing", (a("also_know", "Also worth knowing", "note"),)),
        Register("Strengths", "Strengths", (a("strengths", "My strengths", "note"),)),
        Register(
            "AboutMeMade",
            "When, and with whose help",
            (a("about_date", "Written on", "past"), a("supported_by", "With the help of")),
        ),
    ),
)

PLAN = Entity(
    "plan",
    "plan",
    registers=(
        Register("PlanDate", "Plan date", (a("plan_date", "The plan began on", "past"),)),
        Register(
            "PlanAgreed",
            "Agreed with",
            (
                a("agreed_with", "Agreed with", hint="they, or who stands for them"),
                a("agreed_on", "On", "past"),
            ),
        ),
        Register(
            "PlanReview",
            "Review",
            (a("review_on", "Review on", "day"), a("review_by", "Who sees to it")),
        ),
    ),
)
