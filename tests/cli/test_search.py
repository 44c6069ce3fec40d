"""`heldby search`."""

from __future__ import annotations

from pathlib import Path

from cli_runner import heldby
from heldby.store import Dossier


def test_search_continues_on_the_next_page(record: Dossier) -> None:
    result = heldby("search", "IS", "--limit", "2", "--dossier", record.folder)
    assert result.exit_code == 0
    after = result.stderr.split("more: --after ")[1].strip()
    assert len(heldby("search", "IS", "--after", after, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()) == 1


def test_map_options_filter_search_and_claims(record: Dossier, tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.geojson"
    drawn.write_text('{"type": "Polygon", "coordinates": [[[40.8, 34.3], [41.0, 34.3], [40.9, 34.6]]]}')
    for options in (["--near", "34.45,40.92,5"], ["--box", "34.4,40.8,34.5,41"], ["--inside", drawn], ["--area", "SY"]):
        for command in (["search", "IS"], ["claims"]):
            lines = heldby(*command, *options, "--format", "jsonl", "--dossier", record.folder).stdout.splitlines()
            assert len(lines) == 1 and "Albu Kamal" in lines[0], (command, options)
    for wrong in (["--near", "north"], ["--box", "1,2,3"], ["--inside", tmp_path / "none"], ["--near", "1,2,3", "--box", "1,2,3,4"]):
        assert heldby("search", "IS", *wrong, "--dossier", record.folder).exit_code == 2
