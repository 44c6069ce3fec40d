"""An analysed report: its parse and its mentions, before its claims are decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from heldby.model import Report
from heldby.reading.mentions.actors import ActorMention
from heldby.reading.mentions.places import PlaceMention
from heldby.reading.mentions.quantities import Quantity
from heldby.reading.mentions.times import TimeMention
from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.actors import Actor, load_actors


@dataclass(slots=True)
class AnalysedReport:
    """A parsed report with its mentions, each in text order.

    `dateline` is the character span of the dateline, and
    (0, 0) without one. `inferred_parties` maps the character span of a bare noun such as "militants" to a mention of the only party that
    the noun can denote. The map does not affect which candidates are claims. It only gives ids to the actors of claims.
    """

    report: Report
    doc: Doc
    parsed: ParsedReport
    actors: list[ActorMention]
    places: list[PlaceMention]
    times: list[TimeMention]
    quantities: list[Quantity]
    dateline: tuple[int, int] = (0, 0)
    inferred_parties: dict[tuple[int, int], ActorMention] = field(default_factory=dict)

    def government(self) -> Actor | None:
        """Return the government of the country that most places of the report lie in, or None if no country has most."""
        counts = Counter(place.ref.country for place in self.places if place.ref.country and not place.nominal)
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        actors = load_actors()
        country = actors.countries_by_code.get(ranked[0][0])
        return actors.get(country.government) if country else None

    def phrase_span(self, n: int) -> tuple[int, int]:
        """Return the character offsets of what a phrase denotes.

        These are the offsets of the earlier mention that the phrase stands for, else of its own mention, else of the phrase itself.
        """
        return self.parsed.spans[n]

    def phrase_text(self, n: int) -> str:
        """Return the words of a phrase, or of the earlier mention that it stands for: "Rawa", if "the city" stands for Rawa."""
        start, end = self.phrase_span(n)
        return self.parsed.antecedent_text.get(n) or self.report.text[start:end]
