"""Compute the keys of a name in the index: folded, variant (without articles, final h and spaces) and skeleton (consonants only).

Each key is coarser than the one before and matches more names, so a caller needs more evidence to accept a match.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPECIAL = str.maketrans(
    {
        "ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h", "ŋ": "n",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "",
    }
    | dict.fromkeys("'’‘`´ʻʿʾʼʽʹʺ”“\"", "")
    | dict.fromkeys("-–—‐‑.,/_()", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u00ad", "")
)  # fmt: skip
"""What folding replaces: letters without a decomposition, Arabic letter forms, apostrophes, punctuation and invisible characters."""
ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township", "co": "county"}
ARTICLES = frozenset(
    ("al", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ath", "el", "er", "es", "esh", "et", "ed", "en", "ez", "ul", "il")
)  # fmt: skip
"""The Arabic article in the spellings used in the press, assimilated forms included."""
DIGRAPHS = (
    ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("ts", "s"),
    ("tz", "s"),
)  # fmt: skip
CONSONANTS = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "g": "g", "x": "k", "v": "v"} | dict.fromkeys("aeiouywh' ", ""))
SYLLABLES = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "x": "k", "h": "", "'": "", " ": ""} | dict.fromkeys("aeiouyw", "a"))
MIN_SKELETON_CHARS = 4
"""Least length of a name with two consonants that gets a skeleton. "Hit" and "Hut" are two places and must not match."""
LATIN = re.compile(r"[a-z]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
DOUBLED = re.compile(r"(.)\1+")
PLAIN = re.compile(r"[A-Za-z ]*\Z")
COMBINING = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
READABLE = re.compile("[A-Za-z\u00c0-\u04ff\u0600-\u06ff\u1e00-\u1eff]")
"""Matches a letter of the scripts that reports use: Latin, Cyrillic or Arabic. Names without such a letter get no key."""


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return a name without case, accents and punctuation: "Al-Qā’im" gives "al qaim", and "St. Petersburg" "saint petersburg"."""
    return fold_name_uncached(name)


def fold_name_uncached(name: str) -> str:
    """Return the same as `fold_name`, without caching, for a single pass over a million names."""
    return " ".join(ABBREVIATED.get(word, word) for word in _strip(name).split())


def _strip(name: str) -> str:
    """Return a folded name whose spaces and abbreviations are still as written. This is the slow part of `fold_name`."""
    if PLAIN.match(name):
        return name.lower()
    text = name.casefold()
    if text.isascii():
        return text.translate(SPECIAL)
    for _ in range(3):  # decomposing may give a capital ("𝒜" gives "A"), which must be folded again
        before, text = text, COMBINING.sub("", unicodedata.normalize("NFKD", text)).translate(SPECIAL).casefold()
        if text.isascii() or text == before:
            break
    return text


def without_articles(folded: str) -> list[str]:
    """Return the words of a folded name without articles, or all words if fewer than three letters would be left."""
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES and word != "the"]
    return kept if sum(map(len, kept)) >= 3 else words


def variant(folded: str) -> str:
    """Return a folded name without articles, spaces, doubled letters and the h of a final -ah or -eh: "al hawijah" gives "hawija".

    A name in Arabic script loses its article and the forms of hamza: "القائم" gives "قايم".
    """
    joined = "".join(without_articles(folded))
    if ARABIC.search(joined):
        return joined.removeprefix("ال").replace("ئ", "ي").replace("ؤ", "و").replace("ء", "")
    joined = DOUBLED.sub(r"\1", joined)
    return joined[:-1] if joined.endswith(("ah", "eh")) and len(joined) > 4 else joined


def skeleton(folded: str) -> str:
    """Return the consonants that the transliterations of a name share: "dayr az zawr" and "deir ezzor" both give "drsr".

    A name with only two consonants keeps the positions of its vowels: "baiji" and "bayji" give "baja". A name with fewer consonants, or
    without Latin letters, gives "".
    """
    joined = "".join(without_articles(folded))
    if not LATIN.search(joined):
        return ""
    for two, one in DIGRAPHS:
        joined = joined.replace(two, one)
    consonants = DOUBLED.sub(r"\1", joined.translate(CONSONANTS))
    first = "a" if joined[0] in "aeiou" else ""
    if len(consonants) >= 3:
        return first + consonants
    return DOUBLED.sub(r"\1", joined.translate(SYLLABLES)) if len(consonants) == 2 and len(joined) >= MIN_SKELETON_CHARS else ""
