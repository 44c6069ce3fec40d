"""The list of export formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple

from heldby import plugins
from heldby.base.files import replacing
from heldby.export.dataset_card import write_card_beside
from heldby.store import ClaimFilter, Conclusions, Dossier

Write = Callable[[Dossier, Conclusions, ClaimFilter, IO[Any]], int]
"""Writes the records of a dossier and returns their number. The filter is over claims: the formats of events and control ignore it."""


class Export(NamedTuple):
    """An export format.

    Attributes:
        name: its name.
        help: what it contains.
        module: the module of `heldby.export` that writes it.
        opens: programs that open it.
        extra: the extra of heldby that it needs; None if the core install is enough.
        binary: whether it is written as bytes and not as text.
        function: the function of the module that writes it.
        own_card: whether the file contains its dataset card in a place where people see it.
        one_day: whether it shows one day, which the field `last` of the filter names.
        write: the function that writes it, if another package has it.
        package: the package that has it; None for formats of heldby.
    """

    name: str
    help: str
    module: str
    opens: str
    extra: str | None = None
    binary: bool = False
    function: str = "write"
    own_card: bool = False
    one_day: bool = False
    write: Write | None = None
    package: str | None = None


_LINES = "any program that reads JSON Lines"
_SHEETS = "Excel, LibreOffice, R, pandas"
_MAPS = "QGIS, ArcGIS, GDAL"
_FRAMES = "pandas, R (arrow), DuckDB, Spark"

_FTM = "Aleph, the command line of followthemoney"
_PICTURES = "any browser, Word, Inkscape"

_GEO_FRAMES = "GeoPandas, DuckDB, QGIS"
_BOOKS = "Excel, LibreOffice"
_PACKAGE = "frictionless, R (frictionless), CKAN"

_FTM = "Aleph, the command line of followthemoney"
_PICTURES = "any browser, Word, Inkscape"

_TABLES = {
    "claims": "every claim, one row each",
    "events": "every event, one row each",
    "control": "who holds each place over time, one row for each interval",
    "places": "who holds each place in its latest interval, one row for each place",
    "mentions": "every mention of an actor, place, time or figure, one row each",
}
"""Help texts of the tables that several formats write."""

_LAYERS = ("claims", "events", "control", "places")
"""Tables that can be drawn on a map."""

FORMATS = (
    Export("claims-jsonl", "every claim, one JSON object per line", "claims_jsonl", _LINES),
    Export("mentions-jsonl", "every mention of an actor, place, time or figure, one JSON object per line", "mentions_jsonl", _LINES),
    Export("events-jsonl", "every event, one JSON object per line", "events_jsonl", _LINES),
    Export("control-jsonl", "who holds each place over time, one JSON object per place", "control_jsonl", _LINES),
    *(Export(f"{table}-csv", help, "csv_tables", _SHEETS, function=f"write_{table}") for table, help in _TABLES.items()),
    *(
        Export(f"{table}-parquet", help, "parquet_tables", _FRAMES, "tables", binary=True, function=f"write_{table}")
        for table, help in _TABLES.items()
    ),
    *(
        Export(f"{layer}-geojson", f"{_TABLES[layer]}, as map features", "geojson", "QGIS, geojson.io", function=f"write_{layer}")
        for layer in _LAYERS
    ),
    Export("geojson", "control and events in one file of map features", "geojson", "QGIS, geojson.io"),
    Export("geopackage", "a map: layers of places, control, events and claims, with styles for QGIS", "geopackage", _MAPS, binary=True),
    Export("kml", "a map with a time slider: control, events and claims", "kml", "Google Earth, QGIS, Marble"),
    Export("xlsx", "a workbook: a sheet for each table, and the dataset card", "xlsx", _BOOKS, "tables", True, own_card=True),
    *(
        Export(f"{layer}-geoparquet", f"a map layer: {_TABLES[layer]}", "geoparquet", _GEO_FRAMES, "tables", True, f"write_{layer}")
        for layer in _LAYERS
    ),
    *(
        Export(f"{table}-hxl", f"with HXL tags: {_TABLES[table]}", "hxl_csv", "HDX, spreadsheets", function=f"write_{table}")
        for table in _LAYERS
    ),
    Export(
        "data-package",
        "a zip file: all tables as CSV, and the dataset card",
        "data_package",
        _PACKAGE,
        binary=True,
        own_card=True,
    ),
    Export("ged-csv", "uses of armed force with the 49 columns of UCDP GED", "event_data.ged_csv", _SHEETS),
    Export("acled-csv", "events with the 31 columns of ACLED: its shape only", "event_data.acled_csv", _SHEETS),
    Export("plover-jsonl", "events as PLOVER records with CAMEO codes, one JSON object per line", "event_data.plover", _LINES),
    Export("ftm-jsonl", "reports, actors, places and events as FollowTheMoney entities", "ftm.formats", _FTM, function="write_entities"),
    Export("ftm-statements", "the same entities as FollowTheMoney statements in CSV", "ftm.formats", _FTM, function="write_statements"),
    Export("timemap", "dated events for the map and timeline of Forensic Architecture", "timemap", "timemap"),
    Export("map-svg", "a picture of who holds what on one day", "maps", _PICTURES, function="write_svg", one_day=True),
    Export("map-png", "the same picture as pixels", "maps", _PICTURES, "maps", binary=True, function="write_png", one_day=True),
)

SHORT_NAMES = {"csv": "claims-csv"}
"""Other names that `heldby export` accepts."""


def find_format(name: str) -> Export | None:
    """Return the format with this name, or None if there is no such format. Another package cannot take the name of one of heldby's.

    Raises:
        PluginError: another package has the format, and it cannot be loaded.
    """
    wanted = SHORT_NAMES.get(name, name)
    own = next((one for one in FORMATS if one.name == wanted), None)
    plugin = None if own else plugins.find(plugins.EXPORT_FORMATS, wanted)
    return _of_package(plugin) if plugin else own


def format_names() -> list[str]:
    """Return the names of all formats: heldby's own, then those of other packages."""
    own = [one.name for one in FORMATS]
    return own + sorted({one.name for one in plugins.installed(plugins.EXPORT_FORMATS)} - set(own) - SHORT_NAMES.keys())


def _of_package(plugin: plugins.Plugin) -> Export:
    from heldby.export.plugin_format import load_format, writer

    made = load_format(plugin)
    return Export(plugin.name, made.help, "", made.opens, binary=bool(made.binary), write=writer(plugin, made), package=plugin.package)


def export(name: str, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[Any]) -> int:
    """Write a dossier in the format with this name, and return the number of records written.

    `out` is a binary file if the format is binary, else a text file.

    Raises:
        KeyError: there is no such format.
        HeldbyError: the format needs a library that is not installed, or cannot hold this record.
    """
    found = find_format(name)
    if found is None:
        raise KeyError(name)
    write: Write = found.write or getattr(import_module(f"heldby.export.{found.module}"), found.function)
    return write(dossier, snapshot, wanted, out)


def export_file(name: str, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, file: Path) -> int:
    """Write a dossier to a file in the format with this name, and return the number of records written.

    If writing fails, an older file stays as it was.

    Raises:
        KeyError: there is no such format.
        HeldbyError: the format needs a library that is not installed, or cannot hold this record.
        OSError: the file cannot be written.
    """
    found = find_format(name)
    with replacing(file) as part:
        opened: IO[Any] = part.open("wb") if found and found.binary else part.open("w", encoding="utf-8", newline="")
        with opened as out:
            return export(name, dossier, snapshot, wanted, out)


def write_card(name: str, dossier: Dossier, snapshot: Conclusions, known_on: dt.date | None, file: Path) -> Path | None:
    """Write the dataset card of an exported file beside it, and return its path; None if the file contains its own card.

    Raises:
        OSError: the card cannot be written.
    """
    found = find_format(name)
    if found is None or found.own_card:
        return None
    return write_card_beside(file, dossier, snapshot, ClaimFilter(known_on=known_on))
