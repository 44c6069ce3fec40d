"""A speaker as a source: named, anonymous, an outlet, or lost."""

from __future__ import annotations

from collections.abc import Mapping

from heldby.model import SourceRef
from heldby.model.mention import SourceKind
from heldby.reading.attribution import REPORTS, Speech
from heldby.reading.context import Context
from heldby.reading.index import Index
from heldby.reference import actors as knowledge

PERSONAL = frozenset({"he", "she"})
BACK = 4
"""How many sentences back a pronoun may find its speaker."""


def name_source(index: Index, speech: Speech, speeches: Mapping[int, list[Speech]], trigger: int) -> SourceRef | None:
    """The source that an act of saying gives a claim. A pronoun takes the last speaker before it that fits, else it stays, `lost`."""
    context = index.context
    direct = context.quoted[trigger]
    if context.pos[speech.speaker] == "PRON":
        return _pronoun(index, speech, speeches, direct)
    text = _text(index, speech.speaker)
    return SourceRef(text=text, id=_id(index, text), kind=_kind(index, text, speech), via=_via(index, speech), direct=direct)


def _pronoun(index: Index, speech: Speech, speeches: Mapping[int, list[Speech]], direct: bool) -> SourceRef:
    """Whom `he` or `it` stands for: the nearest earlier speaker that is no pronoun; a thing does not become `he`."""
    word = index.context.lower[speech.speaker]
    for back in range(BACK + 1):
        for earlier in reversed(speeches.get(speech.sentence - back, ())):
            if earlier.cue < speech.cue and index.context.pos[earlier.speaker] != "PRON" and _agrees(index.context, word, earlier.speaker):
                text = _text(index, earlier.speaker)
                return SourceRef(text=text, id=_id(index, text), kind=_kind(index, text, earlier), via=_via(index, earlier), direct=direct)
    return SourceRef(text=index.context.doc[speech.speaker].text, kind="lost", direct=direct)


def _agrees(context: Context, pronoun: str, speaker: int) -> bool:
    plural = context.tag[speaker] in ("NNS", "NNPS")
    if pronoun == "they":
        return plural
    return not plural


def _text(index: Index, speaker: int) -> str:
    """The speaker's words: a statement speaks for its maker (`the ministry's statement`), others with where they are from."""
    context = index.context
    if context.lemma[speaker] in REPORTS:
        maker = next(
            (
                c
                for c in context.children[speaker]
                if context.dep[c] in ("nmod:poss", "nmod", "compound", "amod") and c in context.phrase_at
            ),
            None,
        )
        if maker is not None:
            speaker = maker
    left, right = index.own_span(context.phrase_at[speaker])
    for child in context.children[speaker]:
        if (
            context.dep[child] == "nmod"
            and child > speaker
            and context.case(child) in ("from", "in", "of", "at", "for", "with")
            and child in context.phrase_at
        ):
            right = max(right, index.own_span(context.phrase_at[child])[1])
    return index.prepared.report.text[left : min(right, left + 160)]


def _id(index: Index, text: str) -> str | None:
    known = knowledge.load().resolve(text, index.prepared.report.published)
    return known.id if known else None


def _kind(index: Index, text: str, speech: Speech) -> SourceKind:
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
