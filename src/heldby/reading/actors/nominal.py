"""Mentions carried by a noun: "Iraqi security forces", "Sunni tribal volunteers", "rebels", "IS fighters"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from heldby.reading.actors.document import Document
from heldby.reading.actors.mention import ActorMention, Form, Sort
from heldby.reading.actors.noun_phrase import NOUNS, is_head, left_edge
from heldby.reading.actors.tied import right_edge
from heldby.reference.actors.folding import fold_word


def find_nominals(document: Document) -> Iterator[ActorMention]:
    """Every phrase whose head is a noun of `heads.toml`."""
    for token in document.doc:
        sort = noun_class(token, document)
        if sort and is_head(token):
            mention = _mention(document, token, sort)
            if mention:
                yield mention


def noun_class(token: Token, document: Document) -> Sort | None:
    """The class of a token's noun, or None if it is no actor's noun."""
    if token.tag_ not in NOUNS and not (token.tag_ in ("JJ", "VBG", "VBN") and token.text[0].isupper()) and token.tag_ != "JJ":
        return None
    key = fold_word(token.text)
    heads = document.actors.heads
    form = heads.noun(key)
    if form is None or (token.tag_ == "JJ" and (form in heads.weak or not _nounlike(token))):
        return None
    return None if form in heads.plural_only and form == key else heads.classes[form]


def _nounlike(token: Token) -> bool:
    return token.dep_ in ("nsubj", "obj", "obl", "nsubj:pass", "obl:agent", "conj", "nmod", "appos", "root", "ROOT")


def _mention(document: Document, head: Token, sort: Sort) -> ActorMention | None:
    doc = document.doc
    first, last = left_edge(head), right_edge(document, head)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    if document.actors.heads.noun(fold_word(head.text)) in document.actors.heads.weak and first == head.i and last == head.i + 1:
        return None
    text = doc.text[start:end]
    actor = document.actors.resolve(text, document.on, countries=document.ranked)
    named = any(start <= found.start and found.end <= end for found in (*document.known, *document.lands))
    form: Form = "composed" if named or actor else "nominal"
    return document.mention(start, end, head.i, form, sort, actor, plural=head.tag_ in ("NNS", "NNPS"))
