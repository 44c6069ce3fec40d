"""Finds the speech acts of a report: the verb or phrase that marks each, its speaker, and the outlet spoken to."""

from __future__ import annotations

from heldby.reading.attribution.colon_labels import find_colon_labels
from heldby.reading.attribution.speaker_phrase import TELLING, find_speaker, phrase_head
from heldby.reading.attribution.speech_act import Form, SpeechAct
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon
from heldby.reference.lexicon import speech as speech_words

NAMING = frozenset({"NOUN", "PROPN", "PRON"})
NOT_A_SPEAKER = frozenset({"which", "that", "this", "what", "there", "these", "those", "who", "whom", "whose", "one", "all", "some"})
QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»", ":"})


def find_speech_acts(parsed: ParsedReport, lexicon: Lexicon) -> list[SpeechAct]:
    """Return all speech acts that have a speaker, in text order. Takes time linear in the length of the text."""
    words = speech_words()
    found = []
    for i in range(len(parsed.lemma)):
        form = _form_of(parsed, lexicon, words, i)
        speaker = find_speaker(parsed, words, i, form) if form else None
        head = phrase_head(parsed, speaker) if speaker is not None else None
        if form and head is not None and parsed.pos[head] in NAMING and parsed.lower[head] not in NOT_A_SPEAKER:
            anonymous = _is_anonymous(parsed, words, i, head)
            found.append(SpeechAct(i, head, parsed.sentence[i], _addressee(parsed, i), anonymous, form))
    return sorted([*found, *find_colon_labels(parsed, words)], key=lambda act: act.cue)


def _form_of(parsed: ParsedReport, lexicon: Lexicon, words: dict[str, frozenset[str]], i: int) -> Form | None:
    """Return the form of the speech act that a token marks, or None."""
    lemma = parsed.lemma[i]
    if parsed.lower[i] == "according":
        return "according"
    if parsed.pos[i] not in ("VERB", "AUX"):
        return None
    if lemma in words["responsibility"] and _claims_responsibility(parsed, i):
        return "claiming"
    if lemma in words["accusing"] or (lemma in words["attributing"] and any(parsed.dep[c] == "obj" for c in parsed.children[i])):
        return "accusing"
    if lemma in lexicon.classes["speech"] and (lemma not in words["clausal"] or _introduces_content(parsed, i)):
        return "saying"
    clause = any(parsed.dep[c] in ("ccomp", "xcomp", "obj") for c in parsed.children[i])
    if (lemma in words["deeming"] and clause) or lemma in words["showing"]:
        return "saying"
    toll = any(parsed.dep[c] == "obj" and parsed.lemma[c] in words["tolls"] for c in parsed.children[i])
    return "saying" if lemma in words["giving"] and toll else None


def _introduces_content(parsed: ParsedReport, i: int) -> bool:
    """Check whether a verb with several meanings is used as a verb of saying.

    This is so if a clause or a quotation gives what is said, or if commas set the verb apart from the sentence.
    """
    if any(parsed.dep[c] in ("ccomp", "parataxis") or parsed.lower[c] in QUOTES for c in parsed.children[i]):
        return True
    if parsed.lemma[i] in ("claim", "describe") and any(parsed.dep[c] == "xcomp" for c in parsed.children[i]):
        return True
    if i and parsed.lower[i - 1] == "," and any(parsed.dep[c] == "nsubj" and c > i for c in parsed.children[i]):
        return True  # "..., stated the minister, ..."
    if parsed.dep[i] in ("parataxis", "ccomp") or parsed.lower[i + 1 : i + 2] == ["that"]:
        return True
    return parsed.dep[i] == "advcl" and any(parsed.lower[c] == "as" for c in parsed.children[i])


def _claims_responsibility(parsed: ParsedReport, i: int) -> bool:
    """Check for "claimed responsibility" and "an attack claimed by"."""
    if any(parsed.dep[c] == "obj" and parsed.lemma[c] in ("responsibility", "credit") for c in parsed.children[i]):
        return True
    by = any(parsed.dep[c] == "obl:agent" for c in parsed.children[i])
    return parsed.lemma[i] == "claim" and by and not any(parsed.dep[c] == "ccomp" for c in parsed.children[i])


def _addressee(parsed: ParsedReport, cue: int) -> int | None:
    """Return the head token of the outlet that the speaker spoke to: "told Xinhua", "said to Reuters".

    A name directly after "tell" or "inform" counts as the outlet, whatever relation the parser gives the name.
    """
    if parsed.lower[cue] == "according":
        return None
    telling = parsed.lemma[cue] in TELLING
    for child in parsed.children[cue]:
        is_object = telling and (parsed.dep[child] in ("obj", "iobj") or child == cue + 1)
        if parsed.pos[child] == "PROPN" and (is_object or (parsed.dep[child] == "obl" and parsed.case(child) == "to")):
            return child
    return None


def _is_anonymous(parsed: ParsedReport, words: dict[str, frozenset[str]], cue: int, speaker: int) -> bool:
    """Check whether the speaker asked not to be named, or is only "a source"."""
    if parsed.lemma[speaker] in words["hidden"]:
        return True
    start, end = parsed.sentences[parsed.sentence[cue]]
    return any(parsed.lower[j] in words["unnamed"] for j in range(start, end))
