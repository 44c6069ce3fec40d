"""Find actors that modify another word: "IS-held", "US-led", "pro-Russian", "Russian airstrikes", "rebel shelling"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from heldby.reading.mentions.actors.document import Document, KnownName
from heldby.reading.mentions.actors.mention import ActorMention, Sort
from heldby.reading.mentions.actors.noun_phrase import HYPHENS
from heldby.reference.actors import resolve_actor
from heldby.reference.actors.word_keys import fold_word, singular

BEFORE_HYPHEN = frozenset(("anti", "pro", "counter"))


def find_modifiers(document: Document) -> Iterator[ActorMention]:
    """Yield the known names, country words, seats of government and general nouns ("rebel") that are modifiers, as nested mentions."""
    for found in (*document.known_names, *document.country_words, *document.seats):
        if is_modifier(document, found.first, found.last):
            yield document.mention(found.start, found.end, found.last - 1, "named", _sort(document, found), found.actor, nested=True)
    named = {at for found in (*document.known_names, *document.country_words) for at in range(found.first, found.last)}
    for token in document.doc:
        if _is_holder_noun(document, token, named) and is_modifier(document, token.i, token.i + 1):
            yield _holder(document, token, named)


def _is_holder_noun(document: Document, token: Token, named: set[int]) -> bool:
    """Check whether a noun before a noun for an act says whose act it is.

    It does if it is a general noun ("rebel losses"), or a noun for armed people after a name ("Iraqi forces losses").
    """
    heads, key = document.actors.heads, singular(fold_word(token.text))
    if token.i in named:
        return False
    arms = heads.classes.get(heads.noun(key) or "") in ("formations", "soldiers", "fighters") and token.i - 1 in named
    return key in heads.holders or arms


def _holder(document: Document, token: Token, named: set[int]) -> ActorMention:
    """Return a mention of the noun with the names and general nouns directly before it: "Syrian regime" in "Syrian regime strikes"."""
    first, heads = token.i, document.actors.heads
    while not document.doc[first].is_sent_start and (first - 1 in named or fold_word(document.doc[first - 1].text) in heads.holders):
        first -= 1
    start, end = document.doc[first].idx, token.idx + len(token)
    actor = resolve_actor(document.actors, document.text[start:end], document.on, countries=document.countries_by_count, certain=True)
    return document.mention(start, end, token.i, "composed" if actor else "nominal", "formations", actor, nested=True)


def _sort(document: Document, found: KnownName) -> Sort:
    """Return the sort of a known name: "country" for a state, else "name"."""
    return "country" if found.actor and found.actor.kind == "state" else "name"


def is_modifier(document: Document, first: int, last: int) -> bool:
    """Check whether tokens `first` to `last` (exclusive) modify another word.

    They do so if a hyphen joins them to a word such as "held", "led" or "pro", or if they stand before a noun for an action or position
    ("airstrikes", "stronghold"). A genitive does not count, because it is a phrase of its own that names who acts.
    """
    doc = document.doc
    if has_genitive(document, last):
        return False
    return _hyphened_to_holding(document, last) or _after_pro_or_anti(doc, first) or _modifies_act(document, last)


def has_genitive(document: Document, last: int) -> bool:
    """Check whether token `last` is a genitive ending."""
    return last < len(document.doc) and document.doc[last].tag_ == "POS"


def owns_act(document: Document, last: int) -> bool:
    """Check for a genitive before a noun for an action or position: "Moscow's offensive"."""
    return has_genitive(document, last) and _modifies_act(document, last + 1)


def _hyphened_to_holding(document: Document, last: int) -> bool:
    """Check whether a hyphen joins the name to a word such as "held" or "led"."""
    doc = document.doc
    if last + 1 < len(doc) and doc[last].text in HYPHENS:
        return doc[last + 1].lower_ in document.actors.heads.led
    if last < len(doc) and doc[last].text[0] in HYPHENS and doc[last].lower_[1:] in document.actors.heads.led:
        return True
    return doc[last - 1].text.rpartition("-")[2].lower() in document.actors.heads.led and "-" in doc[last - 1].text


def _after_pro_or_anti(doc: Doc, first: int) -> bool:
    """Check for "pro-", "anti-" or "counter-" before the name."""
    return first >= 2 and doc[first - 1].text in HYPHENS and doc[first - 2].lower_ in BEFORE_HYPHEN


def _modifies_act(document: Document, last: int) -> bool:
    """Check whether the nouns from token `last` on end in a noun for an action or position, with only modifiers before it."""
    doc, acts, at = document.doc, document.actors.heads.acts, last
    while at < min(last + 4, len(doc)) and not doc[at].is_space:
        token: Token = doc[at]
        if token.text[0].isupper() and token.lower_ in document.actors.heads.headline_verbs:
            return False
        after_is_noun = at + 1 < len(doc) and doc[at + 1].tag_ in ("NN", "NNS") and not doc[at].text.endswith(",")
        if token.tag_ in ("NN", "NNS") and not after_is_noun:
            return singular(fold_word(token.text)) in acts or fold_word(token.text) in acts
        modified = doc[last - 1].head.i == at and doc[last - 1].dep_ in ("compound", "amod")
        if token.tag_ == "VBG" and modified and not after_is_noun:  # "rebel shelling", tagged as a verb
            return fold_word(token.text) in acts
        if token.tag_ not in ("NN", "NNS", "JJ", "VBG", "VBN", "HYPH", "POS"):
            return False
        at += 1
    return False
