"""What an export format is, and which there are."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, TextIO

from heldby.store import ClaimFilter, Conclusions, Dossier

Write = Callable[[Dossier, Conclusions, ClaimFilter, TextIO], int]
"""Writes what is wanted of a dossier as text and returns the number of records written."""


class Export(NamedTuple):
    """A format: its name, what it holds, and the module of `heldby.export` whose `write` makes it."""

    name: str
    help: str
    module: str


FORMATS = (
    Export("claims-jsonl", "every claim in the public format, one JSON object a line", "claims_jsonl"),
    Export("mentions-jsonl", "every mention of an actor, place, time or figure, one JSON object a line", "mentions_jsonl"),
    Export("events-jsonl", "every event, one JSON object a line", "events_jsonl"),
    Export("control-jsonl", "who holds each place over time, one JSON object a place", "control_jsonl"),
    Export("geojson", "control and events as features for a map; what has no point has a null geometry", "geojson"),
    Export("csv", "every claim as a row for a spreadsheet", "claims_csv"),
)


def export(name: str, dossier: Dossier, picture: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a dossier in a format; the number of records written.

    Raises:
        KeyError: there is no such format.
    """
    module = {one.name: one.module for one in FORMATS}[name]
    write: Write = import_module(f"heldby.export.{module}").write
    return write(dossier, picture, wanted, out)
