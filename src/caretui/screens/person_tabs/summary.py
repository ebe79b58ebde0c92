"""The Summary tab: the whole person on one screen of 80x24, honest counts included; more where there is room."""

from datetime import date, datetime

from textual.app import ComposeResult

from caretui.care.counts import several
from caretui.care.dates import say_appointment, say_birth, say_date, say_moment, wall
from caretui.care.outcomes import before_words, since_words
from caretui.care.sentences import contact_lead, says
from caretui.care.week import DAY_LETTERS, gap_words
from caretui.screens.person_tabs.base import PersonTab
from caretui.store.queries import summary as query
from caretui.store.queries.contacts import Entry
from caretui.store.queries.facts import interval_words
from caretui.store.queries.summary import Coming, GoesIn, IfWorse, Summary, ToDo
from caretui.widgets.line import Cell, Pager, Words
from caretui.widgets.safe import cut, plain, width_of, wrap

LABEL = 13
NAME = 24
MARKS = 15


class SummaryTab(PersonTab):
    """Everything around the person, drawn for the room there is."""

    def __init__(self) -> None:
        super().__init__()
        self.pager = Pager()
        self.summary: Summary | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield self.pager

    def refresh_data(self) -> None:
        """Read the summary."""
        store, today, person = self.care.store, self.care.today, self.person
        self.fetch(lambda con: query.summary(con, person, store.viewer, today), self.show_summary)

    def show_summary(self, summary: Summary | None) -> None:
        """Draw it."""
        self.summary = summary
        if summary is not None:
            self.draw()

    def on_resize(self) -> None:
        """Another size, another choice of what gives way."""
        self.draw()

    def draw(self) -> None:
        """Put the lines for the present size on the screen."""
        if self.summary is not None and self.size.height:
            self.pager.show(lines(self.summary, self.size.width, self.size.height, self.care.today))


def lines(summary: Summary, width: int, room: int, today: date) -> list[Words]:
    """The rows of the tab. When room is short these give way in order: oldest contacts, weekday rows, Matters."""
    top = _top(summary, width, today)
    matters = _matters(summary, width)
    low = _low(summary, width, today)
    contacts = [_contact(entry, width, today) for entry in summary.contacts]
    week = _week(summary, width, today)
    blank = 2 if low or contacts else 1
    spare = room - len(top) - len(matters) - len(low) - blank - 1
    rows = min(len(week), max(1, spare - min(len(contacts), 1 if spare < len(week) + 3 else 3)))
    if rows < len(week) and rows < 3 and matters:
        rows, matters = rows + len(matters), []
    shown = contacts[: max(0, room - len(top) - len(matters) - blank - 1 - rows - len(low))]
    if rows < len(week):
        left = len(week) - rows + 1
        week = [*week[: rows - 1], f" and {left} more: Team has who goes in, Plan what is to do"]
    body: list[Words] = [*matters, "", _week_head(summary, width, today), *week]
    if low or shown:
        body.append("")
    body += [*low, *shown]
    return _with_more(summary, top, body, room, width, today)


def _with_more(
    summary: Summary, top: list[Words], body: list[Words], room: int, width: int, today: date
) -> list[Words]:
    """What only shows when everything else does: how to reach the person, what comes next, the circle."""
    reach, circle = _reach(summary, width, today), _circle(summary, width)
    spare = room - len(top) - len(body)
    if len(reach) > spare:
        return [*top, *body]
    return [*top, *reach, *body, *circle[: spare - len(reach) if spare - len(reach) > 2 else 0]]


def _reach(summary: Summary, width: int, today: date) -> list[Words]:
    who = summary.who
    phones = ", ".join(part for part in (who.phone, who.mobile, who.email, who.phone_note) if part)
    address = ", ".join(part for part in (who.address, who.postcode) if part)
    words = ". ".join(part for part in (phones, address, who.access) if part)
    rows = _row("Reach", words, width) if words else []
    coming = ", ".join(_coming(one, today) for one in summary.coming)
    return rows + (_row("Next", coming, width) if coming else [])


def _coming(one: Coming, today: date) -> str:
    """`call today 13:30`, `plan review Mon 30`; of a visit or call on a day behind us, that it was not written up."""
    moment = datetime.fromisoformat(one.at)
    words = f"{one.kind} {say_appointment(one.at, today)}"
    behind = moment.date() < today and one.kind not in ("team meeting", "plan review")
    return f"{words} (to write up)" if behind else words


def _circle(summary: Summary, width: int) -> list[Words]:
    if not summary.circle:
        return []
    rows: list[Words] = ["", Cell(" CIRCLE OF SUPPORT", "strong")]
    names = [", ".join(part for part in (one.name, one.relationship) if part) for one in summary.circle]
    room = max(NAME - 1, min(max(map(width_of, map(plain, names))), NAME - 1 + (width - 80) // 2))
    for one, name in zip(summary.circle, names, strict=True):
        rest = ", ".join(part for part in (*one.parts, one.may_tell.replace(": ", " ", 1)) if part)
        rows.append(f" {cut(name, room)} {cut(one.phone, MARKS - 1)} {rest}")
    return rows


def _row(label: str, words: str, width: int, *, strong: bool = False, most: int = 1) -> list[Words]:
    """`Home         Intack Court...`, over at most so many rows."""
    wrapped = wrap(words, width - LABEL - 1)
    if len(wrapped) > most:
        wrapped = [*wrapped[: most - 1], cut(" ".join(wrapped[most - 1 :]), width - LABEL - 1)]
    style = "strong" if strong else ""
    return [[f" {label if not n else '':<{LABEL}}", Cell(text, style)] for n, text in enumerate(wrapped)]


def _top(summary: Summary, width: int, today: date) -> list[Words]:
    who = summary.who
    most = 2 if width >= 110 else 1
    rows = _coordinator(summary, width, today)
    rows += _row("Home", _home(summary, most * (width - LABEL - 1)), width, most=most)
    if summary.conditions or who.in_one_line:
        said = ", ".join(summary.conditions)
        said += f". {who.in_one_line}" if said and who.in_one_line and width >= 110 else ""
        rows += _row("Has", said or who.in_one_line or "", width, most=most)
    else:
        rows += _row("Has", "no condition written down: + adds one", width)
    if width >= 110:
        place = ", ".join(part for part in (who.practice_name or "NO PRACTICE", who.locality) if part)
        place += f". Risk: {who.risk_before} to {who.risk_band}" if who.risk_before and who.risk_band else ""
        place += f". Seen {interval_words(who.contact_interval)}, as agreed" if who.contact_interval else ""
        rows += _row("Practice", place, width)
    return rows


_HOUSES = ("assisted living", "sheltered housing", "extra care housing", "care home", "nursing home")


def _home(summary: Summary, room: int) -> str:
    """The house by its name where it is one, how they live, whom to ring there."""
    who = summary.who
    how = ", ".join(part for part in (who.accommodation, who.living_situation) if part)
    if not how:
        return who.address or "not known: e adds the address and how they live"
    place = who.address.partition(",")[0].strip() if who.address and who.accommodation in _HOUSES else ""
    for name in (place, place.lstrip("0123456789 ")):
        words = ". ".join(part for part in (f"{name}, {how}".removeprefix(", "), summary.manager) if part)
        if width_of(plain(words)) <= room:
            return words
    return words


def _coordinator(summary: Summary, width: int, today: date) -> list[Words]:
    who = summary.who
    if who.coordinator is None or who.coordinator_name is None:
        return _row("Coordinator", "NO NAMED COORDINATOR: l names one", width, strong=True)
    words = ", ".join(part for part in (who.coordinator_name, who.coordinator_job) if part)
    if who.coordinator_left and who.coordinator_left <= today:
        words += f", LEFT {say_date(who.coordinator_left, today)}: l names another"
        return _row("Coordinator", words, width, strong=True)
    since = f", since {say_birth(who.coordinator_since)}" if who.coordinator_since else ""
    return _row("Coordinator", words + since, width)


def _matters(summary: Summary, width: int) -> list[Words]:
    if not summary.matters:
        return []
    words = summary.matters.strip()
    return _row("Matters", words if words.startswith('"') else f'"{words}"', width, most=2 if width >= 110 else 1)


# --- who goes in, and to do


def _split(width: int) -> tuple[int, int]:
    """(where the extra of a weekday row begins and how wide it is, where TO DO begins): more room goes to both."""
    spare = max(0, width - 80)
    return 11 + spare // 4, 51 + spare // 4


def _week_head(summary: Summary, width: int, today: date) -> Words:
    late = sum(1 for action in summary.actions if action.days_late(today))
    gaps = gap_words([service.pattern for service in summary.services]) if summary.services else ""
    count = f"{len(summary.actions)} open" + (f", {late} late" if late else "") if summary.actions else ""
    extra, start = _split(width)
    head = f" {'WHO GOES IN':<{NAME}}{DAY_LETTERS:<{MARKS}}"
    head += cut(gaps if width >= 110 else "", extra)
    return Cell(f"{cut(head, start)}{'TO DO':<13}{count}", "strong")


def _week(summary: Summary, width: int, today: date) -> list[Words]:
    extra, start = _split(width)
    services = [_service(service, extra) for service in summary.services]
    if not services:
        services = [[cut(" nobody yet: + adds who goes in", start)]]
    actions = [_action(action, width - start, today) for action in summary.actions]
    if not actions:
        actions = [["nothing open: a asks for one"]]
    rows: list[Words] = []
    for n in range(max(len(services), len(actions))):
        left = services[n] if n < len(services) else [" " * start]
        rows.append([*left, *(actions[n] if n < len(actions) else [])])
    return rows


def _service(service: GoesIn, extra: int) -> list[str | Cell]:
    when = service.pattern.time
    note = when or service.what if extra < 20 else ", ".join(part for part in (when, service.what) if part)
    left = f" {cut(service.provider, NAME - 1)} {cut(service.pattern.marks, MARKS - 2)}  "
    if service.is_twice:
        return [left, Cell(cut(f"TWICE {service.what}", extra - 1), "strong"), " "]
    return [left, cut(note, extra - 1), " "]


def _action(action: ToDo, width: int, today: date) -> list[str | Cell]:
    if action.status == "waiting":
        since = f" {say_date(action.since, today)}" if action.since else ""
        return [f"waiting {_owned(action, action.waiting_on or action.owner, width - 8 - width_of(since))}{since}"]
    if late := action.days_late(today):
        lead = Cell(f"{f'LATE {late}d':<8}", "late")
    else:
        day = say_date(action.due, today) if action.due else "no day"
        lead = Cell(f"{day:<8}" if len(day) < 8 else f"{day} ")
    return [lead, _owned(action, "me" if action.mine else action.owner, width - width_of(lead.text))]


def _owned(action: ToDo, owner: str, width: int) -> str:
    """`OT: 2nd stair rail`: the owner in full where there is room, else shorter, else cut; alone when waiting."""
    waits = action.status == "waiting" and width < 40
    ways = [owner] if owner == "me" else [owner, *(short for short in action.owners if short != owner)]
    said = [way if waits and way else f"{way}: {action.what}" if way else action.what for way in ways]
    fitting = next((words for words in said if width_of(plain(words)) <= width), said[-1])
    return cut(fitting, width).rstrip()


# --- below


def _low(summary: Summary, width: int, today: date) -> list[Words]:
    rows: list[Words] = []
    if summary.if_worse:
        most = 2 if width >= 110 else 1
        rows += _row("If worse", _worse(summary.if_worse, most * (width - LABEL - 1)), width, most=most)
    if summary.before:
        rows += _row("Before plan", before_words(summary.before), width)
    if summary.since:
        rows += _row(
            "Since plan",
            f"{summary.since.count:>2}" + since_words(summary.since).removeprefix(str(summary.since.count)),
            width,
        )
    if summary.sheet_count:
        lines_of = several(summary.sheet_count, "line")
        rows += _row("Your sheet", f"{lines_of} of it wait to be taken over: e, then From your sheet", width)
    if summary.own_words:
        own = summary.own_words
        words = own.words.strip()
        words = words if words.startswith('"') else f'"{words}"'
        day = f"  {say_date(own.on, today)}" if own.on else ""
        label = says(summary.who.sex, summary.who.called)
        room = width - LABEL - 1 - width_of(day)
        rows.append(
            [
                f" {cut(label, LABEL - 1)} ",
                cut(words, room).rstrip() + day if width_of(plain(words)) > room else plain(words) + day,
            ]
        )
    return rows


def _worse(worse: IfWorse, room: int) -> str:
    """The trigger, what to do and whom to ring; without room for all, whom to ring comes before what to do."""
    for then in ((worse.do, worse.whom), (worse.whom or worse.do,)):
        said = ", ".join(part for part in then if part)
        words = f"{worse.trigger}: {said}" if said else worse.trigger
        if width_of(plain(words)) <= room:
            return words
    return words


def _contact(entry: Entry, width: int, today: date) -> Words:
    when = wall(entry.at)
    lead = contact_lead(
        method=entry.method, direction=entry.direction, reached=entry.reached, with_whom=entry.with_whom, by=entry.by
    )
    words = entry.stands or entry.purpose or entry.agreed or entry.own_words
    return f" {say_moment(when, today)} {lead}{f': {words}' if words else ''}"
