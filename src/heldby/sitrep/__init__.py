"""Situation reports: what changed in a period and who holds what, made from claims by templates, with every sentence cited."""

from heldby.sitrep.build import build_situation_report
from heldby.sitrep.document import Evidence, Section, SituationReport, Statement
from heldby.sitrep.formats import ENDINGS, check_format, write_situation_report
from heldby.sitrep.material import Scope

__all__ = [
    "ENDINGS", "Evidence", "Scope", "Section", "SituationReport", "Statement", "build_situation_report", "check_format",
    "write_situation_report",
]  # fmt: skip
