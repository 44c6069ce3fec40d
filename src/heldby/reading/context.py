"""A parsed report as plain lists, with its phrases, mentions and classes: all that deciding claims looks at.

spaCy's token objects are convenient but slow to ask; each attribute is read once here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from spacy.tokens import Doc

from heldby.reading.phrases import Phrase, noun_phrases
from heldby.reference.lexicon import Lexicon

UP_LIMIT = 8
T = TypeVar("T")


@dataclass(slots=True)
class Context:
    """Token attributes by index, sentence bounds, phrases with their classes (parallel lists)."""

    doc: Doc
    lemma: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    phrases: list[Phrase] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    phrase_at: dict[int, int] = field(default_factory=dict)
    in_sentence: list[list[int]] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    def ancestors(self, i: int) -> list[int]:
        """The heads of a token from near to far, up to eight."""
        out = []
        while self.head[i] != i and len(out) < UP_LIMIT:
            i = self.head[i]
            out.append(i)
        return out

    def case(self, i: int) -> str:
        """The preposition that governs a phrase's head, or nothing; of a conjoined phrase, that of its first member."""
        for _ in range(3):
            for child in self.children[i]:
                if self.dep[child] == "case" and self.pos[child] != "PART":
                    return self.lower[child]
            if self.dep[i] not in ("conj", "appos"):
                return ""
            i = self.head[i]
        return ""


def build(doc: Doc, lexicon: Lexicon, actors: Sequence[tuple[int, int, str | None, str]] = (), places: Sequence[tuple[int, int]] = ()) -> Context:
    """The context of a parsed report. `actors`: (start, end, id, form) and `places`: (start, end), as character offsets of mentions."""
    lower = [token.lower_ for token in doc]
    head = [token.head.i for token in doc]
    children: list[list[int]] = [[] for _ in doc]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    sentences = [(sent.start, sent.end) for sent in doc.sents]
    sentence = [n for n, (start, end) in enumerate(sentences) for _ in range(start, end)]
    context = Context(
        doc=doc, lemma=[_lemma(token.lemma_, token.lower_) for token in doc], lower=lower, pos=[t.pos_ for t in doc], tag=[t.tag_ for t in doc],
        dep=[t.dep_ for t in doc], head=head, children=children, sentence=sentence, sentences=sentences, quoted=_quoted(lower),
    )
    context.phrases = noun_phrases(doc)
    _classify(context, lexicon, actors, places)
    return context


def _lemma(lemma: str, lower: str) -> str:
    return (lemma or lower).lower()


def _quoted(lower: list[str]) -> list[bool]:
    """Whether each token stands between quotation marks; an unclosed mark ends after 120 tokens."""
    out, inside, since = [], False, 0
    for word in lower:
        if word in ('"', "“", "”", "``", "''", "«", "»"):
            inside = word in ("“", "``", "«") or (word == '"' and not inside)
            since = 0
            out.append(inside)
            continue
        since += 1
        if since > 120:
            inside = False
        out.append(inside)
    return out


def _classify(context: Context, lexicon: Lexicon, actors: Sequence[tuple[int, int, str | None, str]], places: Sequence[tuple[int, int]]) -> None:
    actor_at = _spread(context.doc, [(s, e, (identity, form)) for s, e, identity, form in actors])
    place_at = _spread(context.doc, [(s, e, True) for s, e in places])
    context.in_sentence = [[] for _ in context.sentences]
    for n, phrase in enumerate(context.phrases):
        actor = next((actor_at[i] for i in range(phrase.right, phrase.left - 1, -1) if i in actor_at), None) if phrase.head in actor_at or not phrase.modifier else None
        actor = actor_at.get(phrase.head, actor if _named_head(context, phrase) else None)
        context.classes.append(_class(context, lexicon, phrase, actor, phrase.head in place_at))
        context.ids.append(actor[0] if actor else None)
        context.phrase_at[phrase.head] = n
        context.in_sentence[context.sentence[phrase.head]].append(n)


def _named_head(context: Context, phrase: Phrase) -> bool:
    return context.pos[phrase.head] in ("NOUN", "PROPN")


def _spread(doc: Doc, spans: Sequence[tuple[int, int, T]]) -> dict[int, T]:
    """Token index -> the value of the span that covers it."""
    out: dict[int, T] = {}
    for start, end, value in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            for i in range(span.start, span.end):
                out[i] = value
    return out


def _class(context: Context, lexicon: Lexicon, phrase: Phrase, actor: tuple[str | None, str] | None, place: bool) -> str:
    """One letter for what a phrase is: Actor named, actor Nominal (F), Place, place noun (L), pronoun (X), building, weapon, name (H), other (O)."""
    i = phrase.head
    if context.pos[i] == "PRON":
        return "X"
    if actor and actor[1] != "nominal":
        return "A"
    if place:
        return "P"
    kinds = lexicon.class_of.get(context.lemma[i], ())
    if actor:
        return "F"
    for name, letter in (("place", "L"), ("building", "B"), ("weapon", "W")):
        if name in kinds:
            return letter
    return "H" if context.pos[i] == "PROPN" else "O"
