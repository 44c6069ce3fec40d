"""Blocks of speech: the sentences after "The minister said:" that are still the minister's words."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.reading.attribution.quotation_spans import CLOSING, OPENING, is_opening_mark
from heldby.reading.attribution.speaker_phrase import phrase_head
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.attribution.speech_index import WINDOW, SpeechIndex
from heldby.reference.lexicon import speech as speech_words

LONGEST_QUOTATION = 400
"""Largest number of tokens that are searched for the end of a quotation."""
LONGEST_BLOCK = 40
"""Largest number of sentences in a block."""
NEAR_START = 8
"""Largest number of tokens from the start of a sentence to the cue of a speech act that opens the sentence ("Rami said ...")."""


def find_blocks(index: SpeechIndex) -> dict[int, SpeechAct]:
    """Return the sentences that are inside a block of speech, each with the block's speech act.

    A block begins at a colon. If a quotation follows the colon, the block ends with the quotation. Otherwise it ends where another person
    speaks or a closing line ("Notes") begins. If text follows the colon on its line, the block also ends with that line.
    """
    out: dict[int, SpeechAct] = {}
    for colon, act in _block_starts(index):
        for sentence in _block_sentences(index, colon):
            out[sentence] = act
    return out


def _block_sentences(index: SpeechIndex, colon: int) -> Iterator[int]:
    """Yield the sentences of the block that a colon opens."""
    parsed = index.parsed
    first = parsed.sentence[colon] + 1
    within_paragraph = not _ends_line(index, colon)
    closing = _closing_mark(index, colon)
    for sentence in range(first, min(first + LONGEST_BLOCK, len(parsed.sentences))):
        start = parsed.sentences[sentence][0]
        if start > closing if closing is not None else _ends_block(index, sentence):
            return
        if closing is None and within_paragraph and "\n" in parsed.doc[max(0, start - 1)].text_with_ws:
            return
        yield sentence


def _closing_mark(index: SpeechIndex, colon: int) -> int | None:
    """Return the closing mark of the quotation that begins directly after a colon, or None."""
    parsed = index.parsed
    opening = next((j for j in range(colon + 1, min(colon + 4, len(parsed.lower))) if parsed.lower[j] in OPENING), None)
    if opening is None:
        return None
    rest = range(opening + 1, min(opening + LONGEST_QUOTATION, len(parsed.lower)))
    return next((j for j in rest if parsed.lower[j] in CLOSING and not is_opening_mark(parsed, j)), None)


def _block_starts(index: SpeechIndex) -> Iterator[tuple[int, SpeechAct]]:
    """Yield the colons that open a block, each with the speech act of the block."""
    parsed = index.parsed
    for colon, word in enumerate(parsed.lower):
        if word != ":" or not _opens_block(index, colon):
            continue
        if (act := index.last_saying_before(colon)) is not None:
            yield colon, act
        elif (speaker := _main_subject(index, colon)) is not None:
            yield colon, SpeechAct(colon, speaker, parsed.sentence[colon])


def _opens_block(index: SpeechIndex, colon: int) -> bool:
    """Check whether a colon opens a block: it ends a line, precedes a quotation, or directly follows a verb of saying."""
    parsed = index.parsed
    if colon + 1 >= len(parsed.lower):
        return False
    after_saying = any(act.cue == colon - 1 and act.form == "saying" for act in index.by_sentence.get(parsed.sentence[colon], ()))
    return after_saying or _ends_line(index, colon) or parsed.lower[colon + 1] in OPENING


def _ends_line(index: SpeechIndex, i: int) -> bool:
    doc = index.parsed.doc
    return "\n" in doc[i].text_with_ws or (i + 1 < len(doc) and "\n" in doc[i + 1].text)


def _main_subject(index: SpeechIndex, colon: int) -> int | None:
    """Return the subject of the main verb before a colon in the colon's sentence, if the subject is an actor or another name, else None."""
    parsed = index.parsed
    start = max(parsed.sentences[parsed.sentence[colon]][0], colon - WINDOW)
    for i in range(start, colon):
        is_main = parsed.dep[i] == "nsubj" and parsed.head[parsed.head[i]] == parsed.head[i]
        if is_main and (head := phrase_head(parsed, i)) is not None:
            return head if parsed.classes[parsed.phrase_at[head]] in "AH" else None
    return None


def _ends_block(index: SpeechIndex, sentence: int) -> bool:
    """Check whether a block ends before a sentence: another named person speaks in it, or it is a closing line ("Notes")."""
    parsed = index.parsed
    start, end = parsed.sentences[sentence]
    first = next((j for j in range(start, min(end, start + WINDOW)) if parsed.pos[j] not in ("SPACE", "PUNCT")), start)
    if parsed.lower[first] in speech_words()["ends"] and first > 0 and "\n" in parsed.doc[first - 1].text_with_ws:
        return True
    others = (act for act in index.by_sentence.get(sentence, ()) if act.form == "saying" and not index.quoted[act.cue])
    return any(act.cue - start <= NEAR_START and parsed.pos[act.speaker] == "PROPN" for act in others)
