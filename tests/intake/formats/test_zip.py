"""Tests of reading ZIP archives and their limits."""

from __future__ import annotations

import gzip
from pathlib import Path

from heldby.intake.limits import Limits
from intake_helpers import BODY, PAGE, read, read_bytes, reason, zipped


def test_each_member_is_read_by_its_own_format(tmp_path: Path) -> None:
    members = {
        "b/page.html": PAGE,
        "a.txt": BODY,
        "rows.jsonl": '{"text": "One."}\n{broken\n',
        "image.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/a.txt": "x",
        "../../up.txt": BODY + "!",
    }
    accepted, refused = read_bytes(tmp_path, "a.zip", zipped(members))
    inside = [(one.report.path or "").removeprefix(f"{tmp_path}/a.zip/") for one in accepted]
    assert inside == ["a.txt", "b/page.html", "rows.jsonl line 1"]
    assert [one.name.rpartition("/")[2] for one in refused] == ["image.png", "rows.jsonl line 2"]
    assert not (tmp_path.parent.parent / "up.txt").exists()


def test_nested_archives_are_read_to_a_limit(tmp_path: Path) -> None:
    data = zipped({"in.txt": BODY})
    for depth in range(3):
        assert len(read_bytes(tmp_path, "a.zip", data)[0]) == (1 if depth < 3 else 0)
        data = zipped({"in.zip": data})
    accepted, refused = read_bytes(tmp_path, "a.zip", data)
    assert not accepted
    assert refused[0].reason == "it is nested in more than 3 archives; unpack the outer ones first"


def test_bombs_are_refused_without_unpacking(tmp_path: Path) -> None:
    bomb = zipped({"zeros.txt": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    assert "ZIP bomb" in reason(tmp_path, "a.zip", bomb)
    assert "too large" in reason(tmp_path, "a.txt.gz", gzip.compress(b"0" * 60_000_000))
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{n}.txt": BODY * 20 for n in range(40)}))
    assert "unpacks to more than" in read(path, limits=Limits(unpacked=50_000))[1][0].reason


def test_nested_archives_share_one_budget(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": f"{n} {BODY}" * 10 for n in range(5)})
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.zip": inner for n in range(10)}))
    accepted, refused = read(path, limits=Limits(unpacked=60_000))
    assert 0 < len(accepted) < 50
    assert any("unpacks to more than" in one.reason for one in refused)


def test_encrypted_members_and_office_files_are_refused(tmp_path: Path) -> None:
    assert "Excel" in reason(tmp_path, "a.zip", zipped({"xl/workbook.xml": "<x/>"}))
    locked = bytearray(zipped({"a.txt": BODY}))
    for place in (6, locked.index(b"PK\x01\x02") + 8):
        locked[place] |= 1
    accepted, refused = read_bytes(tmp_path, "a.zip", bytes(locked))
    assert not accepted
    assert "password" in refused[0].reason
