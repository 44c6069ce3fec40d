"""Survey a whole text once for evidence about the names in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.mentions.places.candidate_spans import Span
from heldby.reading.mentions.places.containment import Chain, find_chains
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reading.mentions.places.word_context import STRONG, preposition


@dataclass(slots=True)
class DocumentSurvey:
    """The evidence that a whole text gives about the names in it.

    Attributes:
        surnames: surnames, in lower case, of people with a given name or title.
        common: words that the text also has in lower case.
        located: how often each name, in lower case, follows a preposition such as "in".
        countries: ISO codes of the countries that it names.
        written: ids of the countries and first-level areas that it names other than by an acronym.
        chains: the area named directly after a span, keyed by the first token of the span.
        all_capitals: whether most of its words are in capitals.
    """

    surnames: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    located: dict[str, int] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    chains: dict[int, Chain] = field(default_factory=dict)
    all_capitals: bool = False


def survey_document(words: Words, spans: Sequence[Span]) -> DocumentSurvey:
    """Return the survey of a text, from one pass over its words and one over its spans."""
    seen, lexicon = DocumentSurvey(), vocabulary()
    i = 0
    while i < len(words.text):
        if words.capital[i] and (words.lower[i] in lexicon.given_names or words.lower[i].rstrip(".") in lexicon.titles):
            j = i + 1
            while j < len(words.text) and j - i < 5 and words.capital[j] and words.sentence[j] == words.sentence[i]:
                j += 1
            if j - i >= 2 and words.lower[j - 1] not in lexicon.body_words | lexicon.place_types:
                seen.surnames.add(words.lower[j - 1])
            i = j
            continue
        if words.text[i].islower():
            seen.common.add(words.lower[i])
        i += 1
    located: dict[str, int] = defaultdict(int)
    for span in spans:
        if preposition(words, span.first) in STRONG:
            located[span.name.lower()] += 1
    seen.located = dict(located)
    seen.countries = frozenset(land for span in spans for hit in span.hits if hit.entry.rank == "country" and (land := hit.entry.country))
    full = [span for span in spans if span.hits and not words.text[span.first].isupper()]
    seen.written = frozenset(hit.entry.id for span in full for hit in span.hits if hit.entry.rank in ("country", "area1"))
    seen.chains = find_chains(words, spans)
    letters = [word for word in words.text if word.isalpha()]
    seen.all_capitals = sum(word.isupper() for word in letters) > 0.5 * max(1, len(letters))
    return seen
