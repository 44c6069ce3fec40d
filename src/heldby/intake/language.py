"""Detect the language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 1_200
"""Number of first characters that the classifier reads. A thousand take a millisecond, and fewer are enough for a certain result."""
MIN_LETTERS = 60
"""Least number of letters in a text whose language is detected. On shorter texts, such as headlines, it is often certain but wrong."""
MIN_PROBABILITY = 0.95
"""Least probability with which the most likely language is accepted."""


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None if the text is too short or the language is uncertain."""
    sample = text[:SAMPLE_CHARS]
    if len(re.sub(r"[\W\d_]+", "", sample)) < MIN_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= MIN_PROBABILITY else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
