"""Tables to import, and a dossier to import them into."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from dossier_samples import fill
from heldby import pipeline
from heldby.store import Dossier

GED_ROW = {
    "id": "412700", "relid": "IRQ-2017-1-524-1402", "year": "2017", "type_of_violence": "1", "dyad_name": "Government of Iraq - IS",
    "side_a": "Government of Iraq", "side_b": "IS", "where_prec": "1", "where_coordinates": "Rawa town", "adm_1": "Al Anbar province",
    "latitude": "34.4819", "longitude": "41.9103", "country": "Iraq", "country_id": "645", "date_prec": "1",
    "date_start": "2017-11-17 00:00:00.000", "date_end": "2017-11-17 00:00:00.000", "best": "12", "high": "15", "low": "12",
}  # fmt: skip
"""A row with the columns and the ways of writing of UCDP GED; its content is invented."""

ACLED_ROW = {
    "event_id_cnty": "IRQ12345", "event_date": "17 November 2017", "year": "2017", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Iraq (2014-)", "actor2": "Islamic State (Iraq)", "iso": "368",
    "country": "Iraq", "admin1": "Al Anbar", "location": "Rawa", "latitude": "34.4819", "longitude": "41.9103", "geo_precision": "1",
    "source": "Agency X", "notes": "On 17 November, forces clashed in Rawa.", "fatalities": "3", "timestamp": "1511222400",
}  # fmt: skip
"""A row in the shape of ACLED; its content is invented."""

WriteTable = Callable[[str, Sequence[Mapping[str, object]]], Path]


@pytest.fixture
def table(tmp_path: Path) -> WriteTable:
    """Return a function that writes rows to a CSV file with this name."""

    def write(name: str, rows: Sequence[Mapping[str, object]]) -> Path:
        file = tmp_path / name
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows)
        return file

    return write


@pytest.fixture
def concluded(tmp_path: Path) -> Iterator[Dossier]:
    """A dossier of three reports with the conclusions of the pipeline."""
    with Dossier.open(tmp_path / "dossier", create=True, who="tester") as opened:
        fill(opened)
        pipeline.conclude(opened)
        yield opened
