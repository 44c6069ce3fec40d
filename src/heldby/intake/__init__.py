"""From files, pages, feeds and archives to reports."""

from heldby.intake.boilerplate import mark_boilerplate
from heldby.intake.outcome import Intake, Refused, Taken
from heldby.intake.paths import read_paths

__all__ = ["Intake", "Refused", "Taken", "mark_boilerplate", "read_paths"]
