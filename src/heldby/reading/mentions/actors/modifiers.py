"""Actors inside an adjective: "IS-held", "US-led", "pro-Russian", "Russian airstrikes", "rebel shelling"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from heldby.reading.mentions.actors.document import Document, Found
from heldby.reading.mentions.actors.mention import ActorMention, Sort
from heldby.reading.mentions.actors.noun_phrase import HYPHENS
from heldby.reference.actors.word_keys import fold_word, singular

BEFORE_HYPHEN = frozenset(("anti", "pro", "counter"))


def find_modifiers(document: Document) -> Iterator[ActorMention]:
    """Known names, country words and general nouns that stand as modifiers."""
    for found in (*document.known, *document.lands, *document.seats):
        if modifies(document, found.first, found.last):
            yield document.mention(found.start, found.end, found.last - 1, "named", _sort(document, found), found.actor, nested=True)
    named = {at for found in (*document.known, *document.lands) for at in range(found.first, found.last)}
    for token in document.doc:
        if _can_hold(document, token, named) and modifies(document, token.i, token.i + 1):
            yield _holder(document, token, named)


def _can_hold(document: Document, token: Token, named: set[int]) -> bool:
    """A general noun that may stand before an act, or any noun of arms behind a name ("Ukrainian forces losses")."""
    heads, key = document.actors.heads, singular(fold_word(token.text))
    if token.i in named:
        return False
    arms = heads.classes.get(heads.noun(key) or "") in ("formations", "soldiers", "fighters") and token.i - 1 in named
    return key in heads.holders or arms


def _holder(document: Document, token: Token, named: set[int]) -> ActorMention:
    """The noun with the names and nouns of arms right before it: "Syrian regime" in "Syrian regime strikes"."""
    first, heads = token.i, document.actors.heads
    while not document.doc[first].is_sent_start and (first - 1 in named or fold_word(document.doc[first - 1].text) in heads.holders):
        first -= 1
    start, end = document.doc[first].idx, token.idx + len(token)
    actor = document.actors.resolve(document.text[start:end], document.on, countries=document.ranked)
    return document.mention(start, end, token.i, "composed" if actor else "nominal", "formations", actor, nested=True)


def _sort(document: Document, found: Found) -> Sort:
    return "country" if found.actor and found.actor.kind == "state" else "name"


def modifies(document: Document, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` are tied by a hyphen to "held", "led", "pro", or modify the noun of an act or a holding.

    A genitive does not count: whoever's act it is stands there as a phrase of its own.
    """
    doc = document.doc
    if owns(document, last):
        return False
    return _led(document, last) or _for_or_against(doc, first) or _of_act(document, last)


def owns(document: Document, last: int) -> bool:
    """Whether a genitive ending stands at token `last`."""
    return last < len(document.doc) and document.doc[last].tag_ == "POS"


def owns_an_act(document: Document, last: int) -> bool:
    """Whether what is owned is an act or a holding: "Moscow's offensive"."""
    return owns(document, last) and _of_act(document, last + 1)


def _led(document: Document, last: int) -> bool:
    doc = document.doc
    if last + 1 < len(doc) and doc[last].text in HYPHENS:
        return doc[last + 1].lower_ in document.actors.heads.led
    if last < len(doc) and doc[last].text[0] in HYPHENS and doc[last].lower_[1:] in document.actors.heads.led:
        return True
    return doc[last - 1].text.rpartition("-")[2].lower() in document.actors.heads.led and "-" in doc[last - 1].text


def _for_or_against(doc: Doc, first: int) -> bool:
    return first >= 2 and doc[first - 1].text in HYPHENS and doc[first - 2].lower_ in BEFORE_HYPHEN


def _of_act(document: Document, last: int) -> bool:
    """The noun at the end of the run that starts after the modifier is an act, and nothing but modifiers stands between."""
    doc, acts, at = document.doc, document.actors.heads.acts, last
    while at < min(last + 4, len(doc)) and not doc[at].is_space:
        token: Token = doc[at]
        if token.text[0].isupper() and token.lower_ in document.actors.heads.headline_verbs:
            return False
        after_is_noun = at + 1 < len(doc) and doc[at + 1].tag_ in ("NN", "NNS") and not doc[at].text.endswith(",")
        if token.tag_ in ("NN", "NNS") and not after_is_noun:
            return singular(fold_word(token.text)) in acts or fold_word(token.text) in acts
        modified = doc[last - 1].head.i == at and doc[last - 1].dep_ in ("compound", "amod")
        if token.tag_ == "VBG" and modified and not after_is_noun:  # "rebel shelling", whose noun the parser takes for a verb
            return fold_word(token.text) in acts
        if token.tag_ not in ("NN", "NNS", "JJ", "VBG", "VBN", "HYPH", "POS"):
            return False
        at += 1
    return False
