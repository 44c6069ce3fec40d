"""Classify candidate spans, and keep those that are places, with their type nouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.reading.mentions.places.candidate_spans import Span
from heldby.reading.mentions.places.classifier import score_span
from heldby.reading.mentions.places.containment import Chain
from heldby.reading.mentions.places.disambiguate import ChosenEntry
from heldby.reading.mentions.places.place_survey import survey_document
from heldby.reading.mentions.places.relative import SURROUNDINGS, RelativeExpression, relative_before
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reading.mentions.places.word_context import prefixed_type
from heldby.reference.gazetteer import Entry

ALSO_VERBS = frozenset({"falls"})
"""Type nouns that are read as verbs in lower case ("Mosul falls")."""
BORDER_POSTS = (["crossing"], ["post"], ["gate"], ["point"], ["checkpoint"], ["terminal"])
"""Words after "border" that make it a border crossing."""
AREA_NOUNS = frozenset({"region"})
"""Nouns that are part of the name only where an area has this name. "Kherson region" is the area; "the Rawa region" is around a town."""
MOST_MODIFIERS = 3
"""Largest number of words between a name and its site: "Chernobyl nuclear power plant" has two."""
QUARTERS = frozenset({"suburb", "neighbourhood", "neighborhood", "quarter"})
"""Nouns for parts of the town that is named before them, if "of" and another name follow."""
THRESHOLD = 0.0
"""Lowest log odds of a span that counts as a place."""


@dataclass(slots=True)
class PlaceSpan:
    """A span that was classified as a place.

    Attributes:
        span: the span of the name.
        type: its type noun, or "".
        last: token after the name and its type noun.
        score: log odds that it is a place.
        grounds: the reasons for the score, as text.
        key: key of its name, which `group_names` sets.
        chosen: the ranked candidates of its name, the best one first.
        relative: the relative expression before the name.
        chain: the area named directly after it.
    """

    span: Span
    type: str
    last: int
    score: float
    grounds: str
    key: str
    chosen: Sequence[ChosenEntry] = ()
    relative: RelativeExpression | None = None
    chain: Chain | None = None

    @property
    def best(self) -> Entry | None:
        """The entry that the name was resolved to, or None."""
        return self.chosen[0].hit.entry if self.chosen else None


def classify_spans(words: Words, spans: Sequence[Span]) -> list[PlaceSpan]:
    """Return the spans that are places, each with its score and grounds."""
    seen = survey_document(words, spans)
    out = []
    for span in spans:
        score, grounds = score_span(words, span, seen)
        if score >= THRESHOLD:
            kind, last = type_noun_after(words, span)
            kind = kind or prefixed_type(words, span.first)
            relative = relative_before(words, span.first)
            if kind in SURROUNDINGS and last == span.last and (relative is None or relative.km is None):  # "the northern Homs countryside"
                first, bearing = (relative.first, relative.bearing) if relative else (span.first, None)
                relative = RelativeExpression(first, bearing=bearing, part="surroundings")
            out.append(PlaceSpan(span, kind, last, score, grounds, "", relative=relative, chain=seen.chains.get(span.first)))
    return out


def _site_after_modifiers(words: Words, i: int) -> int | None:
    """Return the token of the site that a name and its modifiers describe ("air base" after "Tabqa"), or None."""
    lexicon, j = vocabulary(), i
    while j < min(i + MOST_MODIFIERS, len(words.lower)) and words.lower[j] in lexicon.site_modifiers:
        j += 1
    inside = i < j < len(words.lower) and words.sentence[j] == words.sentence[i - 1]
    return j if inside and words.lower[j] in lexicon.sites_of_towns else None


def type_noun_after(words: Words, span: Span) -> tuple[str, int]:
    """Return the type noun directly after a name ("Anbar province"), or "", and the token after both.

    Some type nouns, such as "border" and "area", are not part of the place. With these, the token after the name is returned.
    """
    i = span.last
    if site := _site_after_modifiers(words, i):
        return words.lower[site], site + 1
    if i < len(words.text) and words.lower[i] in vocabulary().place_types and words.sentence[i] == words.sentence[span.first]:
        spaced = words.start[i] == words.start[i - 1] + len(words.text[i - 1]) + 1
        if words.lower[i] in ALSO_VERBS and not words.capital[i]:
            return "", span.last
        if spaced and words.lower[i] == "border" and words.lower[i + 1 : i + 2] in BORDER_POSTS:
            return "crossing", i + 2
        if words.lower[i] in QUARTERS and words.lower[i + 1 : i + 2] == ["of"] and words.capital[i + 2 : i + 3] == [True]:
            return "", span.last  # "the Damascus suburb of Douma" is Douma
        if spaced and words.lower[i] in AREA_NOUNS and any(hit.entry.rank == "area1" for hit in span.hits):
            return words.lower[i], i + 1
        if spaced and words.lower[i] not in ("border", "front", "state", "countryside", "area", "region", "suburbs", "outskirts"):
            return words.lower[i], i + 1
        if spaced:
            return words.lower[i], span.last
    return "", span.last
