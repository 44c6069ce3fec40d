"""Split sentences that lost the space between them when a page became text ("Battle of EnerhodarCaptured by Russia")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTORY = "heldby_glued"
GLUED_WORD = re.compile(r"(?<=[a-z0-9]{3})(?=[A-Z][a-z]{2,}(?:[^e\W]ed|lly)\b)|(?<=\d{4})(?=[A-Z][a-z]{2})")
"""Matches where a capitalised participle or adverb starts inside a word, or a capitalised word follows a year. "YouTube" stays whole."""
GLUED_BRACKET = re.compile(r"(?<=\d)\)(?=[A-Z][a-z]{2})")
"""Matches a closing bracket between a number and a capitalised word, without spaces ("(2015)Captured")."""


def split_glued_sentences(nlp: Language) -> None:
    """Make a pipeline's tokenizer also split glued words, and add the component that starts a sentence at each split."""
    tokenizer: Any = nlp.tokenizer  # compiled, without types
    before = tokenizer.infix_finditer

    def find(text: str) -> Iterator[re.Match[str]]:
        found = [*(before(text) if before else ()), *GLUED_WORD.finditer(text), *GLUED_BRACKET.finditer(text)]
        return iter(sorted(found, key=lambda match: (match.start(), match.end())))

    tokenizer.infix_finditer = find
    nlp.add_pipe(FACTORY, first=True)


@Language.component(FACTORY)
def begin_sentences_where_glued(doc: Doc) -> Doc:
    """Start a sentence at each word that was split off."""
    text = doc.text
    for token in doc[1:]:
        before = doc[token.i - 1]
        if (
            not before.whitespace_
            and token.text[:1].isupper()
            and (GLUED_WORD.match(text, token.idx) or GLUED_BRACKET.match(text, before.idx))
        ):
            token.is_sent_start = True
    return doc
