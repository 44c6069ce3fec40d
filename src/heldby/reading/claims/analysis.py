"""From a report to everything that deciding its claims needs: parse, mentions, phrases, proposals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from heldby.model import Report
from heldby.reading.claims.candidates import Candidate, propose
from heldby.reading.claims.constructions import ConstructionMatch, find_told
from heldby.reading.mentions.actors import ActorMention, bare_parties, find_actors, link_short_forms, resolve_nominals
from heldby.reading.mentions.places import PlaceMention, find_places
from heldby.reading.mentions.quantities import Quantity, find_quantities
from heldby.reading.mentions.times import TimeMention, find_times
from heldby.reading.parse.dateline import dateline
from heldby.reading.parse.masking import read_neutrally
from heldby.reading.parse.model.load import load_model
from heldby.reading.parse.parsed_report import Context, Found, build
from heldby.reference import lexicon
from heldby.reference.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.language import Language

    from heldby.reference.gazetteer import Gazetteer

HOLDING = frozenset({"hold", "control", "rule"})
"""Verbs of a state, which tell no capture whatever the deciders think of them ("the land that it held")."""
TOWNS = frozenset({"point", "near"})
"""Precisions of places that lie in one country."""


@dataclass(slots=True)
class AnalysedReport:
    """A parsed report with its mentions, in text order, and what it might claim.

    `bare`: characters of "militants" that name nobody -> a mention of the party they can only be. No claim is decided by that; it tells
    on whose side they are.
    """

    report: Report
    doc: Doc
    context: Context
    actors: list[ActorMention]
    places: list[PlaceMention]
    times: list[TimeMention]
    quantities: list[Quantity]
    proposals: list[Candidate]
    told: dict[tuple[str, int, int], ConstructionMatch]
    filed: tuple[int, int] = (0, 0)
    bare: dict[tuple[int, int], ActorMention] = field(default_factory=dict)

    def noun(self, proposal: Candidate) -> int | None:
        """The noun that a figure's number counts."""
        return self.quantities[proposal.quantity].noun if proposal.quantity >= 0 else None

    def phrase_span(self, n: int) -> tuple[int, int]:
        """Character offsets of a phrase, or of the mention it carries, or of the earlier mention that it stands for."""
        return self.context.spans[n]

    def phrase_text(self, n: int) -> str:
        """The words of a phrase, or of what it stands for ("the city": Rawa)."""
        start, end = self.phrase_span(n)
        return self.context.says.get(n) or self.report.text[start:end]


def blank_boilerplate(report: Report) -> str:
    """The report's text with what is not to be read set to white space, offsets staying. The first title is read for its names."""
    pieces, at, titled = [], 0, False
    text = report.text
    for passage in sorted(report.boilerplate, key=lambda p: p.start):
        if passage.kind == "title" and not titled:
            titled = True
            continue
        start = max(passage.start, at)
        pieces.append(text[at:start])
        pieces.append("".join(c if c in "\r\n" else " " for c in text[start : passage.end]))
        at = max(at, passage.end)
    return "".join([*pieces, text[at:]])


def _place(mention: PlaceMention, text: str) -> Found:
    """A place as the context needs it; a description that stands for no name ("the border") is only `described`."""
    if mention.nominal and mention.ref.text == text:
        return Found(mention.start, mention.end, mention.head, "described", mention.ref.id)
    return Found(mention.start, mention.end, mention.head, "place", mention.ref.id, mention.ref.text if mention.nominal else None)


def _towns(places: list[PlaceMention], actors: list[ActorMention]) -> list[tuple[int, str]]:
    """(character, country) of the towns named for themselves, not inside somebody's name ("the Jazira Monitor")."""
    taken = {character for actor in actors for character in range(actor.start, actor.end)}
    return [(p.start, p.ref.country) for p in places if p.ref.country and p.ref.precision in TOWNS and p.start not in taken]


def untold(report: Report) -> list[tuple[int, int]]:
    """Stretches in which no claim is read: the title, which the body repeats."""
    return [(p.start, p.end) for p in report.boilerplate]


def followed(anaphors: dict[int, ActorMention]) -> dict[int, ActorMention]:
    """Head token of a pronoun or description -> the name at the end of its chain ("they" -> "the group" -> "Islamic State")."""
    out: dict[int, ActorMention] = {}
    for head in sorted(anaphors):
        mention = anaphors[head]
        out[head] = out.get(mention.head, mention)
    return out


class ReportAnalyser:
    """Holds the models and knowledge that reading needs; loads them once."""

    def __init__(self, nlp: Language | None = None, gazetteer: Gazetteer | None = None) -> None:
        from heldby.reference.gazetteer import open_gazetteer

        self.nlp = read_neutrally(nlp or load_model())
        self.gazetteer = gazetteer or open_gazetteer()
        self.lexicon = lexicon.load()

    def prepare(self, report: Report) -> AnalysedReport:
        """Parse one report and find all that it might claim."""
        return self.finish(report, self.nlp(blank_boilerplate(report)))

    def finish(self, report: Report, doc: Doc) -> AnalysedReport:
        """The same for a text that is parsed already."""
        named = find_actors(doc)
        taken = [(a.start, a.end) for a in named if a.form != "nominal" and a.sort != "country"]
        places = find_places(doc, actors=taken, title=report.title, outlet=report.source, gazetteer=self.gazetteer, nominal=True)
        around = [code for code, _ in Counter(p.ref.country for p in places if p.ref.country).most_common(3)]
        actors = link_short_forms(doc, named, on=report.published, countries=around, towns=_towns(places, named))
        anaphors = followed({a.head: actors[a.antecedent] for a in resolve_nominals(doc, actors) if a.antecedent is not None})
        times = find_times(doc, report.published, title=report.title)
        quantities = find_quantities(doc, taken=[(t.start, t.end) for t in times])
        found = [Found(a.start, a.end, a.head, a.form, a.id) for a in actors]
        text = doc.text
        found += [_place(p, text[p.start : p.end]) for p in places if not p.borne]
        found += [Found(t.start, t.end, t.head, "time") for t in times]
        filed = dateline(report.text)
        context = build(
            doc, self.lexicon, found, {head: Found(m.start, m.end, m.head, m.form, m.id) for head, m in anaphors.items()}, filed
        )
        skipped = [*untold(report), filed]
        told = {(t.label, t.trigger, t.quantity): t for t in find_told(context, [(q.head, q.noun, q.value.unit) for q in quantities])}
        proposed = propose(context, self.lexicon, [(q.head, q.noun) for q in quantities])
        proposed += [Candidate(*key) for key in told.keys() - {(p.label, p.trigger, p.quantity) for p in proposed}]
        known = {(p.label, p.trigger) for p in proposed}
        proposed += [Candidate(label, token) for label, token in context.hints.likely() if (label, token) not in known]
        proposed = [p for p in proposed if not (p.label == "event/capture" and holds_only(context, p.trigger))]
        proposed = [p for p in proposed if not (p.label == "event/airstrike" and drops_no_arms(context, self.lexicon, p.trigger))]
        proposals = [p for p in sorted(proposed, key=order) if not any(start <= doc[p.trigger].idx < end for start, end in skipped)]
        bare = {(actors[at].start, actors[at].end): party for at, party in bare_parties(doc, actors, report.published).items()}
        return AnalysedReport(report, doc, context, actors, places, times, quantities, proposals, told, filed, bare)


def holds_only(context: Context, token: int) -> bool:
    """Whether a token is a verb of holding; "established control" is no verb."""
    return context.pos[token] == "VERB" and context.lemma[token] in HOLDING


def drops_no_arms(context: Context, lexicon: Lexicon, token: int) -> bool:
    """Whether a verb lets fall what hurts nobody: leaflets, food."""
    objects = [c for c in context.children[token] if context.dep[c] in ("obj", "nsubj:pass")]
    things = [*objects, *(c for o in objects for c in context.children[o] if context.dep[c] in ("nmod", "conj"))]
    return any(context.lemma[i] in lexicon.classes["harmless"] for i in things)


def order(proposal: Candidate) -> tuple[int, int, str]:
    """Text order, and one order where several stand on a word."""
    return proposal.trigger, proposal.quantity, proposal.label
