"""An analysed report: its parse, its mentions and its claim candidates, before the classifiers decide which candidates are claims."""

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

    `matches` maps (label, trigger, quantity) to the construction match of that claim. `dateline` is the character span of the dateline, and
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
    candidates: list[Candidate]
    matches: dict[tuple[str, int, int], ConstructionMatch]
    dateline: tuple[int, int] = (0, 0)
    inferred_parties: dict[tuple[int, int], ActorMention] = field(default_factory=dict)

    def match_of(self, candidate: Candidate) -> ConstructionMatch | None:
        """Return the construction match for a candidate's claim, or None."""
        return self.matches.get((candidate.label, candidate.trigger, candidate.quantity))

    def counted_noun(self, candidate: Candidate) -> int | None:
        """Return the token of the noun that a figure counts, or None."""
        return self.quantities[candidate.quantity].noun if candidate.quantity >= 0 else None

    def phrase_span(self, n: int) -> tuple[int, int]:
        """Return the character offsets of what a phrase denotes.

        These are the offsets of the earlier mention that the phrase stands for, else of its own mention, else of the phrase itself.
        """
        return self.parsed.spans[n]

    def phrase_text(self, n: int) -> str:
        """Return the words of a phrase, or of the earlier mention that it stands for: "Rawa", if "the city" stands for Rawa."""
        start, end = self.phrase_span(n)
        return self.parsed.antecedent_text.get(n) or self.report.text[start:end]
