"""Tests of `heldby report`, and that what is marked sensitive is in no byte of any file that it writes for others."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from pathlib import Path

import pypdf
import pytest

from cli_runner import heldby
from heldby.store import Dossier
from heldby.store.ledger import ledger
from sitrep_record import open_record

PERIOD = ("--since", "2017-11-01", "--until", "2017-11-20")
SECRETS = ("Rawa", "Haddad", "Agency A", "a.example")
"""A place, a person, an outlet, and the outlet's address, which leads to the full text."""
ENDINGS = ["html", "md", "docx"] + (["pdf"] if shutil.which("chromium") or shutil.which("google-chrome") else [])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with open_record(tmp_path_factory.mktemp("sitrep") / "dossier") as opened:
        return opened.folder


@pytest.fixture
def dossier(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "dossier")
    return tmp_path / "dossier"


def all_bytes(file: Path) -> bytes:
    """Return the content of a file and of everything compressed inside it."""
    found = [file.read_bytes()]
    if file.suffix == ".docx":
        archive = zipfile.ZipFile(file)
        found += [archive.read(name) for name in archive.namelist()]
    if file.suffix == ".pdf":
        reader = pypdf.PdfReader(file)
        found += [page.extract_text().encode() for page in reader.pages]
        found += [str(reader.metadata).encode()]
        for number in range(1, len(reader.xref[0]) + 1):
            thing = reader.get_object(number)
            if hasattr(thing, "get_data"):
                found.append(thing.get_data())
    return b"\n".join(found)


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_sensitive_is_in_no_byte_of_a_file_for_others(ending: str, dossier: Path, tmp_path: Path) -> None:
    (dossier / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Agency A"]\nwords = ["Colonel Haddad", "Haddad"]\n')
    own, public = tmp_path / "own" / f"s.{ending}", tmp_path / "public" / f"s.{ending}"
    for file in (own, public):
        file.parent.mkdir()
    assert heldby("report", *PERIOD, "-o", own, "--dossier", dossier).exit_code == 0
    assert heldby("report", *PERIOD, "-o", public, "--dossier", dossier, "--readers").exit_code == 0
    whole = b"".join(all_bytes(file) for file in own.parent.iterdir())
    redacted = b"".join(all_bytes(file) for file in public.parent.iterdir())
    for secret in SECRETS:
        assert secret.encode() in whole, f"{secret} should be in the owner's file"
        assert secret.lower().encode() not in redacted.lower(), f"{secret} is in the file for others"
    assert b"al-Qaim" in redacted


def test_area_that_is_sensitive_is_not_found_in_the_redacted_copy(dossier: Path, tmp_path: Path) -> None:
    (dossier / "sensitive.toml").write_text('places = ["Rawa"]\n')
    result = heldby("report", *PERIOD, "--area", "Rawa", "-o", tmp_path / "s.html", "--dossier", dossier, "--readers")
    assert result.exit_code == 1 and not (tmp_path / "s.html").exists()


def test_delay_and_coarsening_apply(dossier: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.md"
    heldby("report", "--since", "2017-11-01", "-o", file, "--dossier", dossier, "--coarsen", "100")
    assert "somewhere around the point" in (tmp_path / "s-map-1.svg").read_text("utf-8")
    assert "made for other people" in file.read_text("utf-8") and "cells at least 100 km wide" in file.read_text("utf-8")
    result = heldby("report", *PERIOD, "-o", tmp_path / "late.md", "--dossier", dossier, "--delay", "36500")
    assert "0 sentences" in result.output


def test_report_is_written_and_recorded_in_the_ledger(dossier: Path, tmp_path: Path) -> None:
    result = heldby("report", *PERIOD, "--area", "Anbar", "-o", tmp_path / "s.html", "--dossier", dossier)
    assert result.exit_code == 0 and "source passages written to" in result.output
    with Dossier.open(dossier) as opened, opened.database.reading() as connection:
        payload = [entry.payload for entry in ledger.entries(connection, actions=("export",))][-1]
    assert payload is not None and json.dumps(payload).count("situation report") == 2 and payload["since"] == "2017-11-01"


@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_saved_template_makes_the_same_file(ending: str, dossier: Path, tmp_path: Path) -> None:
    template = tmp_path / f"template.{ending}"
    assert heldby("report", "--save-template", template).exit_code == 0
    assert "File exists" in heldby("report", "--save-template", template).output  # it may have been edited
    for name, more in (("a", ()), ("b", ("--template", template))):
        (tmp_path / name).mkdir()
        heldby("report", *PERIOD, "-o", tmp_path / name / f"s.{ending}", "--dossier", dossier, *more)
    if ending == "docx":
        first, second = (zipfile.ZipFile(tmp_path / name / "s.docx").read("word/document.xml") for name in "ab")
    else:
        first, second = ((tmp_path / name / f"s.{ending}").read_bytes() for name in "ab")
    assert first == second and zlib.crc32(first)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "2017-11-01"), "are required"),
        (("--since", "2017-11-01", "-o", "s.txt"), "must be one of .html, .md, .docx, .pdf"),
        (("--since", "2030-01-01", "-o", "s.html"), "the period ends before it begins"),
        (("--since", "2017-11-01", "-o", "s.html", "--area", "Atlantis"), "no place of the record lies in “Atlantis”"),
        (("--since", "2017-11-01", "-o", "nowhere/s.html"), "No such file or directory"),
        (("--since", "2017-11-01", "-o", "s.html", "--template", "no.html"), "no.html: No such file or directory"),
    ],
)
def test_errors_say_what_is_wrong(arguments: tuple[str, ...], message: str, dossier: Path) -> None:
    result = heldby("report", *arguments, "--dossier", dossier)
    assert result.exit_code in (1, 2) and message in " ".join(result.output.replace("│", " ").split())
