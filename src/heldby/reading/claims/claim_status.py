"""The status of a claim: decided by a construction, by a denial or a plan around the trigger, or by the status classifier."""

from __future__ import annotations

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.features.status import status_features
from heldby.reading.claims.linear_model import LinearModel
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

BEFORE_THAT = 6
"""Largest number of tokens between a verb of denying and its "that"."""
PLANNED = frozenset({"planned"})
NOT_YET = frozenset({"planned", "expected", "attempted", "hypothetical"})
"""Statuses of an act that has not happened yet."""


def claim_status(analysed: AnalysedReport, lexicon: Lexicon, model: LinearModel, candidate: Candidate) -> str:
    """Return the status of a candidate's claim, such as `happened`. `model` is the status classifier."""
    match = analysed.match_of(candidate)
    if match and match.status:
        return match.status
    if is_denied(analysed.parsed, lexicon, candidate.trigger):
        return "denied"
    if _is_future_figure(analysed.parsed, analysed.counted_noun(candidate)):
        return "planned"
    probabilities = model.distribution(status_features(analysed.parsed, candidate.label, candidate.trigger, lexicon))
    possible = _future_statuses(analysed.parsed, lexicon, candidate.trigger) if candidate.kind == "event" else None
    allowed = [k for k, name in enumerate(model.classes) if possible is None or name in possible]
    return model.classes[max(allowed, key=probabilities.__getitem__)]


def _future_statuses(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> frozenset[str] | None:
    """Return the possible statuses of an act that has not happened yet, or None if it may have happened.

    Examples: "would be leaving", "would launch an attack", "called for the rebels to leave", "is committed to attacking", "began an
    offensive to retake".
    """
    governed = parsed.pos[trigger] != "VERB" and parsed.dep[trigger] in ("obj", "nsubj", "nsubj:pass")
    auxiliaries = _auxiliaries(parsed, parsed.head[trigger] if governed else trigger)
    if "would" in auxiliaries and "have" not in auxiliaries:
        return NOT_YET
    verb = trigger if parsed.pos[trigger] == "VERB" else parsed.head[trigger]
    above = parsed.lemma[parsed.head[verb]]
    if not any(parsed.lower[c] == "to" and parsed.dep[c] == "mark" for c in parsed.children[verb]):
        return None
    if verb == trigger and parsed.dep[verb] in ("advcl", "acl") and _begins_operation(parsed, lexicon, parsed.head[verb]):
        return NOT_YET
    if parsed.tag[verb] == "VBG":
        return PLANNED if above in lexicon.classes["pledge"] else None
    demanded = "event/demand" in lexicon.triggers.get(above, ()) or above in lexicon.classes["plan"] or above in lexicon.classes["attempt"]
    return NOT_YET if verb == trigger and parsed.dep[verb] == "xcomp" and demanded else None


def _begins_operation(parsed: ParsedReport, lexicon: Lexicon, i: int) -> bool:
    """Check whether a word denotes an operation or has one as its object. An operation that begins has not achieved its purpose yet."""
    near = [i, *(c for c in parsed.children[i] if parsed.dep[c] in ("obj", "nsubj:pass"))]
    return any("event/offensive" in lexicon.triggers.get(parsed.lemma[n], ()) for n in near)


def _is_future_figure(parsed: ParsedReport, noun: int | None) -> bool:
    """Check whether the noun that a figure counts is the subject of a future verb: "forty members will assemble"."""
    if noun is None or parsed.dep[noun] not in ("nsubj", "nsubj:pass"):
        return False
    return not {"will", "would"}.isdisjoint(_auxiliaries(parsed, parsed.head[noun]))


def _auxiliaries(parsed: ParsedReport, verb: int) -> set[str]:
    return {parsed.lower[c] for c in parsed.children[verb] if parsed.dep[c] == "aux"}


def is_denied(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check whether the trigger is part of what somebody denies: "denied that it had captured", "denied the capture of"."""
    if _is_in_denied_clause(parsed, lexicon, trigger):
        return True
    node = trigger
    for above in parsed.ancestors(trigger)[:3]:
        if parsed.lemma[above] in lexicon.classes["denying"] and parsed.dep[node] in ("ccomp", "xcomp", "obj", "advcl", "parataxis"):
            return True
        if parsed.dep[node] in ("acl:relcl", "acl"):
            return False
        node = above
    return False


def _is_in_denied_clause(parsed: ParsedReport, lexicon: Lexicon, trigger: int) -> bool:
    """Check by word order alone whether a verb of denying shortly precedes the trigger's "that", as in "denied on Monday that"."""
    that = next((c for c in parsed.children[trigger] if parsed.dep[c] == "mark" and parsed.lower[c] == "that"), None)
    if that is None:
        return False
    start = max(parsed.sentences[parsed.sentence[trigger]][0], that - BEFORE_THAT)
    return any(parsed.lemma[i] in lexicon.classes["denying"] for i in range(start, that))
