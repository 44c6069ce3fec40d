"""Mentions that are a name of their own: known actors, and countries and seats of government where they act."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.reading.actors.document import Document, Found
from heldby.reading.actors.mention import ActorMention, Sort
from heldby.reading.actors.modifiers import modifies

ACTING = frozenset(("nsubj", "nsubj:pass", "obl:agent"))


def find_named(document: Document) -> Iterator[ActorMention]:
    """Every known name."""
    for found in document.known:
        if modifies(document, found.first, found.last):
            continue
        sort: Sort = "person" if found.actor and found.actor.kind == "person" else "name"
        yield document.mention(found.start, found.end, found.last - 1, "named", sort, found.actor)


def find_countries(document: Document) -> Iterator[ActorMention]:
    """Countries and seats of government where the text lets them act."""
    for found in (*document.lands, *document.seats):
        if acts(document, found):
            yield document.mention(found.start, found.end, found.last - 1, "named", "country", found.actor)


def acts(document: Document, found: Found) -> bool:
    """Whether a country's name is the one who does something."""
    token = document.doc[found.last - 1]
    root = token
    while root.dep_ in ("conj", "flat", "compound") and root.head.i != root.i and root.head.tag_ in ("NNP", "NNPS"):
        root = root.head
    if root.tag_ not in ("NNP", "NNPS", "PRP") or root.dep_ not in ACTING:
        return False
    return root.head.lemma_.lower() not in document.actors.heads.still and root.head.pos_ == "VERB"
