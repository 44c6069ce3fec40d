"""Fields removed from every claim and report before it leaves the server.

A report's path describes the machine it was read on. An anonymous speaker stays anonymous: the id that a reader assigned is removed.
"""

from __future__ import annotations

from heldby.model import Claim, Report, SourceRef


def disclosable_report(report: Report) -> Report:
    """Return a report without its path on this machine."""
    return report if report.path is None else report.model_copy(update={"path": None})


def disclosable_claim(claim: Claim) -> Claim:
    """Return a claim without ids of anonymous speakers."""
    source = claim.source and _disclosable_source(claim.source)
    return claim if source == claim.source else claim.model_copy(update={"source": source})


def _disclosable_source(source: SourceRef) -> SourceRef:
    """Return a source without its id if it is anonymous, and without the ids of the anonymous sources that it cites."""
    via = source.via and _disclosable_source(source.via)
    id = None if source.kind == "anonymous" else source.id
    return source if (via, id) == (source.via, source.id) else source.model_copy(update={"via": via, "id": id})
