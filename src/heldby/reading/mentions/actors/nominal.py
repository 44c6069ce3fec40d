"""Find mentions whose head is a common noun: "Iraqi security forces", "Sunni tribal volunteers", "rebels", "IS fighters"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from heldby.reading.mentions.actors.document import Document, KnownName
from heldby.reading.mentions.actors.mention import ActorMention, Form
from heldby.reading.mentions.actors.noun_phrase import BEFORE, NOUNS, is_head, is_mistagged_noun, left_edge, sentence_start
from heldby.reading.mentions.actors.postmodifiers import right_edge
from heldby.reference.actors import NounClass, resolve_actor
from heldby.reference.actors.word_keys import fold_word

FORCES = ("force", "unit")
"""Nouns that can refer back to a party in the plural, too ("the forces"). Other such nouns do so only in the singular ("the group")."""


def find_nominals(document: Document) -> Iterator[ActorMention]:
    """Yield a mention of every phrase whose head is an actor noun of `heads.toml`, unless a known name ends in that noun."""
    ends = {found.last - 1 for found in document.known_names}
    for token in document.doc:
        sort = noun_class(token, document) if token.i not in ends else None
        if sort and is_head(token) and (mention := phrase_mention(document, token, sort)):
            yield mention


def noun_class(token: Token, document: Document) -> NounClass | None:
    """Return the class of a token's noun, or None if it is not an actor noun."""
    if (
        not is_mistagged_noun(token)
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
    """Check for an adjective used as a noun: "the military and police"."""
    if token.dep_ in ("nsubj", "nsubj:pass", "obl:agent"):
        return True
    doc, at = token.doc, token.i
    return 0 < at < len(doc) - 1 and doc[at - 1].tag_ == "DT" and doc[at + 1].tag_ not in BEFORE and doc[at + 1].tag_ != "CD"


def phrase_mention(document: Document, head: Token, sort: NounClass) -> ActorMention | None:
    """Return the mention with this noun as its head, or None if the phrase is not an actor."""
    doc = document.doc
    first, last = _extend_over_names(document, left_edge(head, stop=document.name_before(head.i))), right_edge(document, head)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    named = any(start <= found.start and found.end <= end for found in document.names_in(start, end))
    if not _is_actor_phrase(document, head, first, last, named):
        return None
    actor = resolve_actor(document.actors, document.text[start:end], document.on, countries=document.countries_by_count, certain=True)
    form: Form = "composed" if named or actor else "nominal"
    return document.mention(start, end, head.i, form, sort, actor, plural=head.tag_ in ("NNS", "NNPS"))


def _extend_over_names(document: Document, first: int) -> int:
    """Return the first token of a phrase, extended over a party name or country adjective directly before it, even against the parse."""
    character = document.doc[first].idx
    for found in reversed(document.names_in(max(0, character - 80), character + 1)):
        if found.first < first < found.last or (found.last == first and document.follows_space(first) and _describes(document, found)):
            first = found.first
    return first


def _describes(document: Document, found: KnownName) -> bool:
    """Check whether a name before a noun describes it: a country adjective or a party name, but not the name of an outlet or a person."""
    if document.doc[found.last - 1].lower_ in document.actors.heads.demonyms:
        return True
    return found in document.known_name_set and found.actor is not None and found.actor.kind not in ("outlet", "monitor", "person")


def _is_actor_phrase(document: Document, head: Token, first: int, last: int, named: bool) -> bool:
    """Check whether a noun with the words around it is an actor.

    In `heads.toml`, nouns listed as `named_only` need a name, an ordinal or a country. Nouns listed as `weak` need other words beside them,
    unless they refer back to a party ("the group") or are plurals that count alone ("allies").
    """
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
