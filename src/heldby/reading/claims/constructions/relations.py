"""Constructions of relations ("A-backed B", "B led by A", "A with B"), and of control in the same form ("A-held town")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.construction_match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import PARTY, child_of, coordinated, is_party, parties_in, places_or_noun
from heldby.reading.parse.parsed_report import ParsedReport

RIGHTWARD = 12
"""Number of tokens after a hyphenated participle that are searched for the noun it modifies."""

ENDS_PHRASE = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON"})
BETWEEN = frozenset({"led", "backed", "held", "controlled", "and"})
"""Words that may stand between a hyphenated participle and its noun."""


def hyphenated(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A-held town", "A-backed militia" and "A-led coalition"."""
    labels = {participle: label for label, participles in words["hyphen"].items() for participle in participles}
    for i, lower in enumerate(parsed.lower):
        label = labels.get(lower.lstrip("-"))
        if label is None or i < 2:
            continue
        party = i - 1 if lower.startswith("-") else i - 2 if parsed.lower[i - 1] == "-" else None
        noun = noun_after(parsed, i)
        if party is None or party not in parsed.phrase_at or noun is None:
            continue
        if label == "control/holds":
            yield ConstructionMatch(label, i, {"actor": (party,), "place": places_or_noun(parsed, noun)})
        else:
            yield ConstructionMatch(label, i, {"actor": (party,), "target": coordinated(parsed, noun)[:1]})


def noun_after(parsed: ParsedReport, i: int) -> int | None:
    """Return the noun that a hyphenated participle modifies, or None. Commas and adjectives may stand between the two."""
    end = parsed.sentences[parsed.sentence[i]][1]
    for j in range(i + 1, min(i + RIGHTWARD, end)):
        hyphen_next = j + 1 < end and parsed.lower[j + 1].startswith("-")
        if parsed.pos[j] in ("NOUN", "PROPN") and not hyphen_next and parsed.dep[j] not in ("compound", "flat") and j in parsed.phrase_at:
            return j
        if parsed.pos[j] in ENDS_PHRASE and parsed.lower[j].lstrip("-") not in BETWEEN:
            return None
    return None


def by_agent(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "troops backed by A" and "a coalition led by A"."""
    labels = {verb: label for label, verbs in words["agent"].items() for verb in verbs}
    for i, lemma in enumerate(parsed.lemma):
        if lemma in labels and parsed.tag[i] == "VBN":
            agents = [c for c in parsed.children[i] if c > i and parsed.dep[c] in ("obl:agent", "obl") and is_by(parsed, c)]
            backed = parsed.head[i] if parsed.dep[i] in ("acl", "acl:relcl") else child_of(parsed, i, "nsubj:pass")
            backed = i - 1 if is_party(parsed, i - 1) else backed  # a party directly before the participle is what it modifies
            parties = tuple(dict.fromkeys(party for agent in agents for party in parties_in(parsed, agent)))
            if parties and backed is not None and is_party(parsed, backed):
                yield ConstructionMatch(labels[lemma], i, {"actor": parties, "target": (backed,)})


def is_by(parsed: ParsedReport, i: int) -> bool:
    """Check whether a phrase follows "by", or is coordinated with a phrase that does."""
    return parsed.case(i) == "by" or (parsed.dep[i] == "obl:agent" and not parsed.case(i))


def accompanied(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "troops with militias": an alliance."""
    for n, phrase in enumerate(parsed.phrases):
        i = phrase.head
        if parsed.classes[n] in PARTY and parsed.dep[i] == "nmod" and is_party(parsed, parsed.head[i]):
            with_ = next(
                (c for c in parsed.children[i] if parsed.dep[c] == "case" and parsed.lower[c] in words["beside"]["prepositions"]), None
            )
            if with_ is not None:
                yield ConstructionMatch("relation/allied_with", with_, {"actor": (i,), "target": (parsed.head[i],)})
