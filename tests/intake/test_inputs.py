"""Tests of what a PATH may be."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from heldby.intake import Accepted, Refused, read_paths
from heldby.intake.item import item_from_bytes
from heldby.intake.limits import Limits
from intake_helpers import BODY, PAGE, read


def test_folder_is_read_recursively_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/inner.md"):
        (tmp_path / name).write_text(f"{name}: {BODY}")
    accepted, refused = read(tmp_path)
    assert [Path(one.report.path or "").relative_to(tmp_path).as_posix() for one in accepted] == ["a.txt", "b/inner.md", "c.txt"]
    assert not refused


def test_hidden_files_of_a_folder_are_skipped(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text(BODY)
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "seen.txt").write_text(BODY)
    assert len(read(tmp_path)[0]) == 1


def test_readme_of_a_folder_is_read_only_by_its_own_path(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(BODY)
    (tmp_path / "one.txt").write_text(BODY)
    accepted, refused = read(tmp_path)
    assert len(accepted) == 1
    assert "README.md" in refused[0].name
    assert len(read(tmp_path / "README.md")[0]) == 1


def test_settings_and_code_in_a_folder_are_read_only_by_their_own_path(tmp_path: Path) -> None:
    for name in ("expected.toml", "run.py", "report.2017", "report"):
        (tmp_path / name).write_text(BODY)
    accepted, refused = read(tmp_path)
    assert [Path(one.report.path or "").name for one in accepted] == ["report", "report.2017"]
    assert [Path(one.name).name for one in refused] == ["expected.toml", "run.py"]
    assert len(read(tmp_path / "run.py")[0]) == 1


def test_glob_reads_the_matching_files(tmp_path: Path) -> None:
    for name in ("x1.txt", "x2.txt", "y.txt"):
        (tmp_path / name).write_text(BODY)
    assert [one.report.path for one in read(str(tmp_path / "x*.txt"))[0]] == [str(tmp_path / "x1.txt"), str(tmp_path / "x2.txt")]


def test_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text(BODY)
    assert len(read(tmp_path / "report[1].txt")[0]) == 1


def test_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    assert len(list(read_paths([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt")]))) == 1


def test_missing_paths_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    found = list(read_paths([tmp_path / "no.txt", str(tmp_path / "*.pdf"), "bad\0name", tmp_path / "a.txt"]))
    assert [type(one) for one in found] == [Refused, Refused, Refused, Accepted]
    assert found[0].name.endswith("no.txt")


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path)[1] == [Refused(str(tmp_path), "the folder has no files")]


def test_very_deep_folders_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.txt").write_text(BODY)
    (accepted,) = read(tmp_path)[0]
    Path("deep.txt").unlink()
    for _ in range(depth):  # pytest removes temporary folders recursively and cannot go as deep
        os.chdir("..")
        Path("d").rmdir()
    assert (accepted.report.path or "").count("/d") >= depth


def test_undecodable_file_names_are_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(BODY)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt")).write_text("")
    accepted, refused = read(tmp_path)
    assert (accepted[0].report.path or "").endswith("a?.txt")
    assert refused[0].name.endswith("b?.txt")


def test_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read(tmp_path)[1] == [Refused(str(tmp_path / "pipe"), "it is not a regular file")]


def test_circular_links_end(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "a.txt").write_text(BODY)
    accepted, refused = read(tmp_path)
    assert len(accepted) == 1
    assert [Path(one.name).name for one in refused] == ["self"]


def test_standard_input_as_text_and_as_lines_of_json() -> None:
    (text,) = read("-", stdin=io.BytesIO(BODY.encode()))[0]
    assert (text.report.text, text.report.path) == (BODY, "-")
    rows, _ = read("-", stdin=io.BytesIO(b'{"id": 7, "text": "The army took Tell Amar."}\n{"text": "It withdrew from Tell Amar."}\n'))
    assert rows[0].report.id == "7"
    assert len(rows) == 2


def test_standard_input_above_the_limit_is_read_if_it_is_json_lines() -> None:
    row = b'{"text": "The army took Tell Amar."}\n'
    small = Limits(file=200)
    accepted, _ = read("-", stdin=io.BytesIO(row * 20), limits=small)
    assert len(accepted) == 20
    _, refused = read("-", stdin=io.BytesIO(b"The army took Tell Amar. " * 20), limits=small)
    assert "too large" in refused[0].reason


def test_address_is_downloaded_and_kept() -> None:
    page = f"<html><body><article><p>{BODY}</p></article></body></html>".encode()
    url = "https://news.example/2017/11/03/tell-amar"
    (accepted,) = read(url, fetch=lambda url, limits: item_from_bytes(url, page, suffix=".html", url=url))[0]
    assert accepted.report.url == url
    assert accepted.report.source == "news.example"
    assert (str(accepted.report.published), accepted.report.published_how) == ("2017-11-03", "url")
    assert accepted.original == page


def test_unreachable_address_is_refused() -> None:
    (refused,) = read("http://127.0.0.1:9/none")[1]
    assert refused.name == "http://127.0.0.1:9/none"
    assert "could not be downloaded" in refused.reason


@pytest.mark.parametrize("file", ["heldby.db", "originals/ab/cdef"])
def test_dossier_in_a_folder_is_not_read_and_is_named(tmp_path: Path, file: str) -> None:
    inside = tmp_path / "case" / file
    inside.parent.mkdir(parents=True)
    inside.write_text("Not a report.")
    (tmp_path / "case" / "report.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text("The army entered Tell Amar.")
    accepted, refused = read(tmp_path)
    assert [one.report.text for one in accepted] == ["The army entered Tell Amar."]
    assert [(one.name, one.reason) for one in refused] == [
        (str(tmp_path / "case"), "it is a dossier of heldby, which is not read as reports")
    ]
    assert read(tmp_path / "case")[0] == []
