"""Which language a report is written in, where its text is long enough to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1_200
"""Code points looked at: the classifier takes a millisecond for each thousand, and is sure long before."""
LETTERS = 60
"""Texts with fewer letters give no answer: on headlines full of names the classifier errs with high confidence."""
SURE = 0.95
"""The least share of probability that the best language must have."""


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or None if it is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    if len(re.sub(r"[\W\d_]+", "", sample)) < LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
