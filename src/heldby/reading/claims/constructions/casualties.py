"""Constructions of harm: "a car bomb kills nine", "air strikes wounded a child". The act is an event, the number of victims a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of
from heldby.reading.parse.parsed_report import ParsedReport

JOINED = frozenset({"compound", "amod", "nmod", "conj"})
"""Relations between the noun of an act and the word for its means: "suicide attack", "rocket fire", "a wave of attacks"."""


def harmful_acts(context: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find acts of harm: the subject of a verb of harm whose object is a noun or a bare number."""
    verbs = {*words["harm"]["verbs"], *words["harm"]["figures"]}
    for verb, lemma in enumerate(context.lemma):
        if lemma in verbs and context.pos[verb] == "VERB" and _has_object(context, verb):
            act = child_of(context, verb, "nsubj")
            if act is not None and (found := _means(context, act, words["means"])) is not None:
                yield ConstructionMatch(f"event/{found[0]}", found[1])


def casualty_figures(
    context: ParsedReport, words: dict[str, Any], n: int, number: tuple[int, int | None, str | None]
) -> Iterator[ConstructionMatch]:
    """Find the number of people that an act of harm killed or wounded."""
    token, noun, _ = number
    verb = context.head[token if noun is None else noun]
    act = child_of(context, verb, "nsubj")
    figure_type = words["harm"]["figures"].get(context.lemma[verb])
    if (
        figure_type
        and context.pos[verb] == "VERB"
        and verb < token
        and act is not None
        and _means(context, act, words["means"]) is not None
    ):
        yield ConstructionMatch(f"figure/{figure_type}", token, {}, n)


def _has_object(context: ParsedReport, verb: int) -> bool:
    """Check whether a verb has an object. A bare number directly after it counts as one, wherever the parser attaches it."""
    counted = verb + 1 < len(context.pos) and context.pos[verb + 1] == "NUM"
    return counted or any(child > verb and context.dep[child] == "obj" for child in context.children[verb])


def _means(context: ParsedReport, act: int, means: dict[str, Sequence[str]]) -> tuple[str, int] | None:
    """Return an act's event type, from its noun and that noun's modifiers, and the noun's token. More specific types are tried first."""
    nouns = [act, *(child for child in context.children[act] if context.dep[child] == "nmod" and context.case(child) == "of")]
    for noun in nouns:
        near = {context.lemma[word] for word in (noun, *context.children[noun]) if word == noun or context.dep[word] in JOINED}
        for type, lemmas in means.items():
            if near & set(lemmas):
                return type, noun
    return None
