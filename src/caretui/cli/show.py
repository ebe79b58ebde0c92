"""`caretui show PERSON`: the Person screen in print: summary, team, who goes in, plan, last contacts, warnings."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date

from caretui.care.dates import say_birth, say_date, say_moment, wall
from caretui.care.identifiers import spoken_nhs
from caretui.care.outcomes import FULL_CAUTION, Counted, before_words, since_words
from caretui.care.sentences import age_words, contact_lead, kept_words, needs_words, told_words, warning_words
from caretui.care.week import DAY_LETTERS
from caretui.cli import printable
from caretui.cli.common import Refused, open_store
from caretui.cli.show_json import as_json
from caretui.store.queries import around, contacts, history, person, programmes, summary
from caretui.store.queries.around import LAST_CONTACT
from caretui.store.queries.summary import Summary
from caretui.store.store import Store


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Who, how, and whether to print who has looked."""
    parser.add_argument("person", metavar="PERSON", help="NHS number in any spacing, or record id")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text for reading")
    parser.add_argument("--views", action="store_true", help="also who has looked at this record")


def run(args: argparse.Namespace) -> int:
    """Print one person; the look is recorded."""
    store = open_store(args)
    try:
        con, viewer, today = store.read(), store.viewer, store.today()
        found = person.find_person(con, args.person, viewer)
        about = summary.summary(con, found, viewer, today) if found else None
        if about is None:
            raise Refused("Nobody here has this NHS number or record id.")
        if args.format == "json":
            json.dump(as_json(store, about, views=args.views), sys.stdout, ensure_ascii=False, indent=1)
            print()
        else:
            for line in as_text(store, about, views=args.views):
                print(printable(line))
        store.audit("shown", about.who.id)
    finally:
        store.close()
    return 0


# --- text


def as_text(store: Store, about: Summary, *, views: bool) -> Iterator[str]:
    """The lines, as plain words for a screen reader or a pager."""
    today, who = store.today(), about.who
    called = f'"{who.preferred_name}"' if who.preferred_name else ""
    age = age_words(who.date_of_birth, who.date_of_death, today, estimated=who.birth_estimated)
    born = f"born {say_birth(who.date_of_birth)}" if who.date_of_birth else "birth not known"
    number = f"NHS {spoken_nhs(who.nhs_number)}" if who.nhs_number else "no NHS number"
    yield "  ".join(part for part in (who.name, called, age, born, number) if part)
    yield f"id {who.id}"
    yield from _standing(about, today)
    yield from _section("Who they are", _who(about, today))
    yield from _section("Plan", _plan(about))
    yield from _section(f"Who goes in             {DAY_LETTERS}", (_goes_in(s) for s in about.services))
    yield from _section("To do", (_todo(action, today) for action in about.actions))
    yield from _section("Circle of support", (_circle(one) for one in around.circle(store.read(), who.id)))
    yield from _section(
        "Professionals", (_known(one, today) for one in around.professionals(store.read(), who.id, today))
    )
    yield from _section("Programmes", (_programme(one) for one in programmes.of_person(store.read(), who.id)))
    yield from _section("Last contacts", (_contact(entry, today) for entry in about.contacts))
    yield from _section("From your sheet", (f"{s.heading}: {s.words}" for s in around.from_sheet(store.read(), who.id)))
    if views:
        looks = history.views(store.read(), who.id)
        yield from _section(
            "Who has looked at this record",
            (f"{say_moment(wall(look.at), today)}  {look.name}, {look.job}: {look.what}" for look in looks),
        )


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = [line for line in lines if line]
    if found:
        yield ""
        yield title
        yield from (f"  {line}" for line in found)


def _standing(about: Summary, today: date) -> Iterator[str]:
    who = about.who
    if who.date_of_death:
        yield f"Died {say_birth(who.date_of_death)}."
    if who.in_hospital_since and not who.date_of_death:
        yield f"IN HOSPITAL since {say_date(who.in_hospital_since, today)}, {who.hospital or 'which is not known'}."
    if who.status == "closed":
        yield f"CLOSED: {who.status_reason or ''}"
    if who.restricted:
        yield "RESTRICTED RECORD."
    for warning in about.strip.warnings:
        late = " REVIEW LATE." if warning.review_late else ""
        yield f"! {warning_words(warning.kind, warning.words)}{late}"
    if who.has_key_safe:
        yield "! Key safe: the code shows on the screen when asked for."
    needs = needs_words(
        who.communication_needs,
        large_print=who.large_print,
        interpreter=who.interpreter,
        language=who.language,
    )
    if needs:
        yield needs
    yield from (kept_words(paper.kind, paper.where_kept) for paper in about.strip.kept)
    if not who.date_of_death:
        yield f"{told_words(who.told_on, today)}."


def _who(about: Summary, today: date) -> Iterator[str]:
    who = about.who
    since = f", since {say_birth(who.coordinator_since)}" if who.coordinator_since else ""
    job = f", {who.coordinator_job}" if who.coordinator_job else ""
    yield (
        f"Coordinator: {who.coordinator_name}{job}{since}"
        if who.coordinator_name
        else "Coordinator: NO NAMED COORDINATOR"
    )
    home = ", ".join(part for part in (who.address, who.postcode, who.accommodation, who.living_situation) if part)
    phones = ", ".join(part for part in (who.phone, who.mobile, who.email, who.phone_note) if part)
    yield f"Home: {home}" if home else ""
    yield f"Telephone: {phones}" if phones else ""
    yield f"Getting in: {who.access}" if who.access else ""
    place = ", ".join(part for part in (who.practice_name, who.locality) if part)
    yield f"Practice: {place}" if place else ""
    yield f"Has: {', '.join(about.conditions)}" if about.conditions else ""
    yield f"In one line: {who.in_one_line}" if who.in_one_line else ""
    yield f"Situation: {who.situation}" if who.situation else ""
    yield f"Matters: {about.matters}" if about.matters else ""
    yield f"Agreed interval: every {who.contact_interval} days" if who.contact_interval else ""


def _plan(about: Summary) -> Iterator[str]:
    yield f"Plan of {say_birth(about.plan_date)}" if about.plan_date else ""
    if about.if_worse:
        then = ", ".join(part for part in (about.if_worse.do, about.if_worse.whom) if part)
        yield f"If worse: {about.if_worse.trigger}: {then}"
    if about.before:
        yield f"Before plan: {before_words(about.before)}{_window(about.before)}"
    if about.since:
        yield f"Since plan: {since_words(about.since)}{_window(about.since)}"
    if about.before and about.since:
        yield FULL_CAUTION
    if about.own_words:
        yield f'Own words: "{about.own_words.words}"'


def _window(counted: Counted) -> str:
    source = f", {counted.source}" if counted.source else ""
    return f" [{counted.window_words}{source}]"


def _goes_in(service: summary.GoesIn) -> str:
    note = ", ".join(part for part in (service.pattern.time, service.what) if part)
    twice = "  TWICE" if service.is_twice else ""
    return f"{service.provider:<22}{service.pattern.marks:<15}{note}{twice}".rstrip()


def _todo(action: summary.ToDo, today: date) -> str:
    when = f"LATE {action.days_late(today)}d" if action.days_late(today) else ""
    when = when or (
        f"waiting since {say_date(action.since, today)}" if action.status == "waiting" and action.since else ""
    )
    when = when or (say_date(action.due, today) if action.due else "no day")
    return f"{when}: {f'{action.owner}: ' if action.owner else ''}{action.what}"


def _circle(one: around.Around) -> str:
    parts = (
        ", ".join(part for part in (one.name, one.relationship) if part),
        one.phone,
        *one.parts,
        one.may_tell,
        one.note,
    )
    return ". ".join(part for part in parts if part)


def _known(one: around.Known, today: date) -> str:
    part = one.part
    if part.startswith(LAST_CONTACT):
        part = f"{LAST_CONTACT}{say_date(date.fromisoformat(part.removeprefix(LAST_CONTACT)), today)}"
    return ", ".join(word for word in (one.name, one.role, one.agency, one.phone, part) if word)


def _programme(one: programmes.Involvement) -> str:
    lead = ", ".join(part for part in (one.lead_agency, one.case_manager) if part)
    return ". ".join(part for part in (one.programme, one.stage, f"lead {lead}" if lead else "") if part)


def _contact(entry: contacts.Entry, today: date) -> str:
    lead = contact_lead(
        method=entry.method, direction=entry.direction, reached=entry.reached, with_whom=entry.with_whom, by=entry.by
    )
    words = entry.stands or entry.purpose or entry.agreed or entry.own_words
    return f"{say_moment(wall(entry.at), today)} {lead}{f': {words}' if words else ''}"
