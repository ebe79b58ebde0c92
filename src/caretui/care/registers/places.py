"""The registers of the directory."""

from caretui.care import vocabulary as v
from caretui.care.registers.asked import Entity, Register, a

LOCALITY = Entity(
    "locality",
    "locality",
    named="name",
    registers=(
        Register("LocalityName", "Locality", (a("name", "Name", required=True), a("source", "What stands for it"))),
        Register("LocalityStanding", "What came after", (a("successor", "Successor", "record", of="locality"),)),
        Register("Dates", "Opened and closed", (a("opened", "Opened", "past"), a("closed", "Closed", "past"))),
    ),
)

PRACTICE = Entity(
    "practice",
    "practice",
    named="name",
    registers=(
        Register("PracticeName", "Practice", (a("name", "Name", required=True), a("code", "Code", hint="e.g. P81001"))),
        Register(
            "PracticeWhere",
            "Where",
            (a("address"), a("postcode", kind="postcode"), a("phone", kind="phone")),
        ),
        Register(
            "InLocality",
            "Locality",
            (a("locality", kind="record", of="locality"), a("locality_reason", "Why this one")),
        ),
        Register(
            "Rollout",
            "Team meeting",
            (
                a("meeting_status", "Team meeting", "choice", choices=v.ROLLOUT, required=True),
                a("meeting_target", "Target", "day"),
                a("meeting_live", "Live since", "past"),
            ),
        ),
        Register(
            "PracticeStanding",
            "Standing",
            (
                a("status", "Standing", "choice", choices=v.PRACTICE_STATUS, required=True),
                a("successor", "Taken over by", "record", of="practice"),
            ),
        ),
        Register("Dates", "Opened and closed", (a("opened", "Opened", "past"), a("closed", "Closed", "past"))),
    ),
)

AGENCY = Entity(
    "agency",
    "agency",
    named="name",
    registers=(
        Register(
            "AgencyName", "Agency", (a("name", "Name", required=True), a("short", "Short form", hint="e.g. DN, OT"))
        ),
        Register("AgencyKind", "Kind", (a("kind", "Kind", "choice", choices=v.AGENCY_KINDS, required=True),)),
        Register("AgencyReach", "How to reach it", (a("phone", kind="phone"), a("email"))),
        Register(
            "AgencyStanding",
            "Successor and note",
            (a("successor", "Taken over by", "record", of="agency"), a("note", "Note")),
        ),
        Register("Dates", "Opened and closed", (a("opened", "Opened", "past"), a("closed", "Closed", "past"))),
    ),
)

PROFESSIONAL = Entity(
    "professional",
    "professional",
    named="name",
    registers=(
        Register("ProfessionalName", "Name", (a("name", "Name", required=True),)),
        Register(
            "ProfessionalRole",
            "Role and team",
            (a("role", "Role", "choice", choices=v.ROLES, free=True), a("team", "Team")),
        ),
        Register("Employer", "Employer", (a("agency", "Employer", "record", of="agency"),)),
        Register("ProfessionalReach", "How to reach them", (a("phone", kind="phone"), a("email"))),
        Register("Tenure", "From and until", (a("started", "Started", "past"), a("left_on", "Left on", "day"))),
    ),
)

MEMBER = Entity(
    "member",
    "member of this store",
    named="name",
    registers=(
        Register("MemberName", "Name", (a("name", "Name", required=True),)),
        Register(
            "MemberRole",
            "Role",
            (
                a("role", "Role", "choice", choices=v.MEMBER_ROLES, required=True),
                a("professional", "In the directory", "record", of="professional"),
                a("locality", kind="record", of="locality"),
            ),
        ),
    ),
)
