"""Analyses a report: parses it, finds its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from heldby.model import Report
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.mentions.actors import ActorMention, find_unlinked_actors, link_short_forms, resolve_bare_nouns, resolve_nominals
from heldby.reading.mentions.places import PlaceMention, find_places
from heldby.reading.mentions.quantities import find_quantities
from heldby.reading.mentions.times import TimeMention, find_times
from heldby.reading.parse.dateline import find_dateline
from heldby.reading.parse.model.load import load_model
from heldby.reading.parse.parsed_report import MentionSpan, ParsedReport, build_parsed_report
from heldby.reading.parse.pipeline import add_report_components
from heldby.reference import lexicon

if TYPE_CHECKING:
    from spacy.language import Language

    from heldby.reference.gazetteer import Gazetteer

EXACT = frozenset({"point", "near"})
"""Precisions of places that certainly lie in one country."""
TOWNS = frozenset({"town", "city", "village", "hamlet"})
COUNTRIES = 3
"""How many countries help to resolve the actors of a report. They are the countries that most of its places lie in."""


PLAIN = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u2010\u2011", "-"))
"""Special spaces and hyphens, and the ordinary ones as which they are read."""


def blank_boilerplate(report: Report) -> str:
    """Return the report's text with boilerplate replaced with spaces, so that character offsets do not change.

    Special spaces and hyphens are replaced with ordinary ones.

    The first title is kept, because the names in it are mentions too.
    """
    pieces, at, title_kept = [], 0, False
    text = report.text
    for passage in sorted(report.boilerplate, key=lambda p: p.start):
        if passage.kind == "title" and not title_kept:
            title_kept = True
            continue
        start = max(passage.start, at)
        pieces.append(text[at:start])
        pieces.append("".join(c if c in "\r\n" else " " for c in text[start : passage.end]))
        at = max(at, passage.end)
    return "".join([*pieces, text[at:]]).translate(PLAIN)


class ReportAnalyser:
    """Analyses reports. It loads the language model, the gazetteer and the lexicon once.

    `nlp` and `gazetteer` replace heldby's own language model and gazetteer.
    """

    def __init__(self, nlp: Language | None = None, gazetteer: Gazetteer | None = None) -> None:
        from heldby.reference.gazetteer import open_gazetteer

        self.nlp = add_report_components(nlp or load_model())
        self.gazetteer = gazetteer or open_gazetteer()
        self.lexicon = lexicon.load()

    def analyse(self, report: Report) -> AnalysedReport:
        """Parse a report and find its mentions."""
        return self.analyse_parsed(report, self.nlp(blank_boilerplate(report)))

    def analyse_parsed(self, report: Report, doc: Doc) -> AnalysedReport:
        """Find the mentions of a report. `doc` is the parse of its text after `blank_boilerplate`."""
        actors, places = self._find_actors_and_places(report, doc)
        times = find_times(doc, report.published, title=report.title)
        quantities = find_quantities(doc, taken=[(t.start, t.end) for t in times])
        dateline = find_dateline(report.text)
        anaphors = _follow_chains({a.head: actors[a.antecedent] for a in resolve_nominals(doc, actors) if a.antecedent is not None})
        parsed = self._parsed_report(
            doc, [*map(_actor_span, actors), *_place_spans(doc, places), *map(_time_span, times)], anaphors, dateline
        )
        bare = resolve_bare_nouns(doc, actors, report.published, countries=_countries(places)[:1])
        inferred = {(actors[n].start, actors[n].end): party for n, party in bare.items()}
        return AnalysedReport(report, doc, parsed, actors, places, times, quantities, dateline, inferred)

    def _find_actors_and_places(self, report: Report, doc: Doc) -> tuple[list[ActorMention], list[PlaceMention]]:
        named = [a for a in find_unlinked_actors(doc, on=report.published) if not self._begins_town(doc, a)]
        taken = [(a.start, a.end) for a in named if a.form != "nominal" and a.sort != "country"]
        places = find_places(doc, actors=taken, title=report.title, outlet=report.source, gazetteer=self.gazetteer, nominal=True)
        linked = link_short_forms(doc, named, on=report.published, countries=_countries(places), towns=_towns(places, named))
        return linked, places

    def _begins_town(self, doc: Doc, actor: ActorMention) -> bool:
        """Check for a name that is the first word of a town: Abiy in "the town of Abiy Addi"."""
        first, after = doc[actor.head], actor.head + 1
        if actor.head < 2 or after >= len(doc) or actor.end - actor.start != len(first) or not doc[after].text[:1].isupper():
            return False
        told = doc[actor.head - 1].lower_ == "of" and doc[actor.head - 2].lower_ in TOWNS
        return told and bool(self.gazetteer.named(f"{first.text} {doc[after].text}"))

    def _parsed_report(
        self, doc: Doc, spans: list[MentionSpan], anaphors: dict[int, ActorMention], dateline: tuple[int, int]
    ) -> ParsedReport:
        antecedents = {head: _actor_span(mention) for head, mention in anaphors.items()}
        return build_parsed_report(doc, self.lexicon, spans, antecedents, dateline)


def _actor_span(mention: ActorMention) -> MentionSpan:
    return MentionSpan(mention.start, mention.end, mention.head, mention.form, mention.id)


def _time_span(mention: TimeMention) -> MentionSpan:
    return MentionSpan(mention.start, mention.end, mention.head, "time")


def _place_spans(doc: Doc, places: list[PlaceMention]) -> list[MentionSpan]:
    text = doc.text
    return [_place_span(p, text[p.start : p.end]) for p in places if not p.mention_only]


def _place_span(mention: PlaceMention, text: str) -> MentionSpan:
    """Return the span of a place mention. A description that stands for no named place ("the border") has the sort `described`."""
    if mention.nominal and mention.ref.text == text:
        return MentionSpan(mention.start, mention.end, mention.head, "described", mention.ref.id)
    return MentionSpan(mention.start, mention.end, mention.head, "place", mention.ref.id, mention.ref.text if mention.nominal else None)


def _countries(places: Iterable[PlaceMention]) -> list[str]:
    """Return the ISO codes of the countries of the places, most frequent first."""
    return [code for code, _ in Counter(p.ref.country for p in places if p.ref.country).most_common(COUNTRIES)]


def _towns(places: list[PlaceMention], actors: list[ActorMention]) -> list[tuple[int, str]]:
    """Return (first character, country) of each town, except those inside an actor's name ("the Jazira Monitor")."""
    taken = {character for actor in actors for character in range(actor.start, actor.end)}
    return [(p.start, p.ref.country) for p in places if p.ref.country and p.ref.precision in EXACT and p.start not in taken]


def _follow_chains(anaphors: dict[int, ActorMention]) -> dict[int, ActorMention]:
    """Return for each anaphor's head token the mention at the end of its chain.

    If "they" stands for "the group", and "the group" for "Islamic State", then "they" stands for "Islamic State".
    """
    out: dict[int, ActorMention] = {}
    for head in sorted(anaphors):
        mention = anaphors[head]
        out[head] = out.get(mention.head, mention)
    return out
