"""The same rule for every side: the language model reads names of states and parties, and loaded words, as one plain word of their class.

"Syrian regime forces liberated Palmyra from ISIS" is parsed as "Iraqi government forces captured Palmyra from NATO"; the parse then
goes back to the words as they were written. Whoever is spoken of, and in whatever tone, the sentence has the same tree, tags and, for
loaded words, lemmas. Words are data (`reference/lexicon/en/neutral.toml`, the countries and the actors we know).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from heldby.reading.parse.dateline import FACTORY as DATELINE
from heldby.reading.parse.length_limits import FACTORY as LENGTHS
from heldby.reading.parse.length_limits import BoundedTokenizer
from heldby.reference import actors, lexicon

if TYPE_CHECKING:
    from heldby.reference.actors import Actors

__all__ = ["PARTY", "as_read", "plain_lemma", "read_neutrally", "symbol"]

PARTY = "<party>"
"""What every common noun for armed or ruling people is as a feature."""
MASK, UNMASK = "heldby_mask", "heldby_unmask"
WRITTEN = "heldby_as_written"
"""Where a masked text keeps the text as it was written."""
PARSE = ["HEAD", "DEP", "TAG", "POS", "MORPH", "LEMMA"]
SIDES = frozenset({"rebel", "jihadist", "militia", "political", "state-forces", "tribal"})
"""Kinds of actors whose short names are read as one."""
ARMED = frozenset({"fighters", "soldiers", "rule"})
"""Classes of nouns for parties (`reference/actors/heads.toml`)."""
SHORT = 2
"""Letters of an acronym that may be a word in capitals."""


def as_read(word: str) -> str:
    """The word that the language model reads for a word, in its case; itself where it takes no side."""
    table, plain = _words()
    found = table.get(word)
    if found is not None:
        return found
    found = plain.get(word.lower())
    return _in_case(found, word) if found is not None else word


def plain_lemma(lemma: str) -> str:
    """A lemma without its tone: `regime` is `government`, `liberate` is `capture`."""
    return _words()[1].get(lemma, lemma)


@functools.lru_cache(maxsize=20_000)
def symbol(lemma: str) -> str:
    """A lemma as a feature that takes no side: any noun for armed or ruling people is `PARTY`, a loaded word its plain one."""
    heads = actors.load_heads()
    noun = heads.noun(lemma)
    return PARTY if noun is not None and heads.classes[noun] in ARMED else plain_lemma(lemma)


def read_neutrally(nlp: Language) -> Language:
    """The pipeline, made to parse every text in its neutral words and in sentences that end. A second call changes nothing."""
    if MASK not in nlp.pipe_names:
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
        nlp.add_pipe(LENGTHS, first=True)
        nlp.add_pipe(MASK, first=True)
        nlp.add_pipe(DATELINE, after=MASK)
        nlp.add_pipe(UNMASK, last=True)
    return nlp


@Language.component(MASK)
def mask(doc: Doc) -> Doc:
    """The text in neutral words; itself if it has no others."""
    written = [token.text for token in doc]
    read = [_read(written, i) for i in range(len(written))]
    if read == written:
        return doc
    masked = Doc(doc.vocab, words=read, spaces=[bool(token.whitespace_) for token in doc])
    masked.user_data[WRITTEN] = doc
    return masked


@Language.component(UNMASK)
def unmask(doc: Doc) -> Doc:
    """The text as it was written, with the parse of its neutral words; a name keeps its own lemma."""
    written: Doc | None = doc.user_data.pop(WRITTEN, None)
    if written is None:
        return doc
    written.from_array(PARSE, doc.to_array(PARSE))  # type: ignore[arg-type]
    written.user_data.update(doc.user_data)
    table = _words()[0]
    for token in written:
        if token.text in table:
            token.lemma_ = token.text
    return written


def _read(words: list[str], i: int) -> str:
    """What stands for a word where it stands."""
    word = words[i]
    if len(word) <= SHORT and _shouted(words, i):
        return word
    behind = _pairs().get(word.lower(), {}).get(words[i - 1].lower()) if i else None
    return _in_case(behind, word) if behind else as_read(word)


def _shouted(words: list[str], i: int) -> bool:
    """Whether the words around one are all in capitals, so that "IS" may be the verb."""
    near = [w for w in (*words[max(0, i - 3) : i], *words[i + 1 : i + 4]) if w.isalpha()]
    return bool(near) and all(w.isupper() for w in near)


def _in_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


@functools.cache
def _pairs() -> dict[str, dict[str, str]]:
    """Word -> the word before it -> the word that it is then read as."""
    return {word: dict(before) for word, before in lexicon.neutral()["behind"].items()}


@functools.cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """(names as they are written -> what they are read as, other words in lower case -> the same)."""
    data = lexicon.neutral()
    plain = dict(data["plain"])
    plain |= {word: words[0] for words in data["one_class"].values() for word in words}
    plain |= {loaded: plain.get(word, word) for loaded, word in plain.items()}
    return _names(actors.load(), data["as"]), plain


def _names(known: Actors, read: dict[str, str]) -> dict[str, str]:
    """Countries, nationalities and parties of one word each."""
    out: dict[str, str] = {}
    for actor in known:
        if actor.kind in SIDES:
            for name in (actor.name, *actor.aliases):
                if name.isalpha() and name[0].isupper() and not name.endswith("s"):
                    out[name] = read["acronym"] if sum(map(str.isupper, name)) > 1 else read["party"]
    for country in known.countries.values():
        out |= {name: read["country"] for name in (country.name, *country.other_names) if name.isalpha() and not name.isupper()}
        for name in (*country.people, *country.adjectives):
            if name.isalpha():
                plural = name.endswith("s")
                out[name] = read["people" if plural else "nationality"]
                out |= {} if plural else {f"{name}s": read["people"]}
    return out
