"""The Team tab: who goes in by weekday with its gaps and doubles, the circle, professionals, programmes, conditions."""

from datetime import date

from caretui.care.dates import say_date
from caretui.care.week import DAY_LETTERS, gap_words
from caretui.screens.person_tabs.listing import ListingTab, Sections, TabLine
from caretui.store.database import Connection
from caretui.store.queries import around, programmes, summary
from caretui.store.queries.around import LAST_CONTACT, Around, Condition, Known, Number
from caretui.store.queries.summary import GoesIn
from caretui.widgets.columns import places
from caretui.widgets.line import Cell
from caretui.widgets.table import Column

GOES_IN = "WHO GOES IN"
NOBODY_GOES_IN = TabLine(("nobody yet", "", "+ adds who goes in"))
NOBODY_CLOSE = TabLine(("nobody yet", "", "+ adds family and friends"))


class TeamTab(ListingTab):
    """Who is around the person: `+` adds, `e` edits, `-` ends with a reason."""

    columns = (Column("", 23, 2), Column("", 21, 26), Column("", 32, 48, flexible=True))

    def refresh_data(self) -> None:
        """Read circle, professionals, services and programmes."""
        today, person = self.care.today, self.person

        def sections(con: Connection) -> Sections:
            goes_in = summary.services(con, person, today, ended=True)
            now = [service for service in goes_in if service.ended is None or service.ended >= today]
            gaps = gap_words([service.pattern for service in now]) if now else ""
            return (
                (
                    GOES_IN,
                    gaps,
                    [_goes_in(service, today) for service in now] or [NOBODY_GOES_IN],
                ),
                ("CIRCLE OF SUPPORT", "", [_around(one) for one in around.circle(con, person)] or [NOBODY_CLOSE]),
                ("PROFESSIONALS", "", [_known(one, today) for one in around.professionals(con, person, today)]),
                ("PROGRAMMES", "", [_involved(one, today) for one in programmes.of_person(con, person)]),
                ("CONDITIONS", "", [_condition(one, today) for one in around.conditions(con, person)]),
                ("OTHER NUMBERS", "", [_number(one) for one in around.numbers(con, person)]),
                (
                    "NO LONGER",
                    "",
                    [_goes_in(s, today) for s in goes_in if s not in now]
                    + [_around(c) for c in around.circle(con, person, ended=True) if c.ended],
                ),
            )

        self.fetch(sections, self.show_sections)

    def heading(self, title: str) -> str:
        """The letters of the days stand above their marks, wherever these begin."""
        if title != GOES_IN:
            return title
        marks = places(tuple(self.table.columns), self.table.size.width, self.table.base)[1]
        return f"{title:<{marks.first - 1}}{DAY_LETTERS}"


def _goes_in(service: GoesIn, today: date) -> TabLine:
    note = ", ".join(part for part in (service.pattern.time, service.what, service.phone) if part)
    if service.ended is not None:
        note = f"until {say_date(service.ended, today)}  {note}"
    third: str | Cell = Cell(f"TWICE {service.what}  {service.pattern.time}", "strong") if service.is_twice else note
    return TabLine((service.provider, service.pattern.marks, third), "service", service.id, service.provider)


def _around(one: Around) -> TabLine:
    name = ", ".join(part for part in (one.name, one.relationship) if part)
    tell = one.may_tell if one.may_tell.startswith("objects") else one.may_tell.removeprefix("may be told: ")
    tell = {"": "", "may be told": "may be told"}.get(
        tell, tell if tell.startswith(("objects", "consent")) else f"may be told {tell}"
    )
    note = ". ".join(part for part in (", ".join(part for part in (*one.parts, tell) if part), one.note) if part)
    if one.ended is not None:
        note = f"no longer. {note}"
    return TabLine((name, one.phone, note), "circle", one.id, one.name)


def _condition(one: Condition, today: date) -> TabLine:
    since = f"since {one.since}" if one.since else ""
    note: str | Cell = one.note
    if one.ended is not None:
        since, note = f"ended {say_date(one.ended, today)}", f"{one.ended_why}  {one.note}".strip()
    return TabLine((one.name, since, note), "condition", one.id, one.name)


def _number(one: Number) -> TabLine:
    return TabLine((one.kind, one.value, ""), "identifier", one.id, f"{one.kind} {one.value}")


def _known(one: Known, today: date) -> TabLine:
    role = ", ".join(part for part in (one.role, one.agency) if part)
    part = one.part
    if part.startswith(LAST_CONTACT):
        part = f"{LAST_CONTACT}{say_date(date.fromisoformat(part.removeprefix(LAST_CONTACT)), today)}"
    left: str | Cell = f"{part}  {one.phone}"
    if one.left_on is not None and one.left_on <= today:
        left = Cell(f"LEFT {say_date(one.left_on, today)}: {part}", "strong")
    return TabLine((one.name, role, left))


def _involved(one: programmes.Involvement, today: date) -> TabLine:
    stage = f"{one.stage}, {(today - one.stage_since).days} days" if one.stage and one.stage_since else one.stage
    lead = ", ".join(part for part in (one.lead_agency, one.case_manager) if part)
    words: str | Cell = f"lead: {lead}" if lead else "no lead agency"
    if not lead and one.stage == "agreed":
        words = Cell("AGREED BUT NO LEAD", "strong")
    if one.ended is not None:
        words = f"ended {say_date(one.ended, today)}{f': {one.ended_why}' if one.ended_why else ''}"
    return TabLine((one.programme, stage, words), "involvement", one.id, one.programme)
