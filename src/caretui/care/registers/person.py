"""The registers of the person."""

from caretui.care import vocabulary as v
from caretui.care.registers.asked import Entity, Register, a

PERSON = Entity(
    "person",
    "person",
    named="family_name",
    registers=(
        Register("Name", "Name", (a("family_name", required=True), a("given_name"))),
        Register("LikesToBeCalled", "Likes to be called", (a("preferred_name"),)),
        Register("Title", "Title", (a("title", choices=("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev"), free=True),)),
        Register(
            "Birth",
            "Date of birth",
            (
                a("date_of_birth", kind="birth", hint="day first: 14/3/1964"),
                a("birth_estimated", "It is estimated", "flag"),
            ),
        ),
        Register("Nhs", "NHS number", (a("nhs_number", kind="nhs", hint="ten digits, any spacing"),)),
        Register("Sex", "Sex", (a("sex", kind="choice", choices=v.SEXES),)),
        Register("Gender", "Gender identity", (a("gender_identity"),)),
        Register(
            "Ethnicity", "Ethnic category", (a("ethnic_category", kind="choice", choices=tuple(v.ETHNIC_CATEGORIES)),)
        ),
        Register("Address", "Address", (a("address"), a("postcode", kind="postcode"))),
        Register(
            "Phones",
            "Telephones",
            (
                a("phone", kind="phone"),
                a("mobile", kind="phone"),
                a("email"),
                a("phone_note", "Note", hint="e.g. ring after 10"),
            ),
        ),
        Register(
            "Language",
            "Language and interpreter",
            (a("language"), a("interpreter", hint="yes, or for which language")),
        ),
        Register(
            "Needs",
            "Communication needs",
            (
                a(
                    "communication_needs",
                    kind="choice",
                    choices=v.COMMUNICATION_NEEDS,
                    free=True,
                    hint="several: comma between",
                ),
                a("large_print", "Large print", "flag"),
            ),
        ),
        Register(
            "Accommodation",
            "Home",
            (
                a("accommodation", "Home", "choice", choices=v.ACCOMMODATION, free=True),
                a("living_situation", kind="choice", choices=v.LIVING_SITUATION, free=True),
            ),
        ),
        Register(
            "Access",
            "Getting in, key safe",
            (a("access", "Getting in", hint="e.g. ring first"), a("key_safe", "Key-safe code")),
        ),
        Register("RegisteredWith", "GP practice", (a("practice", kind="record", of="practice"),)),
        Register(
            "LocalityOverride",
            "Locality other than the practice's",
            (a("locality", kind="record", of="locality"), a("locality_reason", "Reason", hint="needed")),
        ),
        Register(
            "AgreedInterval",
            "Agreed interval of contacts",
            (a("contact_interval", "Every so many days", "number", hint="7 weekly, 30 monthly"),),
        ),
        Register(
            "Told",
            "Told about the team",
            (
                a("told_on", "Told on", "past"),
                a(
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
                a("in_hospital_since", "In hospital since", "past"),
                a("hospital", "Which", hint="hospital and ward"),
                a("hospital_reason", "Why"),
                a("home_since", "Home since", "past"),
            ),
        ),
        Register(
            "Situation",
            "In one line, and the situation",
            (a("in_one_line", "In one line"), a("situation", "Situation, as the meeting hears it", "note")),
        ),
        Register(
            "Death",
            "Death",
            (
                a("date_of_death", kind="past"),
                a("kindness_owed", "Still owed to the family", hint="e.g. call Edna"),
            ),
        ),
        Register(
            "Restriction",
            "Restricted record",
            (a("restricted", "Only coordinator, lead, IG", "flag"), a("restricted_reason", "Why")),
        ),
        Register(
            "Standing",
            "Open or closed",
            (
                a("status", "Record", "choice", choices=v.PERSON_STATUS, required=True),
                a("status_reason", "Why", hint="needed to close"),
                a("status_since", "Since", "past"),
            ),
        ),
    ),
)

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
