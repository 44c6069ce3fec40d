"""Features of the status of a claim: tense, aspect, negation, modality, attempt, plan and denial, from the trigger up to the root."""

from __future__ import annotations

from heldby.reading.claims.features.words import word
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

FUNCTION = frozenset(["aux", "aux:pass", "mark", "advmod", "cop", "det"])


def status_features(parsed: ParsedReport, label: str, trigger: int, lexicon: Lexicon) -> list[str]:
    """Return the features of the wording that decides the status of a claim."""
    out = [
        label,
        f"kind={label.partition('/')[0]}",
        f"{label}|tag={parsed.tag[trigger]}",
        f"tag={parsed.tag[trigger]}",
        f"lem={word(parsed, trigger)}:{parsed.tag[trigger]}",
    ]
    out += _chain_features(parsed, trigger, lexicon)
    for child in parsed.children[trigger]:
        for name in lexicon.class_of.get(parsed.lemma[child], ()):
            if name in ("attempt", "plan", "doubt", "denial"):
                out.append(f"ch={name}:{parsed.dep[child]}")
    start = parsed.sentences[parsed.sentence[trigger]][0]
    for j in range(max(start, trigger - 4), trigger):
        if parsed.pos[j] != "PROPN":
            out.append(f"before={word(parsed, j) if parsed.pos[j] == 'ADJ' else parsed.lower[j]}")
    if parsed.quoted[trigger]:
        out.append("quoted")
    return out + parsed.network_scores.status_features(label, trigger)


def _chain_features(parsed: ParsedReport, trigger: int, lexicon: Lexicon) -> list[str]:
    """Return the features of the trigger and of its ancestors: five at most, and none above a verb at the root."""
    out = []
    chain = [trigger, *parsed.ancestors(trigger)[:5]]
    for depth, i in enumerate(chain):
        near = min(depth, 3)
        if depth:
            out.append(f"up{near}={parsed.dep[chain[depth - 1]]}:{word(parsed, i)}")
            out.append(f"uptag{near}={parsed.tag[i]}")
        for child in parsed.children[i]:
            if parsed.dep[child] in FUNCTION and child not in chain:
                out.append(f"fn{near}={parsed.lower[child]}")
                out.append(f"{parsed.tag[i]}:fn{near}={parsed.lower[child]}")
        for name in lexicon.class_of.get(parsed.lemma[i], ()):
            if name in ("attempt", "plan", "doubt", "denial", "speech"):
                out.append(f"cl{near}={name}")
        if depth and parsed.pos[i] == "VERB" and parsed.dep[i] == "ROOT":
            break
    return out
