"""Collects the claim candidates of a report that the lexicon, the constructions and the network propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from heldby.reading.claims.candidates import Candidate, propose_candidates
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

HOLDING = frozenset({"hold", "control", "rule"})
"""Verbs that state who holds a place ("the land that it held"). They never state a capture, whatever the classifiers would decide."""


def find_candidates(
    parsed: ParsedReport,
    lexicon: Lexicon,
    matches: AbstractSet[tuple[str, int, int]],
    numbers: Sequence[int],
    unread: Iterable[tuple[int, int]],
) -> list[Candidate]:
    """Return the claim candidates of a report in text order.

    `matches` holds (label, trigger, quantity) of each construction match, `numbers` the token of each quantity, and `unread` the character
    spans that hold no claims.
    """
    candidates = propose_candidates(parsed, lexicon, numbers)
    candidates += [Candidate(*key) for key in matches - {(c.label, c.trigger, c.quantity) for c in candidates}]
    proposed = {(c.label, c.trigger) for c in candidates}
    likely = parsed.network_scores.likely_triggers()
    candidates += [Candidate(label, token) for label, token in likely if (label, token) not in proposed]
    skipped = list(unread)
    return [
        c
        for c in sorted(candidates, key=lambda c: (c.trigger, c.quantity, c.label))
        if _is_possible(parsed, lexicon, c) and not any(start <= parsed.doc[c.trigger].idx < end for start, end in skipped)
    ]


def _is_possible(parsed: ParsedReport, lexicon: Lexicon, candidate: Candidate) -> bool:
    """Check that a candidate is not a capture by a verb of holding, and not an air strike that drops only leaflets or food."""
    i = candidate.trigger
    if candidate.label == "event/capture":
        return not (parsed.pos[i] == "VERB" and parsed.lemma[i] in HOLDING)  # a noun is possible: "established control"
    return candidate.label != "event/airstrike" or not _drops_harmless_things(parsed, lexicon, i)


def _drops_harmless_things(parsed: ParsedReport, lexicon: Lexicon, token: int) -> bool:
    """Check whether the object of a verb is harmless: leaflets, food."""
    objects = [c for c in parsed.children[token] if parsed.dep[c] in ("obj", "nsubj:pass")]
    things = [*objects, *(c for o in objects for c in parsed.children[o] if parsed.dep[c] in ("nmod", "conj"))]
    return any(parsed.lemma[i] in lexicon.classes["harmless"] for i in things)
