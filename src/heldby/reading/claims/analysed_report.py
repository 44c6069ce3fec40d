"""An analysed report: the parse, the mentions, and the claim candidates that the classifiers decide."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from heldby.model import Report
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.constructions import ConstructionMatch
from heldby.reading.mentions.actors import ActorMention
from heldby.reading.mentions.places import PlaceMention
from heldby.reading.mentions.quantities import Quantity
from heldby.reading.mentions.times import TimeMention
from heldby.reading.parse.parsed_report import ParsedReport


@dataclass(slots=True)
class AnalysedReport:
    """A parsed report with its mentions and claim candidates, each in text order.

    `matches` maps (label, trigger, quantity) to the construction that finds such a claim. `dateline` is the character span of the dateline.
    `inferred_parties` maps the characters of a bare noun such as "militants" to a mention of the only party that it can denote. It decides
    no claim, but says on which side the noun's people are.
    """

    report: Report
    doc: Doc
    parsed: ParsedReport
    actors: list[ActorMention]
    places: list[PlaceMention]
    times: list[TimeMention]
    quantities: list[Quantity]
    candidates: list[Candidate]
    matches: dict[tuple[str, int, int], ConstructionMatch]
    dateline: tuple[int, int] = (0, 0)
    inferred_parties: dict[tuple[int, int], ActorMention] = field(default_factory=dict)

    def match_of(self, candidate: Candidate) -> ConstructionMatch | None:
        """Return the construction that finds the same claim as a candidate, or None."""
        return self.matches.get((candidate.label, candidate.trigger, candidate.quantity))

    def counted_noun(self, candidate: Candidate) -> int | None:
        """Return the token of the noun that a figure counts, or None."""
        return self.quantities[candidate.quantity].noun if candidate.quantity >= 0 else None

    def phrase_span(self, n: int) -> tuple[int, int]:
        """Return the character offsets of a phrase, of the mention it carries, or of the earlier mention that it stands for."""
        return self.parsed.spans[n]

    def phrase_text(self, n: int) -> str:
        """Return the words of a phrase, or of what it stands for (Rawa, for "the city")."""
        start, end = self.phrase_span(n)
        return self.parsed.antecedent_text.get(n) or self.report.text[start:end]
