"""The registers of what stands around a person: warnings, circle, who goes in, sharing, programmes, counts."""

from caretui.care import vocabulary as v
from caretui.care.registers.asked import ENDED, Entity, Register, a

WARNING = Entity(
    "warning",
    "warning",
    named="kind",
    registers=(
        Register(
            "WarningWords",
            "Warning",
            (
                a("kind", "Kind", "choice", choices=v.WARNING_KINDS, required=True),
                a("words", "What to know", required=True),
                a("evidence", "How we know"),
            ),
        ),
        Register(
            "WarningAudience",
            "Who may read it",
            (
                a("audience", "Who may read it", "choice", choices=v.AUDIENCES, required=True),
                a("agencies", "Which agencies", "agencies", hint="for named agencies"),
            ),
        ),
        Register(
            "WarningAgreed",
            "Agreed and reviewed",
            (
                a("agreed_by", "Agreed by"),
                a("told_person", "Person was told", "flag"),
                a("review_on", "Review on", "review", hint="within a year", required=True),
            ),
        ),
        ENDED,
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
            (
                a("name", "Condition", required=True),
                a("since", "Since", hint="e.g. 2009, childhood"),
                a("note", "Note"),
            ),
        ),
        ENDED,
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
                a("name", "Name", required=True),
                a("relationship", "Who they are", "choice", choices=v.RELATIONS, free=True),
                a("professional", "In the directory", "record", of="professional"),
                a("agency", "Agency", "record", of="agency"),
            ),
        ),
        Register(
            "CircleReach",
            "How to reach them",
            (a("phone", kind="phone"), a("email"), a("note", "Note", hint="e.g. after her shift")),
        ),
        Register(
            "CircleRole",
            "Part they play",
            (
                a("carer", "Carer", "flag"),
                a("next_of_kin", "Next of kin", "flag"),
                a("emergency_contact", "Emergency contact", "flag"),
                a("lives_with", "Lives with them", "flag"),
            ),
        ),
        ENDED,
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
                a(
                    "party",
                    "Who goes in",
                    "party",
                    required=True,
                    name_field="provider",
                    hint="agency, professional, family",
                ),
            ),
        ),
        Register("ServiceWhat", "What for", (a("what", "What for", hint="e.g. weight, shopping"),)),
        Register("Pattern", "When", (a("pattern", "When", "pattern", hint="mon wed 10:30; 1st of month"),)),
        Register(
            "ServiceDates",
            "From and until",
            (a("started", "From", "past"), a("ended", "Until", "day"), a("ended_why", "Why it ended")),
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
                a("kind", "Document", "choice", choices=v.KEPT_DOCUMENTS, free=True, required=True),
                a("where_kept", "Where it is kept", hint="e.g. kitchen folder"),
                a("dated", "Dated", "past"),
                a("attorney", "Attorney or deputy"),
            ),
        ),
        ENDED,
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
                a("kind", "Kind", "choice", choices=v.SHARING_KINDS, required=True),
                a("party", "Who", "party", hint="agency, professional, family", required=True),
            ),
        ),
        Register(
            "SharingScope",
            "What",
            (
                a("scope", "What may be told", hint="e.g. everything"),
                a("reason", "Reason", hint="an objection needs none"),
                a("approver", "Approved by"),
            ),
        ),
        Register("SharingDates", "Since and until", (a("since", "Since", "past"), a("until", "Until", "day"))),
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
            (a("programme", "Programme", "choice", choices=v.PROGRAMMES, free=True, required=True),),
        ),
        Register(
            "Stage",
            "Stage",
            (
                a("stage", "Stage", "choice", choices=v.TRANSFORMING_LIVES_STAGES, free=True),
                a("stage_since", "Since", "past"),
            ),
        ),
        Register(
            "CaseManager",
            "Lead agency and case manager",
            (
                a("lead_agency", "Lead agency", "record", of="agency"),
                a("case_manager", "Case manager", "record", of="professional"),
            ),
        ),
        Register(
            "Involved",
            "From and until",
            (a("started", "From", "past"), a("ended", "Until", "past"), a("ended_why", "Why it ended")),
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
                a(
                    "kind",
                    "Whose number",
                    "choice",
                    choices=("Mosaic", "Liquidlogic", "EMIS", "SystmOne", "hospital", "police"),
                    free=True,
                    required=True,
                ),
                a("value", "Number", required=True),
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
                a("count", "How many", "number", required=True),
                a("what", "Of what", required=True),
                a("since", "From", "past", required=True),
                a("until", "To", "past", required=True),
                a("source", "Told by", hint="the practice"),
            ),
        ),
        Register(
            "BaselinePhase",
            "Before or since the plan",
            (a("phase", "Before or since plan", "choice", choices=("before", "since"), required=True),),
        ),
    ),
)

RISK = Entity(
    "risk_score",
    "risk score",
    named="band",
    fixed=("Score",),
    registers=(
        Register(
            "Score",
            "Risk score",
            (
                a(
                    "tool",
                    "Tool",
                    "choice",
                    choices=("eFI", "PARR", "combined predictive model"),
                    free=True,
                    required=True,
                ),
                a("version", "Its version"),
                a("run_date", "Run on", "past", required=True),
                a("score", "Score", "number", hint="as the tool gives it"),
                a("unit", "Of", hint="index, per cent"),
                a("band", "Band", "choice", choices=v.RISK_BANDS, required=True),
                a("band_before", "Band before", "choice", choices=v.RISK_BANDS),
            ),
        ),
    ),
)
"""Tool, version and run date stay with every score; a new run is a new score, never a change of the old one."""

PLANNED = Entity(
    "planned",
    "visit or call",
    named="kind",
    registers=(
        Register(
            "PlannedWhat",
            "What for",
            (
                a("kind", "Kind", "choice", choices=("visit", "call", "appointment"), required=True),
                a("purpose", "What for", hint="e.g. weigh him"),
            ),
        ),
        Register(
            "PlannedWhen",
            "When",
            (
                a("at", "When", "appointment", hint="e.g. fri 10:30", required=True),
                a("minutes", "Minutes", "number"),
            ),
        ),
        Register("PlannedWhere", "Where", (a("place", "Where", hint="at home when empty"),)),
        Register(
            "PlannedWho",
            "Who and with whom",
            (
                a("professional", "Who goes or rings", "record", of="professional"),
                a("with_whom", "With whom"),
                a("circle", "In their circle", "record", of="circle"),
            ),
        ),
    ),
)

MESSAGE = Entity(
    "message",
    "message",
    named="words",
    registers=(
        Register("MessageWords", "Message", (a("words", "Message", required=True), a("phone", "Ring", kind="phone"))),
        Register(
            "MessageFor",
            "Who should answer",
            (a("professional", "Who should answer", "record", of="professional", hint="else the coordinator"),),
        ),
    ),
)

HOSPITAL_EVENT = Entity(
    "hospital_event",
    "hospital event",
    named="kind",
    fixed=("HospitalEventWords",),
    registers=(
        Register(
            "HospitalEventWords",
            "Hospital event",
            (
                a("kind", "What", "choice", choices=v.HOSPITAL_EVENTS, required=True),
                a("at", "When", "happened", required=True),
                a("place", "Where"),
                a("admission_method", "Admission method", hint="the hospital's code"),
                a("note", "Why"),
                a("source", "Told by"),
            ),
        ),
        Register(
            "Discharge", "Home again", (a("discharged_at", "Home again", "happened", hint="e.g. tue, yday 1650"),)
        ),
    ),
)
"""What happened stays as it was told; when they came home is known last."""

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
    "risk_score",
)
"""What stands around a person and is added by hand, in the order offered."""
