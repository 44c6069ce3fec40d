"""Claims in the public format."""

from __future__ import annotations

from typing import TextIO

from heldby.export.lines import write_lines
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(dossier: Dossier, _picture: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Every wanted claim, in reading order."""
    return write_lines(dossier.claims(wanted), out)
