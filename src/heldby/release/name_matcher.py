"""Finds names in a text, however they are written: in other case, with other accents, spaces, hyphens or invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from heldby.reference.gazetteer.name_keys import ARABIC, ARTICLES, fold_name, skeleton, variant

MIN_LETTERS = 4
"""Least length of a key that matches inside a text. Shorter names ("Hit") match only as whole words written with a capital."""
MAX_WORDS = 12
MAX_ENDING = 2
"""Most letters that a Cyrillic name may gain by its case."""
MAX_GAP = 3
"""Most characters between two words of one name: a space, a hyphen, a dot and a space."""
MIN_CONSONANTS = 3
"""Least number of consonants with which the sound of a name is compared. With fewer, too many other words sound like it."""
SMALL_WORDS = ARTICLES | {"the"}
"""Words that names are compared without. None of them starts or ends a match by itself."""
JOINERS = "'’‘`´\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
TOKEN = re.compile(rf"[^\W_]+(?:[{JOINERS}]+[^\W_]+)*")
INNER_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
CYRILLIC = re.compile("[\u0400-\u04ff]")
ARABIC_PREFIX = re.compile("([وف]?)(ال|بال|كال|لل|[بلك])?(?=.{3})")
"""Arabic words that are written as one with the next: "and", "in", "to" and others, also with the article."""


class Span(NamedTuple):
    """The stretch `text[start:end]` of a text."""

    start: int
    end: int


class Word(NamedTuple):
    """A word of a text with its folded form."""

    start: int
    end: int
    key: str
    capital: bool


class NameMatcher:
    """Finds a list of names in texts. Articles, doubled letters and a final h make no difference."""

    def __init__(self) -> None:
        self._keys: dict[str, bool] = {}
        self._sounds: set[str] = set()
        self._stems: dict[str, int] = {}
        self._starts: set[str] = set()
        self._words = 1

    def add(self, name: str, *, any_case: bool = True, sounds: bool = False) -> None:
        """Add a name.

        Args:
            name: the name, in any script.
            any_case: whether it also matches in lower case. Names that are also common words should not.
            sounds: whether other transliterations match too: capitalised words with the same consonants.
        """
        folded = fold_name(name)
        key = variant(folded)
        if not key:
            return
        self._keys[key] = (any_case and len(key) >= MIN_LETTERS) or self._keys.get(key, False)
        self._words = min(MAX_WORDS, max(self._words, len(folded.split()) + 1))
        self._starts.add(key[0])
        if CYRILLIC.search(key) and len(key) > MIN_LETTERS:
            self._stems[key[:-1]] = len(key) + MAX_ENDING
        sound = skeleton(folded)
        if sounds and len(sound) >= MIN_CONSONANTS and " " not in sound:
            self._sounds.add(sound)

    def discard(self, names: Iterable[str]) -> None:
        """Take names out of the list again."""
        for name in names:
            self._keys.pop(variant(fold_name(name)), None)

    def spans(self, text: str, *, any_case: bool = False) -> Iterator[Span]:
        """Yield the stretches of a text that are names of the list. With `any_case`, capitals never matter, as in ids and addresses."""
        if not self._keys and not self._sounds:
            return
        words = words_of(text)
        for first in range(len(words)):
            if words[first].key in SMALL_WORDS:
                continue
            if self._sounds or words[first].key[0] in self._starts or ARABIC.match(words[first].key):
                for last in range(first + 1, min(first + self._words, len(words)) + 1):
                    if last > first + 1 and words[last - 1].start - words[last - 2].end > MAX_GAP:
                        break
                    if words[last - 1].key not in SMALL_WORDS and self._matches(words[first:last], any_case):
                        yield Span(_with_article(words, first), words[last - 1].end)

    def _matches(self, words: list[Word], any_case: bool) -> bool:
        key = _joined(tuple(word.key for word in words))
        capital = any_case or words[0].capital
        for form in (key, *_without_prefix(key)):
            if form in self._keys and (capital or self._keys[form]):
                return True
        if CYRILLIC.match(key) and (len(words) == 1 or len(words[-1].key) > MAX_ENDING) and self._is_inflected(key):
            return True
        return bool(self._sounds) and capital and _sound(tuple(word.key for word in words)) in self._sounds

    def _is_inflected(self, key: str) -> bool:
        return any(len(key) <= most and key.startswith(stem) for stem, most in self._stems.items())


def words_of(text: str) -> list[Word]:
    """Return the words of a text. A hashtag such as #FreeAbuKamal has three."""
    found = []
    for match in TOKEN.finditer(text):
        start = match.start()
        for word in INNER_CAPITAL.split(POSSESSIVE.sub("", match[0])):
            key = fold_name(word)
            if key:
                found.append(Word(start, start + len(word), key, word[0].upper() == word[0]))
            start += len(word)
    return found


def _with_article(words: list[Word], first: int) -> int:
    """Return where a name starts, with the Arabic article before it."""
    before = words[first - 1] if first else None
    near = before is not None and before.key in ARTICLES and words[first].start - before.end <= 1
    return before.start if before is not None and near else words[first].start


def _without_prefix(key: str) -> Iterator[str]:
    found = ARABIC_PREFIX.match(key) if ARABIC.match(key) else None
    if found:
        yield from {key[found.end(1) :], key[found.end() :]}


@lru_cache(maxsize=200_000)
def _joined(keys: tuple[str, ...]) -> str:
    return variant(" ".join(keys))


@lru_cache(maxsize=50_000)
def _sound(keys: tuple[str, ...]) -> str:
    found = skeleton(" ".join(keys))
    return found if len(found) >= MIN_CONSONANTS else ""
