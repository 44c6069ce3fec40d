"""Sentences end where paragraphs do: told to the parser before it looks for bounds of its own."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

FACTORY = "heldby_paragraphs"
WRAPPED = 120
"""Characters that no line of a text that was broken to fit a screen exceeds; where one does, each line is a paragraph or a heading."""


@Language.component(FACTORY)
def end_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A word after a blank line begins a sentence, and so does one after any line break of a text whose lines are not wrapped."""
    enough = 1 if any(len(line) > WRAPPED for line in doc.text.splitlines()) else 2
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") >= enough:
            following = doc[token.i + 1]
            if not following.is_space:
                following.is_sent_start = True
    return doc
