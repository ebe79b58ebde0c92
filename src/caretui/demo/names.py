"""Names for invented people: common in Lancashire and among its families from South Asia; no one is meant."""

WOMEN = (
    "Jean Doris Maureen Kath Eileen Brenda Sheila Joyce Edna Marjorie Hilda Irene Norma Pauline Lynne Carol Susan "
    "Fatima Nasreen Shabana Zubeda Amina Khadija Parveen Rukhsana Safiya Yasmin Halima Bushra Ada Vera Olive Mavis"
).split()
MEN = (
    "Frank Alan Brian Tom Ray Sean Colin Derek Harold Stanley Norman Ronald Kenneth Gordon Roy Trevor Keith "
    "Mohammed Yusuf Ibrahim Imran Tariq Iqbal Abdul Hassan Bilal Faisal Usman Rashid Walter Arthur Leslie Cyril"
).split()
FAMILIES = (
    "Aspden Aspinall Bibi Bolton Catterall Cronshaw Duckworth Eastham Fielding Greenwood Hargreaves Haworth Holden "
    "Hindle Ingham Isherwood Jepson Kay Kershaw Lomax Marsh Mercer Nuttall Ormerod Parkinson Pickup Pilkington "
    "Ramsbottom Riley Rothwell Sagar Shorrock Sudell Tattersall Thwaites Walmsley Whalley Worsley Yates "
    "Ahmed Akhtar Ali Begum Chaudhry Desai Hussain Iqbal Khan Mahmood Malik Mir Patel Qureshi Rafiq Shah Valli"
).split()
STREETS = (
    "Audley Range",
    "Shear Brow",
    "Preston New Road",
    "Whalley New Road",
    "Bolton Road",
    "Livesey Branch Road",
    "Shadsworth Road",
    "Accrington Road",
    "Blackburn Road",
    "Redearth Road",
    "Sunnyhurst Lane",
    "Ramsgreave Drive",
)
PRACTICES: dict[str, tuple[str, ...]] = {
    "Blackburn East": (
        "Roman Road Health Centre",
        "St George's Surgery",
        "Cornerstone Practice",
        "Higher Croft Surgery",
        "Shadsworth Surgery",
        "Knuzden Medical Centre",
        "Intack Family Practice",
    ),
    "Blackburn North": (
        "Pleckgate Surgery",
        "Brownhill Medical Centre",
        "Little Harwood Practice",
        "Roe Lee Surgery",
        "Whitehall Street Surgery",
        "Daisyfield Medical Practice",
        "Limbrick Surgery",
    ),
    "Blackburn West": (
        "Witton Park Surgery",
        "Redlam Medical Centre",
        "Cherry Tree Practice",
        "Livesey Surgery",
        "Feniscowles Practice",
        "Griffin Street Surgery",
        "Mill Hill Medical Centre",
        "Montague Practice",
    ),
    "Darwen": (
        "Earcroft Surgery",
        "Sunnyhurst Practice",
        "Whitehall Medical Centre",
        "Spring Bank Surgery",
        "Hoddlesden Practice",
        "Tower View Surgery",
        "Market Place Practice",
    ),
}
"""Locality -> practices. The first three are the pilot's, named in the press; the rest are invented."""
AGENCIES: dict[str, str] = {
    "community nursing": "community nursing",
    "adult social care": "adult social care",
    "mental health": "mental health",
    "occupational therapy": "occupational therapy",
    "district nursing": "district nursing",
    "heart failure nursing": "heart failure nursing",
    "Royal Blackburn Hospital": "hospital",
    "Hollies Care": "night care",
    "memory assessment": "memory assessment",
    "housing": "housing",
    "police": "police",
    "Care Network": "voluntary",
    "pharmacy": "pharmacy",
    "GP": "GP",
}
"""Name -> kind (`care.vocabulary.AGENCY_KINDS`)."""
PROFESSIONALS: tuple[tuple[str, str, str], ...] = (
    ("Sam Ward", "community matron", "community nursing"),
    ("Priya Nair", "team lead", "community nursing"),
    ("Lisa Haslam", "district nurse", "district nursing"),
    ("Joan Pickles", "district nurse", "district nursing"),
    ("Martin Riding", "heart failure nurse", "heart failure nursing"),
    ("Aisha Malik", "social worker", "adult social care"),
    ("Gareth Owen", "social worker", "adult social care"),
    ("Beth Cowell", "occupational therapist", "occupational therapy"),
    ("Hamid Raja", "mental health worker", "mental health"),
    ("Carla Dean", "memory nurse", "memory assessment"),
    ("Dr Anne Farrow", "GP", "GP"),
    ("Dr Sunil Mehta", "GP", "GP"),
    ("Dr Ruth Kenny", "GP", "GP"),
    ("Nadia Shaikh", "practice nurse", "GP"),
    ("Peter Lowe", "pharmacist", "pharmacy"),
    ("Terry Holt", "housing manager", "housing"),
    ("Sgt Dawn Healey", "police hospital liaison", "police"),
    ("Mel Foster", "voluntary sector worker", "Care Network"),
    ("Ruby Ashworth", "care home liaison", "community nursing"),
    ("Imran Vali", "physiotherapist", "community nursing"),
    ("Kelly Marsden", "night care lead", "Hollies Care"),
    ("Steph Clough", "discharge nurse", "Royal Blackburn Hospital"),
    ("Dan Whiteside", "community matron", "community nursing"),
    ("Farida Bux", "community matron", "community nursing"),
    ("Jo Moss", "community matron", "community nursing"),
)
"""(name, role, employer); the first sits at the keyboard, Jo Moss has left."""
NOTES = (
    "Settled. Eating and drinking well. No concerns.",
    "Ankles less swollen. Weight steady. Medicines taken as prescribed.",
    "Low in mood; misses the club since the bus stopped. Asked about the Thursday lunch.",
    "Daughter tired. Talked through a carer's break; leaflet left.",
    "Slept badly. No falls. Pendant worn and tested.",
    "Wound clean and smaller. Dressing changed. Back on Thursday.",
    "Kitchen tidy, fridge full. Managing stairs with the rail.",
    "Confused about the day; knew me. Tablets from Monday still in the box.",
    "Breathless on the stairs only. Oxygen 94 on air. Knows whom to ring.",
    "Landlord has not been about the damp. Cough no better.",
)
ACTIONS = (
    ("occupational therapy", "bath seat"),
    ("adult social care", "start of care package"),
    ("district nursing", "weekly blood pressure"),
    ("GP", "medicines review"),
    ("mental health", "talking therapy assessment"),
    ("housing", "damp in the bedroom"),
    ("Care Network", "befriender"),
    ("pharmacy", "blister packs"),
    ("memory assessment", "clinic appointment"),
    ("community nursing", "review the plan with the family"),
)
CONDITIONS = (
    "diabetes",
    "heart failure",
    "COPD",
    "frailty",
    "dementia",
    "depression",
    "stroke",
    "arthritis",
    "kidney disease",
)
