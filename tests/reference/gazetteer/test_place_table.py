"""Tests of adding a user's table of places."""

from __future__ import annotations

from pathlib import Path

import pytest

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer import Gazetteer
from heldby.reference.gazetteer.user_gazetteers import add, list_gazetteers


def test_table_is_added(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,aliases,country,lat,lon,kind\nHill 105,Point 105,SY,35.1,40.2,hill\n", "utf-8")
    path = add(tmp_path / "mine.csv", tmp_path).path
    assert Gazetteer([path]).named("Point 105")[0].entry.country == "SY"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,lat,lon\nX,here,there\n", "mine.csv, row 1"),
        ("name,lat,lon,radius_km\nX,1,2,wide\n", "radius_km is 'wide'"),
        ("name,lat,lon\nX,95,10\n", "not on earth"),
        ("a,b\n1,2\n", "neither"),
    ],
)
def test_invalid_table_is_a_clear_error(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "mine.csv").write_text(content, "utf-8")
    with pytest.raises(GazetteerImportError, match=message):
        add(tmp_path / "mine.csv", tmp_path / "cache")
    assert list_gazetteers(tmp_path / "cache") == []
