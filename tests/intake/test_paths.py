"""What a PATH may be, and that one bad one never stops the others."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from intake_helpers import BODY, read

from heldby.intake import Refused, Accepted, read_paths
from heldby.intake.item import item_from_bytes
from heldby.intake.limits import Limits


def test_folder_is_read_with_its_folders_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/inner.md"):
        (tmp_path / name).write_text(f"{name}: {BODY}")
    taken, refused = read(tmp_path)
    assert [Path(one.report.path or "").relative_to(tmp_path).as_posix() for one in taken] == ["a.txt", "b/inner.md", "c.txt"]
    assert not refused


def test_hidden_files_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text(BODY)
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "seen.txt").write_text(BODY)
    assert len(read(tmp_path)[0]) == 1


def test_readme_of_a_folder_is_no_report_unless_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(BODY)
    (tmp_path / "one.txt").write_text(BODY)
    taken, refused = read(tmp_path)
    assert len(taken) == 1
    assert "README.md" in refused[0].name
    assert len(read(tmp_path / "README.md")[0]) == 1


def test_settings_and_code_in_a_folder_are_no_reports_unless_named(tmp_path: Path) -> None:
    for name in ("expected.toml", "run.py", "report.2017", "report"):
        (tmp_path / name).write_text(BODY)
    taken, refused = read(tmp_path)
    assert [Path(one.report.path or "").name for one in taken] == ["report", "report.2017"]
    assert [Path(one.name).name for one in refused] == ["expected.toml", "run.py"]
    assert len(read(tmp_path / "run.py")[0]) == 1


def test_glob_reads_what_matches(tmp_path: Path) -> None:
    for name in ("x1.txt", "x2.txt", "y.txt"):
        (tmp_path / name).write_text(BODY)
    assert [one.report.path for one in read(str(tmp_path / "x*.txt"))[0]] == [str(tmp_path / "x1.txt"), str(tmp_path / "x2.txt")]


def test_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text(BODY)
    assert len(read(tmp_path / "report[1].txt")[0]) == 1


def test_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    assert len(list(read_paths([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt")]))) == 1


def test_missing_paths_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    found = list(read_paths([tmp_path / "no.txt", str(tmp_path / "*.pdf"), "bad\0name", tmp_path / "a.txt"]))
    assert [type(one) for one in found] == [Refused, Refused, Refused, Accepted]
    assert found[0].name.endswith("no.txt")


def test_empty_folder_is_named(tmp_path: Path) -> None:
    assert read(tmp_path)[1] == [Refused(str(tmp_path), "the folder has no files")]


def test_folders_lie_as_deep_as_they_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.txt").write_text(BODY)
    (taken,) = read(tmp_path)[0]
    Path("deep.txt").unlink()
    for _ in range(depth):  # what cleans up after tests goes down by calls, and not so deep
        os.chdir("..")
        Path("d").rmdir()
    assert (taken.report.path or "").count("/d") >= depth


def test_file_names_that_are_no_characters_do_not_stop_anything(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(BODY)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt")).write_text("")
    taken, refused = read(tmp_path)
    assert (taken[0].report.path or "").endswith("a?.txt")
    assert refused[0].name.endswith("b?.txt")


def test_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read(tmp_path)[1] == [Refused(str(tmp_path / "pipe"), "not a regular file")]


def test_link_that_leads_round_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "a.txt").write_text(BODY)
    taken, refused = read(tmp_path)
    assert len(taken) == 1
    assert [Path(one.name).name for one in refused] == ["self"]


def test_standard_input_as_text_and_as_lines_of_json() -> None:
    (text,) = read("-", stdin=io.BytesIO(BODY.encode()))[0]
    assert (text.report.text, text.report.path) == (BODY, "-")
    rows, _ = read("-", stdin=io.BytesIO(b'{"id": 7, "text": "The army took Tell Amar."}\n{"text": "It withdrew from Tell Amar."}\n'))
    assert rows[0].report.id == "7"
    assert len(rows) == 2


def test_standard_input_above_the_limit_is_read_if_it_comes_in_lines() -> None:
    row = b'{"text": "The army took Tell Amar."}\n'
    small = Limits(file=200)
    taken, _ = read("-", stdin=io.BytesIO(row * 20), limits=small)
    assert len(taken) == 20
    _, refused = read("-", stdin=io.BytesIO(b"The army took Tell Amar. " * 20), limits=small)
    assert "too large" in refused[0].reason


def test_address_is_read_through_fetch_and_kept() -> None:
    page = f"<html><body><article><p>{BODY}</p></article></body></html>".encode()
    url = "https://news.example/2017/11/03/tell-amar"
    (taken,) = read(url, fetch=lambda url, limits: item_from_bytes(url, page, suffix=".html", url=url))[0]
    assert taken.report.url == url
    assert taken.report.source == "news.example"
    assert (str(taken.report.published), taken.report.published_how) == ("2017-11-03", "url")
    assert taken.original == page


def test_address_out_of_reach_is_named() -> None:
    (refused,) = read("http://127.0.0.1:9/none")[1]
    assert refused.name == "http://127.0.0.1:9/none"
    assert "could not be fetched" in refused.reason
