"""Convert annotated reports to training examples of the network: words, and for each claim its trigger word, role words and status.

usage: python -m training.claim_examples TRAIN_DIR OUT.json

Gold claims state quotes and names, not words. Triggers are aligned with quotes as in train_classifiers.py; a claim without a matching
candidate is aligned with the syntactic root of its quote. The phrase that matches a gold name best, in a tie the nearest one, is the
example of its role. Other phrases that match the name are not used.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.roles import RoleCandidate
from training.train_classifiers import Example, Unseen, fit_triggers, read, true_roles


def quote_root(example: Example, gold: dict[str, Any]) -> int | None:
    """Return the first word of the quote, punctuation aside, whose head lies outside the quote."""
    start = example.report.text.find(gold["quote"])
    if start < 0:
        return None
    context = example.analysed.parsed
    inside = {t.i for t in context.doc if start <= t.idx < start + len(gold["quote"]) and t.pos_ not in ("PUNCT", "SPACE")}
    tops = [i for i in sorted(inside) if context.head[i] == i or context.head[i] not in inside]
    return tops[0] if tops else None


def all_role_candidates(example: Example, trigger: int) -> list[RoleCandidate]:
    """Return every phrase of the report as a role candidate, with its distance in sentences, plus 20 if it comes after the trigger's."""
    context = example.analysed.parsed
    here = context.sentence[trigger]
    out = []
    for n, phrase in enumerate(context.phrases):
        back = here - context.sentence[phrase.head]
        if phrase.head != trigger:
            out.append(RoleCandidate(n, back if back >= 0 else 20 - back, 0))
    return out


def to_row(example: Example, aligned: dict[int, int]) -> dict[str, Any]:
    """Return the training example of a report. `aligned` maps the index of a candidate to that of its gold claim."""
    context = example.analysed.parsed
    claims = []
    pairs = [(example.analysed.candidates[p], g) for p, g in aligned.items()]
    for g, gold in enumerate(example.gold):
        if g not in aligned.values() and gold["kind"] != "figure" and (top := quote_root(example, gold)) is not None:
            pairs.append((Candidate(f"{gold['kind']}/{gold['type']}", top), g))
    for candidate, g in pairs:
        gold = example.gold[g]
        candidates = all_role_candidates(example, candidate.trigger)
        truth, unsure = true_roles(example.analysed, candidate, gold, candidates)
        heads = [context.phrases[c.phrase].head for c in candidates]
        claims.append(
            {
                "label": candidate.label, "trigger": candidate.trigger, "status": gold["status"],
                "roles": {heads[k]: role for k, role in truth.items()}, "unsure": sorted({heads[k] for k in unsure - set(truth)}),
            }
        )  # fmt: skip
    return {
        "id": example.report.id,
        "words": [t.text for t in context.doc],
        "heads": sorted({phrase.head for phrase in context.phrases}),
        "claims": claims,
    }


def main() -> None:
    """Write the examples of all reports and print how many claims they contain."""
    examples = read(Path(sys.argv[1]), Unseen(None))
    _, alignments = fit_triggers(examples, 0.12)
    rows = [to_row(e, t) for e, t in zip(examples, alignments, strict=True)]
    Path(sys.argv[2]).write_text(json.dumps(rows), "utf-8")
    gold, aligned = sum(len(e.gold) for e in examples), sum(map(len, alignments))
    print(f"{gold} claims, {aligned} aligned, {sum(len(r['claims']) for r in rows)} used", file=sys.stderr)


if __name__ == "__main__":
    main()
