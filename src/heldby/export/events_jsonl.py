"""Events as JSON Lines."""

from __future__ import annotations

from typing import TextIO

from heldby.export.lines import write_lines
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(_dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write every event in order of time and return the number of events. The filter does not apply."""
    return write_lines(snapshot.events, out)
