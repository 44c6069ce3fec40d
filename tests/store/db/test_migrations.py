"""Tests of schema migrations on both engines."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dossier_samples import RAWA, add_capture
from heldby.base.geo import Near
from heldby.errors import NewerDossier
from heldby.store import Dossier
from heldby.store.custody.verify import rebuild, verify
from heldby.store.db.database import HEAD
from heldby.store.db.schema import metadata

SCHEMAS = Path(__file__).parents[1] / "schemas"
"""A small dossier of each schema of the main branch, on both engines; `make.py` there adds the newest."""


def own_tables(item: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name is not None and ("_text" in name or "claim_boxes" in name or name == "alembic_version"))


@pytest.mark.filterwarnings("ignore:Did not recognize type 'box'")
def test_migrations_create_the_current_tables(dossier: Dossier) -> None:
    with dossier.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": own_tables})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "heldby.store.db:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_there_is_a_sample_dossier_of_every_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "heldby.store.db:migrations")
    steps = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    for engine in ("sqlite", "postgresql"):
        assert steps == {path.name.split(".")[0] for path in SCHEMAS.glob(f"*.{engine}*.gz")}, "run tests/store/schemas/make.py"


def test_dossier_of_a_later_version_is_refused(dossier: Dossier, database: str | None) -> None:
    with dossier.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDossier, match="upgrade heldby"):
        Dossier.open(dossier.folder, database=database)


@pytest.mark.parametrize("schema", sorted({path.name.split(".")[0] for path in SCHEMAS.glob("*.gz")}))
def test_dossier_of_every_earlier_schema_is_migrated_with_its_record(
    schema: str, tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "old"
    (folder / "originals").mkdir(parents=True)
    if database is None:
        (folder / "heldby.db").write_bytes(gzip.decompress((SCHEMAS / f"{schema}.sqlite.gz").read_bytes()))
    else:
        server = request.getfixturevalue("server")
        server.load(database, gzip.decompress((SCHEMAS / f"{schema}.postgresql.sql.gz").read_bytes()))
    with Dossier.open(folder, database=database) as opened:
        assert [claim.place[0].name for claim in opened.claims()] == ["Rawa", "al-Qaim", "Abu Kamal"]
        assert [claim.place[0].name for claim in opened.claims(text="rétook")] == ["al-Qaim"]
        assert len(opened.conclusions().controls) == 3
        assert [claim.place[0].name for claim in opened.claims(zone=Near(34.45, 40.92, 5))] == ["Abu Kamal"]
        assert len(list(opened.claims(area="Anbar"))) == 2 and len(list(opened.claims(source="agency a"))) == 1
        assert opened.reader_versions() == ["hand 1"] and len(opened.reports_read_by("hand 1")) == 3
        assert [one.verdict for one in opened.judgements()] == (["accept"] if schema >= "0003" else [])
        assert not add_capture(opened, RAWA, "Rawa", "2017-11-17", source="Agency A")
        assert add_capture(opened, "Iraqi forces took Rawa from IS again.", "Rawa", "2017-12-01")
        # The old dossiers are stored without their originals.
        assert {finding.part for finding in verify(opened)} == {"original"}
        rebuild(opened)
        assert {finding.part for finding in verify(opened)} == {"original"} and len(list(opened.claims())) == 4
