"""Decode bytes to text. Finds the encoding and replaces broken characters."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from heldby.errors import Unreadable
from heldby.intake.wrong_encoding import implausibility

BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""Byte order marks and their encodings. UTF-32 comes before UTF-16, because its little-endian mark begins with the mark of UTF-16."""

DETECTED = (
    "cp1252", "cp1256", "cp1251", "cp1255", "cp1254", "cp1250", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr", "iso8859_6",
    "mac_roman",
)  # fmt: skip
"""Encodings that a guess may choose, most common first. News about the wars of recent decades is written in them."""

SINGLE_BYTE = ("cp1252", "cp1256", "cp1251", "cp1255", "cp1253", "cp1254", "cp1250", "koi8_r", "iso8859_6")
"""Encodings with one byte for each character that are tried if the guess looks wrong."""

SAMPLE_BYTES = 200_000
"""Number of first bytes from which the encoding is guessed. More bytes would take longer and give no better guess."""

COMPARED_BYTES = 20_000
"""Number of first bytes that are decoded in each encoding to compare them."""

MAX_BROKEN_SHARE = 0.05
"""Largest share of broken characters in damaged UTF-8. A text with more is in another encoding."""

BROKEN_PER_INTACT = 4
"""Largest number of broken characters for each intact multi-byte character in damaged UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text without byte order mark, its encoding, and a note if the encoding was guessed or characters were broken."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes to text.

    These are tried in order: a byte order mark, UTF-16 without a mark, UTF-8, the `declared` encoding, UTF-8 with some damage, a guess.

    Raises:
        Unreadable: the bytes are not text.
    """
    found = (
        _by_bom(data)
        or _utf16_without_bom(data)
        or _strict(data, "utf-8")
        or _declared(data, declared)
        or _damaged_utf8(data)
        or _guessed(data)
    )
    if "\0" in found.text:
        raise Unreadable("binary: it contains NUL characters, which text never has")
    return found


def _by_bom(data: bytes) -> Decoded | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or _replaced(data[len(mark) :], encoding)
    return None


def _utf16_without_bom(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a byte order mark, which is recognised by its NUL bytes: Latin letters and spaces have one each."""
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
    return Decoded(text, encoding, _broken_note(text, encoding))


def _broken_note(text: str, encoding: str) -> str:
    broken = text.count("\ufffd")
    return f"{broken} broken characters in {encoding}, each replaced by U+FFFD"


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """Decode in the encoding that a page or mail declares. Python codecs that do not encode text ("zip", "hex") are ignored."""
    if not declared:
        return None
    try:
        info = codecs.lookup(declared)
    except (LookupError, ValueError):
        return None
    # The WHATWG encoding standard reads Latin-1 and ASCII as Windows-1252.
    name = "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name
    return _strict(data, name) if info._is_text_encoding else None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 that has few broken characters for its length and for its number of intact multi-byte characters."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    intact = sum(1 for char in text[:SAMPLE_BYTES] if char > "\x7f" and char != "\ufffd")
    # The bytes of another encoding hardly ever form intact multi-byte characters by chance.
    if BROKEN_PER_INTACT * intact >= broken and broken <= MAX_BROKEN_SHARE * len(text):
        return Decoded(text, "utf-8", _broken_note(text, "utf-8"))
    return None


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    if b"\0" in data[:SAMPLE_BYTES]:
        raise Unreadable("binary: it contains NUL bytes, which text never has")
    matches = list(from_bytes(data[:SAMPLE_BYTES], cp_isolation=list(DETECTED)))
    # Encodings that fit equally well differ in a letter or two, such as "à" and "ŕ": take the most common.
    equal = [match.encoding for match in matches if (match.chaos, match.coherence) == (matches[0].chaos, matches[0].coherence)]
    encoding = min(equal, key=DETECTED.index, default="cp1252")
    encoding = _most_plausible(data[:COMPARED_BYTES], encoding)
    found = _strict(data, encoding) or _replaced(data, encoding)
    return Decoded(found.text, encoding, found.note or f"the encoding was guessed: {encoding}")


def _most_plausible(sample: bytes, guess: str) -> str:
    """Return the guessed encoding, or another one in which fewer places of the text look wrong.

    The guess is often wrong for an English text with few foreign words.
    """
    texts = [(guess, sample.decode(guess, errors="ignore"))]  # the sample may end within a character
    texts += [(name, found.text) for name in SINGLE_BYTE if (found := _strict(sample, name)) is not None]
    return min(texts, key=lambda named: implausibility(named[1]))[0]
