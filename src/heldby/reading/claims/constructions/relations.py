"""Constructions of relations: "A-backed B", "B led by A", "A with B"; and "A-held town"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heldby.reading.claims.constructions.match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import PARTY, child_of, coordinated, is_party, parties_in, places_or_noun
from heldby.reading.parse.parsed_report import ParsedReport

RIGHTWARD = 12
"""Number of tokens after a hyphenated participle that are searched for its noun."""


def hyphenated(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "A-held town", "A-backed militia" and "A-led coalition"."""
    labels = {participle: label for label, participles in words["hyphen"].items() for participle in participles}
    for i, lower in enumerate(context.lower):
        label = labels.get(lower.lstrip("-"))
        if label is None or i < 2:
            continue
        party = i - 1 if lower.startswith("-") else i - 2 if context.lower[i - 1] == "-" else None
        noun = noun_after(context, i)
        if party is None or party not in context.phrase_at or noun is None:
            continue
        if label == "control/holds":
            yield ConstructionMatch(label, i, {"actor": (party,), "place": places_or_noun(context, noun)})
        else:
            yield ConstructionMatch(label, i, {"actor": (party,), "target": coordinated(context, noun)[:1]})


def noun_after(context: ParsedReport, i: int) -> int | None:
    """Return the noun that a hyphenated participle modifies, skipping commas and adjectives."""
    end = context.sentences[context.sentence[i]][1]
    for j in range(i + 1, min(i + RIGHTWARD, end)):
        hyphen_next = j + 1 < end and context.lower[j + 1].startswith("-")
        if (
            context.pos[j] in ("NOUN", "PROPN")
            and not hyphen_next
            and context.dep[j] not in ("compound", "flat")
            and j in context.phrase_at
        ):
            return j
        if context.pos[j] in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON") and context.lower[j].lstrip("-") not in (
            "led",
            "backed",
            "held",
            "controlled",
            "and",
        ):
            return None
    return None


def by_agent(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "troops backed by A" and "a coalition led by A"."""
    labels = {verb: label for label, verbs in words["agent"].items() for verb in verbs}
    for i, lemma in enumerate(context.lemma):
        if lemma in labels and context.tag[i] == "VBN":
            agents = [c for c in context.children[i] if c > i and context.dep[c] in ("obl:agent", "obl") and is_by(context, c)]
            backed = context.head[i] if context.dep[i] in ("acl", "acl:relcl") else child_of(context, i, "nsubj:pass")
            backed = i - 1 if is_party(context, i - 1) else backed  # a party directly before the participle is what it modifies
            parties = tuple(dict.fromkeys(party for agent in agents for party in parties_in(context, agent)))
            if parties and is_party(context, backed):
                yield ConstructionMatch(labels[lemma], i, {"actor": parties, "target": (backed,)})  # type: ignore[dict-item]


def is_by(context: ParsedReport, i: int) -> bool:
    """Check whether a phrase follows "by", or is a further agent of a coordination."""
    return context.case(i) == "by" or (context.dep[i] == "obl:agent" and not context.case(i))


def accompanied(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find "troops with militias": an alliance."""
    for n, phrase in enumerate(context.phrases):
        i = phrase.head
        if context.classes[n] in PARTY and context.dep[i] == "nmod" and is_party(context, context.head[i]):
            with_ = next(
                (c for c in context.children[i] if context.dep[c] == "case" and context.lower[c] in words["beside"]["prepositions"]), None
            )
            if with_ is not None:
                yield ConstructionMatch("relation/allied_with", with_, {"actor": (i,), "target": (context.head[i],)})
