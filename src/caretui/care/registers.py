"""What the record by hand asks: each entity's registers in words, and of each field its label and how it is typed.

A *register* is what changes together (the store's models declare the same names). Screens make their forms from here,
so that a field is labelled, chosen from and read in one way everywhere.
"""

from dataclasses import dataclass
from typing import Literal

from caretui.care import vocabulary as v
from caretui.care.fields import FIELDS

Kind = Literal[
    "text", "note", "flag", "choice", "birth", "past", "day", "nhs", "postcode", "phone", "number", "pattern", "record",
    "party", "agencies", "clock", "repeat", "review",
]  # fmt: skip
"""How a field is typed. `past` and `day` are days behind and ahead; `pattern` fills days, time and words; `record` is
the id of a record of `of`; `party` is someone of the circle, a professional or an agency; `repeat` fills a rhythm and
its end; a `review` is within a year."""


@dataclass(frozen=True)
class Asked:
    """A field of a form.

    `choices` are offered, and with `free` something else may be typed. `of`: the entity of a `record`. `name_field`:
    where the name of a chosen `party` goes.
    """

    name: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    free: bool = False
    of: str = ""
    hint: str = ""
    required: bool = False
    name_field: str = ""


@dataclass(frozen=True)
class Register:
    """A register in words. `also`: columns of it that a field fills besides its own."""

    name: str
    words: str
    fields: tuple[Asked, ...]


@dataclass(frozen=True)
class Entity:
    """A kind of record in words: `word` in "add a warning", `named` the field that stands for it in a sentence."""

    name: str
    word: str
    registers: tuple[Register, ...]
    named: str = ""

    def register(self, name: str) -> Register:
        """The register of this name. Raises KeyError."""
        for register in self.registers:
            if register.name == name:
                return register
        raise KeyError(name)


def _a(name: str, label: str = "", kind: Kind = "text", **more: object) -> Asked:
    known = FIELDS.get(name)
    return Asked(name, label or (known.label if known else name.replace("_", " ").capitalize()), kind, **more)  # type: ignore[arg-type]


_ENDED = Register("Ended", "Ended", (_a("ended", "Ended on", "past"), _a("ended_why", "Why")))

PERSON = Entity(
    "person",
    "person",
    named="family_name",
    registers=(
        Register("Name", "Name", (_a("family_name", required=True), _a("given_name"))),
        Register("LikesToBeCalled", "Likes to be called", (_a("preferred_name"),)),
        Register("Title", "Title", (_a("title", choices=("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev"), free=True),)),
        Register(
            "Birth",
            "Date of birth",
            (
                _a("date_of_birth", kind="birth", hint="day first: 14/3/1964"),
                _a("birth_estimated", "It is estimated", "flag"),
            ),
        ),
        Register("Nhs", "NHS number", (_a("nhs_number", kind="nhs", hint="ten digits, any spacing"),)),
        Register("Sex", "Sex", (_a("sex", kind="choice", choices=v.SEXES),)),
        Register("Gender", "Gender identity", (_a("gender_identity"),)),
        Register(
            "Ethnicity", "Ethnic category", (_a("ethnic_category", kind="choice", choices=tuple(v.ETHNIC_CATEGORIES)),)
        ),
        Register("Address", "Address", (_a("address"), _a("postcode", kind="postcode"))),
        Register(
            "Phones",
            "Telephones",
            (
                _a("phone", kind="phone"),
                _a("mobile", kind="phone"),
                _a("email"),
                _a("phone_note", "Note", hint="ring after 10"),
            ),
        ),
        Register(
            "Language",
            "Language and interpreter",
            (_a("language"), _a("interpreter", hint="yes, or for which language")),
        ),
        Register(
            "Needs",
            "Communication needs",
            (
                _a(
                    "communication_needs",
                    kind="choice",
                    choices=v.COMMUNICATION_NEEDS,
                    free=True,
                    hint="several: comma between",
                ),
                _a("large_print", "Large print", "flag"),
            ),
        ),
        Register(
            "Accommodation",
            "Home",
            (
                _a("accommodation", "Home", "choice", choices=v.ACCOMMODATION, free=True),
                _a("living_situation", kind="choice", choices=v.LIVING_SITUATION, free=True),
            ),
        ),
        Register(
            "Access",
            "Getting in, key safe",
            (_a("access", "Getting in", hint="ring first, side door"), _a("key_safe", "Key-safe code")),
        ),
        Register("RegisteredWith", "GP practice", (_a("practice", kind="record", of="practice"),)),
        Register(
            "LocalityOverride",
            "Locality other than the practice's",
            (_a("locality", kind="record", of="locality"), _a("locality_reason", "Reason", hint="needed")),
        ),
        Register(
            "AgreedInterval",
            "Agreed interval of contacts",
            (_a("contact_interval", "Every so many days", "number", hint="7 weekly, 30 monthly"),),
        ),
        Register(
            "Told",
            "Told about the team",
            (
                _a("told_on", "Told on", "past"),
                _a(
                    "told_how",
                    "How",
                    "choice",
                    choices=("face to face", "telephone", "letter", "by the practice"),
                    free=True,
                ),
            ),
        ),
        Register(
            "Hospital",
            "Hospital",
            (
                _a("in_hospital_since", "In hospital since", "past"),
                _a("hospital", "Which", hint="hospital and ward"),
                _a("hospital_reason", "Why"),
                _a("home_since", "Home since", "past"),
            ),
        ),
        Register(
            "Situation",
            "In one line, and the situation",
            (_a("in_one_line", "In one line"), _a("situation", "Situation, as the meeting hears it", "note")),
        ),
        Register(
            "Death",
            "Death",
            (
                _a("date_of_death", kind="past"),
                _a("kindness_owed", "Still owed to the family", hint="call Edna; cleared when done"),
            ),
        ),
        Register(
            "Restriction",
            "Restricted record",
            (_a("restricted", "Only coordinator, lead, IG", "flag"), _a("restricted_reason", "Why")),
        ),
        Register(
            "Standing",
            "Open or closed",
            (
                _a("status", "Record", "choice", choices=v.PERSON_STATUS, required=True),
                _a("status_reason", "Why", hint="needed to close"),
                _a("status_since", "Since", "past"),
            ),
        ),
    ),
)

WARNING = Entity(
    "warning",
    "warning",
    named="kind",
    registers=(
        Register(
            "WarningWords",
            "Warning",
            (
                _a("kind", "Kind", "choice", choices=v.WARNING_KINDS, required=True),
                _a("words", "What to know", required=True),
                _a("evidence", "How we know"),
            ),
        ),
        Register(
            "WarningAudience",
            "Who may read it",
            (
                _a("audience", "Who may read it", "choice", choices=v.AUDIENCES, required=True),
                _a("agencies", "Which agencies", "agencies", hint="for named agencies"),
            ),
        ),
        Register(
            "WarningAgreed",
            "Agreed and reviewed",
            (
                _a("agreed_by", "Agreed by"),
                _a("told_person", "Person was told", "flag"),
                _a("review_on", "Review on", "review", hint="within a year", required=True),
            ),
        ),
        _ENDED,
    ),
)

CONDITION = Entity(
    "condition",
    "condition",
    named="name",
    registers=(
        Register(
            "ConditionWords",
            "Condition",
            (_a("name", "Condition", required=True), _a("since", "Since", hint="2009, childhood"), _a("note", "Note")),
        ),
        _ENDED,
    ),
)

CIRCLE = Entity(
    "circle",
    "person around them",
    named="name",
    registers=(
        Register(
            "CircleWho",
            "Who",
            (
                _a("name", "Name", required=True),
                _a("relationship", "Who they are", "choice", choices=v.RELATIONS, free=True),
                _a("professional", "In the directory", "record", of="professional"),
                _a("agency", "Agency", "record", of="agency"),
            ),
        ),
        Register(
            "CircleReach",
            "How to reach them",
            (_a("phone", kind="phone"), _a("email"), _a("note", "Note", hint="after her shift")),
        ),
        Register(
            "CircleRole",
            "Part they play",
            (
                _a("carer", "Carer", "flag"),
                _a("next_of_kin", "Next of kin", "flag"),
                _a("emergency_contact", "Emergency contact", "flag"),
                _a("lives_with", "Lives with them", "flag"),
            ),
        ),
        _ENDED,
    ),
)

SERVICE = Entity(
    "service",
    "service that goes in",
    named="provider",
    registers=(
        Register(
            "ServiceWho",
            "Who goes in",
            (
                _a(
                    "party",
                    "Who goes in",
                    "party",
                    required=True,
                    name_field="provider",
                    hint="agency, professional, family",
                ),
            ),
        ),
        Register("ServiceWhat", "What for", (_a("what", "What for", hint="weight, shopping"),)),
        Register("Pattern", "When", (_a("pattern", "When", "pattern", hint="mon wed 10:30; 1st of month"),)),
        Register(
            "ServiceDates",
            "From and until",
            (_a("started", "From", "past"), _a("ended", "Until", "day"), _a("ended_why", "Why it ended")),
        ),
    ),
)

KEPT_DOCUMENT = Entity(
    "kept_document",
    "kept document",
    named="kind",
    registers=(
        Register(
            "KeptWhat",
            "Document",
            (
                _a("kind", "Document", "choice", choices=v.KEPT_DOCUMENTS, free=True, required=True),
                _a("where_kept", "Where it is kept", hint="kitchen folder"),
                _a("dated", "Dated", "past"),
                _a("attorney", "Attorney or deputy"),
            ),
        ),
        _ENDED,
    ),
)

SHARING = Entity(
    "sharing",
    "sharing decision",
    named="kind",
    registers=(
        Register(
            "SharingSubject",
            "Whom it is about",
            (
                _a("kind", "Kind", "choice", choices=v.SHARING_KINDS, required=True),
                _a("party", "Who", "party", hint="agency, professional, family", required=True),
            ),
        ),
        Register(
            "SharingScope",
            "What",
            (
                _a("scope", "What may be told", hint="everything, money only"),
                _a("reason", "Reason", hint="an objection needs none"),
                _a("approver", "Approved by"),
            ),
        ),
        Register("SharingDates", "Since and until", (_a("since", "Since", "past"), _a("until", "Until", "day"))),
    ),
)

INVOLVEMENT = Entity(
    "involvement",
    "programme",
    named="programme",
    registers=(
        Register(
            "Programme",
            "Programme",
            (_a("programme", "Programme", "choice", choices=v.PROGRAMMES, free=True, required=True),),
        ),
        Register(
            "Stage",
            "Stage",
            (
                _a("stage", "Stage", "choice", choices=v.TRANSFORMING_LIVES_STAGES, free=True),
                _a("stage_since", "Since", "past"),
            ),
        ),
        Register(
            "CaseManager",
            "Lead agency and case manager",
            (
                _a("lead_agency", "Lead agency", "record", of="agency"),
                _a("case_manager", "Case manager", "record", of="professional"),
            ),
        ),
        Register(
            "Involved",
            "From and until",
            (_a("started", "From", "past"), _a("ended", "Until", "past"), _a("ended_why", "Why it ended")),
        ),
    ),
)

IDENTIFIER = Entity(
    "identifier",
    "other number",
    named="kind",
    registers=(
        Register(
            "IdentifierValue",
            "Other number",
            (
                _a(
                    "kind",
                    "Whose number",
                    "choice",
                    choices=("Mosaic", "Liquidlogic", "EMIS", "SystmOne", "hospital", "police"),
                    free=True,
                    required=True,
                ),
                _a("value", "Number", required=True),
            ),
        ),
    ),
)

BASELINE = Entity(
    "baseline",
    "counted fact",
    named="what",
    registers=(
        Register(
            "Counted",
            "Counted",
            (
                _a("count", "How many", "number", required=True),
                _a("what", "Of what", required=True),
                _a("since", "From", "past", required=True),
                _a("until", "To", "past", required=True),
                _a("source", "Told by", hint="the practice"),
            ),
        ),
        Register(
            "BaselinePhase",
            "Before or since the plan",
            (_a("phase", "Before or since the plan", "choice", choices=("before", "since"), required=True),),
        ),
    ),
)

NEED = Entity(
    "need",
    "need",
    named="words",
    registers=(Register("NeedWords", "Need", (_a("words", "What gets in the way", required=True),)),),
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
                _a("words", "What they want", required=True),
                _a("need", "For which need", "record", of="need"),
            ),
        ),
        Register("GoalImportance", "Importance", (_a("importance", "Importance, 1 to 10", "number", hint="to them"),)),
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
            (_a("what", "What", required=True), _a("goal", "For which goal", "record", of="goal")),
        ),
        Register("ActionDue", "Due", (_a("due", "Due", "day"),)),
        Register("ActionRepeat", "Comes again", (_a("repeat", "Comes again", "repeat", hint="every 2 weeks"),)),
        Register(
            "ActionReview",
            "Confidence, review, milestone",
            (
                _a("confidence", "Confidence, 0 to 10", "number", hint="that it will happen"),
                _a("review_on", "Review on", "day"),
                _a("milestone", "Milestone", "flag"),
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
                _a("words", "In their own words", required=True),
                _a("said_by", "Who said it"),
                _a("said_on", "When", "past"),
                _a("goal", "For which goal", "record", of="goal"),
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
                _a("trigger", "What happens", required=True, hint="up 2 kg in 3 days"),
                _a("do", "What to do"),
                _a("whom", "Whom to contact"),
            ),
        ),
        Register(
            "Coping",
            "Coping and early signs",
            (
                _a("early_signs", "Early warning signs"),
                _a("coping", "What helps"),
                _a("advance_statement", "Advance statement", hint="what, and where it is"),
            ),
        ),
    ),
)

ABOUT_ME = Entity(
    "about_me",
    "About me",
    registers=(
        Register("WhatMatters", "What matters to me", (_a("matters", "What matters to me", "note"),)),
        Register("WhoMatters", "Who matters to me", (_a("who_matters", "Who matters to me", "note"),)),
        Register(
            "HowToCommunicate", "How to talk with me", (_a("how_communicate", "How to communicate with me", "note"),)
        ),
        Register("MyWellness", "My wellness", (_a("wellness", "My wellness", "note"),)),
        Register(
            "PleaseDo",
            "Please do, please don't",
            (_a("please_do", "Please do", "note"), _a("please_dont", "Please don't", "note")),
        ),
        Register("HowToSupport", "How to support me", (_a("how_support", "How best to support me", "note"),)),
        Register("AlsoWorthKnowing", "Also worth knowing", (_a("also_know", "Also worth knowing", "note"),)),
        Register("Strengths", "Strengths", (_a("strengths", "My strengths", "note"),)),
        Register(
            "AboutMeMade",
            "When, and with whose help",
            (_a("about_date", "Written on", "past"), _a("supported_by", "With the help of")),
        ),
    ),
)

PLAN = Entity(
    "plan",
    "plan",
    registers=(
        Register("PlanDate", "Plan date", (_a("plan_date", "The plan began on", "past"),)),
        Register(
            "PlanAgreed",
            "Agreed with",
            (
                _a("agreed_with", "Agreed with", hint="the person, or who stands for them"),
                _a("agreed_on", "On", "past"),
            ),
        ),
        Register(
            "PlanReview",
            "Review",
            (_a("review_on", "Review on", "day"), _a("review_by", "Who sees to it")),
        ),
    ),
)

LOCALITY = Entity(
    "locality",
    "locality",
    named="name",
    registers=(
        Register("LocalityName", "Locality", (_a("name", "Name", required=True), _a("source", "What stands for it"))),
        Register("Dates", "Opened and closed", (_a("opened", "Opened", "past"), _a("closed", "Closed", "past"))),
    ),
)

PRACTICE = Entity(
    "practice",
    "practice",
    named="name",
    registers=(
        Register("PracticeName", "Practice", (_a("name", "Name", required=True), _a("code", "Code", hint="P81001"))),
        Register(
            "PracticeWhere",
            "Where",
            (_a("address"), _a("postcode", kind="postcode"), _a("phone", kind="phone")),
        ),
        Register(
            "InLocality",
            "Locality",
            (_a("locality", kind="record", of="locality"), _a("locality_reason", "Why this one")),
        ),
        Register(
            "Rollout",
            "Team meeting",
            (
                _a("meeting_status", "Team meeting", "choice", choices=v.ROLLOUT, required=True),
                _a("meeting_target", "Target", "day"),
                _a("meeting_live", "Live since", "past"),
            ),
        ),
        Register(
            "PracticeStanding",
            "Standing",
            (
                _a("status", "Standing", "choice", choices=v.PRACTICE_STATUS, required=True),
                _a("successor", "Taken over by", "record", of="practice"),
            ),
        ),
        Register("Dates", "Opened and closed", (_a("opened", "Opened", "past"), _a("closed", "Closed", "past"))),
    ),
)

AGENCY = Entity(
    "agency",
    "agency",
    named="name",
    registers=(
        Register("AgencyName", "Agency", (_a("name", "Name", required=True), _a("short", "Short form", hint="DN, OT"))),
        Register("AgencyKind", "Kind", (_a("kind", "Kind", "choice", choices=v.AGENCY_KINDS, required=True),)),
        Register("AgencyReach", "How to reach it", (_a("phone", kind="phone"), _a("email"))),
        Register(
            "AgencyStanding",
            "Successor and note",
            (_a("successor", "Taken over by", "record", of="agency"), _a("note", "Note")),
        ),
        Register("Dates", "Opened and closed", (_a("opened", "Opened", "past"), _a("closed", "Closed", "past"))),
    ),
)

PROFESSIONAL = Entity(
    "professional",
    "professional",
    named="name",
    registers=(
        Register("ProfessionalName", "Name", (_a("name", "Name", required=True),)),
        Register(
            "ProfessionalRole",
            "Role and team",
            (_a("role", "Role", "choice", choices=v.ROLES, free=True), _a("team", "Team")),
        ),
        Register("Employer", "Employer", (_a("agency", "Employer", "record", of="agency"),)),
        Register("ProfessionalReach", "How to reach them", (_a("phone", kind="phone"), _a("email"))),
        Register("Tenure", "From and until", (_a("started", "Started", "past"), _a("left_on", "Left on", "day"))),
    ),
)

MEMBER = Entity(
    "member",
    "member of this store",
    named="name",
    registers=(
        Register("MemberName", "Name", (_a("name", "Name", required=True),)),
        Register(
            "MemberRole",
            "Role",
            (
                _a("role", "Role", "choice", choices=v.MEMBER_ROLES, required=True),
                _a("professional", "In the directory", "record", of="professional"),
                _a("locality", kind="record", of="locality"),
            ),
        ),
    ),
)

ENTITIES: dict[str, Entity] = {
    entity.name: entity
    for entity in (
        PERSON, WARNING, CONDITION, CIRCLE, SERVICE, KEPT_DOCUMENT, SHARING, INVOLVEMENT, IDENTIFIER, BASELINE, NEED,
        GOAL, ACTION, OUTCOME, CONTINGENCY, ABOUT_ME, PLAN, LOCALITY, PRACTICE, AGENCY, PROFESSIONAL, MEMBER,
    )
}  # fmt: skip

AROUND = (
    "warning",
    "circle",
    "service",
    "condition",
    "involvement",
    "sharing",
    "kept_document",
    "identifier",
    "baseline",
)
"""What stands around a person and is added by hand, in the order offered."""

WHO_THEY_ARE = (
    "Name",
    "LikesToBeCalled",
    "Birth",
    "Nhs",
    "Sex",
    "Address",
    "Phones",
    "Accommodation",
    "RegisteredWith",
    "Told",
)
"""The registers of one form after somebody was added by name."""

COLUMNS_OF: dict[str, tuple[str, ...]] = {
    "pattern": ("days", "time", "words"),
    "party": ("agency", "professional", "circle"),
    "repeat": ("repeat", "repeat_until"),
}
"""The columns that a field of these kinds fills (a party also its `name_field`)."""


def columns(asked: Asked) -> tuple[str, ...]:
    """The columns that a field fills."""
    more = COLUMNS_OF.get(asked.kind, (asked.name,))
    return (asked.name_field, *more) if asked.name_field else more
