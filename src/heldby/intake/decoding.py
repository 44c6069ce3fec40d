"""From bytes to text: which encoding, and what was broken in it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from heldby.errors import Unreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""Longest first where one begins another: UTF-32's mark begins with UTF-16's."""

DETECTED = (
    "cp1252", "cp1256", "cp1251", "cp1255", "cp1254", "cp1250", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr", "iso8859_6",
    "mac_roman",
)  # fmt: skip
"""Encodings that are guessed at: those that news of the wars of the last decades was published in."""

SAMPLE = 200_000
"""A guess from this many bytes is as good as one from all, and takes bounded time."""

BROKEN_SHARE = 0.05
"""UTF-8 with at most this share of broken characters is UTF-8 with damage, not another encoding."""

WHOLE_FOR_BROKEN = 4
"""Broken characters for which one whole multi-byte character speaks, that the text is UTF-8 all the same."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without a byte order mark, the encoding it was read in, and a note if something was guessed or broken."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text: by their mark, as UTF-8, as declared, or by a guess that is noted.

    Raises Unreadable if they are no text.
    """
    found = _by_mark(data) or _wide(data) or _strict(data, "utf-8") or _declared(data, declared) or _damaged(data) or _guessed(data)
    if "\0" in found.text:
        raise Unreadable("binary: it contains NUL characters")
    return found


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _replaced(data[len(mark) :], encoding)
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte of its Latin letters and spaces is NUL."""
    sample = data[:2000]
    if sample.count(0) < len(sample) // 4 or len(data) % 2:
        return None
    encoding = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    found = _strict(data, encoding)
    return found if found and "\0" not in found.text else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    return Decoded(text, encoding, f"{broken} broken characters in {encoding}, each replaced by U+FFFD")


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """The encoding a page or mail names. Python's non-text codecs ("zip", "hex") are not among what it may name."""
    if not declared:
        return None
    try:
        info = codecs.lookup(declared)
    except (LookupError, ValueError):
        return None
    # WHATWG: pages that say Latin-1 or ASCII mean Windows-1252.
    name = "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name
    return _strict(data, name) if info._is_text_encoding else None


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: enough whole multi-byte characters, or so little breakage that no other encoding fits better."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text[:SAMPLE] if char > "\x7f" and char != "\ufffd")
    # Bytes of another encoding hardly ever make whole multi-byte characters by chance.
    if WHOLE_FOR_BROKEN * whole >= broken and broken <= BROKEN_SHARE * len(text):
        return Decoded(text, "utf-8", f"{broken} broken characters in utf-8, each replaced by U+FFFD")
    return None


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    if b"\0" in data[:SAMPLE]:
        raise Unreadable("binary: it contains NUL bytes")
    matches = list(from_bytes(data[:SAMPLE], cp_isolation=list(DETECTED)))
    # Of encodings that fit equally well, the commonest: they differ in a letter or two, such as "à" and "ŕ".
    equal = [match.encoding for match in matches if (match.chaos, match.coherence) == (matches[0].chaos, matches[0].coherence)]
    encoding = min(equal, key=DETECTED.index, default="cp1252")
    found = _strict(data, encoding) or _replaced(data, encoding)
    return Decoded(found.text, encoding, found.note or f"the encoding was guessed: {encoding}")
