"""Detect the language of a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 1_200
"""Number of first characters that the classifier reads. A thousand take a millisecond, and fewer are enough for a certain result."""
MIN_LETTERS = 60
"""Least number of letters in a text whose language the classifier decides. On shorter texts it is often certain but wrong."""
MIN_PROBABILITY = 0.95
"""Least probability with which the most likely language is accepted."""
MIN_FOREIGN_LETTERS = 8
"""Least number of letters in a short text whose script decides its language."""
SCRIPTS: dict[str, tuple[str, ...]] = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ku", "ug"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky"),
    "HEBREW": ("he",),
    "GREEK": ("el",),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn",),
    "ETHIOPIC": ("am",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "THAI": ("th",),
}
"""Languages by script, as the names of Unicode characters begin. The first is taken if the classifier names none of them."""
COMMON_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and in to was were is are has have by with from that said after on at for as it they an their into near over who",
        "fr": "le la les des du une un et dans par pour sur est ont été avec selon après qui que au aux se sont cette l d",
        "de": "der die das und den dem des ein eine von mit ist hat haben wurde wurden nach auf bei im zu nicht sich aus",
        "es": "el la los las del de una un y en por para con fue han según tras que se al es su sus",
        "it": "il lo la gli le dei della di una un e nel per con è sono hanno stato stati che dopo secondo dal alla",
        "pt": "o a os as dos das de uma um e em no na por para com foi foram são segundo após que ao pelo pela",
        "tr": "ve bir bu ile için olarak sonra kadar daha da de çok ise olan göre tarafından",
        "nl": "de het een en van in op met is zijn door werd werden na bij naar voor dat die niet",
        "pl": "i w na z do się że nie jest przez po od są był była o",
    }.items()
}
"""Frequent words of languages that are written in Latin letters. They tell the language of texts that are too short to classify."""
MIN_COMMON_WORDS, MIN_COMMON_SHARE = 2, 0.3
"""Least number of different frequent words of a language in a short text, and their least share of its words."""


NAMES = {
    "english": "en", "eng": "en", "arabic": "ar", "ara": "ar", "french": "fr", "fra": "fr", "fre": "fr", "german": "de", "deu": "de",
    "ger": "de", "spanish": "es", "spa": "es", "russian": "ru", "rus": "ru", "ukrainian": "uk", "ukr": "uk", "turkish": "tr", "tur": "tr",
    "persian": "fa", "farsi": "fa", "fas": "fa", "hebrew": "he", "heb": "he", "chinese": "zh", "zho": "zh", "portuguese": "pt", "por": "pt",
    "italian": "it", "ita": "it", "dutch": "nl", "nld": "nl", "kurdish": "ku", "kur": "ku", "pashto": "ps", "pus": "ps", "urdu": "ur",
}  # fmt: skip
"""Codes of languages by their English names and by their codes with three letters, as records state them."""


def language_code(written: str | None) -> str | None:
    """Return the ISO 639-1 code of a language that a record states as "en", "en-GB", "eng" or "English"; None if it cannot be read."""
    first = re.split(r"[-_ ,;/]", (written or "").strip().lower())[0]
    return NAMES.get(first) or (first if re.fullmatch("[a-z]{2}", first) else None)


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None if the language is uncertain."""
    sample = text[:SAMPLE_CHARS]
    letters = re.sub(r"[\W\d_]+", "", sample)
    if len(letters) >= MIN_LETTERS:
        code, probability = _identifier().classify(sample)
        return str(code) if probability >= MIN_PROBABILITY else None
    return _by_script(sample, letters) or _by_common_words(sample)


def _by_script(sample: str, letters: str) -> str | None:
    """Return the language of a short text of which most letters belong to a script other than the Latin one."""
    scripts = Counter(unicodedata.name(letter, "?").partition(" ")[0] for letter in letters)
    if len(letters) < MIN_FOREIGN_LETTERS:
        return None
    script, count = scripts.most_common(1)[0]
    if script not in SCRIPTS or 2 * count <= len(letters):
        return None
    code, _ = _identifier().classify(sample)
    return str(code) if code in SCRIPTS[script] else SCRIPTS[script][0]


def _by_common_words(sample: str) -> str | None:
    """Return the language other than English of which a short text has many frequent words, if the classifier agrees; else None.

    Names such as "San José de la Loma" also have such words, so an English one decides for English.
    """
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {code: len(set(words) & common) for code, common in COMMON_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    if best == "en" or counts[best] < max(MIN_COMMON_WORDS, MIN_COMMON_SHARE * len(words)):
        return None
    if set(words) & (COMMON_WORDS["en"] - COMMON_WORDS[best]) or _identifier().classify(sample)[0] != best:
        return None
    return best


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
