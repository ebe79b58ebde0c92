"""w: whom an action waits on, and when to chase; f: it was chased; l: it is handed to somebody else."""

import re
from datetime import date

from caretui.care.actions import CHASE_AFTER
from caretui.care.dates import read_day, say_date, say_full_date
from caretui.care.lines import find_parties
from caretui.care.refused import Refused
from caretui.lean import dataclass
from caretui.screens.action_line import OBJECTS
from caretui.screens.action_typed import AboutAction
from caretui.store.queries.parties import me, objects_to, parties
from caretui.store.work import Work

CHASE = re.compile(r",?\s+chase(?:\s+(?:it|on))?$", re.IGNORECASE)
"""`mental health, chase fri`: the word before the day is no part of whom it waits on."""

ANSWERED = ("answered", "they answered", "no longer", "in progress")


@dataclass(frozen=True)
class Tail:
    """Words, and the day at their end."""

    words: str
    day: date | None


class _Words(AboutAction):
    """A line of words with a day at the end."""

    may_be_empty = True

    def tail(self, text: str) -> Tail:
        """`mental health, fri`: the words and the day; a day alone has no words."""
        if (day := read_day(text, self.care.today)) is not None:
            return Tail("", day)
        line = self.understood_line(text)
        words = CHASE.sub("", f"{line.who}: {line.what}" if line.who else line.what)
        return Tail(words.strip(" :"), line.due)

    def next_day(self, text: str) -> date:
        """The day to chase: as typed, else two weeks on."""
        return self.tail(text).day or self.care.today + CHASE_AFTER


class WaitingScreen(_Words):
    """`mental health, fri`; Enter alone waits on its owner for two weeks; `answered` ends the waiting."""

    lead_word = "waiting on"
    keys = "Enter take  Esc back     whom, when to chase     answered: it goes on"
    reason = "said whom an action waits on"
    draft_form = "waiting"

    def whom(self, text: str) -> str:
        """The agency or person that the words mean (`ot`), else the words themselves (`the scan`)."""
        words = self.tail(text).words
        store = self.care.store
        known = parties(store.read(), self.row.person) if self.row and words else ()
        found = find_parties(words, known, me(store.viewer)) if known else ()
        return found[0].name if len(found) == 1 and found[0].kind != "me" else words

    def read(self, text: str) -> str:
        """Whom, since when, and the day to chase."""
        row = self.row
        if row is None:
            return ""
        if text.casefold() in ANSWERED:
            return "in progress: no longer waiting"
        words = self.whom(text) or row.waiting_on or row.owner
        return f"waiting on {words} | chase {say_full_date(self.next_day(text))}"

    def write(self, work: Work, text: str) -> str | None:
        """Waiting, or going on."""
        from caretui.store.changes import actions

        if text.casefold() in ANSWERED:
            actions.begin(work, self.action)
        else:
            on = self.whom(text) or (self.row.waiting_on if self.row else None)
            actions.wait(work, self.action, on=on, today=self.care.today, chase_on=self.tail(text).day)
        return self.action

    def saved_words(self, result: str | None) -> str:
        """`Duxbury, Alan: second stair rail, waiting, chase Thu 10 Dec.`"""
        text = self.input.value.strip()
        if text.casefold() in ANSWERED:
            return f"{self.short}, in progress."
        return f"{self.short}, waiting, chase {say_date(self.next_day(text), self.care.today)}."


class ActionChaseScreen(_Words):
    """`rang, no answer, fri`: what was heard, and when to ask again."""

    lead_word = "chased"
    keys = "Enter take  Esc back     what you heard, when to ask again"
    reason = "chased an action"
    draft_form = "action_chase"

    def read(self, text: str) -> str:
        """That it was asked today, what was heard, and when again."""
        words = self.tail(text).words
        said = f'asked today: "{words}"' if words else "asked today"
        return f"{said} | again {say_full_date(self.next_day(text))}"

    def write(self, work: Work, text: str) -> str | None:
        """Chased."""
        from caretui.store.changes import actions

        tail = self.tail(text)
        actions.chase(work, self.action, today=self.care.today, words=tail.words, next_on=tail.day)
        return self.action

    def saved_words(self, result: str | None) -> str:
        """`Duxbury, Alan: second stair rail, chased, again Fri 27.`"""
        day = say_date(self.next_day(self.input.value.strip()), self.care.today)
        return f"{self.short}, chased, again {day}."


class ActionHandOverScreen(AboutAction):
    """`district nursing: OT has no room, fri`: to whom, why, and a new day when there is one."""

    lead_word = "hand over to"
    keys = "Enter take  Esc back     who: why, new day     me: why"
    reason = "handed an action over"
    draft_form = "action_hand_over"

    def read(self, text: str) -> str:
        """To whom, and why."""
        line = self.understood_line(text)
        words = line.reading(self.care.today)
        if not line.who:  # "lynn" alone would be a reason for taking it myself
            raise Refused("to whom, a colon, and why:  district nursing: OT has no room    me: I see him anyway")
        if line.candidates:
            raise Refused(words)
        if not line.what:
            raise Refused(f"{words} | why? It is kept with the action.")
        store = self.care.store
        objects = self.row is not None and objects_to(store.read(), self.row.person, line.owner, store.today())
        return f"{words}{OBJECTS if objects else ''}"

    def write(self, work: Work, text: str) -> str | None:
        """Handed over."""
        from caretui.store.changes import actions

        line = self.understood_line(text)
        actions.hand_over(work, self.care.store.viewer, self.action, line, today=self.care.today)
        return self.action

    def saved_words(self, result: str | None) -> str:
        """`Duxbury, Alan: second stair rail, now district nursing.`"""
        line = self.understood_line(self.input.value.strip())
        owner = "mine" if line.owner and line.owner.kind == "me" else line.owner.name if line.owner else line.who
        return f"{self.short}, now {owner}."
