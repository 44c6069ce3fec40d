"""The spaCy pipeline as reports are parsed with it: length limits, masking and datelines around the language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.parse.dateline import FACTORY as DATELINE
from heldby.reading.parse.length_limits import FACTORY as LENGTHS
from heldby.reading.parse.length_limits import BoundedTokenizer
from heldby.reading.parse.masking import MASK, UNMASK

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["add_report_components"]


def add_report_components(nlp: Language) -> Language:
    """Add the components that every report is parsed with, and return the same pipeline.

    Before the parser: the text is masked, a sentence starts after a dateline, and overlong words and sentences are cut. After it: the
    original words come back. A second call changes nothing.
    """
    if MASK not in nlp.pipe_names:
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
        nlp.add_pipe(LENGTHS, first=True)
        nlp.add_pipe(MASK, first=True)
        nlp.add_pipe(DATELINE, after=MASK)
        nlp.add_pipe(UNMASK, last=True)
    return nlp
