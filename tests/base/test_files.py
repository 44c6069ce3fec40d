"""Tests of atomic writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from heldby.base.files import replacing, write_atomically


def test_write_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_atomically(target, b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new" and list(tmp_path.iterdir()) == [target]


def test_error_while_writing_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    with pytest.raises(OSError), replacing(target) as part:
        part.write_bytes(b"half")
        raise OSError
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_writers_at_the_same_time_use_different_files(tmp_path: Path) -> None:
    with replacing(tmp_path / "file") as one, replacing(tmp_path / "file") as other:
        one.write_bytes(b"1")
        other.write_bytes(b"2")
        assert one != other
    assert (tmp_path / "file").read_bytes() == b"1"
