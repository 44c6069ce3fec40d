"""Intake: turn files, web pages, feeds and archives into reports."""

from heldby.intake.boilerplate import mark_boilerplate
from heldby.intake.inputs import read_paths
from heldby.intake.results import Accepted, IntakeResult, Refused

__all__ = ["Accepted", "IntakeResult", "Refused", "mark_boilerplate", "read_paths"]
