"""Finds the quotations of a text, and joins the sentences that the parser cut apart."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import speech as speech_words

OPENING = frozenset({'"', "“", "``", "«"})
CLOSING = frozenset({'"', "”", "''", "»"})


def is_opening_mark(parsed: ParsedReport, i: int) -> bool:
    """Check whether a token is an opening quotation mark. A straight mark is an opening one if it touches only the word after it."""
    doc = parsed.doc
    return parsed.lower[i] in OPENING - {'"'} or (
        parsed.lower[i] == '"'
        and not doc[i].whitespace_
        and (i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text == "(")
    )


def quoted_tokens(parsed: ParsedReport) -> list[bool]:
    """Return for each token whether it stands inside a quotation. An unclosed quotation ends with its paragraph."""
    out, inside = [], False
    for i, word in enumerate(parsed.lower):
        if word in OPENING | CLOSING:
            inside = is_opening_mark(parsed, i)
        elif parsed.pos[i] == "SPACE" and parsed.doc[i].text.count("\n") > 1:
            inside = False
        out.append(inside and word not in OPENING | CLOSING)
    return out


def text_sentences(parsed: ParsedReport) -> list[int]:
    """Return for each of the parser's sentences the number of the text's sentence that it is part of.

    The parser sometimes cuts a sentence in two. If a parser's sentence has no full stop at its end, the next one continues it.
    """
    titles = speech_words()["titles"]
    out, number, ended = [], 0, False
    for start, end in parsed.sentences:
        first = next((j for j in range(start, min(end, start + 4)) if parsed.pos[j] != "SPACE"), None)
        if first is None:
            out.append(number)
            continue
        if ended and parsed.lower[first] not in (",", ";"):
            number += 1
        out.append(number)
        ended = _is_sentence_end(parsed, titles, first, end)
    return out


def _is_sentence_end(parsed: ParsedReport, titles: frozenset[str], first: int, end: int) -> bool:
    """Check whether the text's sentence ends where the parser's sentence does.

    `first` is the first token of the parser's sentence that is not white space, and `end` the token after its last.
    """
    last = end - 1
    while last > first and (parsed.pos[last] == "SPACE" or parsed.lower[last] in CLOSING | {")"}):
        last -= 1
    final = parsed.doc[last].text
    gap = any("\n\n" in parsed.doc[j].text_with_ws for j in range(last, min(end + 1, len(parsed.doc))))
    following = next((j for j in range(end, min(end + 3, len(parsed.lower))) if parsed.pos[j] != "SPACE"), None)
    capital = following is None or not parsed.doc[following].text[:1].islower()
    abbreviated = final.rstrip(".").lower() in titles or (final == "." and parsed.lower[last - 1] in titles)
    return (final[-1:] in ".?!" and not abbreviated) or (gap and capital and final != ",")
