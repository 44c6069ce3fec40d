"""From files, pages, feeds and archives to reports."""

from heldby.intake.boilerplate import mark_boilerplate
from heldby.intake.inputs import read_paths
from heldby.intake.results import IntakeResult, Refused, Accepted

__all__ = ["IntakeResult", "Refused", "Accepted", "mark_boilerplate", "read_paths"]
