"""Mentions as JSON Lines."""

from __future__ import annotations

from typing import TextIO

from heldby.export.lines import write_lines
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write every mention in reading order and return the number of mentions. Only the field `known_on` of the filter applies."""
    return write_lines(dossier.mentions(known_on=wanted.known_on), out)
