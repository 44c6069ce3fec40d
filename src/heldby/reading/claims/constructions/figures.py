"""Constructions of figures: the strength of a force, and a share or area of land."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heldby.reading.claims.constructions.construction_match import ConstructionMatch
from heldby.reading.claims.constructions.tree_walk import child_of, is_party, places_in
from heldby.reading.parse.parsed_report import ParsedReport


def figures(parsed: ParsedReport, words: dict[str, Any], n: int, number: tuple[int, int | None, str | None]) -> Iterator[ConstructionMatch]:
    """Find figures of strength ("there are 1,500 fighters") and of territory ("95% of the land").

    `number` is (token, counted noun or None, unit), and `n` its index among the report's quantities.
    """
    token, noun, unit = number
    if noun is not None and is_party(parsed, noun) and is_existential_subject(parsed, noun, words["strength"]["verbs"]):
        yield ConstructionMatch("figure/strength", token, {"actor": (noun,)}, n)
    if (unit or "") in words["land"]["units"]:
        anchor = noun if noun is not None else parsed.head[token]
        of = child_of(parsed, anchor, "nmod", "of")
        if any(x is not None and (parsed.lemma[x] in words["land"]["nouns"] or places_in(parsed, x)) for x in (anchor, of)):
            yield ConstructionMatch("figure/territory", token, {}, n)


def is_existential_subject(parsed: ParsedReport, noun: int, verbs: Sequence[str]) -> bool:
    """Check whether a noun is the subject of a verb of existence: "there are fighters", "troops remain"."""
    head = parsed.head[noun]
    return parsed.lemma[head] in verbs and parsed.pos[head] in ("VERB", "AUX") and parsed.dep[noun] in ("nsubj", "obj", "dep")
