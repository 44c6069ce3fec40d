from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from heldby.store import Dossier, NewerDossier
from heldby.store.database import HEAD
from heldby.store.tables import metadata


def own_tables(item: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name is not None and ("_text" in name or name == "alembic_version"))


def test_steps_lead_to_the_tables_of_today(dossier: Dossier) -> None:
    with dossier.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own_tables})
        assert compare_metadata(context, metadata) == []


def test_the_newest_step_is_the_one_that_opening_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", "heldby.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_dossier_of_a_later_heldby_is_left_alone(dossier: Dossier, tmp_path: Path) -> None:
    with dossier.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        Dossier.open(dossier.folder)
    except NewerDossier as error:
        assert "upgrade heldby" in str(error)
    else:
        raise AssertionError("a dossier of schema 9999 was opened")
