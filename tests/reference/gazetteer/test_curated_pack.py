"""Tests of reading the curated pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from heldby.errors import GazetteerFileError
from heldby.reference.gazetteer.curated_pack import read_pack, read_pack_file


def test_every_row_of_the_pack_is_valid() -> None:
    for row in read_pack():
        assert row.names[0]
        assert row.lat is None or (-90 <= row.lat <= 90 and row.lon is not None and -180 <= row.lon <= 180), row


def test_invalid_row_is_reported_with_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("id\tname\tkind\tlat\tlon\nbase-x\tCamp X\tbase\tnorth\t41\n", "utf-8")
    with pytest.raises(GazetteerFileError, match=r"x\.tsv, row 1 \(Camp X\)"):
        list(read_pack_file(tmp_path / "x.tsv", "features"))
