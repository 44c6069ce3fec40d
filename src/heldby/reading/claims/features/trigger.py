"""Features of a candidate's trigger. The first pass decides by them whether a word states a claim of a certain type."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.features.words import class_at, neighbourhood, sentence_features, window, word
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon


def token_features(parsed: ParsedReport, i: int, lexicon: Lexicon, noun: int | None = None) -> list[str]:
    """Return the features of a trigger that do not depend on the claim's type. For a number, `noun` is the noun that it counts."""
    out = [
        f"lem={word(parsed, i)}",
        f"lemdep={word(parsed, i)}:{parsed.dep[i]}",
        *neighbourhood(parsed, i),
        *window(parsed, i),
        *sentence_features(parsed, i, lexicon),
    ]
    if noun is not None:
        out.append(f"noun={word(parsed, noun)}")
        out.append(f"nounc={class_at(parsed, noun)}")
        out.extend(f"n.{feature}" for feature in neighbourhood(parsed, noun))
        out.extend(f"anc={word(parsed, a)}" for a in parsed.ancestors(noun)[:4])
        out.extend(f"w.{feature}" for feature in window(parsed, noun, 4))
    else:
        out.extend(f"anc={word(parsed, a)}" for a in parsed.ancestors(i)[:3])
        out.append(f"lempos={word(parsed, i)}:{parsed.pos[i]}")
        if i > 1 and parsed.lower[i - 1] == "-":
            out.append("hyphen=after")
            out.append(f"hyphenc={class_at(parsed, i - 2)}")
    if parsed.quoted[i]:
        out.append("quoted")
    return out


def trigger_features(parsed: ParsedReport, candidate: Candidate, shared: Sequence[str], has_match: bool = False) -> list[str]:
    """Return the features of a candidate: those of its trigger joined with its label, most of them again with its kind, and the network's.

    `shared` are the features of the trigger, from `token_features`. `has_match` says whether a construction finds the same claim.
    """
    label = candidate.label
    out = [label, *(f"{label}|{feature}" for feature in shared)]
    out.extend(f"{candidate.kind}|{feature}" for feature in shared if not feature.startswith(("near", "sibw", "argw")))
    if has_match:
        out += ["told", f"told={label}"]
    return out + parsed.network_scores.trigger_features(label, candidate.trigger)
