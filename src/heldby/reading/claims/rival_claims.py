"""Split what two parties each claim for themselves: "both the army and the rebels said they controlled the town"."""

from __future__ import annotations

from dataclasses import replace

from heldby.reading.claims.calibration import TERRITORY
from heldby.reading.claims.decide import Decision, Filler
from heldby.reading.parse.parsed_report import ParsedReport

BOTH = frozenset({"both", "each"})
SAYING = frozenset({"claim", "say", "insist", "assert", "report", "announce", "declare", "boast", "maintain"})
DEPTH = 3
"""Number of words above a trigger among which the verb of saying is sought."""


def rival_decisions(parsed: ParsedReport, decision: Decision) -> list[Decision]:
    """Return a decision for each party that claims a place for itself, with that party as its source, or the decision alone."""
    trigger = decision.candidate.trigger
    verb = next((i for i in (trigger, *parsed.ancestors(trigger)[:DEPTH]) if parsed.lemma[i] in SAYING), None)
    if verb is None or decision.candidate.label not in TERRITORY:
        return [decision]
    heads = [h for c in parsed.children[verb] if parsed.dep[c] == "nsubj" for h in (c, *_joined(parsed, c))]
    near = {*parsed.children[verb], *parsed.children[trigger], *(c for h in heads for c in parsed.children[h])}
    rows = [parsed.phrase_at[h] for h in heads if h in parsed.phrase_at]
    if len(rows) < 2 or not any(parsed.lower[i] in BOTH for i in near) or _has_other_subject(parsed, trigger, verb):
        return [decision]
    chance = max((f.probability for f in decision.fillers["actor"]), default=decision.probability)
    return [
        replace(decision, fillers={**decision.fillers, "actor": [Filler(row, chance)], "source": [Filler(row, chance)]}) for row in rows
    ]


def _joined(parsed: ParsedReport, i: int) -> list[int]:
    return [c for c in parsed.children[i] if parsed.dep[c] == "conj"]


def _has_other_subject(parsed: ParsedReport, trigger: int, verb: int) -> bool:
    """Check whether another party than the speakers holds or takes the place: "both said the militia controlled it"."""
    if trigger == verb:
        return False
    subjects = [c for c in parsed.children[trigger] if parsed.dep[c] in ("nsubj", "nsubj:pass")]
    return any(parsed.lower[c] != "they" for c in subjects)
