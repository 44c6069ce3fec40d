"""Which phrases of a report speak of one party, told by their words alone.

Whom the files know by several names is known better than others. What is counted over a report (whose opponent somebody was, how often a
party is named) must not rest on that, or it would be read otherwise when the sides are exchanged. So mentions are tied here by what any
text says of any party: the same words, a short form of a longer one told before ("the Coalition" of "Coalition military forces"), an
acronym of its words or in brackets behind it, and a pronoun's antecedent.
"""

from __future__ import annotations

import re

from heldby.reading.parse.masking import PARTY, symbol
from heldby.reading.parse.parsed_report import Context

SMALL = frozenset(
    "the a an of in on and for to its their his her our this these those that".split()  # noqa: SIM905
)
"""Words that do not tell one party from another."""
PARTIES = frozenset("AFH")
WORD = re.compile(r"\w+(?:[-’']\w+)*")
OWN = re.compile(r"['’]s$")
ACRONYM = 3
"""Letters of an acronym that is known by its letters."""
MOST = 10
"""Words of a mention that are looked at."""
Words = tuple[str, ...]


def keys_of(context: Context) -> list[str]:
    """For each phrase a key; phrases of one party have one key, all others that of their words."""
    told, text = _Told(), context.doc.text  # spaCy writes the text anew whenever it is asked for
    return [_key(told, context, text, n) for n in range(len(context.phrases))]


def _key(told: _Told, context: Context, text: str, n: int) -> str:
    doc, phrase = context.doc, context.phrases[n]
    named = context.classes[n] in "AP" or n in context.anaphors
    start, end = context.spans[n] if named else (doc[phrase.left].idx, doc[phrase.right].idx + len(doc[phrase.right]))
    words = words_of(text[start:end]) or words_of(doc[phrase.left : phrase.right + 1].text)
    if not words or context.classes[n] not in PARTIES or (len(words) == 1 and context.pos[phrase.head] == "ADJ"):
        return " ".join(words).casefold() or context.lower[phrase.head]
    key = told.party(words)
    if (short := _in_brackets(context, phrase.right)) is not None:
        told.name(short, key)
    return key


def words_of(text: str) -> Words:
    """The words of a mention that tell one party from another, of an endless one the first few."""
    return tuple(word for found in WORD.findall(text) if (word := OWN.sub("", found)) and word.casefold() not in SMALL)[:MOST]


def _in_brackets(context: Context, right: int) -> str | None:
    """The acronym in brackets behind a word: "Syrian Democratic Forces (SDF)"."""
    doc = context.doc
    after = [token.text for token in doc[right + 1 : right + 4]]
    return after[1] if len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper() else None


class _Told:
    """The parties of a report by the words that they were told in.

    `begins` and `ends` hold, for the first and the last words of each form, when it was told last and of whom: a phrase is looked up in
    them, however many forms there are.
    """

    def __init__(self) -> None:
        self.of: dict[Words, str] = {}
        self.initials: dict[str, str] = {}
        self.begins: dict[Words, tuple[int, str]] = {}
        self.ends: dict[Words, tuple[int, str]] = {}
        self.told = 0

    def party(self, words: Words) -> str:
        """The party that a phrase speaks of."""
        form = tuple(word.casefold() for word in words)
        party = self.of.get(form) or self._longer(words, form) or self._shorter(words, form) or " ".join(form)
        self.of[form] = party
        self.told += 1
        for size in range(1, len(form)):
            self.begins[form[:size]] = self.ends[form[-size:]] = (self.told, party)
        if len(words) > 1:
            self.initials["".join(word[0] for word in words if word[:1].isupper())] = party
        return party

    def name(self, short: str, party: str) -> None:
        """Another name of a party."""
        self.of.setdefault((short.casefold(),), party)

    def _longer(self, words: Words, form: Words) -> str | None:
        """The party told last in more words, of which these are the first or, where they name nobody, the last."""
        longer = [self.begins.get(form), self.ends.get(form) if words[-1].islower() else None]
        found = max((one for one in longer if one is not None), default=None)
        if found is not None:
            return found[1]
        return self.initials.get(words[0]) if len(form) == 1 and len(words[0]) >= ACRONYM and words[0].isupper() else None

    def _shorter(self, words: Words, form: Words) -> str | None:
        """The party whose name this is, with common nouns behind it: "Coalition military forces" after "the Coalition"."""
        for size in range(len(form) - 1, 0, -1):
            if not (words[size].islower() or symbol(form[size]) == PARTY):
                return None
            if form[:size] in self.of:
                return self.of[form[:size]]
        return None
