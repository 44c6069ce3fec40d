"""The record of the tests of alerts, and rules for it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from heldby import pipeline
from heldby.alerts import Checked, RuleFile, Seen, check_rules
from heldby.alerts.channels import Endpoint, FeedFile
from heldby.store import Dossier
from sitrep_record import open_record

TODAY = dt.date(2017, 11, 25)
CHANGES = {"when": "change of holder", "since": dt.date(2017, 11, 1)}
"""A rule that matches three changes: al-Qaim on 3, Abu Kamal on 9 and Rawa on 17 November 2017."""

Check = Callable[[Sequence[Endpoint | FeedFile], Sequence[dict[str, object]]], Checked]


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with open_record(tmp_path_factory.mktemp("alerts") / "dossier") as opened:
        return opened.folder


@pytest.fixture
def record(original: Path, tmp_path: Path) -> Iterator[Dossier]:
    shutil.copytree(original, tmp_path / "dossier")
    with Dossier.open(tmp_path / "dossier", who="tester") as opened:
        yield opened


@pytest.fixture
def check(record: Dossier) -> Check:
    """Check rules on the record, which every channel may see as a whole, by default all changes of holder."""

    def run(endpoints: Sequence[Endpoint | FeedFile], rules: Sequence[dict[str, object]] = (CHANGES,)) -> Checked:
        seen = Seen(record, pipeline.take_snapshot(record), TODAY)
        return check_rules(record, RuleFile.model_validate({"rule": rules}), endpoints, lambda public: seen)

    return run
