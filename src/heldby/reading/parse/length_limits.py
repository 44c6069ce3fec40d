"""Limit the length of words and sentences, so that reading time grows linearly with the text.

spaCy's tokenizer strips punctuation from a word one mark at a time and scans the whole word each time, and claims are scored for pairs of
phrases in a sentence. Both take quadratic time on words or sentences that never end. News contains no such text, but other input may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

FACTORY = "heldby_lengths"
LONGEST_WORD = 200
"""Largest number of code points in a word. A longer run without a space is split. Web addresses are shorter."""
OVERLONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
MOST_TOKENS_UNBROKEN = 150
"""Number of tokens without a full stop or line break after which a sentence is split. The longest of 14,000 sentences of news and
encyclopedia text has 131.
"""
MOST_TOKENS = 400
"""Number of tokens after which a sentence ends at the next full stop, even if the parser would not end it there."""
SENTENCE_ENDS = frozenset({".", "!", "?", "…"})


class BoundedTokenizer:
    """A tokenizer that splits overlong words before it calls the inner tokenizer. A text without overlong words is passed on unchanged."""

    def __init__(self, inner: Callable[[str], Doc], vocab: Vocab) -> None:
        self.inner, self.vocab = inner, vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text."""
        if not OVERLONG_WORD.search(text):
            return self.inner(text)
        tokens = [token for piece in _split_overlong(text) for token in self.inner(piece)]
        return Doc(self.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])


def _split_overlong(text: str) -> Iterator[str]:
    """Yield the text in pieces, in order: overlong words in pieces of at most `LONGEST_WORD` code points, and the text between them."""
    at = 0
    for run in OVERLONG_WORD.finditer(text):
        yield text[at : run.start()]
        yield from (text[k : min(k + LONGEST_WORD, run.end())] for k in range(run.start(), run.end(), LONGEST_WORD))
        at = run.end()
    yield text[at:]


@Language.component(FACTORY)
def cut_long_sentences(doc: Doc) -> Doc:
    """Mark a sentence start wherever a sentence would exceed the limits."""
    since_stop = since_cut = 0
    for token in doc[1:]:
        previous = token.nbor(-1)
        stopped = previous.text in SENTENCE_ENDS or (previous.is_space and "\n" in previous.text)
        since_stop = 0 if stopped else since_stop + 1
        since_cut = 0 if token.is_sent_start else since_cut + 1
        if since_stop >= MOST_TOKENS_UNBROKEN or (since_cut >= MOST_TOKENS and stopped):
            token.is_sent_start = True
            since_stop = since_cut = 0
    return doc
