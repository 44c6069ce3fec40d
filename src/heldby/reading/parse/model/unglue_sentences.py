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
"""A capitalised participle or adverb that starts inside a word ("YouTube", "BuzzFeed" stay whole), or a capitalised word after a year."""
GLUED_BRACKET = re.compile(r"(?<=\d)\)(?=[A-Z][a-z]{2})")
"""A bracket that closes after a number, directly before a capitalised word ("(2015)Captured")."""


def split_glued_sentences(nlp: Language) -> None:
    """Make the tokenizer split glued words as well, and add the component that starts a sentence there."""
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
