"""The list of export formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TextIO

from heldby.base.files import replacing
from heldby.store import ClaimFilter, Conclusions, Dossier

Write = Callable[[Dossier, Conclusions, ClaimFilter, TextIO], int]
"""Writes the records of a dossier and returns their number. The filter is over claims: the formats of events and control ignore it."""


class Export(NamedTuple):
    """An export format: its name, its help text, and the module of `heldby.export` whose function `write` writes the file."""

    name: str
    help: str
    module: str


FORMATS = (
    Export("claims-jsonl", "every claim, one JSON object per line", "claims_jsonl"),
    Export("mentions-jsonl", "every mention of an actor, place, time or figure, one JSON object per line", "mentions_jsonl"),
    Export("events-jsonl", "every event, one JSON object per line", "events_jsonl"),
    Export("control-jsonl", "who holds each place over time, one JSON object per place", "control_jsonl"),
    Export("geojson", "control and events as features for a map; without a known point the geometry is null", "geojson"),
    Export("csv", "every claim as a row of a spreadsheet", "claims_csv"),
)


def export(name: str, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a dossier in the format with this name, and return the number of records written.

    Raises:
        KeyError: there is no such format.
    """
    module = {one.name: one.module for one in FORMATS}[name]
    write: Write = import_module(f"heldby.export.{module}").write
    return write(dossier, snapshot, wanted, out)


def export_file(name: str, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, file: Path) -> int:
    """Write a dossier to a file in the format with this name, and return the number of records written.

    If writing fails, an older file stays as it was.

    Raises:
        KeyError: there is no such format.
        OSError: the file cannot be written.
    """
    with replacing(file) as part, part.open("w", encoding="utf-8", newline="") as out:
        return export(name, dossier, snapshot, wanted, out)
