"""A speaker as a source: named, anonymous, an outlet, or lost; by the best name that the report has for them."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.model import SourceRef
from heldby.model.mention import SourceKind
from heldby.reading.attribution.speech_acts import Speech, own_case, phrase_head
from heldby.reading.attribution.speech_scope import FIRST_PERSON, SpeechScope
from heldby.reading.claims.phrase_index import Index
from heldby.reading.parse.parsed_report import Context
from heldby.reference import actors as knowledge
from heldby.reference.lexicon import speech as speech_words

BACK = 4
"""How many sentences back a pronoun may find its speaker."""
EARLIER = 12
"""How many earlier acts of saying a description ("the ministry") may be another name in."""
NEAR_NAME = 10
"""Tokens from a description to the name beside it."""
LONGEST = 160
"""Code points of a speaker's words."""
BEHIND = ("from", "in", "of", "at", "for", "with", "on", "to")
"""Prepositions of what still says who the speaker is ("a source in the ministry")."""


def name_source(index: Index, speech: Speech, sayings: SpeechScope, trigger: int) -> SourceRef | None:
    """The source that an act of saying gives a claim.

    A pronoun takes the last speaker before it that fits, else it stays, `lost`; "we" and "I" are whoever is quoted, else the report's own
    voice. "The monitor", "the minister" take the name that another act of saying has for them.
    """
    context = index.context
    direct = sayings.quoted[trigger]
    if context.lower[speech.speaker] in FIRST_PERSON:
        outer = sayings.blocks.get(speech.sentence)
        return _source(index, outer, direct) if outer and context.lower[outer.speaker] not in FIRST_PERSON else None
    if context.pos[speech.speaker] == "PRON":
        earlier = _whom(index, speech, sayings)
        if earlier is None:
            return SourceRef(text=context.doc[speech.speaker].text, kind="lost", direct=direct)
        return _source(index, _named(index, earlier, sayings) or earlier, direct)
    return _source(index, _named(index, speech, sayings) or speech, direct)


def _source(index: Index, speech: Speech, direct: bool) -> SourceRef:
    text = _text(index, speech)
    return SourceRef(text=text, id=_id(index, text), kind=_kind(text, speech), via=_via(index, speech), direct=direct)


def _whom(index: Index, speech: Speech, sayings: SpeechScope) -> Speech | None:
    """Whom `he` or `it` stands for: the nearest earlier speaker that is no pronoun; a thing does not become `he`."""
    word = index.context.lower[speech.speaker]
    for earlier in _before(sayings, speech):
        if sayings.stretch[speech.sentence] - sayings.stretch[earlier.sentence] > BACK:
            return None
        if index.context.pos[earlier.speaker] != "PRON" and _agrees(index.context, word, earlier.speaker):
            return earlier
    return None


def _before(sayings: SpeechScope, speech: Speech) -> Iterator[Speech]:
    """The acts of saying before one, the nearest first."""
    at = sayings.place.get(speech.cue, 0)
    yield from reversed(sayings.all[max(0, at - EARLIER) : at])


def _agrees(context: Context, pronoun: str, speaker: int) -> bool:
    plural = context.tag[speaker] in ("NNS", "NNPS")
    return plural if pronoun == "they" else not plural


def _named(index: Index, speech: Speech, sayings: SpeechScope) -> Speech | None:
    """The act of saying with the name of whom a speaker only describes; None where it has a name or nobody fits."""
    context, words = index.context, speech_words()
    lemma = context.lemma[speech.speaker]
    own = set(_own_words(index, speech))
    if context.pos[speech.speaker] == "PROPN" or own & words["hidden"] or _name_in(index, speech) is not None:
        return None
    if lemma in words["reports"]:
        return None if _maker(context, speech.speaker) is not None else next(_bearing_names(index, _before(sayings, speech)), None)
    if own & words["monitors"] and (monitor := _monitor(index, sayings)) is not None:
        return monitor
    if not _definite(context, speech.speaker) or lemma not in words["bodies"] | words["persons"]:
        return None
    return next((s for s in _bearing_names(index, _before(sayings, speech)) if lemma in _around(index, s)), None)


def _monitor(index: Index, sayings: SpeechScope) -> Speech | None:
    """The one monitor that speaks in a report by name, before or after "a monitor said"."""
    if "monitor" not in sayings.names:
        found: dict[str, Speech] = {}
        for speech in _bearing_names(index, iter(sayings.all)):
            identity = _id(index, _text(index, speech))
            actor = knowledge.load().get(identity) if identity else None
            if actor is not None and actor.kind == "monitor":
                found.setdefault(actor.id, speech)
        sayings.names["monitor"] = next(iter(found.values())) if len(found) == 1 else None
    return sayings.names["monitor"]


def _bearing_names(index: Index, speeches: Iterator[Speech]) -> Iterator[Speech]:
    for speech in speeches:
        context, speaker = index.context, speech.speaker
        made = context.lemma[speaker] in speech_words()["reports"] and _maker(context, speaker) is not None
        if made or context.pos[speaker] == "PROPN" or _name_in(index, speech) is not None:
            yield speech


def _own_words(index: Index, speech: Speech) -> list[str]:
    phrase = index.context.phrases[index.context.phrase_at[speech.speaker]]
    return index.context.lemma[phrase.left : phrase.right + 1]


def _around(index: Index, speech: Speech) -> set[str]:
    """The words of a speaker's phrase and right before and behind it ("Defence Secretary Ann Lee", "Ann Lee, a spokesman")."""
    context = index.context
    phrase = context.phrases[context.phrase_at[speech.speaker]]
    start, end = context.sentences[speech.sentence]
    return {w.lower() for w in context.lemma[max(start, phrase.left - 6) : min(end, phrase.right + 6)]}


def _definite(context: Context, speaker: int) -> bool:
    left = context.phrases[context.phrase_at[speaker]].left
    return left > 0 and context.lower[left - 1] in ("the", "this", "that", "its", "his", "her", "their")


def _maker(context: Context, speaker: int) -> int | None:
    """Whose statement it is."""
    owned = ("nmod:poss", "nmod", "compound", "amod")
    makers = (phrase_head(context, c) for c in context.children[speaker] if context.dep[c] in owned)
    return next((m for m in makers if m is not None and _capital(context, m)), None)


def _capital(context: Context, i: int) -> bool:
    return context.pos[i] == "PROPN" or context.classes[context.phrase_at[i]] in "AF"


def _name_in(index: Index, speech: Speech) -> int | None:
    """The phrase of the name beside a description: "the prosecutor general, Ann Lee, said", "the UN children's agency UNICEF"."""
    context = index.context
    described = context.pos[speech.speaker] != "PROPN" or context.lower[speech.speaker] in speech_words()["persons"]
    if not described or speech.form == "label":
        return None
    beside = [c for c in context.children[speech.speaker] if context.dep[c] in ("appos", "flat") and abs(c - speech.speaker) <= NEAR_NAME]
    beside += _before_comma(context, speech.speaker)
    if speech.form == "saying":
        beside += [j for j in reversed(_run_behind(context, speech)) if context.pos[j] == "PROPN" and j in context.phrase_at]
    for child in beside:
        head = phrase_head(context, child)
        if (
            head is not None
            and context.pos[head] == "PROPN"
            and context.classes[context.phrase_at[head]] in "AH"
            and not own_case(context, head)
        ):
            return head
    return None


def _before_comma(context: Context, speaker: int) -> list[int]:
    """The name right before a description: "Ann Lee, the mayor of Hama, said"."""
    left = context.phrases[context.phrase_at[speaker]].left
    comma = left - 1 if context.pos[left - 1] != "DET" else left - 2
    return [comma - 1] if comma > 0 and context.lower[comma] == "," and context.pos[comma - 1] == "PROPN" else []


def _run_behind(context: Context, speech: Speech) -> range:
    """The tokens behind a speaker up to the verb of saying, the next verb or the next full stop."""
    end = speech.cue if speech.cue > speech.speaker else len(context.lower)
    end = min(end, speech.speaker + NEAR_NAME)
    stops = (j for j in range(speech.speaker + 1, end) if context.pos[j] in ("VERB", "AUX") or context.lower[j] in (".", ";", ":"))
    return range(speech.speaker + 1, next(stops, end))


def _text(index: Index, speech: Speech) -> str:
    """The speaker's words: a name beside a description alone, a statement by its maker, others with where they are from."""
    context, speaker = index.context, speech.speaker
    if context.lemma[speaker] in speech_words()["reports"] and (maker := _maker(context, speaker)) is not None:
        speaker = maker
    elif (name := _name_in(index, speech)) is not None:
        speaker = name
    left, right = index.own_span(context.phrase_at[speaker])
    for child in context.children[speaker]:
        behind = context.dep[child] == "nmod" and child > speaker and context.case(child) in BEHIND and child in context.phrase_at
        if behind and child < max(speech.cue, speaker + 8):
            right = max(right, index.own_span(context.phrase_at[child])[1])
    return index.prepared.report.text[left : min(right, left + LONGEST)]


def _id(index: Index, text: str) -> str | None:
    known = knowledge.load().resolve(text, index.prepared.report.published)
    return known.id if known else None


def _kind(text: str, speech: Speech) -> SourceKind:
    if speech.anonymous:
        return "anonymous"
    known = knowledge.load().resolve(text)
    return "outlet" if known and known.kind == "outlet" else "named"


def _via(index: Index, speech: Speech) -> SourceRef | None:
    """The outlet that was told."""
    if speech.listener is None or speech.listener not in index.context.phrase_at:
        return None
    start, end = index.prepared.phrase_span(index.context.phrase_at[speech.listener])
    text = index.prepared.report.text[start:end]
    return SourceRef(text=text, id=_id(index, text), kind="outlet")
