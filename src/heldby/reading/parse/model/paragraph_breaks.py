"""End sentences at paragraph breaks. These bounds are set before the parser looks for others."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

FACTORY = "heldby_paragraphs"
LONGEST_WRAPPED_LINE = 120
"""Longest line, in characters, of a text that is wrapped to fit a screen. If any line is longer, each line is a paragraph or a heading."""


@Language.component(FACTORY)
def end_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every blank line, and after every line break if the text is not wrapped."""
    breaks_needed = 1 if any(len(line) > LONGEST_WRAPPED_LINE for line in doc.text.splitlines()) else 2
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") >= breaks_needed:
            following = doc[token.i + 1]
            if not following.is_space:
                following.is_sent_start = True
    return doc
