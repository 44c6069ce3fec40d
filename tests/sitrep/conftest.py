"""The record and the situation report that the tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from heldby import pipeline
from heldby.sitrep import Scope, SituationReport, build_situation_report
from heldby.store import Dossier
from sitrep_record import SINCE, UNTIL, open_record


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    with open_record(tmp_path_factory.mktemp("sitrep") / "dossier") as opened:
        yield opened


@pytest.fixture(scope="session")
def made(record: Dossier) -> SituationReport:
    return build_situation_report(record, pipeline.take_snapshot(record), Scope(SINCE, UNTIL))
