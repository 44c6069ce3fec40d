"""Sentences end where paragraphs do: told to the parser before it looks for bounds of its own."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

FACTORY = "heldby_paragraphs"


@Language.component(FACTORY)
def end_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A word after a blank line, or after a line break that a full stop or nothing at all precedes, begins a sentence."""
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") > 1:
            following = doc[token.i + 1]
            if not following.is_space:
                following.is_sent_start = True
    return doc
