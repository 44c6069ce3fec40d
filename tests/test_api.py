"""The public Python API: what a script gets from `import heldby`."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

import heldby
from heldby.errors import HeldbyWarning, NothingRead

TEXT = "Iraqi forces recaptured the town of Rawa from the Islamic State group on Friday."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rawa.jsonl"
    path.write_text(json.dumps({"id": "rawa", "text": TEXT, "published": "2017-11-17", "source": "Wire"}), "utf8")
    return path


def test_every_public_name_exists_and_import_loads_nothing_heavy() -> None:
    assert all(getattr(heldby, name) is not None for name in heldby.__all__)
    code = "import heldby, sys; print(sorted({'spacy', 'numpy', 'pandas', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        heldby.nothing  # noqa: B018


def test_read_yields_claims_and_warns_of_what_it_cannot_read(report: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.warns(HeldbyWarning, match=r"broken\.pdf"):
        claims = list(heldby.read(tmp_path))
    assert [claim.type for claim in claims] == ["capture"]
    assert claims[0].quote in TEXT


def test_read_of_nothing_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingRead), pytest.warns(HeldbyWarning, match="missing"):
        list(heldby.read(tmp_path / "missing.txt"))


def test_text_without_a_file_is_read_with_its_date() -> None:
    reading = heldby.Reader().read(heldby.Report.from_text(TEXT, published=dt.date(2017, 11, 17)))
    assert reading.claims[0].when is not None
    assert reading.claims[0].when.first == dt.date(2017, 11, 17)


def test_dossier_answers_exports_and_obeys_judgements(report: Path, tmp_path: Path) -> None:
    with heldby.run(report, dossier=tmp_path / "dossier") as dossier:
        [answer] = dossier.holds("Rawa")
        assert answer.holder == "Government of Iraq" and answer.sentences[0].quote in TEXT
        assert dossier.add(report) == 0, "the same report is not added twice"
        [claim] = dossier.claims(type="capture")
        number = dossier.judge("claim", claim.id, "reject", why="test")
        assert not list(dossier.claims(type="capture")) and not list(dossier.events(type="capture"))
        dossier.undo(number)
        assert dossier.export("claims-jsonl", tmp_path / "claims.jsonl") == 1
        with pytest.raises(ValueError, match="claims-jsonl"):
            dossier.export("no-such-format", tmp_path / "x")
    with heldby.open_dossier(tmp_path / "dossier") as again:
        assert [one.id for one in again.reports()] == ["rawa"]
        assert not list(again.holds(on=dt.date(2017, 11, 17), as_known_on=dt.date(2017, 11, 16)))


def test_missing_dossier_and_unknown_place_are_heldby_errors(report: Path, tmp_path: Path) -> None:
    with pytest.raises(heldby.HeldbyError):
        heldby.open_dossier(tmp_path / "none")
    with heldby.run(report, dossier=tmp_path / "dossier") as dossier, pytest.raises(heldby.HeldbyError, match="Rawa"):
        list(dossier.holds("Rawaa Nowhere"))


def test_frames_have_one_row_per_object_and_the_same_columns_when_empty_values_occur(report: Path, tmp_path: Path) -> None:
    with heldby.run(report, dossier=tmp_path / "dossier") as dossier:
        frame = dossier.claims().to_frame()
        assert list(frame["type"]) == ["capture"]
        assert frame["actor"][0] == "Government of Iraq" and frame["place_lat"][0] == pytest.approx(34.48, abs=0.1)
        assert frame["when_first"][0].date() == dt.date(2017, 11, 17) and "value_low" in frame.columns
        assert len(dossier.control().to_frame()) == 1


def test_dossier_gives_its_tables_as_frames(report: Path, tmp_path: Path) -> None:
    with heldby.run(report, dossier=tmp_path / "dossier") as dossier:
        assert dossier.frame("control")["holder"].dropna().tolist()[-1] == "Government of Iraq"
        assert dossier.frame("claims", type="capture")["outlet"].tolist() == ["Wire"]
        assert dossier.frame("claims", as_known_on=dt.date(2017, 11, 16)).empty
        with pytest.raises(ValueError, match="filter the data frame"):
            dossier.frame("events", type="capture")


def test_redacted_copy_hides_what_is_sensitive_and_is_deleted(report: Path, tmp_path: Path) -> None:
    with heldby.run(report, dossier=tmp_path / "dossier") as dossier:
        (dossier.folder / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Wire"]\n', "utf8")
        with dossier.redacted(coarsen=20) as copy:
            folder = copy.folder
            assert len(list(copy.claims())) == 1 and folder.is_dir()
            shown = [copy._repr_html_(), *(one._repr_html_() or "" for one in copy.claims()), copy.frame("claims").to_csv()]
            assert not [secret for secret in ("Rawa", "Wire", "34.4", "41.9", str(tmp_path)) for text in shown if secret in text]
        assert not folder.exists()
        assert "Rawa" in dossier._repr_html_()
        (dossier.folder / "sensitive.toml").write_text("places = 7", "utf8")
        with pytest.raises(heldby.HeldbyError, match="places"):
            dossier.redacted()


def test_a_claim_that_was_just_read_is_shown_in_a_notebook() -> None:
    code = (
        "import heldby; r = heldby.Report.from_text('Iraqi forces recaptured Rawa.', published='2017-11-17');"
        "print(heldby.Reader().read(r).claims[0]._repr_html_())"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Capture of Rawa" in shown and "<svg" in shown
