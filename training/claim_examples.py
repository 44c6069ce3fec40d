"""Annotated reports as the network learns claims from them: words, and for each claim its trigger word, role words and status.

usage: python -m training.claim_examples TRAIN_DIR OUT.json

Gold claims name quotes and strings. Triggers are tied to quotes as training/claims.py ties them; a claim that no frame proposes is tied to
the
word that governs its quote. A role is taught by the phrase that names it best, the nearest first; other phrases that name it too teach
nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.roles import RoleCandidate
from training.train_classifiers import Example, Unseen, fit_triggers, read, true_roles


def governor(example: Example, gold: dict[str, Any]) -> int | None:
    """The word of a quote whose own head lies outside of it, the first that is no punctuation."""
    start = example.report.text.find(gold["quote"])
    if start < 0:
        return None
    context = example.analysed.parsed
    inside = {t.i for t in context.doc if start <= t.idx < start + len(gold["quote"]) and t.pos_ not in ("PUNCT", "SPACE")}
    tops = [i for i in sorted(inside) if context.head[i] == i or context.head[i] not in inside]
    return tops[0] if tops else None


def everywhere(example: Example, trigger: int) -> list[RoleCandidate]:
    """Every phrase of the report, those of the trigger's sentence first, what was told before ahead of what follows."""
    context = example.analysed.parsed
    here = context.sentence[trigger]
    out = []
    for n, phrase in enumerate(context.phrases):
        back = here - context.sentence[phrase.head]
        if phrase.head != trigger:
            out.append(RoleCandidate(n, back if back >= 0 else 20 - back, 0))
    return out


def row(example: Example, tied: dict[int, int]) -> dict[str, Any]:
    context = example.analysed.parsed
    claims = []
    pairs = [(example.analysed.candidates[p], g) for p, g in tied.items()]
    for g, gold in enumerate(example.gold):
        if g not in tied.values() and gold["kind"] != "figure" and (top := governor(example, gold)) is not None:
            pairs.append((Candidate(f"{gold['kind']}/{gold['type']}", top), g))
    for proposal, g in pairs:
        gold = example.gold[g]
        candidates = everywhere(example, proposal.trigger)
        truth, unsure = true_roles(example.analysed, proposal, gold, candidates)
        heads = [context.phrases[c.phrase].head for c in candidates]
        claims.append(
            {
                "label": proposal.label, "trigger": proposal.trigger, "status": gold["status"],
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
    examples = read(Path(sys.argv[1]), Unseen(None))
    _, ties = fit_triggers(examples, 0.12)
    rows = [row(e, t) for e, t in zip(examples, ties, strict=True)]
    Path(sys.argv[2]).write_text(json.dumps(rows), "utf-8")
    print(
        sum(len(e.gold) for e in examples),
        "claims,",
        sum(map(len, ties)),
        "tied,",
        sum(len(r["claims"]) for r in rows),
        "taught",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
