"""Mask names of parties and loaded words before the parse, so that every side is parsed alike.

The language model sees one plain word for each class of words. "Syrian regime forces liberated Palmyra from ISIS" is parsed as "Iraqi
government forces captured Palmyra from NATO". The parse is then copied back to the original words. A sentence therefore gets the same
tree and tags for every party and in every tone, and loaded words get the lemmas of their plain words. The words to mask are data: they come
from the file `reference/lexicon/en/neutral.toml`, the countries and the known actors.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from heldby.reference import actors, lexicon

if TYPE_CHECKING:
    from heldby.reference.actors import ActorIndex

__all__ = ["MASK", "PARTY", "UNMASK", "masked_word", "neutral_lemma", "neutral_symbol"]

PARTY = "<party>"
"""The feature that stands for every common noun for armed or ruling people."""
MASK, UNMASK = "heldby_mask", "heldby_unmask"
ORIGINAL_KEY = "heldby_as_written"
"""Key in `Doc.user_data` under which a masked text keeps the original text."""
PARSE_ATTRIBUTES = ["HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA"]
SIDES = frozenset({"rebel", "jihadist", "militia", "political", "state-forces", "tribal"})
"""Kinds of actors whose one-word names are masked."""
ARMED = frozenset({"fighters", "soldiers", "rule"})
"""Classes of nouns for parties (`reference/actors/heads.toml`)."""
SHORT_ACRONYM = 2
"""Largest number of letters in an acronym that may be an ordinary word in capitals instead, such as "IS"."""


def masked_word(word: str) -> str:
    """Return the word that the language model reads in place of `word`, in the same case. A neutral word is returned as it is."""
    table, plain = _mask_tables()
    found = table.get(word)
    if found is not None:
        return found
    found = plain.get(word.lower())
    return _in_case(found, word) if found is not None else word


def neutral_lemma(lemma: str) -> str:
    """Return a lemma without its tone: `regime` becomes `government`, `liberate` becomes `capture`."""
    return _mask_tables()[1].get(lemma, lemma)


@functools.lru_cache(maxsize=20_000)
def neutral_symbol(lemma: str) -> str:
    """Return a feature that favours no side: `PARTY` for a noun for armed or ruling people, else the neutral equivalent of the lemma."""
    heads = actors.load_head_nouns()
    noun = heads.noun(lemma)
    return PARTY if noun is not None and heads.classes[noun] in ARMED else neutral_lemma(lemma)


@Language.component(MASK)
def mask(doc: Doc) -> Doc:
    """Return the text in neutral words, with the original text in its `user_data`. If no word needs a mask, return the same text."""
    written = [token.text for token in doc]
    read = [_masked_at(written, i) for i in range(len(written))]
    if read == written:
        return doc
    masked = Doc(doc.vocab, words=read, spaces=[bool(token.whitespace_) for token in doc])
    masked.user_data[ORIGINAL_KEY] = doc
    return masked


@Language.component(UNMASK)
def unmask(doc: Doc) -> Doc:
    """Return the original text with the parse of the masked text. The lemma of a masked name is the name itself."""
    written: Doc | None = doc.user_data.pop(ORIGINAL_KEY, None)
    if written is None:
        return doc
    written.from_array(PARSE_ATTRIBUTES, doc.to_array(PARSE_ATTRIBUTES))  # type: ignore[arg-type]
    written.user_data.update(doc.user_data)
    table = _mask_tables()[0]
    for token in written:
        if token.text in table:
            token.lemma_ = token.text
    return written


def _masked_at(words: list[str], i: int) -> str:
    """Return the masked form of the word at index `i`. It may depend on the previous word and on capitals in the words around it."""
    word = words[i]
    if len(word) <= SHORT_ACRONYM and _in_capitals(words, i):
        return word
    by_previous = _masks_by_previous_word().get(word.lower(), {}).get(words[i - 1].lower()) if i else None
    return _in_case(by_previous, word) if by_previous else masked_word(word)


def _in_capitals(words: list[str], i: int) -> bool:
    """Check whether the words around index `i` are all in capitals. If they are, "IS" may be the verb."""
    near = [w for w in (*words[max(0, i - 3) : i], *words[i + 1 : i + 4]) if w.isalpha()]
    return bool(near) and all(w.isupper() for w in near)


def _in_case(word: str, like: str) -> str:
    """Return `word` in the case of `like`."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


@functools.cache
def _masks_by_previous_word() -> dict[str, dict[str, str]]:
    """Return for each word whose mask depends on the previous word a table from that previous word to the mask."""
    return {word: dict(before) for word, before in lexicon.neutral()["behind"].items()}


@functools.cache
def _mask_tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return two tables: one maps names, as they are written, to their masks; the other maps other words, in lower case, to theirs."""
    data = lexicon.neutral()
    plain = dict(data["plain"])
    plain |= {word: words[0] for words in data["one_class"].values() for word in words}
    plain |= {loaded: plain.get(word, word) for loaded, word in plain.items()}
    return _name_masks(actors.load_actors(), data["as"]), plain


def _name_masks(actor_list: ActorIndex, read: dict[str, str]) -> dict[str, str]:
    """Return a table from the one-word names of countries, nationalities and parties to their masks."""
    out: dict[str, str] = {}
    for actor in actor_list:
        if actor.kind in SIDES:
            for name in (actor.name, *actor.aliases):
                if name.isalpha() and name[0].isupper() and not name.endswith("s"):
                    out[name] = read["acronym"] if sum(map(str.isupper, name)) > 1 else read["party"]
    for country in actor_list.countries.values():
        out |= {name: read["country"] for name in (country.name, *country.other_names) if name.isalpha() and not name.isupper()}
        for name in (*country.people, *country.adjectives):
            if name.isalpha():
                plural = name.endswith("s")
                out[name] = read["people" if plural else "nationality"]
                out |= {} if plural else {f"{name}s": read["people"]}
    return out
