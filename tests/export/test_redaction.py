"""No format of a redacted copy contains a place, person, source or position that must not be released."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import get_args

import pytest

from cli_runner import heldby
from dossier_making import HandReading, claim_of, make_report
from dossier_samples import fill
from export.opened import searchable
from heldby import api, pipeline
from heldby.export import FORMATS
from heldby.export.data_frame import FrameName
from heldby.model import Mention, SourceRef
from heldby.store import Dossier

WITNESS = "Colonel Daoud said Iraqi forces took Rawa from IS. He spoke to Agency C."
SECRETS = [b"originals/", b"Rawa", b"rawa", b"Daoud", b"Agency C", b"34.48", b"41.91", b"34.37", b"41.09", b"example.org/daoud"]
PACKED = [struct.pack(order + "d", number) for order in "<>" for number in (34.48, 41.91, 34.37, 41.09)]


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with one place, one person and one source that must not be released."""
    folder = tmp_path_factory.mktemp("sensitive") / "dossier"
    with Dossier.open(folder, create=True, who="tester") as opened:
        fill(opened)
        report, original = make_report(
            WITNESS, published="2017-11-18", source="Agency C", url="https://example.org/daoud", title="Rawa falls"
        )
        claim = claim_of(
            report, WITNESS.split(".")[0] + ".", type="capture", actor=["Iraqi forces"], target=["IS"], place=["Rawa"], day="2017-11-17",
            source=SourceRef(text="Colonel Daoud", via=SourceRef(text="Agency C")),
        )  # fmt: skip
        start = WITNESS.index("Rawa")
        mention = Mention(report=report.id, start=start, end=start + 4, text="Rawa", kind="place", id="pl-rawa", lat=34.48, lon=41.91)
        opened.add(report, original, HandReading(report, (mention,), (claim,)))
        pipeline.conclude(opened)
    (folder / "sensitive.toml").write_text('places = ["Rawa"]\nsources = ["Agency C"]\nwords = ["Colonel Daoud", "Daoud"]\n', "utf-8")
    return folder


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_nothing_sensitive_is_in_the_bytes_of_a_redacted_export(name: str, sensitive: Path, tmp_path: Path) -> None:
    file = tmp_path / "out"
    assert heldby("export", name, "--coarsen", "50", "-o", file, "--dossier", sensitive).exit_code == 0
    for written in tmp_path.iterdir():
        content = searchable(written)
        assert [secret for secret in [*SECRETS, *PACKED] if secret in content] == []


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.extra != "maps"])
def test_the_owners_export_of_the_same_dossier_does_contain_them(name: str, sensitive: Path, tmp_path: Path) -> None:
    # Otherwise the test above would also pass for a file that cannot be searched.
    file = tmp_path / "out"
    assert heldby("export", name, "-o", file, "--dossier", sensitive).exit_code == 0
    assert b"Rawa" in searchable(file)


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_delay_leaves_recent_reports_out(name: str, sensitive: Path, tmp_path: Path) -> None:
    file = tmp_path / "out"
    assert heldby("export", name, "--delay", "36500", "-o", file, "--dossier", sensitive).exit_code == 0
    assert b"al-Qaim" not in searchable(file)


def shown_in_a_notebook(dossier: api.Dossier) -> bytes:
    """Return the cards and data frames of a dossier as one run of bytes."""
    records = [*dossier.claims(), *dossier.control()]
    frames = [dossier.frame(name).to_csv() for name in get_args(FrameName)]
    results = [found.to_frame().to_csv() for found in (dossier.claims(), dossier.events(), dossier.control(), dossier.holds())]
    return "\n".join([dossier._repr_html_(), *(one._repr_html_() or "" for one in records), *frames, *results]).encode()


def test_nothing_sensitive_is_in_what_a_notebook_shows_of_a_redacted_copy(sensitive: Path) -> None:
    with api.open_dossier(sensitive) as whole, whole.redacted(coarsen=50) as copy:
        content, original = shown_in_a_notebook(copy), shown_in_a_notebook(whole)
    assert [secret for secret in SECRETS if secret in content] == []
    assert b"in Anbar" in content and b"A redacted copy" in content
    assert b"Rawa" in original and b"Daoud" in original
