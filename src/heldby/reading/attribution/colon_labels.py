"""Speakers given as labels: "Defence ministry: ..." at the start of a sentence, and "...: war monitor" at its end."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.reading.attribution.speaker_phrase import phrase_head
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.parse.parsed_report import ParsedReport

STOPS = frozenset({".", "!", "?"})
LONGEST_LABEL = 6
"""Largest number of tokens in a label."""


def find_colon_labels(parsed: ParsedReport, words: dict[str, frozenset[str]]) -> Iterator[SpeechAct]:
    """Yield a speech act for each colon that has a speaker's label directly before or after it. `words` are the speech words."""
    for colon, word in enumerate(parsed.lower):
        if word != ":":
            continue
        start = parsed.sentences[parsed.sentence[colon]][0]
        while start < colon and parsed.pos[start] in ("SPACE", "PUNCT"):
            start += 1
        end = colon + 1
        while end < min(len(parsed.lower), colon + LONGEST_LABEL + 2) and parsed.lower[end] not in STOPS and parsed.pos[end] != "SPACE":
            end += 1
        for span in (range(start, colon), range(colon + 1, end)):
            speaker = _label_speaker(parsed, words, span) if len(span) <= LONGEST_LABEL else None
            if speaker is not None:
                yield SpeechAct(colon, speaker, parsed.sentence[colon], None, parsed.lemma[speaker] in words["hidden"], "label")
                break


def _label_speaker(parsed: ParsedReport, words: dict[str, frozenset[str]], span: range) -> int | None:
    """Return the head token of the speaker that these tokens denote, or None if they are not a speaker's label."""
    if not span or any(parsed.pos[i] in ("VERB", "AUX", "ADP", "NUM", "PUNCT") for i in span):
        return None
    speaker = phrase_head(parsed, span[-1])
    if speaker is None or speaker not in span:
        return None
    party = parsed.classes[parsed.phrase_at[speaker]] in "AF"
    return speaker if party or parsed.lemma[speaker] in words["heads"] else None
