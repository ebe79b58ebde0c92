"""What a passphrase must be: long and not common; it never expires (NCSC and NIST SP 800-63B advice)."""

from itertools import pairwise

from caretui.care.identifiers import fold

SHORTEST = 12

COMMON_STEMS = [
    "password",
    "passw0rd",
    "letmein",
    "qwerty",
    "qwertyuiop",
    "asdfgh",
    "zxcvbn",
    "welcome",
    "admin",
    "administrator",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "liverpool",
    "arsenal",
    "chelsea",
    "rovers",
    "blackburn",
    "darwen",
    "lancashire",
    "sunshine",
    "princess",
    "trustno1",
    "changeme",
    "default",
    "secret",
    "hospital",
    "nurse",
    "matron",
    "caretui",
    "nhs",
    "systmone",
    "emis",
    "coordinator",
    "winter",
    "spring",
    "summer",
    "autumn",
]


def problem(passphrase: str, name: str = "") -> str:
    """Why this passphrase cannot be taken, in a sentence that row 23 holds at 80 columns; "" when it can.

    `name` is the member's: a passphrase that is their own name guards nothing.
    """
    if len(passphrase) < SHORTEST:
        return f"At least {SHORTEST} characters: four words that only you would put together."
    letters = fold(passphrase).replace(" ", "")
    rest = letters
    for word in sorted([*COMMON_STEMS, *fold(name).split()], key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = "".join(c for c in rest if not c.isdigit() and c.isalnum())
    if len(set(letters)) < 5 or len(rest) < 4 or letters in "01234567890123456789" or _runs(letters):
        return "It is among the first that anybody would try: four unrelated words are better."
    return ""


def _runs(letters: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in pairwise(letters)}
    return len(steps) == 1
