"""The status of a claim: decided by a construction, or by the status classifier among what polarity leaves possible."""

from __future__ import annotations

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.features.status import status_features
from heldby.reading.claims.linear_model import LinearModel
from heldby.reading.claims.polarity import auxiliaries, possible_statuses
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon


def claim_status(analysed: AnalysedReport, lexicon: Lexicon, model: LinearModel, candidate: Candidate) -> str:
    """Return the status of a candidate's claim, such as `happened`. `model` is the status classifier."""
    match = analysed.match_of(candidate)
    if match and match.status:
        return match.status
    possible = possible_statuses(analysed.parsed, lexicon, candidate.trigger, is_act=candidate.kind == "event")
    if possible is None and _is_future_figure(analysed.parsed, analysed.counted_noun(candidate)):
        return "planned"
    probabilities = model.distribution(status_features(analysed.parsed, candidate.label, candidate.trigger, lexicon))
    allowed = [k for k, name in enumerate(model.classes) if possible is None or name in possible]
    return model.classes[max(allowed, key=probabilities.__getitem__)]


def _is_future_figure(parsed: ParsedReport, noun: int | None) -> bool:
    """Check whether the noun that a figure counts is the subject of a future verb: "forty members will assemble"."""
    if noun is None or parsed.dep[noun] not in ("nsubj", "nsubj:pass"):
        return False
    return not {"will", "would"}.isdisjoint(auxiliaries(parsed, parsed.head[noun]))
