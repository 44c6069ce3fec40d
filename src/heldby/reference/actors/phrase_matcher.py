"""Find the longest matches of many names in the words of a text, in time proportional to the length of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from heldby.reference.actors.word_keys import ARTICLES, Word, fold_words, singular

JOINTS = frozenset((" ", "-", "‐", "‑", "–", "", "\n", " - ", " – ", " “", ' "', " ‘", " '", "/", ". ", "’ ", "' ", "\xa0", "'s ", "’s "))
"""Strings that may stand between two words of one name."""
CAPITALISED_WORDS = frozenset((
    "is", "it", "us", "who", "so", "or", "am", "no", "can", "may", "has", "do", "in", "on", "at", "we", "he", "an", "as", "be", "by",
    "if", "my", "of", "to", "up", "pa", "ap", "fact", "arm", "cap", "mint", "aid",
))  # fmt: skip
"""Words that look like acronyms in a line of capitals."""


class Spelling(NamedTuple):
    """A spelling of a name.

    Attributes:
        keys: its folded words.
        case: its case rule: `acronym`, `name` or `plain`; see `make_spelling`.
        written: its letters as written, without spaces and full stops.
        id: the id of the actor.
    """

    keys: tuple[str, ...]
    case: str
    written: str
    id: str


class Match(NamedTuple):
    """A run of words in a text that matches a name: from `first` up to but not including `last`, with every spelling that fits."""

    first: int
    last: int
    spellings: tuple[Spelling, ...]


def make_spelling(written: str, actor_id: str) -> Spelling | None:
    """Return a name as a spelling, or None if it has no words.

    Its case rule says how a text must write it. An `acronym` of up to three letters matches in capitals only. A longer acronym and a
    `name` must begin with a capital. A `plain` spelling matches in any case.
    """
    words = fold_words(written)
    if len(words) > 1 and words[0].key in ARTICLES:
        words = words[1:]
    if not words:
        return None
    letters = "".join(word.text for word in words).replace(".", "")
    deciding = next((word for word in words if word.key != "al"), words[0])
    if len(words) == 1 and letters.isupper():
        case = "acronym"
    else:
        case = "name" if deciding.text[0].isupper() or deciding.text[0].isdigit() else "plain"
    return Spelling(tuple(word.key for word in words), case, letters, actor_id)


@dataclass
class PhraseMatcher:
    """Finds spellings in texts. `by_first` holds the spellings, keyed by their first word, then by number of words, then by all words."""

    by_first: dict[str, dict[int, dict[tuple[str, ...], list[Spelling]]]] = field(default_factory=dict)

    def add(self, entry: Spelling) -> None:
        """Add a spelling. Several actors may share the same folded words."""
        lengths = self.by_first.setdefault(entry.keys[0], {})
        lengths.setdefault(len(entry.keys), {}).setdefault(entry.keys, []).append(entry)

    def lookup(self, keys: tuple[str, ...]) -> list[Spelling]:
        """Return the spellings with exactly these folded words. If there are none, the last word is looked up in the singular."""
        if not keys:
            return []
        for form in (keys, (*keys[:-1], singular(keys[-1]))):
            found = self.by_first.get(form[0], {}).get(len(form), {}).get(form)
            if found:
                return found
        return []

    def match(self, text: str, words: Sequence[Word]) -> Iterator[Match]:
        """Yield the longest match at each position, from left to right, without overlaps. `words` are the folded words of `text`."""
        at = 0
        while at < len(words):
            found = self._longest(text, words, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.last

    def _longest(self, text: str, words: Sequence[Word], at: int) -> Match | None:
        lengths = dict(self.by_first.get(words[at].key, {}))
        single = singular(words[at].key)
        if single != words[at].key and 1 in self.by_first.get(single, {}):
            lengths.setdefault(1, {})
        for length in sorted(lengths, reverse=True):
            run = words[at : at + length]
            if len(run) < length or not _joined(text, run):
                continue
            keys = tuple(word.key for word in run)
            fits = tuple(entry for entry in self.lookup(keys) if _case_fits(entry, run, text))
            if fits:
                return Match(at, at + length, fits)
        return None


def _joined(text: str, run: Sequence[Word]) -> bool:
    """Check that the words stand next to each other, and that no dateline ends between them ("MISRATA - Forces of the government")."""
    starts_line = run[0].start == 0 or text[run[0].start - 1] == "\n"
    gaps = [text[left.end : right.start] for left, right in pairwise(run)]
    return all(gap in JOINTS for gap in gaps) and not (starts_line and gaps and gaps[0] in (" - ", " – "))


def _case_fits(entry: Spelling, run: Sequence[Word], text: str) -> bool:
    if entry.case == "plain":
        return True
    deciding = next((word for word in run if word.key != "al"), run[0])
    if entry.case == "name":
        return deciding.text[0].isupper() or deciding.text[0].isdigit()
    bare = run[0].text.replace(".", "")
    if len(entry.written) <= 3:
        return bare.rstrip("s").isupper() and not (run[0].key in CAPITALISED_WORDS and _in_capitals(text, run[0]))
    return bare[0].isupper()


def _in_capitals(text: str, word: Word) -> bool:
    """Check whether the text around a word is in capitals, where acronyms and plain words look alike."""
    after = re.match(r"\s+([A-Z]+)\b", text[word.end : word.end + 30])
    if after and (len(after[1]) > 3 or after[1].lower() in CAPITALISED_WORDS):
        return True
    start, end = text.rfind("\n", 0, word.start) + 1, text.find("\n", word.end)
    line = text[max(start, word.start - 60) : min(end if end >= 0 else len(text), word.end + 60)]
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
