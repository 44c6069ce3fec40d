"""What did harm: "a car bomb kills nine", "air strikes wounded a child". The act is the event of its means, its dead are a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of
from heldby.reading.parse.parsed_report import Context

JOINED = frozenset({"compound", "amod", "nmod", "conj"})
"""How the word that tells the means hangs on the noun of the act: "suicide attack", "rocket fire", "a wave of attacks"."""


def harm(context: Context, words: dict[str, Any]) -> Iterator[ConstructionMatch]:
    """The act that is the subject of a verb of harm with somebody, something or a bare number for its object."""
    verbs = {*words["harm"]["verbs"], *words["harm"]["figures"]}
    for verb, lemma in enumerate(context.lemma):
        if lemma in verbs and context.pos[verb] == "VERB" and _has_object(context, verb):
            act = child_of(context, verb, "nsubj")
            if act is not None and (found := _means(context, act, words["means"])) is not None:
                yield ConstructionMatch(f"event/{found[0]}", found[1])


def harmed(context: Context, words: dict[str, Any], n: int, number: tuple[int, int | None, str | None]) -> Iterator[ConstructionMatch]:
    """The number of those whom an act harmed."""
    token, noun, _ = number
    verb = context.head[token if noun is None else noun]
    act = child_of(context, verb, "nsubj")
    told = words["harm"]["figures"].get(context.lemma[verb])
    if told and context.pos[verb] == "VERB" and verb < token and act is not None and _means(context, act, words["means"]) is not None:
        yield ConstructionMatch(f"figure/{told}", token, {}, n)


def _has_object(context: Context, verb: int) -> bool:
    """Whether a verb has an object; a bare number right behind it is one, whatever the parser hangs it on."""
    counted = verb + 1 < len(context.pos) and context.pos[verb + 1] == "NUM"
    return counted or any(child > verb and context.dep[child] == "obj" for child in context.children[verb])


def _means(context: Context, act: int, means: dict[str, Sequence[str]]) -> tuple[str, int] | None:
    """The type of an act by its noun and the words before it, the most telling first, and the token of its noun."""
    nouns = [act, *(child for child in context.children[act] if context.dep[child] == "nmod" and context.case(child) == "of")]
    for noun in nouns:
        near = {context.lemma[word] for word in (noun, *context.children[noun]) if word == noun or context.dep[word] in JOINED}
        for type, told in means.items():
            if near & set(told):
                return type, noun
    return None
