"""The phrase an annotator would copy for any noun, actor or not."""

from __future__ import annotations

from spacy.tokens import Token

from heldby.reading.mentions.actors.noun_phrase import left_edge


def noun_phrase_span(head: Token) -> tuple[int, int]:
    """Characters (start, end) of the noun phrase that ends in `head`: premodifiers in, articles, numbers and counting words out.

    "two small bridges" gives "small bridges". For what is hit, blown up or carried and is no actor.
    """
    return head.doc[left_edge(head)].idx, head.idx + len(head)
