"""The numbered steps and the models say the same."""

from caretui.store import schema
from caretui.store.models import FORMS, TABLES
from caretui.store.models.ddl import table_sql
from caretui.store.store import Store


def test_the_tables_are_those_the_models_declare(store: Store) -> None:
    con = store.read()
    for entity in TABLES:
        (made,) = con.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (entity,)).fetchone()
        assert made.strip() + ";" == table_sql(entity).strip()
    listed = dict(con.execute("SELECT entity, changeable FROM append_only"))
    assert listed == {e: " ".join(sorted(f.changeable)) for e, f in FORMS.items() if f.append_only}


def test_a_new_store_has_the_newest_version(store: Store) -> None:
    assert schema.version(store.read()) == schema.newest() == max(schema.steps())


def test_a_form_s_registers_have_names_of_their_own() -> None:
    for entity, form in FORMS.items():
        columns = TABLES[entity].register_columns()
        assert len(columns) == len(set(columns)), entity
        assert set(columns) == set(form.model_fields), entity
