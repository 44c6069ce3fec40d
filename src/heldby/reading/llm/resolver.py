"""Says what the words that a model quotes denote, according to the mentions that heldby itself finds in the report."""

from __future__ import annotations

from heldby.model import ActorRef, PlaceRef, SourceRef, Value
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.most_specific_place import most_specific
from heldby.reading.llm.report_text import Span
from heldby.reading.mentions.places import PlaceMention
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference import actors as actor_file
from heldby.reference.lexicon import speech as speech_words

PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
PLAIN = frozenset({"the", "a", "an", "of", "in", "and", "its", "'s", "’s"})
"""Words around the name of a place that do not change which place is meant, besides nouns for kinds of places."""


class MentionResolver:
    """Resolves passages of one analysed report."""

    def __init__(self, analysed: AnalysedReport) -> None:
        self.analysed, self.text = analysed, analysed.report.text
        self._actors = {(mention.start, mention.end): mention for mention in analysed.actors}

    def actor(self, span: Span) -> ActorRef:
        """Return the actor that a passage names. It has no id if the actor is not known."""
        start, end = span
        mention = self.analysed.inferred_parties.get(span) or self._actors.get(span)
        found = (mention.id, mention.name) if mention and mention.id else self._entry(self.text[start:end])
        return ActorRef(text=self.text[start:end], start=start, end=end, id=found[0], name=found[1])

    def _entry(self, text: str) -> tuple[str | None, str | None]:
        entry = actor_file.resolve_actor(actor_file.load_actors(), text, self.analysed.report.published)
        return (entry.id, entry.name) if entry else (None, None)

    def source(self, span: Span) -> SourceRef:
        """Return the speaker that a passage names."""
        text = self.text[span[0] : span[1]]
        words = text.lower().split()
        if words[0] in PRONOUNS and len(words) == 1:
            return SourceRef(text=text, kind="lost")
        hidden = {form for word in speech_words()["hidden"] for form in (word, f"{word}s", f"{word}es")}
        entry = actor_file.resolve_actor(actor_file.load_actors(), text, self.analysed.report.published)
        kind = "anonymous" if hidden & set(words) else "outlet" if entry and entry.kind == "outlet" else "named"
        return SourceRef(text=text, id=entry.id if entry else None, kind=kind)  # type: ignore[arg-type]

    def value(self, span: Span) -> Value | None:
        """Return the quantity that a passage states, or None."""
        return next((one.value for one in self.analysed.quantities if one.start < span[1] and span[0] < one.end), None)

    def place(self, span: Span) -> PlaceRef:
        """Return the place that a passage names. It has only the passage's words if heldby does not know which place is meant."""
        start, end = span
        words = {"text": self.text[start:end], "start": start, "end": end, "anaphor": None}
        mention = self._place_mention(span)
        return mention.ref.model_copy(update=words) if mention else PlaceRef(**words)  # type: ignore[arg-type]

    def _place_mention(self, span: Span) -> PlaceMention | None:
        """Return the mention of the place that a passage names: the same passage, else one around it, else the only one inside it."""
        near = [one for one in self.analysed.places if not one.mention_only and one.start < span[1] and span[0] < one.end]
        around = [one for one in near if one.start <= span[0] and span[1] <= one.end]
        if around:
            return min(around, key=lambda one: one.end - one.start)
        inside = [one for one in near if span[0] <= one.start and one.end <= span[1]]
        specific = most_specific(tuple(one.ref for one in inside))
        if len(specific) != 1 or not self._is_plain(span, inside):
            return None
        return next(one for one in inside if one.ref is specific[0])

    def _is_plain(self, span: Span, mentions: list[PlaceMention]) -> bool:
        """Check whether the words of a passage around its places leave the place as it is: "the town of X", not "a village near X"."""
        taken = {at for one in mentions for at in range(one.start, one.end)}
        rest = "".join(" " if at in taken else self.text[at] for at in range(*span))
        return all(word.strip(",()") in PLAIN | vocabulary().place_types | {""} for word in rest.lower().split())
