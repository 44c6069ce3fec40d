"""Find the phrases of a report that denote the same party, from their words alone.

The actor files list more names for some parties than for others. Counts over a report, such as how often a party is named, must not depend
on those lists. Otherwise exchanging the sides of a report would change how it is read. So phrases are linked only by evidence that a text
can give about any party: equal words, a short form of an earlier longer form ("the Coalition" after "Coalition military forces"), an
acronym of their words or in brackets after them, and the antecedent of a pronoun.
"""

from __future__ import annotations

import re

from heldby.reading.parse.masking import PARTY, neutral_symbol
from heldby.reading.parse.parsed_report import ParsedReport

FUNCTION_WORDS = frozenset(
    "the a an of in on and for to its their his her our this these those that".split()  # noqa: SIM905
)
"""Words that do not distinguish parties."""
PARTY_CLASSES = frozenset("AFH")
WORD = re.compile(r"\w+(?:[-’']\w+)*")
GENITIVE_ENDING = re.compile(r"['’]s$")
SHORTEST_ACRONYM = 3
"""Number of letters of the shortest acronym that is matched to the initials of a name."""
MOST_WORDS = 10
"""Number of words of a mention that are compared with other mentions."""
Words = tuple[str, ...]


def party_keys(parsed: ParsedReport) -> list[str]:
    """Return a key for each phrase of a report. Phrases that denote the same party have the same key."""
    index, text = _PartyIndex(), parsed.doc.text  # spaCy joins the text each time `doc.text` is read
    return [_key(index, parsed, text, n) for n in range(len(parsed.phrases))]


def _key(index: _PartyIndex, parsed: ParsedReport, text: str, n: int) -> str:
    """Return the key of the n-th phrase, and add its form to the index if it may denote a party."""
    doc, phrase = parsed.doc, parsed.phrases[n]
    named = parsed.classes[n] in "AP" or n in parsed.anaphors
    start, end = parsed.spans[n] if named else (doc[phrase.left].idx, doc[phrase.right].idx + len(doc[phrase.right]))
    words = content_words(text[start:end]) or content_words(doc[phrase.left : phrase.right + 1].text)
    if not words or parsed.classes[n] not in PARTY_CLASSES or (len(words) == 1 and parsed.pos[phrase.head] == "ADJ"):
        return " ".join(words).casefold() or parsed.lower[phrase.head]
    key = index.find_or_add(words)
    if (short := _in_brackets(parsed, phrase.right)) is not None:
        index.add_name(short, key)
    return key


def content_words(text: str) -> Words:
    """Return the words of a mention that distinguish parties, ten at most, without genitive endings."""
    return tuple(
        word for found in WORD.findall(text) if (word := GENITIVE_ENDING.sub("", found)) and word.casefold() not in FUNCTION_WORDS
    )[:MOST_WORDS]


def _in_brackets(parsed: ParsedReport, right: int) -> str | None:
    """Return the acronym in brackets after token `right` ("Syrian Democratic Forces (SDF)"), or None."""
    doc = parsed.doc
    after = [token.text for token in doc[right + 1 : right + 4]]
    return after[1] if len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper() else None


class _PartyIndex:
    """The parties of a report, indexed by the forms that denote them, so that a look-up does not go through all forms.

    `of` gives the party of each form, `initials` the party by the initials of a form. `begins` gives, for the first words of a longer form,
    the number and the party of the latest form that begins with them; `ends` gives the same for the last words of a form.
    """

    def __init__(self) -> None:
        self.of: dict[Words, str] = {}
        self.initials: dict[str, str] = {}
        self.begins: dict[Words, tuple[int, str]] = {}
        self.ends: dict[Words, tuple[int, str]] = {}
        self.count = 0

    def find_or_add(self, words: Words) -> str:
        """Return the party that a phrase denotes, and record the phrase as a form of that party."""
        form = tuple(word.casefold() for word in words)
        party = self.of.get(form) or self._find_longer(words, form) or self._find_shorter(words, form) or " ".join(form)
        self.of[form] = party
        self.count += 1
        for size in range(1, len(form)):
            self.begins[form[:size]] = self.ends[form[-size:]] = (self.count, party)
        if len(words) > 1:
            self.initials["".join(word[0] for word in words if word[:1].isupper())] = party
        return party

    def add_name(self, short: str, party: str) -> None:
        """Record another name of a party."""
        self.of.setdefault((short.casefold(),), party)

    def _find_longer(self, words: Words, form: Words) -> str | None:
        """Return the party of the latest longer form that starts with these words or, if they end in a common noun, ends with them.

        If there is none and the phrase is an acronym, return the party with these initials. Otherwise return None.
        """
        longer = [self.begins.get(form), self.ends.get(form) if words[-1].islower() else None]
        found = max((one for one in longer if one is not None), default=None)
        if found is not None:
            return found[1]
        return self.initials.get(words[0]) if len(form) == 1 and len(words[0]) >= SHORTEST_ACRONYM and words[0].isupper() else None

    def _find_shorter(self, words: Words, form: Words) -> str | None:
        """Return the party of an earlier form that this phrase extends only by common nouns, or None.

        For example, "Coalition military forces" extends "the Coalition".
        """
        for size in range(len(form) - 1, 0, -1):
            if not (words[size].islower() or neutral_symbol(form[size]) == PARTY):
                return None
            if form[:size] in self.of:
                return self.of[form[:size]]
        return None
