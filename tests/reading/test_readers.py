"""Choosing a reader by name, and readers of installed packages."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from heldby.errors import ReaderError
from heldby.model import Report
from heldby.reading.parallel import read_reports
from heldby.reading.readers import BUILT_IN, ChosenReader, create_reader, reader_names
from plugin_package import install

REPORTS = [Report(id=str(number), sha256="", text=f"Rebels took Town{number}.") for number in range(40)]


def test_built_in_reader_is_the_default() -> None:
    assert ChosenReader().name == BUILT_IN == "heldby" and ChosenReader().built_in
    assert reader_names()[:2] == ["heldby", "llm"]


def test_unknown_name_lists_the_readers_and_close_matches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    with pytest.raises(ReaderError, match=r"no reader named filed\. Did you mean field\? Installed readers: heldby, llm, .*field"):
        create_reader("filed", {})
    with pytest.raises(ReaderError, match=r"no reader named xyzzy\. Installed readers: heldby, llm"):
        create_reader("xyzzy", {})


def test_reader_of_an_installed_package_is_created_with_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    assert create_reader("field", {}).version == "field took"
    assert create_reader("field", {"verb": "left"}).version == "field left"


@pytest.mark.parametrize(("name", "options"), [("field", r"Its options: verb"), ("heldby", "It has no options"), ("llm", "url, model")])
def test_unknown_option_lists_the_options(name: str, options: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    with pytest.raises(ReaderError, match=f"the reader {name} has no option colour.*{options}"):
        create_reader(name, {"colour": "red"})


def test_names_of_own_readers_cannot_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, heldby="field_notes:FieldReader", llm="field_notes:FieldReader")
    assert len(reader_names()) == len(set(reader_names()))
    with pytest.raises(ReaderError, match="needs the name of a model"):
        monkeypatch.delenv("HELDBY_LLM_MODEL", raising=False)
        create_reader("llm", {})


def test_two_packages_with_one_name_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "alpha", field="field_notes:FieldReader")
    install(tmp_path, monkeypatch, "beta", field="field_notes:NoReader")
    with pytest.raises(ReaderError, match="alpha and beta each have a reader named field"):
        create_reader("field", {})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("missing_module:Reader", r"cannot be loaded \(ModuleNotFoundError: .*missing_module"),
        ("field_notes:Missing", r"cannot be loaded \(AttributeError"),
        ("field_notes:number", "cannot be called"),
        ("field_notes:failing", r"cannot be started \(RuntimeError: no weights\)"),
        ("field_notes:NoReader", "is not a reader"),
    ],
)
def test_broken_reader_is_a_clear_error(value: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, broken=value)
    with pytest.raises(ReaderError, match=message):
        create_reader("broken", {})


def test_chosen_reader_is_created_once_and_is_not_sent_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    chosen = ChosenReader("field", {"verb": "left"})
    assert chosen.reader is chosen.reader
    copy = pickle.loads(pickle.dumps(chosen))
    assert (copy.name, copy.options) == ("field", {"verb": "left"}) and "reader" not in vars(copy)


def test_each_worker_creates_its_own_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    here, there = (list(read_reports(REPORTS, workers, ChosenReader("field"))) for workers in (1, 2))
    assert [reading.claims for reading in there] == [reading.claims for reading in here]
    assert all(reading.claims for reading in here)
    processes = {note for reading in there for note in reading.notes}
    assert processes and f"process {os.getpid()}" not in processes


def test_reader_that_cannot_be_created_fails_before_the_workers_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, broken="field_notes:failing")
    with pytest.raises(ReaderError, match="no weights"):
        read_reports(REPORTS, 2, ChosenReader("broken"))
