"""A program for a terminal: opens every registered screen, every form and every dialog on a hostile store, one after another.

`python -m tests.faults.every_screen STORE KEY MEMBER RECORDS`: what a screen is opened with follows from the names of what
its class asks for, so that a screen registered tomorrow is opened too. Says `SHOWN n` at the end, `LEFT OUT name` of a
screen that asks for something unknown here.
"""

import asyncio
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.screen import Screen

from caretui.app import SCREENS, CaretuiApp, load
from caretui.care.registers import ENTITIES
from caretui.store.store import Store

TABLES = {
    "person": "person", "action": "action", "contact": "contact", "message": "message", "meeting": "meeting",
    "item": "agenda_item", "planned": "planned", "practice": "practice",
}  # fmt: skip
TABS = ("Summary", "Contacts", "Plan", "Team", "Meetings", "Sharing")
NOT_OPENED = {"lock"}
"""Shown by the app itself; `tests/guard/test_lock.py` reads it."""


def ways(name: str, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
    """What to open a screen with: all that it requires; and, one at a time, what it may take."""
    match name:
        case "register":
            for entity in ENTITIES:
                yield {"entity": entity, "person": ids["person"]}
                if entity in ids:
                    yield {"entity": entity, "record": ids[entity], "person": ids["person"]}
            return
        case "person":
            yield from ({"person": ids["person"], "tab": tab} for tab in TABS)
            return
    given: dict[str, Any] = {"people": [ids["person"]], **{word: ids[table] for word, table in TABLES.items()}}
    parameters = inspect.signature(load(SCREENS[name])).parameters.values()
    required = {
        p.name: given.get(p.name)
        for p in parameters
        if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
    }
    yield required
    yield from (required | {p.name: given[p.name]} for p in parameters if p.name in given and p.name not in required)


class EveryScreen(CaretuiApp):
    """The app, which opens by itself what there is."""

    def __init__(self, store: Store, records: int, words: list[str]) -> None:
        super().__init__(store)
        self.records, self.words = records, words
        self.shown = 0
        self.left_out: list[str] = []

    def on_mount(self) -> None:
        """The round, beside what the app itself does when it is mounted."""
        self.call_after_refresh(lambda: self.run_worker(self.round(), exit_on_error=True))

    async def round(self) -> None:
        """Every screen with each of some records, then the dialogs."""
        con = self.store.read()
        rows = {entity: [r for (r,) in con.execute(f"SELECT id FROM {entity} ORDER BY n")] for entity in tables(con)}
        people = rows["person"][-self.records :]
        for number, person in enumerate(people):
            last = {entity: found[-1 - number] for entity, found in rows.items() if len(found) > number}
            ids = {entity: of_person(con, entity, person, record) for entity, record in last.items()}
            for name in sorted(SCREENS.keys() - NOT_OPENED):
                for way in ways(name, ids):
                    if None in way.values():
                        self.left_out.append(name)
                    else:
                        await self.show(self.make(name, **way))
        await self.dialogs()
        self.exit()

    async def show(self, screen: Screen[Any]) -> None:
        """Open, read to its end, write hostile words into its fields, close."""
        depth = len(self.screen_stack)
        self.push_screen(screen)
        await self.settle()
        for key in ("pagedown", "end", "tab"):
            await self.press(key)
        for number, field in enumerate(list(getattr(self.screen, "fields", {}).values())):
            if hasattr(field, "set_text"):
                field.set_text(self.words[(self.shown * 7 + number) % len(self.words)][:150])
        await self.settle()
        self.shown += 1
        while len(self.screen_stack) > depth:
            await self.pop_screen()
        await self.settle()

    async def dialogs(self) -> None:
        """Each dialog with each of the words."""
        from caretui.widgets.choose import Choose, Option
        from caretui.widgets.dialogs import Ask, AskLine, Both, LineEntry, Progress, Say

        for words in self.words:
            for dialog in (
                Say(words, words),
                Ask(words, words),
                Choose(words, [Option(words, words, words[:20])]),
                AskLine(words, words, value=words[:100]),
                Both(words, theirs=[words], yours=[words], by=words),
                LineEntry(words, str, value=words[:100]),
                Progress(words),
            ):
                self.push_screen(dialog)
                await asyncio.sleep(0)
                await self.settle(0.01)
                await self.pop_screen()
                self.shown += 1

    async def press(self, key: str) -> None:
        """A key that reads on and changes nothing."""
        from textual.events import Key

        self.screen.post_message(Key(key, None))
        await self.settle(0.02)

    async def settle(self, least: float = 0.05) -> None:
        """Until the queries have been answered and painted."""
        await asyncio.sleep(least)
        for _ in range(200):
            if not getattr(self.screen, "busy", False):
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(least)


def tables(con: Any) -> list[str]:
    """The tables of records."""
    names = [name for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [n for n in names if {"id", "void"} <= {row[1] for row in con.execute(f"PRAGMA table_info({n})")}]


def of_person(con: Any, entity: str, person: str, otherwise: str) -> str:
    """A record of this person where the kind has one."""
    if entity == "person":
        return person
    if "person" not in {row[1] for row in con.execute(f"PRAGMA table_info({entity})")}:
        return otherwise
    row = con.execute(f"SELECT id FROM {entity} WHERE person = ? ORDER BY n LIMIT 1", (person,)).fetchone()
    return row[0] if row else otherwise


if __name__ == "__main__":
    store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
    app = EveryScreen(store, int(sys.argv[4]), json.loads(Path(sys.argv[5]).read_text(encoding="utf-8")))
    code = app.run(mouse=False) or app.return_code or 0
    store.close()
    left_out = " ".join(f"LEFT-OUT-{name}" for name in sorted(set(app.left_out)))
    sys.stdout.write(f"SHOWN {app.shown} {left_out}\n")
    sys.exit(code)
