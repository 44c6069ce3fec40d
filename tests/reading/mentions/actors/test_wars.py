"""The party and side of each actor in short reports about many wars (`war_reports.tsv`)."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from heldby.model import ActorRef, Report
from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.mentions.actors import ActorMention, resolve_nominals
from heldby.reference.sides import SideResolver

FILE = Path(__file__).with_name("war_reports.tsv")
ROWS = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]


@cache
def analyser() -> ReportAnalyser:
    return ReportAnalyser()


@cache
def parties(text: str, day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the id and name of the actor that each mention of a report stands for, by the mention's words."""
    analysed = analyser().analyse(Report(id="r", sha256="", text=text, published=day))
    antecedents = {(one.start, one.end): one.antecedent for one in resolve_nominals(analysed.doc, analysed.actors)}

    def meant(mention: ActorMention) -> ActorMention:
        span = (mention.start, mention.end)
        earlier = antecedents.get(span) if mention.id is None else None
        return analysed.inferred_parties.get(span) or (mention if earlier is None else analysed.actors[earlier])

    return {mention.text: (meant(mention).id, meant(mention).name) for mention in analysed.actors}


@pytest.mark.parametrize(("country", "day", "text", "phrase", "party", "side"), ROWS)
def test_actor_belongs_to_its_party_and_side(country: str, day: str, text: str, phrase: str, party: str, side: str) -> None:
    on = dt.date.fromisoformat(day)
    found = parties(text, on)
    words = phrase if phrase in found else next(words for words in found if phrase.endswith(words))
    id, name = found[words]
    assert (id, SideResolver().side(ActorRef(text=words, id=id, name=name), on, country)) == (party, side)
