"""Each field once: its label, what spreadsheets call it, how sensitive it is.

Forms, import mapping, exports and the map of what is held take their words from here.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from caretui.care.identifiers import fold
from caretui.lean import dataclass

Sensitivity = Literal["", "personal", "confidential"]


@dataclass(frozen=True)
class Field:
    """A field of the record.

    `synonyms` are headings of sheets (any case and punctuation). `sensitive`: "personal" tells who someone
    is, "confidential" what only those who need it may know. `help` is one sentence for the form.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    sensitive: Sensitivity = ""
    help: str = ""


def _or(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(";"))


PERSON_FIELDS: tuple[Field, ...] = (
    Field(
        "family_name",
        "Family name",
        _or("Surname; Last name; Last; Family; Sname; Patient surname; SU surname; 2nd name"),
        "personal",
    ),
    Field(
        "given_name",
        "Given name",
        _or(
            "Forename; Forename(s); First name; First; Given; Given names; Christian name; Fname; "
            "Patient forename; SU forename; 1st name; First name(s)"
        ),
        "personal",
    ),
    Field(
        "preferred_name",
        "Likes to be called",
        _or("Known as; AKA; Nickname; Likes to be known as; Preferred; Calls self"),
        "personal",
    ),
    Field(
        "title",
        "Title",
        _or("Prefix; Mr/Mrs; Salutation; Honorific"),
        "personal",
    ),
    Field(
        "date_of_birth",
        "Date of birth",
        _or("DOB; Birthdate; Born; Birthday; Date birth; Patient DOB; DoBirth"),
        "personal",
        "Day first. Tick estimated when only the year is known.",
    ),
    Field(
        "birth_estimated",
        "Date of birth is estimated",
        _or("DOB estimated; Estimated DOB; Est DOB"),
        "personal",
    ),
    Field(
        "date_of_death",
        "Date of death",
        _or("DOD; Died; RIP; Deceased; Deathdate; Deceased date; Date deceased"),
        "personal",
    ),
    Field(
        "nhs_number",
        "NHS number",
        _or("NHS No.; NHS; NHS num; NHS Nbr; NHS ID; New NHS number; NHS number (10 digits); Patient NHS number"),
        "personal",
        "Ten digits, any spacing. It may be missing, and then it is chased.",
    ),
    Field(
        "sex",
        "Sex",
        _or("Gender; M/F; Sex (M/F); Sex at birth; Male/Female"),
        "personal",
    ),
    Field(
        "gender_identity",
        "Gender identity",
        _or("Gender ID; Identifies as; Pronouns"),
        "confidential",
    ),
    Field(
        "ethnic_category",
        "Ethnic category",
        _or("Ethnicity; Ethnic group; Ethnic origin; Ethnic code; Ethnic cat; Ethnic"),
        "confidential",
    ),
    Field(
        "address",
        "Address",
        _or(
            "Addr; Address 1; Address line 1; Home address; Full address; Street; Usual address; "
            "Patient address; House; Address 2; Address line 2; Address 3; Address line 3; Address 4; "
            "Address line 4; Address 5; Address line 5; Town; City; County; Village; District; Road; House number; "
            "House name; House no"
        ),
        "personal",
    ),
    Field(
        "postcode",
        "Postcode",
        _or("P/code; PC; Postal code; Home postcode"),
        "personal",
    ),
    Field(
        "phone",
        "Telephone",
        _or(
            "Tel; Tel no; Tel number; Telephone no; Telephone number; Phone no; Phone number; Home "
            "phone; Home tel; Tel home; Telephone home; Home telephone; Home number; Contact number; "
            "Contact no; Contact tel; Landline"
        ),
        "personal",
    ),
    Field(
        "mobile",
        "Mobile",
        _or("Mob; Mobile no; Mobile number; Mobile phone; Mobile tel; Mob no; Cell; Cell phone"),
        "personal",
    ),
    Field(
        "email",
        "Email",
        _or("Email address; Mail"),
        "personal",
    ),
    Field(
        "language",
        "Language",
        _or("First language; Main language; Preferred language; Spoken language; Lang; Mother tongue"),
        "personal",
    ),
    Field(
        "interpreter",
        "Interpreter",
        _or("Interpreter needed; Interpreter required; Needs interpreter; Interp; Interpreter Y/N"),
        "personal",
    ),
    Field(
        "communication_needs",
        "Communication needs",
        _or("AIS; Accessible information; Communication; Comms needs; Sensory; Hearing/sight; Format"),
        "personal",
        "How to write and speak so that the person understands. It changes what is printed for them.",
    ),
    Field(
        "accommodation",
        "Accommodation",
        _or("Accommodation type; Housing; Tenure; Type of housing; Property; Residence; Placement"),
        "personal",
    ),
    Field(
        "living_situation",
        "Lives",
        _or("Lives alone; Lives with; Living arrangements; Household"),
        "personal",
    ),
    Field(
        "access",
        "How to get in",
        ("Access", "Access notes", "Access arrangements", "Entry", "Getting in"),
        "confidential",
    ),
    Field(
        "key_safe",
        "Key safe",
        ("Keysafe code", "Key safe code", "Key safe number", "Key code"),
        "confidential",
        "Shown only when asked for, and the look is recorded.",
    ),
    Field(
        "practice",
        "GP practice",
        _or(
            "GP Surgery; Surgery; GP; Practice name; Practice code; GP code; GP name; Registered "
            "practice; Registered GP; GP practice name; ODS code; Org code; GP practice code; Medical "
            "centre; Health centre; Doctor; Dr"
        ),
    ),
    Field(
        "locality",
        "Locality",
        _or("Neighbourhood; Area; Patch; PCN; Team area; Loc"),
    ),
    Field(
        "coordinator",
        "Named coordinator",
        _or(
            "Key worker; Care Co-ordinator; Care coord; Coord; CC; KW; Lead; Lead professional; Lead worker; "
            "Case holder; Named worker; Named nurse; Allocated to; Allocated worker; Owner; Lead "
            "clinician; Worker; Matron"
        ),
    ),
    Field(
        "conditions",
        "Conditions",
        _or(
            "Diagnosis; Diagnoses; Dx; Medical history; PMH; Past medical history; Health conditions; "
            "Long term conditions; LTC; LTCs; Problems; Health issues"
        ),
        "confidential",
    ),
    Field(
        "warnings",
        "Warnings",
        _or("Alerts; Alert; Warning; Risks; Hazards; Flags; Staff safety; Lone working; Risk notes; Allergies"),
        "confidential",
        "What people need to know before they go in, with who may read it.",
    ),
    Field(
        "programmes",
        "Programmes",
        _or("Programme; Program; Pathway; Service; Cohort; Scheme; Caseload type"),
    ),
    Field(
        "risk_score",
        "Risk score",
        _or(
            "Risk; Score; PARR; Frailty; eFI; Frailty score; Frailty index; Combined model; Risk "
            "strat; Risk stratification; EARLI; Q admissions"
        ),
        "confidential",
    ),
    Field(
        "risk_band",
        "Risk band",
        _or("Risk level; Band; Risk category; Risk group; RAG; RAG rating; Tier; Priority; Risk rating"),
        "confidential",
    ),
    Field(
        "contact_interval",
        "Agreed interval",
        _or("Frequency; Contact frequency; Visit frequency; How often; Interval; Freq; Review frequency"),
        "",
        "How often somebody is to see or ring the person, as agreed with them.",
    ),
    Field(
        "next_of_kin",
        "Next of kin",
        _or(
            "NOK; NOK name; Carer; Main carer; Carer name; Emergency contact; Family contact; "
            "Relative; Next of kin name; ICE"
        ),
        "personal",
    ),
    Field(
        "next_of_kin_phone",
        "Next of kin's telephone",
        _or(
            "NOK tel; NOK phone; NOK number; NOK contact; NOK tel no; NOK contact number; Carer "
            "phone; Carer tel; Next of kin tel; Next of kin number; Emergency contact number; "
            "Emergency contact tel; NOK mobile; Next of kin contact number"
        ),
        "personal",
    ),
)

SHEET_FIELDS: tuple[Field, ...] = (
    Field(
        "full_name",
        "Name",
        _or(
            "Surname, Forename; Surname Forename; Forename Surname; "
            "Patient; Patient name; Client; Client name; Service user; SU; SU name; Person; Resident; "
            "Pt; Pt name; Customer; Names; Person name"
        ),
        "personal",
        'Family and given name in one column: "DUXBURY, Alan" or "Mr Alan Duxbury".',
    ),
    Field(
        "last_visit",
        "Last visit",
        _or(
            "Last seen; Last contact; Date last seen; Last visited; Date of last visit; Seen; Last "
            "review; Last appt; Last appointment; Last F2F; Date seen; Last contact date"
        ),
        "",
        "Becomes a dated contact.",
    ),
    Field(
        "next_visit",
        "Next visit",
        _or(
            "Next appt; Next appointment; Next contact; Next seen; Due; Next due; Next review; Review "
            "date; Next visit date; Date next visit; Next; Planned visit; Booked; Follow up; F/U"
        ),
        "",
        "Becomes a planned visit.",
    ),
    Field(
        "actions",
        "Actions",
        _or(
            "Action; To do; Outstanding; Outstanding actions; Action plan; Next steps; Tasks; Jobs; "
            "Action needed; Actions required; Things to do"
        ),
        "confidential",
        "Each line becomes an action.",
    ),
    Field(
        "action_owner",
        "Action by",
        ("Action owner", "By whom", "Who by", "Responsible", "Person responsible", "Action for"),
    ),
    Field(
        "action_due",
        "Action due",
        ("By when", "Target date", "Deadline", "Due date", "Due by", "Date due", "Action date", "Complete by"),
    ),
    Field(
        "next_call",
        "Next call",
        ("Call back", "Callback", "Ring back", "Next telephone call", "Next phone call", "Date of next call"),
        "",
        "Becomes a planned call.",
    ),
    Field(
        "identifier",
        "Number in another system",
        (
            "Mosaic ID",
            "Mosaic number",
            "Mosaic no",
            "Liquidlogic ID",
            "LAS number",
            "EMIS number",
            "EMIS no",
            "SystmOne ID",
            "Hospital number",
            "Hospital no",
            "PAS number",
            "Social care ID",
            "Social care number",
            "Local ID",
            "Client ID",
            "Client number",
            "Patient ID",
            "Case number",
            "Unit number",
            "Paris ID",
        ),
        "personal",
    ),
    Field(
        "mdt_date",
        "Team meeting",
        _or(
            "MDT; Date of MDT; ICTM; ICTM date; Team meeting date; Huddle; Meeting; Meeting date; "
            "Discussed at MDT; Last MDT; Next MDT"
        ),
        "",
        "The day of the meeting at which the person is, or was, discussed.",
    ),
    Field(
        "comments",
        "Comments",
        _or(
            "Comment; Notes; Note; Remarks; Update; Updates; Other; Info; Information; Details; "
            "Background; Summary; Free text; Other info; Any other information; Narrative; Situation"
        ),
        "confidential",
        "Becomes an entry from your sheet.",
    ),
    Field(
        "status",
        "Status",
        _or("Case status; Open/closed; Open or closed; Active; Current; Caseload status"),
    ),
)
"""Columns of a spreadsheet that aren't fields of the person, but become dated entries, actions and visits."""

FIELDS: dict[str, Field] = {field.name: field for field in (*PERSON_FIELDS, *SHEET_FIELDS)}


def heading_key(heading: str) -> str:
    """A heading for comparing: case, punctuation and spacing gone ("D.O.B." and "dob" are one)."""
    return re.sub(r"[\W_]+", "", fold(heading))


def headings(fields: Iterable[Field]) -> dict[str, Field]:
    """Heading key -> field, of names, labels and synonyms; the first field that claims a heading has it."""
    found: dict[str, Field] = {}
    for field in fields:
        for word in (field.name, field.label, *field.synonyms):
            if key := heading_key(word):
                found.setdefault(key, field)
    return found


@cache
def _all_headings() -> dict[str, Field]:
    return headings(FIELDS.values())


def field_for_heading(heading: str) -> Field | None:
    """The field that a sheet's heading means, or None when it has to be mapped by hand."""
    return _all_headings().get(heading_key(heading))
