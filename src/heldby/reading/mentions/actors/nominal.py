"""Mentions carried by a noun: "Iraqi security forces", "Sunni tribal volunteers", "rebels", "IS fighters"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from heldby.reading.mentions.actors.document import Document, Found
from heldby.reading.mentions.actors.mention import ActorMention, Form
from heldby.reading.mentions.actors.noun_phrase import BEFORE, NOUNS, is_head, left_edge, mistaken, sentence_start
from heldby.reading.mentions.actors.postmodifiers import right_edge
from heldby.reference.actors import NounClass
from heldby.reference.actors.word_keys import fold_word

FORCES = ("force", "unit")
"""Weak nouns that point back in the plural too: "the forces"."""


def find_nominals(document: Document) -> Iterator[ActorMention]:
    """Every phrase whose head is a noun of `heads.toml`, unless a known name ends in it."""
    ends = {found.last - 1 for found in document.known}
    for token in document.doc:
        sort = noun_class(token, document) if token.i not in ends else None
        if sort and is_head(token) and (mention := phrase(document, token, sort)):
            yield mention


def noun_class(token: Token, document: Document) -> NounClass | None:
    """The class of a token's noun, or None if it is no actor's noun."""
    if (
        not mistaken(token)
        and token.tag_ not in NOUNS
        and not (token.tag_ in ("VBG", "VBN", "VB") and token.text[0].isupper())
        and token.tag_ != "JJ"
    ):
        return None
    key, heads = fold_word(token.text), document.actors.heads
    form = heads.noun(key)
    if form is None or (token.tag_ == "JJ" and (form in heads.weak or not _nounlike(token))):
        return None
    return None if form in heads.plural_only and form == key else heads.classes[form]


def _nounlike(token: Token) -> bool:
    """An adjective that stands as a noun: "the military and police"."""
    if token.dep_ in ("nsubj", "nsubj:pass", "obl:agent"):
        return True
    doc, at = token.doc, token.i
    return 0 < at < len(doc) - 1 and doc[at - 1].tag_ == "DT" and doc[at + 1].tag_ not in BEFORE and doc[at + 1].tag_ != "CD"


def phrase(document: Document, head: Token, sort: NounClass) -> ActorMention | None:
    """The mention whose head is this noun; None for a weak noun that nothing describes."""
    doc = document.doc
    first, last = _with_names(document, left_edge(head, stop=document.name_before(head.i))), right_edge(document, head)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    named = any(start <= found.start and found.end <= end for found in document.names_in(start, end))
    if not _carries(document, head, first, last, named):
        return None
    actor = document.actors.resolve(document.text[start:end], document.on, countries=document.ranked)
    form: Form = "composed" if named or actor else "nominal"
    return document.mention(start, end, head.i, form, sort, actor, plural=head.tag_ in ("NNS", "NNPS"))


def _with_names(document: Document, first: int) -> int:
    """The first token of a phrase, a party's name and a country's adjective right before it taken in whatever the parser made of them."""
    character = document.doc[first].idx
    for found in reversed(document.names_in(max(0, character - 80), character + 1)):
        if found.first < first < found.last or (found.last == first and document.beside(first) and _describes(document, found)):
            first = found.first
    return first


def _describes(document: Document, found: Found) -> bool:
    """A country's adjective, or a party's name; an outlet's or a person's name before a noun stands for itself."""
    if document.doc[found.last - 1].lower_ in document.actors.heads.demonyms:
        return True
    return found in document.parties and found.actor is not None and found.actor.kind not in ("outlet", "monitor", "person")


def _carries(document: Document, head: Token, first: int, last: int, named: bool) -> bool:
    """Whether this noun with what stands before and after it is an actor: weak nouns need company, some of them a name."""
    doc, heads = document.doc, document.actors.heads
    noun = heads.noun(fold_word(head.text))
    start = sentence_start(head)
    before = doc[head.i - 1].lower_ if head.i > start else ""
    pointing = before in ("the", "this", "these") and last == head.i + 1
    if noun in heads.describing and pointing and (head.tag_ in ("NN", "NNP") or noun in FORCES):
        return True
    if noun in heads.named_only:
        return named or any(doc[at].text[0].isupper() or doc[at].text[0].isdigit() for at in range(first, last) if at > start)
    if noun not in heads.weak or last > head.i + 1 or first < head.i:
        return True
    return head.tag_ in ("NNS", "NNPS") and (
        noun in heads.plurals_alone or (before in heads.pointing_out and heads.classes[noun] != "people")
    )
