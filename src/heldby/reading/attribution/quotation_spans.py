"""Where quotations stand in a text, and which of the parser's sentences belong to one sentence of the text."""

from __future__ import annotations

from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import speech as speech_words

OPENING = frozenset({'"', "“", "``", "«"})
CLOSING = frozenset({'"', "”", "''", "»"})


def opens(context: Context, i: int) -> bool:
    """Whether a straight quotation mark opens: it touches the word behind it and not the one before."""
    doc = context.doc
    return context.lower[i] in OPENING - {'"'} or (
        context.lower[i] == '"'
        and not doc[i].whitespace_
        and (i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text == "(")
    )


def quoted(context: Context) -> list[bool]:
    """Whether each token stands in a quotation. One that is not closed ends with its paragraph."""
    out, inside = [], False
    for i, word in enumerate(context.lower):
        if word in OPENING | CLOSING:
            inside = opens(context, i)
        elif context.pos[i] == "SPACE" and context.doc[i].text.count("\n") > 1:
            inside = False
        out.append(inside and word not in OPENING | CLOSING)
    return out


def stretches(context: Context) -> list[int]:
    """For each of the parser's sentences the number of the text's own: one that no full stop ends goes on in the next."""
    titles = speech_words()["titles"]
    out, number, ended = [], 0, False
    for start, end in context.sentences:
        first = next((j for j in range(start, min(end, start + 4)) if context.pos[j] != "SPACE"), None)
        if first is None:
            out.append(number)
            continue
        if ended and context.lower[first] not in (",", ";"):
            number += 1
        out.append(number)
        last = end - 1
        while last > first and (context.pos[last] == "SPACE" or context.lower[last] in CLOSING | {")"}):
            last -= 1
        final = context.doc[last].text
        gap = any("\n\n" in context.doc[j].text_with_ws for j in range(last, min(end + 1, len(context.doc))))
        following = next((j for j in range(end, min(end + 3, len(context.lower))) if context.pos[j] != "SPACE"), None)
        capital = following is None or not context.doc[following].text[:1].islower()
        abbreviated = final.rstrip(".").lower() in titles or (final == "." and context.lower[last - 1] in titles)
        ended = (final[-1:] in ".?!" and not abbreviated) or (gap and capital and final != ",")
    return out
