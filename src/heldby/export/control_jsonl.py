"""Control in the public format."""

from __future__ import annotations

from typing import TextIO

from heldby.export.lines import write_lines
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(_dossier: Dossier, picture: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Every place with its intervals."""
    return write_lines(picture.controls, out)
