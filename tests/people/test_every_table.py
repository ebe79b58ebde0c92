"""Each table can be shown and edited: every register of every form is reached from a screen, column by column."""

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import caretui
from caretui.care.registers import ENTITIES, Asked, columns
from caretui.cli.show_json import NOT_PRINTED, as_json
from caretui.screens.person_tabs.plan_lines import every_line, sections
from caretui.screens.standing_lines import edit_options
from caretui.store.changes import people
from caretui.store.journal import child_id
from caretui.store.models import FORMS
from caretui.store.queries import history
from caretui.store.queries import plan as plans
from caretui.store.queries import summary as summaries
from caretui.store.store import Store
from caretui.store.work import registers

ROOT = Path(caretui.__file__).parent
OWNERS = ("OfPerson", "OfMeeting", "IdentifierOf", "SheetOf", "ViewOf", "SharedOf", "AmendmentOf", "DecisionOf")
"""Registers that say whose a record is: set when it is made, changed by a move alone."""
EVERY = [(entity, register) for entity, form in FORMS.items() for register in registers(form) if register not in OWNERS]


# --- from a screen to a register: the form by hand asks for its columns, or a verb of store/changes writes it


def borrowed(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Name -> (module of store/changes, name there; "" for the module itself), as a source imports them."""
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("caretui.store.changes"):
            _, _, module = (node.module or "").partition("store.changes")
            for name in node.names:
                one = (module[1:], name.name) if module else (name.name, "")
                found[name.asname or name.name] = one
    return found


def named(node: ast.AST, known: dict[str, tuple[str, str]], module: str = "") -> set[tuple[str, str]]:
    """The (module, name) pairs of store/changes that a piece of source names."""
    pairs = {known.get(one.id, (module, one.id)) for one in ast.walk(node) if isinstance(one, ast.Name)}
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            pairs.add((known.get(one.value.id, (one.value.id, ""))[0], one.attr))
    return pairs


@cache
def made_by_verb() -> dict[tuple[str, str], frozenset[str]]:
    """Verb -> the registers and forms that it makes, itself or through another verb."""
    names: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for file in (ROOT / "store" / "changes").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names[file.stem, node.name] = named(node, borrowed(tree), file.stem)

    def reached(key: tuple[str, str]) -> frozenset[str]:
        seen, todo = set(), [key]
        while todo:
            if (one := todo.pop()) not in seen:
                seen.add(one)
                todo += names.get(one, ())
        return frozenset(name for _, name in seen)

    return {key: reached(key) for key in names}


@cache
def made_from_screens() -> frozenset[str]:
    """The registers and forms that a screen can have written: through the verbs that it names."""
    found: set[str] = set()
    for room in ("screens", "documents", "intake"):
        for file in (ROOT / room).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for pair in named(tree, borrowed(tree)):
                found |= made_by_verb().get(pair, frozenset())
    return frozenset(found)


@pytest.mark.parametrize(("entity", "register"), EVERY, ids=lambda name: name)
def test_every_register_is_written_from_a_screen(entity: str, register: str) -> None:
    assert asked_for(entity, register) or {register, FORMS[entity].__name__} & made_from_screens()


@pytest.mark.parametrize(("entity", "register"), EVERY, ids=lambda name: name)
def test_every_register_that_may_change_is_changed_from_a_screen(entity: str, register: str) -> None:
    once = FORMS[entity].append_only and register not in FORMS[entity].changeable
    changed = asked_for(entity, register) or register in made_from_screens()
    assert changed != (register in WRITTEN_ONCE) or once


def asked_for(entity: str, register: str) -> bool:
    """Whether the form by hand asks for every column of the register."""
    asked = {r.name: {c for field in r.fields for c in columns(field)} for r in by_hand(entity)}
    return set(registers(FORMS[entity])[register]) <= asked.get(register, set()) and entity in FROM_A_SCREEN


def by_hand(entity: str) -> Any:
    return ENTITIES[entity].registers if entity in ENTITIES else ()


WRITTEN_ONCE = {
    "PracticeListed": "of which day the official list is: by an import",
    "MessageTaken": "who took it, and when",
    "SheetValue": "the words of a sheet: taken over, or dismissed",
    "ExportWhat": "what was sent",
    "ExportWho": "who sent it, and when",
    "ExportTo": "to whom, and why",
    "ExportAbout": "about whom",
}
"""Facts of a moment, in records of which other parts change."""


FROM_A_SCREEN = {
    "person": "Person, e",
    **dict.fromkeys(("need", "goal", "action", "outcome", "contingency", "about_me", "plan", "baseline"), "Plan tab, e"),
    **dict.fromkeys(("practice", "agency", "professional", "locality", "member"), "Directory, e"),
    **dict.fromkeys(
        ("warning", "circle", "service", "condition", "involvement", "sharing", "kept_document", "identifier",
         "risk_score", "planned", "message", "hospital_event"),
        "Person, e",
    ),
}  # fmt: skip
"""Entity -> the screen and key that open its form; the tests below do it."""


def test_every_form_by_hand_is_opened_from_a_screen() -> None:
    assert set(FROM_A_SCREEN) == set(ENTITIES)


# --- a record of each kind, every column told apart


def value_of(asked: Asked, entity: str, ids: dict[str, str]) -> dict[str, Any]:
    """The columns of a question: words that occur nowhere else, else what its kind takes."""
    known: dict[str, Any] = {
        "flag": True, "birth": "1964-03-14", "past": "2026-11-02", "day": "2027-03-05", "review": "2027-02-04",
        "nhs": "9990123454", "postcode": "BB1 9QQ", "phone": "01632 960144", "number": 7, "clock": "10:30",
        "appointment": "2026-12-01T10:30", "happened": "2026-11-03T02:40:00Z",
    }  # fmt: skip
    if asked.kind == "pattern":
        return {"days": "x.x....", "time": "10:30", "words": None}
    if asked.kind == "repeat":
        return {"repeat": "every 2 weeks", "repeat_until": "review"}
    if asked.kind == "party":
        return {"agency": ids["agency"], **({asked.name_field: "an agency"} if asked.name_field else {})}
    if asked.kind == "agencies":
        return {asked.name: ids["agency"]}
    if asked.kind == "record":
        return {asked.name: ids.get(asked.of)}
    if asked.kind == "choice" and not asked.free:
        return {asked.name: asked.choices[0]}
    return {asked.name: known.get(asked.kind, f"{entity} {asked.name} words")}


@pytest.fixture
def whole(store: Store) -> tuple[Store, dict[str, str]]:
    """A store with one record of each kind that has a form by hand, every column filled; entity -> its id."""
    con = store.read()
    ids = {name: con.execute(f"SELECT id FROM {name} LIMIT 1").fetchone()[0] for name in ("locality", "member")}
    ids["agency"] = str(store.viewer.agency)
    ids["professional"] = str(store.viewer.professional)
    order = ["practice", "agency", "professional", "person", "circle", "need", "goal"]
    for entity in (*order, *(name for name in ENTITIES if name not in (*order, "locality", "member"))):
        wanted: dict[str, Any] = {}
        for register in ENTITIES[entity].registers:
            for asked in register.fields:
                if asked.name not in ("ended", "ended_why", "left_on", "closed", "successor", "date_of_death") and (
                    register.name not in ("Restriction", "Standing")
                ):
                    wanted |= value_of(asked, entity, ids)
        if entity == "sharing":
            wanted["kind"] = "told"
        if entity == "message":
            wanted |= {"at": store.now(), "by": "Sam Ward"}
        person = {"person": ids["person"]} if "person" in FORMS[entity].model_fields else {}
        one = child_id(ids["person"], entity) if entity in people.ONE_EACH else None
        with store.work(f"wrote a {entity}") as work:
            ids[entity] = work.add(FORMS[entity](**wanted, **person), record=one)
    return store, ids


def test_e_on_the_person_offers_every_record_around_them(whole: tuple[Store, dict[str, str]]) -> None:
    store, ids = whole
    options = edit_options(store, ids["person"], store.today())
    offered = {option.value[1:] for option in options if option.value[0] == "line"}
    wanted = {entity for entity, way in FROM_A_SCREEN.items() if way == "Person, e"} - {"person"}
    assert {(entity, ids[entity]) for entity in wanted} <= offered
    registers_offered = {option.value[1] for option in options if option.value[0] == "register"}
    apart = {"Death", "Standing", "Restriction"}  # with ways of their own, offered beside
    assert registers_offered == {register.name for register in ENTITIES["person"].registers} - apart


def test_the_plan_shows_a_line_for_every_record_of_it(whole: tuple[Store, dict[str, str]]) -> None:
    store, ids = whole
    plan = plans.plan(store.read(), ids["person"], store.viewer, store.today())
    assert plan is not None
    lines = every_line(sections(plan, 80, store.today()))
    wanted = {entity for entity, way in FROM_A_SCREEN.items() if way == "Plan tab, e"}
    assert {(entity, ids[entity]) for entity in wanted} <= {(line.entity, line.record) for line in lines}


def test_the_directory_has_a_list_of_every_kind() -> None:
    from caretui.screens.directory import TABS

    assert set(TABS) == {entity for entity, way in FROM_A_SCREEN.items() if way == "Directory, e"}


def shown(field: Any) -> str:
    """What a field holds, as it is seen."""
    return field.area.text if hasattr(field, "area") else field.input.value


async def test_each_form_shows_what_stands_and_saves_what_is_typed(
    whole: tuple[Store, dict[str, str]], app_on: Any
) -> None:
    store, ids = whole
    app = app_on(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for entity, form in ENTITIES.items():
            app.open("register", entity=entity, record=ids[entity], person=ids["person"])
            await pilot.pause()
            screen = app.screen
            stands, _ = history.stand(store.read(), ids[entity])
            held = {column: value for register in stands.values() for column, value in register.items()}
            for name, (_, asked) in screen.asked.items():
                if any(held.get(column) not in (None, False, "") for column in columns(asked)):
                    assert shown(screen.fields[name]), f"{entity}: {asked.label} is not shown"
                if isinstance(held.get(name), str) and held[name].endswith(" words"):
                    assert shown(screen.fields[name]) == held[name]
            if form.fixed:
                words = "\n".join(
                    "".join(piece.text for piece in strip) for strip in screen._compositor.render_strips()
                )
                assert all(
                    held[asked.name] in words
                    for register in form.fixed
                    for asked in form.register(register).fields
                    if isinstance(held[asked.name], str) and held[asked.name].endswith(" words")
                )
            screen.action_save()
            await pilot.pause()
            assert app.screen is not screen, f"{entity}: {screen.status_line.words}"
            assert history.stand(store.read(), ids[entity])[0] == stands, (
                f"{entity}: saved without a change, it changed"
            )


CHANGEABLE = {
    name: [
        (register.name, asked)
        for register in entity.registers
        for asked in register.fields
        if asked.kind in ("text", "note", "happened") and register.name not in entity.fixed
    ]
    for name, entity in ENTITIES.items()
}


@pytest.mark.parametrize("entity", [name for name, fields in CHANGEABLE.items() if fields])
def test_each_record_takes_a_change(whole: tuple[Store, dict[str, str]], entity: str) -> None:
    store, ids = whole
    _, seen = history.stand(store.read(), ids[entity])
    register, asked = CHANGEABLE[entity][0]
    wanted = "2026-11-20" if asked.kind == "happened" else "other words"
    with store.work("changed it") as work:
        people.set_registers(work, entity, ids[entity], {register: {asked.name: wanted}}, seen)
    assert history.stand(store.read(), ids[entity])[0][register][asked.name] == wanted


def test_only_a_risk_score_has_nothing_to_change() -> None:
    assert [name for name, fields in CHANGEABLE.items() if not fields] == ["risk_score"]


def test_show_prints_every_column_of_the_record_and_what_stands_around_it(whole: tuple[Store, dict[str, str]]) -> None:
    store, ids = whole
    about = summaries.summary(store.read(), ids["person"], store.viewer, store.today())
    assert about is not None
    printed = json.dumps(as_json(store, about, views=False), ensure_ascii=False)
    missing = []
    for entity in (name for name, way in FROM_A_SCREEN.items() if way != "Directory, e"):
        stands, _ = history.stand(store.read(), ids[entity])
        missing += [
            f"{entity} {column}"
            for register in stands.values()
            for column, value in register.items()
            if isinstance(value, str)
            and value.endswith(" words")
            and column not in NOT_PRINTED
            and value not in printed
        ]
    assert missing == []


def test_every_line_around_the_person_can_be_ended_or_taken_out() -> None:
    from caretui.screens.person_tabs.listing import ENDED, TAKEN_OUT

    around = {entity for entity, way in FROM_A_SCREEN.items() if way == "Person, e"} - {"person"}
    assert around <= {*ENDED, *TAKEN_OUT, "planned", "message"}
    for entity in ENDED:
        assert {"ended", "until"} & {column for form in registers(FORMS[entity]).values() for column in form}
