"""Claims as JSON Lines."""

from __future__ import annotations

from typing import TextIO

from heldby.export.lines import write_lines
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(dossier: Dossier, _snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write every claim that passes the filter, in reading order, and return the number of claims."""
    return write_lines(dossier.claims(wanted), out)
