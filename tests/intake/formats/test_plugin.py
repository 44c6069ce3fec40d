"""Input formats of other packages: what they give is checked, and their faults are named and stop nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from heldby.intake import Accepted, Refused, read_paths
from plugin_package import install_formats

CODE = """
import datetime as dt
from heldby.errors import Unreadable

def good(data, name):
    for number, line in enumerate(data.decode().splitlines(), 1):
        yield {"id": f"n{number}", "Text": line, "published": dt.date(2017, 11, number), "source": "Desk", "original": line.encode(),
               "notes": "a note"}

def refuses(data, name):
    raise Unreadable("it is too old")

def fails(data, name):
    yield {"text": "The first part was read."}
    raise RuntimeError("bad\\nbytes")

def odd(data, name):
    yield "no mapping"
    yield {"title": "no text"}
    yield {"text": "a\\0b"}
    yield {"text": "The last part is a report.", "original": "no bytes"}
    yield {"text": "The very last part is a report."}

def endless(data, name):
    while True:
        yield {"text": "x"}

def nothing(data, name):
    return None

def silent(data, name):
    return ()

def needs(data, name):
    import no_such_library
"""


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, function: str, content: bytes = b"content", suffix: str = "xyz") -> list[object]:
    install_formats(folder / "site", monkeypatch, CODE, input_formats={suffix: function})
    file = folder / f"file.{suffix}"
    file.write_bytes(content)
    return list(read_paths([str(file)]))


def test_reports_have_the_fields_originals_and_notes_that_the_package_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = read(tmp_path, monkeypatch, "good", "Iraqi forces took Rawa.\nThe army took Ana\u00adh.".encode())
    assert isinstance(first, Accepted) and isinstance(second, Accepted)
    report = first.report
    assert (report.id, report.text, report.source, report.published) == ("n1", "Iraqi forces took Rawa.", "Desk", dt.date(2017, 11, 1))
    assert report.reader == "xyz (more-formats 1.0)" and report.published_how == "given"
    assert first.original == b"Iraqi forces took Rawa." and "a note" in first.notes
    assert second.report.text == "The army took Anah.", "the text is cleaned as that of other documents"


def test_files_in_folders_and_archives_are_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    read(tmp_path, monkeypatch, "good")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.xyz").write_text("In a folder.", "utf8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("b.xyz", "In an archive.")
    texts = [one.report.text for one in read_paths([str(folder)]) if isinstance(one, Accepted)]
    assert sorted(texts) == ["In a folder.", "In an archive."]


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("refuses", "it is too old"),
        ("nothing", "the input format xyz of more-formats failed (TypeError"),
        ("needs", "the input format xyz of more-formats failed (ModuleNotFoundError: No module named 'no_such_library')"),
        ("missing", "the input format xyz of more-formats cannot be loaded (AttributeError"),
    ],
)
def test_a_fault_is_named_and_the_other_files_are_read(function: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [refused] = read(tmp_path, monkeypatch, function)
    assert isinstance(refused, Refused) and refused.name.endswith("file.xyz") and refused.reason.startswith(reason)
    (tmp_path / "other.txt").write_text("Another report.", "utf8")
    assert any(isinstance(one, Accepted) for one in read_paths([str(tmp_path / "file.xyz"), str(tmp_path / "other.txt")]))


def test_what_was_read_before_a_fault_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted, refused = read(tmp_path, monkeypatch, "fails")
    assert isinstance(accepted, Accepted) and isinstance(refused, Refused)
    assert refused.reason == "the input format xyz of more-formats failed (RuntimeError: bad bytes)"


def test_parts_that_are_no_report_are_refused_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(tmp_path, monkeypatch, "odd")
    assert [type(one) for one in found] == [Refused, Refused, Refused, Refused, Accepted]
    reasons = [one.reason for one in found if isinstance(one, Refused)]
    for reason, part in zip(reasons, ("type str and not a mapping", "no text", "NUL", "original is not bytes"), strict=True):
        assert part in reason and "more-formats" in reason


def test_an_endless_format_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from heldby.intake.formats.plugin import plugin_format
    from heldby.intake.item import item_from_bytes
    from heldby.intake.limits import Limits

    read(tmp_path, monkeypatch, "silent")
    install_formats(tmp_path / "more", monkeypatch, CODE, package="endless-formats", input_formats={"end": "endless"})
    found = plugin_format(".end")
    assert found is not None
    with pytest.raises(Exception, match="more than 3 reports"):
        list(found.read(item_from_bytes("file.end", b"x", limits=Limits(members=3))))


def test_a_package_cannot_take_a_suffix_of_heldby(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [accepted] = read(tmp_path, monkeypatch, "refuses", b"Plain text of a report.", suffix="txt")
    assert isinstance(accepted, Accepted) and accepted.report.reader == "text"


def test_two_packages_with_one_suffix_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(tmp_path, monkeypatch, "good")
    install_formats(tmp_path / "more", monkeypatch, CODE, package="other-formats", input_formats={"xyz": "good"})
    [refused] = read_paths([str(tmp_path / "file.xyz")])
    assert isinstance(refused, Refused)
    assert refused.reason == "more-formats and other-formats each have an input format named xyz. Uninstall all but one"


def test_without_the_package_the_file_is_refused_as_before(tmp_path: Path) -> None:
    (tmp_path / "file.xyz").write_text("content", "utf8")
    [refused] = list(read_paths([str(tmp_path)]))
    assert isinstance(refused, Refused) and ".xyz files in a folder" in refused.reason
