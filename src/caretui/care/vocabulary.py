"""The word lists of the field, each once.

Enumerations are stored, typed and printed as these very words (CLI, "Words used"). Codes of the NHS Data
Dictionary stand beside the words where another system needs them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# --- contacts ---------------------------------------------------------------------------------------------

METHODS: Final = ("face to face", "telephone", "video", "text", "email", "letter", "meeting")
REACHED: Final = ("yes", "no reply", "they cancelled", "we cancelled")
DIRECTIONS: Final = ("in", "out")
READ_BY: Final = ("team", "health only", "only me", "not family")
COPYING: Final = ("to copy", "copied", "not needed")
NOT_SAID: Final = "from your sheet"
"""How an imported entry is called where the sheet does not say how they were in touch: its method is then nothing."""

MECHANISM_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"face to face": "01", "telephone": "02", "email": "05", "text": "09", "video": "11"}
)
"""Method -> consultation mechanism code. A letter has none; nor has a meeting, at which a professional and the person
need not have spoken ("98, other" is for talks that are not listed), so they are not in the list.

Source: `MECHANISM_CODES_VERSION`, data element CONSULTATION MECHANISM (MENTAL HEALTH): 01 face to face, 02 telephone,
04 talk type, 05 email, 09 text message, 10 instant messaging, 11 video consultation, 12 message board, 13 chat room,
98 other. https://archive.datadictionary.nhs.uk/DD%20Release%20June%202026/data_elements/consultation_mechanism_mental_health.html
"""
MECHANISM_CODES_VERSION: Final = "NHS Data Model and Dictionary, release of June 2026, CONSULTATION MECHANISM"

# --- people -----------------------------------------------------------------------------------------------

PERSON_STATUS: Final = ("open", "closed")
RISK_BANDS: Final = ("low", "medium", "high", "very high")
PROGRAMMES: Final = ("integrated care", "early help", "transforming lives")
SEXES: Final = ("female", "male", "indeterminate", "not known")
"""Sex as registered; gender identity is a field of its own, in the person's words."""

ETHNIC_CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "A": "White - British",
        "B": "White - Irish",
        "C": "White - any other White background",
        "D": "Mixed - White and Black Caribbean",
        "E": "Mixed - White and Black African",
        "F": "Mixed - White and Asian",
        "G": "Mixed - any other mixed background",
        "H": "Asian or Asian British - Indian",
        "J": "Asian or Asian British - Pakistani",
        "K": "Asian or Asian British - Bangladeshi",
        "L": "Asian or Asian British - any other Asian background",
        "M": "Black or Black British - Caribbean",
        "N": "Black or Black British - African",
        "P": "Black or Black British - any other Black background",
        "R": "Other ethnic groups - Chinese",
        "S": "Other ethnic groups - any other ethnic group",
        "Z": "asked, and declined to say",
        "99": "not known",
    }
)
"""Code -> words. Source: NHS Data Dictionary, ETHNIC CATEGORY CODE (16+1)."""

ACCOMMODATION: Final = (
    "own home",
    "rented from the council or a housing association",
    "rented from a private landlord",
    "with family or friends",
    "assisted living",
    "sheltered housing",
    "extra care housing",
    "care home",
    "nursing home",
    "supported living",
    "hostel or temporary",
    "no fixed abode",
    "prison or approved premises",
    "other",
    "not known",
)
LIVING_SITUATION: Final = (
    "alone",
    "with partner",
    "with family",
    "with carer",
    "with others",
    "not known",
)
COMMUNICATION_NEEDS: Final = (
    "interpreter",
    "large print",
    "easy read",
    "braille",
    "audio",
    "British Sign Language",
    "hearing aids",
    "hearing loop",
    "lip-reads",
    "advocate",
    "more time",
    "text or email, not telephone",
)
"""Needs to identify, record, flag, share and meet. Source: Accessible Information Standard (DCB1605)."""

CHANGES_DOCUMENTS: Final = ("large print", "easy read", "braille", "audio")
"""Communication needs that change the form of what is sent to the person."""

KEPT_DOCUMENTS: Final = (
    "ReSPECT",
    "DNACPR",
    "advance care plan",
    "advance statement",
    "advance decision to refuse treatment",
    "lasting power of attorney, health",
    "lasting power of attorney, money",
    "deputyship",
    "emergency health care plan",
    "hospital passport",
)
"""Papers of which the record holds what, when and *where the document is kept*, never the document."""

HOSPITAL_EVENTS: Final = (
    "A&E attendance",
    "emergency admission",
    "elective admission",
    "outpatient",
    "ambulance",
    "GP call-out",
)

# --- warnings and sharing ---------------------------------------------------------------------------------

WARNING_KINDS: Final = (
    "falls",
    "do not visit alone",
    "dog",
    "key safe",
    "access",
    "allergy",
    "safeguarding",
    "violence or aggression",
    "infection",
    "fire or smoking",
    "other",
)
AUDIENCES: Final = ("everyone", "staff who visit", "named agencies", "coordinator only")
SHARING_KINDS: Final = ("told", "objects to", "may be told", "consent", "share without consent")

# --- plan, actions, services ------------------------------------------------------------------------------

ACTION_STATUS: Final = ("planned", "in progress", "waiting", "done", "refused", "not needed")
OPEN_ACTION_STATUS: Final = ("planned", "in progress", "waiting")

TRANSFORMING_LIVES_STAGES: Final = (
    "requested",
    "screened",
    "panel",
    "agreed",
    "declined",
    "signposted",
    "lead allocated",
    "contacted",
    "assessed",
    "plan",
    "review",
    "closed",
)

# --- meetings ---------------------------------------------------------------------------------------------

MEETING_STATUS: Final = ("planned", "running", "held", "cancelled")
MINUTES_STATUS: Final = ("draft", "approved", "issued")
LEVELS: Final = ("case-manage", "coordinate", "monitor", "close")
ONWARD: Final = ("refer", "step up", "step down")
BACK: Final = ("next meeting", "3 months", "not needed")
ITEM_SOURCES: Final = ("carried", "suggested", "by hand", "late item")
ITEM_STATES: Final = ("listed", "discussed", "deferred", "not reached", "declined", "removed")

# --- places, agencies, members ----------------------------------------------------------------------------

LOCALITIES: Final = ("Blackburn East", "Blackburn North", "Blackburn West", "Darwen")
PRACTICE_STATUS: Final = ("active", "closed")
ROLLOUT: Final = ("not started", "scheduled", "live")
MEMBER_ROLES: Final = ("coordinator", "lead", "reader", "ig")

AGENCY_SHORT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "GP": "GP",
        "district nursing": "DN",
        "community matron": "matron",
        "heart failure nursing": "HFN",
        "community nursing": "CN",
        "intensive home support": "IHS",
        "occupational therapy": "OT",
        "physiotherapy": "physio",
        "mental health": "MH",
        "memory assessment": "memory",
        "substance misuse": "drugs",
        "hospital": "hosp",
        "ambulance": "amb",
        "pharmacy": "pharm",
        "public health": "PH",
        "hospice": "hospice",
        "adult social care": "ASC",
        "children's social care": "CSC",
        "night care": "night",
        "home care": "care",
        "care home": "home",
        "housing": "hous",
        "police": "police",
        "probation": "prob",
        "prison": "prison",
        "fire": "fire",
        "school": "school",
        "children's centre": "CC",
        "early help": "EH",
        "voluntary": "VCF",
        "leisure": "gym",
        "family": "family",
        "other": "other",
    }
)
"""Agency kind in plain words -> the short form for a narrow column. Elsewhere the words are used."""
AGENCY_KINDS: Final = tuple(AGENCY_SHORT)

AGENCY_ALIASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "GP": ("doctor", "surgery", "practice", "general practice", "GP practice"),
        "district nursing": ("district nurse", "DNs", "nurses"),
        "community matron": ("matron",),
        "heart failure nursing": ("heart nurse", "heart failure nurse", "heart team"),
        "community nursing": ("community nurse",),
        "intensive home support": ("home support",),
        "occupational therapy": ("occupational therapist",),
        "physiotherapy": ("physiotherapist",),
        "mental health": ("CMHT", "mental health team"),
        "memory assessment": ("memory clinic", "memory service"),
        "substance misuse": ("alcohol service", "drug and alcohol"),
        "hospital": ("acute hospital", "ward", "acute"),
        "ambulance": ("999", "NWAS"),
        "pharmacy": ("pharmacist", "chemist"),
        "adult social care": ("social care", "social services", "social worker", "SW"),
        "children's social care": ("children's services",),
        "night care": ("night service",),
        "home care": ("care agency", "carers", "domiciliary care", "private provider"),
        "housing": ("landlord", "housing association"),
        "probation": ("probation service",),
        "fire": ("fire service", "fire and rescue"),
        "children's centre": ("children's hub",),
        "voluntary": ("charity", "community", "faith", "VCS", "voluntary sector"),
        "leisure": ("leisure centre",),
    }
)
"""What people type or say for an agency of a kind, beside its name and short form."""

_HEALTH_AGENCIES: Final = frozenset(
    {
        "GP",
        "district nursing",
        "community matron",
        "heart failure nursing",
        "community nursing",
        "intensive home support",
        "occupational therapy",
        "physiotherapy",
        "mental health",
        "memory assessment",
        "substance misuse",
        "hospital",
        "ambulance",
        "pharmacy",
        "hospice",
    }
)

_VISITING_AGENCIES: Final = frozenset(
    {
        "district nursing",
        "community matron",
        "heart failure nursing",
        "community nursing",
        "intensive home support",
        "occupational therapy",
        "physiotherapy",
        "mental health",
        "memory assessment",
        "substance misuse",
        "GP",
        "ambulance",
        "hospice",
        "adult social care",
        "children's social care",
        "night care",
        "home care",
        "fire",
    }
)

ROLES: Final = (
    "GP",
    "practice nurse",
    "district nurse",
    "community matron",
    "care coordinator",
    "social worker",
    "mental health worker",
    "memory assessment",
    "pharmacist",
    "physio",
    "OT",
    "heart failure nurse",
    "care home liaison",
    "intensive home support",
    "police hospital liaison",
    "family support worker",
    "housing manager",
    "voluntary sector worker",
    "team lead",
    "administrator",
)

RELATIONS: Final = (
    "wife",
    "husband",
    "partner",
    "daughter",
    "son",
    "mother",
    "father",
    "sister",
    "brother",
    "granddaughter",
    "grandson",
    "niece",
    "nephew",
    "friend",
    "neighbour",
    "carer",
    "advocate",
    "attorney",
    "manager of the home",
)


def is_health_agency(kind: str) -> bool:
    """Whether an agency of this kind gives health care, so that it reads entries marked "health only".

    Police, housing, schools, the gym, council departments and relatives need a basis of their own (field
    guide, 7).
    """
    return kind in _HEALTH_AGENCIES


def is_visiting_agency(kind: str) -> bool:
    """Whether staff of this kind of agency go into homes: the audience "staff who visit"."""
    return kind in _VISITING_AGENCIES


def kind_of_agency(words: str) -> str:
    """The kind that an agency's name already says ("community nursing", "OT", "the memory clinic"); "other" when it says none."""
    wanted = words.casefold().removeprefix("the ").strip()
    for kind, short in AGENCY_SHORT.items():
        names = (kind, short, *AGENCY_ALIASES.get(kind, ()))
        if wanted in {name.casefold() for name in names}:
            return kind
    return "other"


def short_agency(kind: str) -> str:
    """The short form of an agency kind for a narrow column; a kind that isn't listed is given back whole."""
    return AGENCY_SHORT.get(kind, kind)
