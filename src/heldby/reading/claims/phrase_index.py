"""Resolves the phrases of a report: says which actor or place a phrase denotes, according to the mentions found in the report."""

from __future__ import annotations

from heldby.model import ActorRef, PlaceRef
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.mentions.actors import ActorMention
from heldby.reading.mentions.places import PlaceMention
from heldby.reference import actors as actor_file


class PhraseIndex:
    """Looks up phrases among the mentions of one report. A phrase is given by its index in the parsed report."""

    def __init__(self, analysed: AnalysedReport) -> None:
        self.analysed = analysed
        self.parsed = analysed.parsed
        self.actor_by_span: dict[tuple[int, int], ActorMention] = {(m.start, m.end): m for m in analysed.actors}
        self.place_at: dict[int, PlaceMention] = {}
        for place in sorted((p for p in analysed.places if not p.mention_only), key=lambda m: m.end - m.start):
            span = analysed.doc.char_span(place.start, place.end, alignment_mode="expand")
            for i in range(span.start, span.end) if span is not None else ():
                self.place_at[i] = place

    def actor(self, n: int) -> ActorRef:
        """Return the actor that a phrase names or stands for. It has no id if the actor is not known."""
        start, end = self.analysed.phrase_span(n)
        mention = self.actor_by_span.get((start, end))
        text = self.analysed.report.text[start:end]
        mention = self.analysed.inferred_parties.get((start, end), mention)
        identity, name = (mention.id, mention.name) if mention else (None, None)
        if identity is None and self.parsed.classes[n] in "APH":
            entry = actor_file.resolve_actor(actor_file.load_actors(), text, self.analysed.report.published)
            if entry:
                identity, name = entry.id, entry.name
        return ActorRef(text=text, start=start, end=end, anaphor=self._anaphor(n), id=identity, name=name)

    def _anaphor(self, n: int) -> str | None:
        """Return the phrase's own words with their article if it is an anaphor ("they", "the group"), else None."""
        if n not in self.parsed.anaphors:
            return None
        start, end = self.parsed.anaphors[n]
        doc, left = self.analysed.doc, self.parsed.phrases[n].left
        if left > 0 and doc[left - 1].pos_ == "DET":
            start = doc[left - 1].idx
        return self.analysed.report.text[start:end]

    def own_span(self, n: int) -> tuple[int, int]:
        """Return the character offsets of a phrase's own words, even if the phrase stands for an earlier mention."""
        return self.parsed.anaphors.get(n, self.parsed.spans[n])

    def place(self, n: int) -> PlaceRef:
        """Return the place that a phrase names. If it is not resolved to a place, the reference has only the phrase's words."""
        phrase = self.parsed.phrases[n]
        for i in (phrase.head, *range(phrase.right, phrase.left - 1, -1)):
            if i in self.place_at and not self._is_unnamed(self.place_at[i]):
                return self._reference(self.place_at[i])
        start, end = self.analysed.phrase_span(n)
        described = self.place_at.get(phrase.head)
        if described:
            return self._with_span(described, start, end)
        if n not in self.parsed.anaphors:
            start, end = self._whole_name(phrase.head, start, end)
        return PlaceRef(text=self.analysed.report.text[start:end], start=start, end=end)

    def _whole_name(self, head: int, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the run of capitalised words around a name: "Um Dam Haj Ahmed" is one place, however it is parsed."""
        doc, pos = self.analysed.doc, self.parsed.pos
        if pos[head] != "PROPN" or not doc[head].text[0].isupper():
            return start, end
        first = last = head
        while first > 0 and self._continues(first - 1) and doc[first - 1].whitespace_ == " ":
            first -= 1
        while last + 1 < len(doc) and self._continues(last + 1) and doc[last].whitespace_ == " ":
            last += 1
        return min(start, doc[first].idx), max(end, doc[last].idx + len(doc[last]))

    def _continues(self, i: int) -> bool:
        """Check for a capitalised proper noun that is no mention of its own."""
        token = self.analysed.doc[i]
        return self.parsed.pos[i] == "PROPN" and token.text[0].isupper() and i not in self.place_at

    def _is_unnamed(self, mention: PlaceMention) -> bool:
        """Check whether a mention is a description ("the border") that stands for no named place."""
        return mention.nominal and mention.ref.text == self.analysed.report.text[mention.start : mention.end]

    def _reference(self, mention: PlaceMention) -> PlaceRef:
        """Return a mention's reference with character offsets. For a description, they are the offsets of the name that it stands for."""
        start, end = mention.start, mention.end
        text = self.analysed.report.text
        if text[start:end] != mention.ref.text:
            named = [p for p in self.analysed.places if p.start <= mention.start and text[p.start : p.end] == mention.ref.text]
            if not named:
                return self._with_span(mention, start, end)
            start, end = named[-1].start, named[-1].end
        return mention.ref.model_copy(update={"start": start, "end": end})

    def _with_span(self, mention: PlaceMention, start: int, end: int) -> PlaceRef:
        """Return a mention's reference with the text at these offsets as its words."""
        text = self.analysed.report.text[start:end]
        return mention.ref.model_copy(update={"text": text, "start": start, "end": end, "anaphor": None})

    def title_place(self) -> PlaceRef | None:
        """Return the place that the report's title names, or None if it names none or several.

        A title that is not part of the report's text also gives None.
        """
        titles = [p for p in self.analysed.report.boilerplate if p.kind == "title"]
        if not titles:
            return None
        named = [
            p for p in self.analysed.places if titles[0].start <= p.start and p.end <= titles[0].end and not (p.nominal or p.mention_only)
        ]
        specific = most_specific(tuple(self._reference(p) for p in named))
        return specific[0] if len(specific) == 1 else None
