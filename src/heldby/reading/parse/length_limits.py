"""No word and no sentence is endless, so that any text is read in time in proportion to it.

spaCy's tokenizer takes marks off the ends of a word one by one and looks at all of it each time, and what a sentence tells is weighed
phrase against phrase; both grow with the square of a word or a sentence without end, which news does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

FACTORY = "heldby_lengths"
WORD = 200
"""Code points without a space after which a word is cut; web addresses are shorter."""
ENDLESS = re.compile(rf"\S{{{WORD + 1},}}")
LONGEST = 150
"""Tokens without a full stop or a line break after which a sentence is cut; the longest of 14,000 of news and encyclopedia has 131."""
FARTHEST = 400
"""Tokens after which one is cut at the next full stop whatever the parser would make of it."""
ENDS = frozenset({".", "!", "?", "…"})


class BoundedTokenizer:
    """A tokenizer that cuts endless words before the inner one sees them; other texts it passes on."""

    def __init__(self, inner: Callable[[str], Doc], vocab: Vocab) -> None:
        self.inner, self.vocab = inner, vocab

    def __call__(self, text: str) -> Doc:
        if not ENDLESS.search(text):
            return self.inner(text)
        tokens = [token for piece in _pieces(text) for token in self.inner(piece)]
        return Doc(self.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])


def _pieces(text: str) -> Iterator[str]:
    """A text in order, its endless words in pieces."""
    at = 0
    for run in ENDLESS.finditer(text):
        yield text[at : run.start()]
        yield from (text[k : min(k + WORD, run.end())] for k in range(run.start(), run.end(), WORD))
        at = run.end()
    yield text[at:]


@Language.component(FACTORY)
def cut_long_sentences(doc: Doc) -> Doc:
    """Marks where a sentence begins at the latest."""
    since_stop = since_cut = 0
    for token in doc[1:]:
        previous = token.nbor(-1)
        stopped = previous.text in ENDS or (previous.is_space and "\n" in previous.text)
        since_stop = 0 if stopped else since_stop + 1
        since_cut = 0 if token.is_sent_start else since_cut + 1
        if since_stop >= LONGEST or (since_cut >= FARTHEST and stopped):
            token.is_sent_start = True
            since_stop = since_cut = 0
    return doc
