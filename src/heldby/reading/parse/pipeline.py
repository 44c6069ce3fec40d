"""The spaCy pipeline that parses reports: the language model, with components for length limits, masking and datelines around it."""

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
    """Add to a pipeline the components that every report is parsed with, and return the same pipeline.

    Before the parser, they mask the text, start a sentence after a dateline, and cut overlong words and sentences. After the parser, they
    restore the original words. A second call changes nothing.
    """
    if MASK not in nlp.pipe_names:
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp.vocab)
        nlp.add_pipe(LENGTHS, first=True)
        nlp.add_pipe(MASK, first=True)
        nlp.add_pipe(DATELINE, after=MASK)
        nlp.add_pipe(UNMASK, last=True)
    return nlp
