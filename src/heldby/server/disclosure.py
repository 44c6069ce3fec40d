"""What may be shown: everything that leaves the server passes here, so that a thing is kept back once and not in every view.

A path tells of the machine that a report was read on. An unnamed speaker stays unnamed: whatever a reader may have made of the words, no
id goes out with them.
"""

from __future__ import annotations

from heldby.model import Claim, Report, SourceRef


def shown_report(report: Report) -> Report:
    """A report without what tells of this machine."""
    return report if report.path is None else report.model_copy(update={"path": None})


def shown_claim(claim: Claim) -> Claim:
    """A claim with its unnamed speakers kept unnamed."""
    source = claim.source and shown_source(claim.source)
    return claim if source == claim.source else claim.model_copy(update={"source": source})


def shown_source(source: SourceRef) -> SourceRef:
    """A speaker; an anonymous one without an id, through whomever it spoke."""
    via = source.via and shown_source(source.via)
    id = None if source.kind == "anonymous" else source.id
    return source if (via, id) == (source.via, source.id) else source.model_copy(update={"via": via, "id": id})
