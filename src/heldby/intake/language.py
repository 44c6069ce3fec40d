"""Detect the language of a text that is long enough."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 1_200
"""Code points that the classifier reads: it takes a millisecond per thousand, and needs fewer to be certain."""
MIN_LETTERS = 60
"""Shorter texts get no language: on headlines full of names the classifier is wrong with high confidence."""
MIN_PROBABILITY = 0.95
"""Least probability of the most likely language."""


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None if the text is too short or the language uncertain."""
    sample = text[:SAMPLE_CHARS]
    if len(re.sub(r"[\W\d_]+", "", sample)) < MIN_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= MIN_PROBABILITY else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
