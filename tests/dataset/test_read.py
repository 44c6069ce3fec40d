"""Files are read into a dataset once, whatever their format, their name and the number of runs."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from pathlib import Path

import pytest

from dataset_helpers import RAWA, files, heldby, payloads, write_jsonl
from heldby.dataset import read_shard
from heldby.dataset.engines import LocalEngine
from heldby.dataset.manifest import Dataset
from heldby.dataset.read import DatasetCounts, read_dataset
from heldby.dataset.stored_readings import StoredReadings
from heldby.errors import DatasetError
from heldby.pipeline.ingest import IngestListener, ingest_items, read_again
from heldby.reading.readers import ChosenReader
from heldby.store import Dossier


def read(paths: list[str], out: str | Path, **more: object) -> DatasetCounts:
    return read_dataset(paths, Dataset(str(out)), LocalEngine(), ChosenReader(), **more)  # type: ignore[arg-type]


@pytest.fixture
def out(inputs: Path, tmp_path: Path) -> Path:
    """A dataset of the inputs."""
    read([str(inputs)], tmp_path / "out")
    return tmp_path / "out"


def test_claims_are_those_that_read_prints_by_month(inputs: Path, out: Path) -> None:
    printed = heldby("read", *(inputs / name for name in ("a.jsonl", "b.jsonl", "c.warc.gz", "d.parquet")), "--format", "jsonl")
    assert payloads(out) == sorted(printed.stdout.splitlines()) and len(payloads(out)) >= 6
    assert {path.parent.name for path in out.glob("claims/*/*")} == {"month=2017-10", "month=2017-11", "month=2022-11"}
    assert {path.parent.name for path in out.glob("reports/*/*")} >= {"month=undated"}


def test_other_programs_read_the_month_as_a_column(out: Path) -> None:
    from pyarrow.dataset import dataset

    rows = dataset(out / "claims", partitioning="hive").to_table(columns=["report", "month", "type", "country"]).to_pylist()
    assert {"report": "b0", "month": "2017-11", "type": "capture", "country": "SY"} in rows


def test_refused_parts_and_unreadable_paths_are_named(inputs: Path, tmp_path: Path) -> None:
    done = heldby("read", inputs, tmp_path / "missing", "-", "--out", tmp_path / "out")
    assert done.returncode == 1 and "4 files with 6 reports read" in done.stderr
    for reason in ("b.jsonl line 3: broken JSON", "d.parquet row 2: its text is empty", "missing: no such file", "refused -: a dataset is"):
        assert reason in done.stderr


def test_a_second_run_does_nothing_and_a_renamed_file_is_known(inputs: Path, out: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.*")}
    (inputs / "b.jsonl").rename(inputs / "z.jsonl")
    counts = read([str(inputs)], out)
    assert not counts.read and len(counts.known) == 4
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.*")} == before


def test_a_changed_file_is_read_again(inputs: Path, out: Path) -> None:
    (inputs / "b.jsonl").write_text(json.dumps({"id": "b0", "text": "Rebels left Rawa on Friday."}) + "\n")
    assert [Path(row.path).name for row in read([str(inputs)], out).read] == ["b.jsonl"]


def test_a_run_that_was_stopped_goes_on_and_gives_the_same_files(
    inputs: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = tmp_path / "stopped"
    with monkeypatch.context() as context:
        context.setattr(Dataset, "add_row", stop_after_two(Dataset.add_row))
        with pytest.raises(KeyboardInterrupt):
            read([str(inputs)], stopped)
    counts = read([str(inputs)], stopped)
    assert len(counts.known) == 1 and len(counts.read) == 3
    assert {name: content for name, content in files(stopped).items() if not name.startswith("_parts")} == files(out)


def stop_after_two(add_row: object) -> object:
    """Return a function that adds a row, and is stopped before it adds the second: its files are there, and the manifest lacks them."""
    calls = []

    def add(dataset: Dataset, row: object) -> None:
        calls.append(row)
        if len(calls) == 2:
            raise KeyboardInterrupt
        add_row(dataset, row)  # type: ignore[operator]

    return add


def test_a_shard_whose_process_keeps_dying_is_named(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = read_shard.ReadShard(str(tmp_path / "out"), ChosenReader(), {}, False, dt.date(2026, 1, 1), "run")
    monkeypatch.setattr(read_shard.ShardWriter, "close", lambda writer: (_ for _ in ()).throw(KeyboardInterrupt))
    shard = read_shard.Shard(str(inputs / "a.jsonl"), 1, 1)
    for _ in range(read_shard.MAX_TRIES):
        with pytest.raises(KeyboardInterrupt):
            work(("key", shard))
    with pytest.raises(DatasetError, match="died 4 times"):
        work(("key", shard))


def test_a_dataset_keeps_to_one_way_of_reading(inputs: Path, out: Path) -> None:
    with pytest.raises(DatasetError, match="other options of the reader or other columns"):
        read([str(inputs)], out, mapping={"text": "body"})
    with pytest.raises(DatasetError, match="made for another dossier, or for none"):
        read([str(inputs)], out, dossier="case")
    expected = "nopackage" if importlib.util.find_spec("fsspec") else r"pip install 'heldby\[ray\]'"
    with pytest.raises(DatasetError, match=expected):
        Dataset("nopackage://bucket/out")


def test_a_month_has_several_files_if_too_many_are_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from heldby.dataset import shard_writer

    monkeypatch.setattr(shard_writer, "OPEN_FILES", 2)
    monkeypatch.setattr(shard_writer, "ROWS_AT_ONCE", 1)
    rows = [{"id": str(n), "published": f"200{n % 3}-05-01", "text": "Nothing happened."} for n in range(6)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (row,) = read([str(tmp_path / "many.jsonl")], tmp_path / "out").read
    found = Dataset(str(tmp_path / "out")).table(row.files_of("reports"))
    assert len(row.files) == 6 and sorted(one["id"] for one in found) == list("012345")


def test_dossier_made_from_a_dataset_knows_what_was_not_read_further(tmp_path: Path) -> None:
    garden = "The pupils plant beans and tomatoes in the school garden, and cook soup for their parents in autumn. " * 8
    write_jsonl(tmp_path / "in.jsonl", [{"id": "garden", "text": garden}, {"id": "rawa", "text": RAWA}])
    counts = read([str(tmp_path / "in.jsonl")], tmp_path / "out", dossier=str(tmp_path))
    stored = StoredReadings(Dataset(str(tmp_path / "out")), ChosenReader())
    with Dossier.open(tmp_path / "dossier", create=True) as dossier:
        tally = ingest_items(stored.items(counts.rows()), dossier, workers=1, reader=stored, listener=IngestListener())
        assert (tally.added, tally.skipped) == (2, 1)
        everything = ChosenReader(read_all=True)
        assert read_again(dossier, everything=False, workers=1, reader=everything, listener=IngestListener()) == 1
