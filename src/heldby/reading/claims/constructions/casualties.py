"""Constructions of harm: "a car bomb kills nine", "air strikes wounded a child". The act is an event; the number of victims is a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.construction_match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of
from heldby.reading.parse.parsed_report import ParsedReport

JOINED = frozenset({"compound", "amod", "nmod", "conj"})
"""Relations between the noun of an act and a word that names the means of the act: "suicide attack", "rocket fire", "a wave of attacks"."""


def harmful_acts(parsed: ParsedReport, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """Find acts of harm: an act that is the subject of a verb of harm, whose object is a noun or a bare number."""
    verbs = {*words["harm"]["verbs"], *words["harm"]["figures"]}
    for verb, lemma in enumerate(parsed.lemma):
        if lemma in verbs and parsed.pos[verb] == "VERB" and _has_object(parsed, verb):
            act = child_of(parsed, verb, "nsubj")
            if act is not None and (found := _means(parsed, act, words["means"])) is not None:
                yield ConstructionMatch(f"event/{found[0]}", found[1])


def casualty_figures(
    parsed: ParsedReport, words: dict[str, Any], n: int, number: tuple[int, int | None, str | None]
) -> Iterator[ConstructionMatch]:
    """Find the number of people whom an act of harm killed or wounded.

    `number` is (token, counted noun or None, unit), and `n` its index among the report's quantities.
    """
    token, noun, _ = number
    verb = parsed.head[token if noun is None else noun]
    act = child_of(parsed, verb, "nsubj")
    figure_type = words["harm"]["figures"].get(parsed.lemma[verb])
    if figure_type and parsed.pos[verb] == "VERB" and verb < token and act is not None and _means(parsed, act, words["means"]) is not None:
        yield ConstructionMatch(f"figure/{figure_type}", token, {}, n)


def _has_object(parsed: ParsedReport, verb: int) -> bool:
    """Check whether a verb has an object. A bare number directly after it counts as one, wherever the parser attaches it."""
    counted = verb + 1 < len(parsed.pos) and parsed.pos[verb + 1] == "NUM"
    return counted or any(child > verb and parsed.dep[child] == "obj" for child in parsed.children[verb])


def _means(parsed: ParsedReport, act: int, means: dict[str, Sequence[str]]) -> tuple[str, int] | None:
    """Return the event type of an act and the noun that shows it, or None if no noun shows a type.

    The noun is the head of the act or follows its "of". The noun itself or its modifier ("rocket fire") gives the type. More specific types
    are tried first.
    """
    nouns = [act, *(child for child in parsed.children[act] if parsed.dep[child] == "nmod" and parsed.case(child) == "of")]
    for noun in nouns:
        near = {parsed.lemma[word] for word in (noun, *parsed.children[noun]) if word == noun or parsed.dep[word] in JOINED}
        for type, lemmas in means.items():
            if near & set(lemmas):
                return type, noun
    return None
