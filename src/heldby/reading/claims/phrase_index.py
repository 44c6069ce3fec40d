"""Phrases of a report to references: who or where a phrase is, by the mentions found in it."""

from __future__ import annotations

from heldby.model import ActorRef, PlaceRef
from heldby.reading.claims.analysis import AnalysedReport
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.mentions.actors import ActorMention
from heldby.reading.mentions.places import PlaceMention
from heldby.reference import actors as knowledge


class Index:
    """Looks phrases up among the mentions of one report."""

    def __init__(self, prepared: AnalysedReport) -> None:
        self.prepared = prepared
        self.context = prepared.context
        self.by_span: dict[tuple[int, int], ActorMention] = {(m.start, m.end): m for m in prepared.actors}
        self.places: dict[int, PlaceMention] = {}
        for place in sorted((p for p in prepared.places if not p.borne), key=lambda m: m.end - m.start):
            span = prepared.doc.char_span(place.start, place.end, alignment_mode="expand")
            for i in range(span.start, span.end) if span is not None else ():
                self.places[i] = place

    def actor(self, n: int) -> ActorRef:
        """The party that a phrase names or stands for."""
        start, end = self.prepared.phrase_span(n)
        mention = self.by_span.get((start, end))
        text = self.prepared.report.text[start:end]
        mention = self.prepared.bare.get((start, end), mention)
        identity, name = (mention.id, mention.name) if mention else (None, None)
        if identity is None and self.context.classes[n] in "APH":
            known = knowledge.load().resolve(text, self.prepared.report.published)
            if known:
                identity, name = known.id, known.name
        return ActorRef(text=text, start=start, end=end, anaphor=self._anaphor(n), id=identity, name=name)

    def _anaphor(self, n: int) -> str | None:
        """What stands in the sentence itself, with its article, when that is a pronoun or a description."""
        if n not in self.context.anaphors:
            return None
        start, end = self.context.anaphors[n]
        doc, left = self.prepared.doc, self.context.phrases[n].left
        if left > 0 and doc[left - 1].pos_ == "DET":
            start = doc[left - 1].idx
        return self.prepared.report.text[start:end]

    def own_span(self, n: int) -> tuple[int, int]:
        """Characters of a phrase's own words, whatever they stand for."""
        return self.context.anaphors.get(n, self.context.spans[n])

    def place(self, n: int) -> PlaceRef:
        """The place that a phrase names: the mention in it, or the words alone, unresolved."""
        phrase = self.context.phrases[n]
        for i in (phrase.head, *range(phrase.right, phrase.left - 1, -1)):
            if i in self.places and not self._own_words(self.places[i]):
                return self._ref(self.places[i])
        start, end = self.prepared.phrase_span(n)
        described = self.places.get(phrase.head)
        if described:
            return described.ref.model_copy(
                update={"text": self.prepared.report.text[start:end], "start": start, "end": end, "anaphor": None}
            )
        return PlaceRef(text=self.prepared.report.text[start:end], start=start, end=end)

    def _own_words(self, found: PlaceMention) -> bool:
        """Whether a mention is a description that stands for no name."""
        return found.nominal and found.ref.text == self.prepared.report.text[found.start : found.end]

    def _ref(self, found: PlaceMention) -> PlaceRef:
        """A mention's reference with the characters of its text: of a description, those of the name that it stands for."""
        start, end = found.start, found.end
        if self.prepared.report.text[start:end] != found.ref.text:
            named = [
                p for p in self.prepared.places if p.start <= found.start and self.prepared.report.text[p.start : p.end] == found.ref.text
            ]
            if not named:
                return found.ref.model_copy(
                    update={"text": self.prepared.report.text[start:end], "start": start, "end": end, "anaphor": None}
                )
            start, end = named[-1].start, named[-1].end
        return found.ref.model_copy(update={"start": start, "end": end})

    def head_place(self) -> PlaceRef | None:
        """The one place that the report's own title names, where the title stands in its text: what a town's history is about."""
        titles = [p for p in self.prepared.report.boilerplate if p.kind == "title"]
        if not titles:
            return None
        named = [p for p in self.prepared.places if titles[0].start <= p.start and p.end <= titles[0].end and not (p.nominal or p.borne)]
        specific = most_specific(tuple(self._ref(p) for p in named))
        return specific[0] if len(specific) == 1 else None
