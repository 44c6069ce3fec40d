"""The words that name a speaker: the speaker's own phrase, the name beside a description, or the maker of a statement."""

from __future__ import annotations

from heldby.reading.attribution.speaker_phrase import has_own_preposition, phrase_head
from heldby.reading.attribution.speech_act import SpeechAct
from heldby.reading.claims.phrase_index import PhraseIndex
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import speech as speech_words

NEAR_NAME = 10
"""Largest number of tokens between a description and the name beside it."""
LONGEST = 160
"""Largest number of code points in the words that name a speaker."""
BEHIND = ("from", "in", "of", "at", "for", "with", "on", "to")
"""Prepositions that may join a phrase to the speaker ("a source in the ministry")."""


def speaker_text(index: PhraseIndex, act: SpeechAct) -> str:
    """Return the words that name the speaker of a speech act.

    If the speaker is a description with a name beside it, they are the name. If the speaker is a statement or report, they are its maker.
    They include the phrases after the speaker that belong to it, such as "in the ministry".
    """
    parsed, speaker = index.parsed, act.speaker
    if parsed.lemma[speaker] in speech_words()["reports"] and (maker := statement_maker(parsed, speaker)) is not None:
        speaker = maker
    elif (name := name_beside(parsed, act)) is not None:
        speaker = name
    left, right = index.own_span(parsed.phrase_at[speaker])
    for child in parsed.children[speaker]:
        belongs = parsed.dep[child] == "nmod" and child > speaker and parsed.case(child) in BEHIND and child in parsed.phrase_at
        if belongs and child < max(act.cue, speaker + 8):
            right = max(right, index.own_span(parsed.phrase_at[child])[1])
    return index.analysed.report.text[left : min(right, left + LONGEST)]


def statement_maker(parsed: ParsedReport, speaker: int) -> int | None:
    """Return the head token of the party or person who made a statement or report, or None."""
    relations = ("nmod:poss", "nmod", "compound", "amod")
    makers = (phrase_head(parsed, c) for c in parsed.children[speaker] if parsed.dep[c] in relations)
    return next((m for m in makers if m is not None and _is_name_or_party(parsed, m)), None)


def _is_name_or_party(parsed: ParsedReport, i: int) -> bool:
    return parsed.pos[i] == "PROPN" or parsed.classes[parsed.phrase_at[i]] in "AF"


def name_beside(parsed: ParsedReport, act: SpeechAct) -> int | None:
    """Return the head token of the name beside a speaker's description, or None.

    Examples: "the prosecutor general, Ann Lee, said", "the UN children's agency UNICEF".
    """
    described = parsed.pos[act.speaker] != "PROPN" or parsed.lower[act.speaker] in speech_words()["persons"]
    if not described or act.form == "label":
        return None
    beside = [c for c in parsed.children[act.speaker] if parsed.dep[c] in ("appos", "flat") and abs(c - act.speaker) <= NEAR_NAME]
    beside += _name_before_comma(parsed, act.speaker)
    if act.form == "saying":
        beside += [j for j in reversed(_tokens_after(parsed, act)) if parsed.pos[j] == "PROPN" and j in parsed.phrase_at]
    heads = (phrase_head(parsed, child) for child in beside)
    return next((head for head in heads if head is not None and _is_name(parsed, head)), None)


def _is_name(parsed: ParsedReport, head: int) -> bool:
    """Check whether a phrase is the name of an actor, or another name that is no place, and has no preposition of its own."""
    named = parsed.pos[head] == "PROPN" and parsed.classes[parsed.phrase_at[head]] in "AH"
    return named and not has_own_preposition(parsed, head)


def _name_before_comma(parsed: ParsedReport, speaker: int) -> list[int]:
    """Return the name directly before a description: "Ann Lee, the mayor of Hama, said"."""
    left = parsed.phrases[parsed.phrase_at[speaker]].left
    comma = left - 1 if parsed.pos[left - 1] != "DET" else left - 2
    return [comma - 1] if comma > 0 and parsed.lower[comma] == "," and parsed.pos[comma - 1] == "PROPN" else []


def _tokens_after(parsed: ParsedReport, act: SpeechAct) -> range:
    """Return the tokens after a speaker, up to the cue, the next verb or the next full stop."""
    end = act.cue if act.cue > act.speaker else len(parsed.lower)
    end = min(end, act.speaker + NEAR_NAME)
    stops = (j for j in range(act.speaker + 1, end) if parsed.pos[j] in ("VERB", "AUX") or parsed.lower[j] in (".", ";", ":"))
    return range(act.speaker + 1, next(stops, end))
