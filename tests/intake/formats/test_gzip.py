"""Tests of reading gzip files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from intake_helpers import BODY, only, read_bytes


def test_file_inside_is_read_by_its_own_format(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt.gz", gzip.compress(BODY.encode())).report.text == BODY
    rows = "".join(json.dumps({"text": f"Report {n}."}) + "\n" for n in range(3))
    assert len(read_bytes(tmp_path, "a.jsonl.gz", gzip.compress(rows.encode()))[0]) == 3
