"""Who says so: the speaker whose words a claim stands in, through whom they came, and whether they are quoted."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.reading.context import Context
from heldby.reference.lexicon import Lexicon

CLAUSAL = frozenset(
    {"ccomp", "parataxis", "advcl", "conj", "xcomp", "obj", "acl:relcl", "acl", "nsubj", "nsubj:pass", "csubj", "obl", "root", "ROOT"}
)
BY_NOUN = frozenset({"according"})
REPORTS = frozenset(
    {"statement", "report", "announcement", "interview", "release", "post", "tweet", "bulletin", "remark", "communique", "video"}
)
TELLERS = frozenset({"tell", "inform"})
THIRD = frozenset({"he", "she", "they", "it", "him", "who"})
HIDDEN = frozenset({"anonymity", "anonymous", "unnamed", "unidentified", "name", "named", "identify", "identified"})
HIDDEN_HEADS = frozenset({"source", "sources", "witness", "witnesses", "eyewitness", "eyewitnesses"})


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (or `according`), the speaker's phrase head, the tokens its words cover, whom it was told to."""

    cue: int
    speaker: int
    sentence: int
    listener: int | None
    anonymous: bool


def find_speech(context: Context, lexicon: Lexicon) -> list[Speech]:
    """All acts of saying with a speaker, in text order. Linear in the text."""
    verbs = lexicon.classes["speech"]
    out = []
    for i, lemma in enumerate(context.lemma):
        speaker = None
        if context.lower[i] in BY_NOUN:
            speaker = _according(context, i)
        elif lemma in verbs and context.pos[i] in ("VERB", "AUX"):
            speaker = _subject(context, i)
        if speaker is not None and _may_speak(context, speaker):
            out.append(Speech(i, speaker, context.sentence[i], _listener(context, i), _is_anonymous(context, i, speaker)))
    return out


def _according(context: Context, i: int) -> int | None:
    """`according to X`: X, however the parser hangs it."""
    if i + 2 >= len(context.lower) or context.lower[i + 1] != "to":
        return None
    head = context.head[i]
    if head > i and context.pos[head] in ("NOUN", "PROPN", "PRON"):
        return head
    for child in sorted([*context.children[i], *context.children[i + 1]]):
        if child > i + 1 and context.pos[child] in ("NOUN", "PROPN", "PRON"):
            return child
    return next(
        (
            j
            for j in range(i + 2, min(i + 9, len(context.lower)))
            if j in context.phrase_at and context.dep[j] not in ("compound", "amod", "flat")
        ),
        None,
    )


def _subject(context: Context, i: int) -> int | None:
    """The subject of a verb of saying, or its agent in the passive; a conjoined verb shares its head's."""
    for child in context.children[i]:
        if context.dep[child] == "obl:agent":
            return child
    for child in context.children[i]:
        if context.dep[child] == "nsubj":
            return child
    if context.dep[i] == "conj":
        return _subject(context, context.head[i]) if context.head[i] != i else None
    if context.dep[i] in ("acl:relcl", "acl") and context.tag[i] != "VBN":
        return context.head[i]
    return None


def _may_speak(context: Context, speaker: int) -> bool:
    return (
        speaker in context.phrase_at
        and context.pos[speaker] in ("NOUN", "PROPN", "PRON")
        and context.lower[speaker] not in ("which", "that", "this", "what", "there", "these")
    )


def _listener(context: Context, cue: int) -> int | None:
    """Whom it was told to: `told Xinhua`, `said to Reuters`."""
    for child in context.children[cue]:
        if context.lemma[cue] in TELLERS and context.dep[child] in ("obj", "iobj") and context.pos[child] == "PROPN":
            return child
        if (
            context.dep[child] == "obl"
            and context.case(child) == "to"
            and context.pos[child] == "PROPN"
            and context.lower[cue] not in BY_NOUN
        ):
            return child
    return None


def _is_anonymous(context: Context, cue: int, speaker: int) -> bool:
    """Whether the speaker asked not to be named, or is a bare "source"."""
    if context.lower[speaker] in HIDDEN_HEADS:
        return True
    start, end = context.sentences[context.sentence[cue]]
    return any(context.lower[j] in ("anonymity", "anonymous", "unnamed") for j in range(start, end))


def speech_of(context: Context, speeches: dict[int, list[Speech]], trigger: int) -> Speech | None:
    """The act of saying whose words hold a trigger: its clause hangs on the verb, or `according to` is there, or a quotation runs on."""
    sentence = context.sentence[trigger]
    chain = [trigger, *context.ancestors(trigger)]
    best: tuple[int, Speech] | None = None
    for speech in speeches.get(sentence, ()):
        if _within(context, speech.speaker, trigger) and trigger != speech.speaker:
            continue
        if speech.cue == trigger or trigger == speech.speaker:
            continue
        rank = _rank(context, speech, chain, trigger)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, speech)
    if best:
        return best[1]
    if context.quoted[trigger]:
        for back in (1, 2):
            for speech in reversed(speeches.get(sentence - back, ())):
                return speech
        for speech in speeches.get(sentence + 1, ()):
            return speech
    return None


def _rank(context: Context, speech: Speech, chain: list[int], trigger: int) -> int | None:
    if context.lower[speech.cue] in BY_NOUN:
        return 1
    if speech.cue in chain:
        return chain.index(speech.cue)
    root = chain[-1]
    hangs = [speech.cue, *context.ancestors(speech.cue)]
    if context.dep[speech.cue] in ("parataxis", "advcl", "conj", "ccomp") and (set(hangs[1:]) & set(chain)):
        steps = next(k for k, a in enumerate(chain) if a in hangs)
        mark = any(
            context.dep[c] == "mark" and context.lower[c] in ("as", "after", "while", "when", "because")
            for c in context.children[speech.cue]
        )
        if (context.dep[speech.cue] == "conj" and any(context.dep[c] == "cc" for c in context.children[speech.cue])) or (
            mark and not any(context.lower[c] == "as" for c in context.children[speech.cue])
        ):
            return None
        return 4 + steps
    if context.quoted[trigger] or root == speech.cue:
        return 8
    return None


def _within(context: Context, top: int, i: int) -> bool:
    """Whether a token lies in the subtree of another."""
    return i == top or top in context.ancestors(i)
