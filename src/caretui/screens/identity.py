"""Rows 1 to 3 of everything about one person: who it is, what warns, what they need. All screens take them here."""

from datetime import date

from caretui.care.dates import say_birth, say_date
from caretui.care.identifiers import spoken_nhs
from caretui.care.sentences import (
    age_words,
    died_words,
    hospital_words,
    kept_words,
    needs_words,
    told_words,
    warning_words,
)
from caretui.store.queries.person import Strip, Who
from caretui.widgets.frame import Identity
from caretui.widgets.line import Cell, Words
from caretui.widgets.safe import cut, plain, width_of

MORE = "  ! all"


def identity(who: Who, today: date, right: str = "") -> Identity:
    """Row 1 about this person; `right` stands at its end ("2 of 45")."""
    return Identity(
        family=who.family_name,
        given=who.given_name or "",
        likes=who.preferred_name or "",
        age=age_words(who.date_of_birth, who.date_of_death, today, estimated=who.birth_estimated),
        born=say_birth(who.date_of_birth) if who.date_of_birth else "",
        nhs=spoken_nhs(who.nhs_number) if who.nhs_number else "",
        right=right,
    )


def standing_words(who: Who, today: date) -> list[str]:
    """What comes before every warning: death, hospital, home again, a closed or restricted record."""
    words = []
    if who.date_of_death:
        words.append(died_words(who.date_of_death, who.kindness_owed))
    elif who.in_hospital_since:
        words.append(hospital_words(who.in_hospital_since, who.hospital, who.hospital_reason, today))
    elif who.home_since and 0 <= (today - who.home_since).days <= 7:
        words.append(f"Home from hospital {say_date(who.home_since, today)}.")
    if who.status == "closed":
        since = f" {say_date(who.status_since, today)}" if who.status_since else ""
        words.append(f"CLOSED{since}: {who.status_reason or 'no reason given'}.")
    if who.restricted:
        words.append("RESTRICTED RECORD.")
    return words


def warning_sentences(strip: Strip) -> list[str]:
    """Each standing warning of the viewer's audience; a key safe is only said to be there, and last."""
    words = [warning_words(w.kind, w.words) for w in strip.warnings if w.kind != "key safe"]
    if strip.who.has_key_safe or any(w.kind == "key safe" for w in strip.warnings):
        words.append("Key safe")
    return words


def warning_rows(strip: Strip, today: date, width: int = 80) -> list[Words]:
    """Rows 2 and 3: warnings, then needs, papers and when the person was told; what doesn't fit is under `!`."""
    who = strip.who
    first = [Cell(words, "strong") for words in standing_words(who, today)]
    first += [Cell(words if words == "Key safe" else f"! {words}", "strong") for words in warning_sentences(strip)]
    second = [
        needs_words(
            who.communication_needs,
            large_print=who.large_print,
            interpreter=who.interpreter,
            language=who.language,
        ),
        *(kept_words(paper.kind, paper.where_kept) for paper in strip.kept),
        *([] if who.date_of_death else [told_words(who.told_on, today)]),
    ]
    return [row for row in (_fitted(first, width), _fitted([Cell(words) for words in second if words], width)) if row]


def _fitted(cells: list[Cell], width: int) -> Words:
    """The cells side by side, one cell of the width left free; when they don't all fit, with `! all` at the end."""
    if not cells:
        return ""
    row: list[str | Cell] = []
    used = 1
    for place, cell in enumerate(cells):
        text = plain(cell.text)
        size = width_of(text) + (2 if place else 0)
        last = place == len(cells) - 1
        if used + size > width - (0 if last else len(MORE)):
            if place == 0:
                row.append(Cell(_start(text, width - used - len(MORE)), cell.style))
            row.append(Cell(MORE, "strong"))
            break
        row += [*(["  "] if place else []), Cell(text, cell.style)]
        used += size
    return row


def _start(text: str, cells: int) -> str:
    return cut(text, cells).rstrip()


KEPT_NAME = 20
"""Cells of a name that stay in `who_row`, whoever coordinates: as many as a list has for it."""


def who_row(name: str, born: str, nhs: str, coordinator: str, width: int) -> list[str | Cell]:
    """One row: name, birth and NHS number, the coordinator at the right edge.

    When it is too short the word "Coordinator" goes, then the coordinator and the name are cut; never what tells two
    people of one name apart.
    """
    fixed = f"   {born}   {nhs} "
    room = width - width_of(fixed) - 2
    name, coordinator = plain(name), plain(coordinator)
    right = f"Coordinator  {coordinator}"
    if width_of(name) + width_of(right) > room:
        right = coordinator
    name = cut(name, min(width_of(name), max(KEPT_NAME, room - width_of(right))))
    right = cut(right, max(0, min(width_of(right), room - width_of(name))))
    gap = " " * (room - width_of(name) - width_of(right))
    return [" ", Cell(name, "strong"), f"{fixed}{gap}{right} "]
