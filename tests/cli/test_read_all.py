"""Reports that are not read further: what the commands, the Python API and the web app say about them, and `--read-all`."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

import heldby as api
from cli_runner import RAWA, heldby
from heldby.errors import HeldbyWarning
from heldby.reading.reading import IRRELEVANT
from heldby.store import Dossier

GARDEN = (
    "The garden behind the school was planted by the pupils. They grow tomatoes, beans and flowers, and every week a teacher shows them "
    "how to water and cut the plants. In autumn they cook soup for their parents and sell jam at the door. The money pays for new tools "
    "and seeds. This year a neighbour gave them an old apple tree, and they hope that it will bear fruit next summer. A shed keeps spades "
    "and cans dry. On rainy days, the class draws what grows outside: leaves, snails, roots and berries. The best ones hang in the hall, "
    "where visitors like to stop and guess the name of each plant. In spring, the youngest sow peas in cups on the window sill."
)
SUMMARY = "1 of 2 reports not read further: nothing about armed conflict. {} reads them.\n"


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    rows = [{"id": "rawa", "text": RAWA}, {"id": "garden", "text": GARDEN}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_read_names_and_counts_what_it_does_not_read(feed: Path) -> None:
    result = heldby("read", feed, "--show", "mentions", "--format", "jsonl")
    assert result.exit_code == 0 and {json.loads(line)["report"] for line in result.stdout.splitlines()} == {"rawa"}
    assert result.stderr == f"garden: {IRRELEVANT}\n" + SUMMARY.format("--read-all")


def test_read_all_reads_everything(feed: Path) -> None:
    result = heldby("read", feed, "--read-all", "--show", "mentions", "--format", "jsonl")
    assert {json.loads(line)["report"] for line in result.stdout.splitlines()} == {"rawa", "garden"} and result.stderr == ""


def test_dossier_knows_what_was_not_read_further_and_reads_it_when_asked(feed: Path, tmp_path: Path) -> None:
    dossier = ("--dossier", tmp_path / "dossier")
    result = heldby("run", feed, *dossier)
    assert f"feed.jsonl line 2: {IRRELEVANT}" in result.stderr and SUMMARY.format("heldby reread --read-all") in result.stderr
    with Dossier.open(tmp_path / "dossier") as opened:
        assert [opened.reports_read_by(one) for one in opened.reader_versions()] == [{"rawa"}, {"garden"}]
    assert heldby("reread", *dossier).stderr == "0 reports read again\n"
    assert heldby("reread", "--read-all", *dossier).stderr == "1 report read again\n"
    assert heldby("reread", "--read-all", *dossier).stderr == "0 reports read again\n"
    assert heldby("diff-readers", *dossier).exit_code == 1


def test_dataset_counts_them_and_read_all_needs_another(feed: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'heldby[tables]'")
    result = heldby("read", feed, "--out", tmp_path / "some")
    assert SUMMARY.format("--read-all, with another DATASET,") in result.stderr and "1 file with 2 reports read" in result.stderr
    assert "other options" in heldby("read", feed, "--out", tmp_path / "some", "--read-all").stderr
    assert "not read further" not in heldby("read", feed, "--out", tmp_path / "all", "--read-all").stderr


def test_python_api_warns_once_and_reads_all_when_asked(feed: Path, tmp_path: Path) -> None:
    with pytest.warns(HeldbyWarning) as caught:
        assert len(list(api.read(feed))) == 1
    assert [str(one.message) for one in caught] == [SUMMARY.format("read_all=True").strip()]
    with pytest.warns(HeldbyWarning, match="1 of 2 reports not read further"), api.run(feed, dossier=tmp_path / "some") as dossier:
        assert len(list(dossier.reports())) == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        api.run(feed, dossier=tmp_path / "all", read_all=True).close()
