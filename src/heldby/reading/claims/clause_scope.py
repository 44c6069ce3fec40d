"""Drop fillers that belong to another clause: of a relative clause, of what came "a month after", or of the other side of a "while"."""

from __future__ import annotations

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.calibration import TERRITORY
from heldby.reading.claims.claim_inputs import TIME
from heldby.reading.claims.claim_rules import counted_from
from heldby.reading.claims.constructions.tree_walk import child_of, is_party
from heldby.reading.claims.decide import Decision
from heldby.reading.parse.parsed_report import ParsedReport

CONTRASTS = frozenset({"while", "whereas", "whilst", "but", "and"})
"""Words between two clauses that tell of two acts."""
STRONG_CONTRASTS = frozenset({"while", "whereas", "whilst"})
"""Those that part a sentence into two acts however it is parsed."""
EXCEPTING = frozenset({"except", "excepting", "excluding", "aside", "apart", "barring", "exception"})
"""Words before a place that an act or a state leaves out: "the whole town except the industrial zone"."""
CLAUSES = frozenset({"advcl", "advcl:relcl", "ccomp", "csubj", "acl", "acl:relcl", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def drop_fillers_of_other_clauses(analysed: AnalysedReport, decision: Decision) -> None:
    """Remove from a decision the times, places, targets and actors that another clause of the sentence has for itself."""
    parsed, trigger = analysed.parsed, decision.candidate.trigger
    phrases, inputs = len(parsed.phrases), decision.inputs
    clause, is_counted_from = _clause_of(parsed, trigger), counted_from(parsed, trigger) is not None

    def is_foreign(row: int, role: str) -> bool:
        at = analysed.times[row - phrases].head if inputs.cls[row] == TIME else parsed.phrases[row].head
        if parsed.sentence[at] != parsed.sentence[trigger]:
            return False
        chain = [at, *parsed.ancestors(at)]
        if role != "when" and not STRONG_CONTRASTS.isdisjoint(parsed.lower[min(at, trigger) : max(at, trigger)]):
            return True
        if role == "place":
            return trigger not in chain and _is_beside(parsed, _clause_of(parsed, at), clause)
        if role == "when":
            return _in_relative_clause(parsed, chain, trigger) or (is_counted_from and trigger not in chain)
        acts = parsed.dep[at] in SUBJECTS and _is_beside(parsed, parsed.head[at], clause)
        return acts or _in_relative_clause(parsed, chain, trigger)

    places = [f for f in decision.fillers["place"] if not _is_excepted(parsed, parsed.phrases[f.row].left)]
    decision.fillers["place"] = places
    verb, holds = parsed.pos[trigger] == "VERB", decision.candidate.label in TERRITORY
    own = verb and any(is_party(parsed, child_of(parsed, trigger, dep)) for dep in ("nsubj", "obl:agent"))
    roles = {"when": True, "target": verb and holds, "actor": own and holds, "place": verb or holds}
    for role in (name for name, applies in roles.items() if applies):
        kept = [f for f in decision.fillers[role] if not is_foreign(f.row, role)]
        if kept or role != "place":  # only a place of its own excludes those of the clause beside it
            decision.fillers[role] = kept


def _clause_of(parsed: ParsedReport, i: int) -> int:
    """Return the head of the clause that a token is in."""
    while parsed.head[i] != i and parsed.dep[i] not in CLAUSES and not (parsed.dep[i] == "conj" and _has_subject(parsed, i)):
        i = parsed.head[i]
    return i


def _has_subject(parsed: ParsedReport, i: int) -> bool:
    return any(parsed.dep[c] in SUBJECTS for c in parsed.children[i])


def _in_relative_clause(parsed: ParsedReport, chain: list[int], trigger: int) -> bool:
    """Check whether a chain of ancestors passes a relative clause that the trigger is not in: "taken from rebels, who seized it in May"."""
    above = {trigger, *parsed.ancestors(trigger)}
    for i in chain:
        if i in above:
            return False
        if parsed.dep[i] == "acl:relcl" and i != chain[0]:
            return True
    return False


def _is_excepted(parsed: ParsedReport, first: int) -> bool:
    """Check whether the phrase that starts at a token names what is left out."""
    return not EXCEPTING.isdisjoint(parsed.lower[max(0, first - 3) : first])


def _is_beside(parsed: ParsedReport, other: int, clause: int) -> bool:
    """Check whether two clauses stand beside each other: "the army took one town, while the rebels took another"."""
    inner, outer = (other, clause) if parsed.head[other] == clause else (clause, other)
    if other == clause or parsed.head[inner] != outer or parsed.dep[inner] not in ("advcl", "conj", "parataxis"):
        return False
    joined = {parsed.lower[c] for c in parsed.children[inner] if parsed.dep[c] in ("mark", "cc")}
    return bool(joined & CONTRASTS) and _has_subject(parsed, inner)
