"""Keys under which names are filed: folded, variant (article, final -ah, spaces) and consonant skeleton.

Each key is coarser than the one before, so each look-up step costs more and is gated harder by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPECIAL = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ħ": "h",
        "ŋ": "n",
        "'": "",
        "’": "",
        "‘": "",
        "`": "",
        "´": "",
        "ʻ": "",
        "ʿ": "",
        "ʾ": "",
        "ʼ": "",
        "ʽ": "",
        "ʹ": "",
        "ʺ": "",
        "”": "",
        "“": "",
        '"': "",
        "-": " ",
        "–": " ",
        "—": " ",
        "‐": " ",
        "‑": " ",
        ".": " ",
        ",": " ",
        "/": " ",
        "_": " ",
        "(": " ",
        ")": " ",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ـ": "",
    }
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u00ad", "")
)
"""The last line: marks of width nothing and of direction, which pages leave behind Arabic and Hebrew names."""
ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township", "co": "county"}
ARTICLES = frozenset(
    ["al", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "ath", "el", "er", "es", "esh", "et", "ed", "en", "ez", "ul", "il"]
)
"""The Arabic article with the sun letters it assimilates to, in the press's spellings."""
DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "j"),
    ("dj", "j"),
    ("ph", "f"),
    ("ts", "s"),
    ("tz", "s"),
)
CONSONANTS = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "g": "g", "x": "k", "v": "v"} | dict.fromkeys("aeiouywh' ", ""))
SYLLABLES = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "x": "k", "h": "", "'": "", " ": ""} | dict.fromkeys("aeiouyw", "a"))
SHORTEST = 4
"""Letters from which a name of two consonants has a skeleton: "Hit" and "Hut" are two places."""
LATIN = re.compile(r"[a-z]")
ARABIC = re.compile(r"[\u0600-\u06ff]")
DOUBLED = re.compile(r"(.)\1+")
PLAIN = re.compile(r"[A-Za-z ]*\Z")
COMBINING = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
READABLE = re.compile("[A-Za-z\u00c0-\u04ff\u0600-\u06ff\u1e00-\u1eff]")
"""A name without such a letter is in no script that reports here are written in (Latin, Cyrillic, Arabic)."""


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Case, accents, apostrophes, hyphens and dots taken away: "Al-Qā’im" -> "al qaim", "St. Petersburg" -> "saint petersburg"."""
    return fold_name_uncached(name)


def fold_name_uncached(name: str) -> str:
    """`fold` without remembering: for going once through a million names."""
    return " ".join(ABBREVIATED.get(word, word) for word in strip(name).split())


def strip(name: str) -> str:
    """`fold` without the joining of spaces and writing out of abbreviations: the part that costs."""
    if PLAIN.match(name):
        return name.lower()
    text = name.casefold()
    if text.isascii():
        return text.translate(SPECIAL)
    for _ in range(3):  # a script capital decomposes to a plain one, which has a lower case of its own: again until nothing changes
        before, text = text, COMBINING.sub("", unicodedata.normalize("NFKD", text)).translate(SPECIAL).casefold()
        if text.isascii() or text == before:
            break
    return text


def without_articles(folded: str) -> list[str]:
    """The words of a folded name without articles, or all of them where nothing else would be left."""
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES and word != "the"]
    return kept if sum(map(len, kept)) >= 3 else words


def variant(folded: str) -> str:
    """Articles, spaces, doubled letters and the h of a final -ah taken away: "al hawijah" -> "hawija", "القائم" -> "قايم"-like forms."""
    joined = "".join(without_articles(folded))
    if ARABIC.search(joined):
        return joined.removeprefix("ال").replace("ئ", "ي").replace("ؤ", "و").replace("ء", "")
    joined = DOUBLED.sub(r"\1", joined)
    return joined[:-1] if joined.endswith(("ah", "eh")) and len(joined) > 4 else joined


def skeleton(folded: str) -> str:
    """The consonants of a Latin name as transliterations share them: "dayr az zawr", "deir ezzor" -> "drsr".

    Where there are but two, the places of the vowels count as well: "baiji", "bayji" -> "baja". Empty for names with fewer.
    """
    joined = "".join(without_articles(folded))
    if not LATIN.search(joined):
        return ""
    for two, one in DIGRAPHS:
        joined = joined.replace(two, one)
    bones = DOUBLED.sub(r"\1", joined.translate(CONSONANTS))
    first = "a" if joined[0] in "aeiou" else ""
    if len(bones) >= 3:
        return first + bones
    return DOUBLED.sub(r"\1", joined.translate(SYLLABLES)) if len(bones) == 2 and len(joined) >= SHORTEST else ""
