"""Sentences whose space was lost when a page became text ("Battle of EnerhodarCaptured by Russia"): parted again, each its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTORY = "heldby_glued"
WORD = re.compile(r"(?<=[a-z0-9]{3})(?=[A-Z][a-z]{2,}(?:[^e\W]ed|lly)\b)|(?<=\d{4})(?=[A-Z][a-z]{2})")
"""Where a participle or adverb with a capital begins within a word ("YouTube", "BuzzFeed" stay whole), or a capital word after a year."""
BRACKET = re.compile(r"(?<=\d)\)(?=[A-Z][a-z]{2})")
"""A bracket that closes after a number and before a capital word ("(2015)Captured")."""


def part_glued(nlp: Language) -> None:
    """Makes the tokenizer part such words; what it parted within words before, it still does."""
    tokenizer: Any = nlp.tokenizer  # compiled, without types
    before = tokenizer.infix_finditer

    def find(text: str) -> Iterator[re.Match[str]]:
        found = [*(before(text) if before else ()), *WORD.finditer(text), *BRACKET.finditer(text)]
        return iter(sorted(found, key=lambda match: (match.start(), match.end())))

    tokenizer.infix_finditer = find
    nlp.add_pipe(FACTORY, first=True)


@Language.component(FACTORY)
def begin_sentences_where_glued(doc: Doc) -> Doc:
    """A word that was parted so begins a sentence."""
    text = doc.text
    for token in doc[1:]:
        before = doc[token.i - 1]
        if not before.whitespace_ and token.text[:1].isupper() and (WORD.match(text, token.idx) or BRACKET.match(text, before.idx)):
            token.is_sent_start = True
    return doc
