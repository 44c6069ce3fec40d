"""The attributes of a document's tokens as plain lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

ARTICLE_FORM = re.compile(r"(?:(?:al|ar|as|ash|at|ad|adh|an|az|el|ez|es|ed|ul)[-‑][A-Z'’ʿ‘]|[dl]['’][A-Z])")
OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """The attributes of a document's tokens as lists, read from spaCy once.

    `whole` is the text of the document. The lists have one value for each token: `head` the index of its head, `start` its first character,
    `sentence` the number of its sentence, `opens` whether it opens that sentence, `capital` whether it looks like a name, and the rest as
    spaCy names them.
    """

    doc: Doc
    whole: str
    text: list[str]
    lower: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    sentence: list[int]
    opens: list[bool]
    capital: list[bool]

    def slice(self, first: int, last: int) -> str:
        """Return the document's text from token `first` to token `last` (exclusive)."""
        return self.whole[self.start[first] : self.start[last - 1] + len(self.text[last - 1])]


def words_of(doc: Doc) -> Words:
    """Return the token lists of a parsed document."""
    tokens = list(doc)  # spaCy creates new token objects on every iteration
    sentence, opens, number = [], [], -1
    for token in tokens:
        first = bool(token.is_sent_start) or token.i == 0
        number += first
        sentence.append(number)
        opens.append(first)
    text = [token.text for token in tokens]
    return Words(
        doc,
        doc.text,
        text,
        [t.lower() for t in text],
        [t.tag_ for t in tokens],
        [t.pos_ for t in tokens],
        [t.dep_ for t in tokens],
        [t.head.i for t in tokens],
        [t.idx for t in tokens],
        sentence,
        opens,
        [is_capital(t) for t in text],
    )


def is_capital(word: str) -> bool:
    """Check whether a word looks like a name.

    It must start with a capital, with an Arabic or French article before one ("al-Bab"), or with a Cyrillic or Arabic letter.
    """
    for character in word:
        if character.isalpha():
            return character.isupper() or bool(ARTICLE_FORM.match(word)) or bool(OTHER_SCRIPT.match(character))
        if character.isdigit():
            return False
    return False
