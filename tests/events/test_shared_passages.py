"""Passages that several reports print count as one source."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heldby.control import ControlInput, infer_control
from heldby.events import build_events, find_families, passage_families
from heldby.events.shared_passages import passages
from heldby.model import Claim, Report
from sample_claims import IRAQ, STATE, claim, day

AGENCY = "Iraqi forces recaptured the border town of al-Qaim from Islamic State on Friday after a week of fighting along the river."
REWRITTEN = (
    "Iraqi forces recaptured the border town of al-Qaim from Islamic State on Friday after a week of heavy fighting along the river."
)
OWN = {
    "a": "Shoppers in the capital queued for bread this morning as the ministry of trade promised fresh deliveries of flour by Sunday.",
    "b": "The parliament debated a budget that gives the north less than it asked for, and two blocs walked out before the vote.",
    "c": "A second crossing may open next month, customs officers believe, although nobody has cleared the road there of mines.",
}
SHORT = "Iraqi forces took al-Qaim."


def report(name: str, *paragraphs: str) -> Report:
    return Report(id=name, sha256="", text="\n\n".join(paragraphs))


def capture_in(one: Report, words: str) -> Claim:
    return claim(one.id, "capture", IRAQ, target=(STATE,), when="2017-11-03", start=one.text.index(words), quote=words)


REPORTS = [report("a", OWN["a"], AGENCY), report("b", REWRITTEN, OWN["b"]), report("c", OWN["c"], SHORT)]
CLAIMS = [capture_in(REPORTS[0], AGENCY), capture_in(REPORTS[1], REWRITTEN), capture_in(REPORTS[2], SHORT)]


def test_shared_passage_is_one_family_although_its_reports_are_not_copies():
    families = find_families(REPORTS)
    assert len(set(families.values())) == 3
    assert passage_families(REPORTS, CLAIMS, families) == {CLAIMS[1].id: "a"}


def test_events_and_control_count_a_shared_passage_once():
    families = find_families(REPORTS)
    voices = {**families, **passage_families(REPORTS, CLAIMS, families)}
    (event,) = build_events(CLAIMS, families=voices)
    assert (event.families, len(event.reports)) == (2, 3)
    published = {name: day("2017-11-03") for name in "abc"}
    once, twice = (infer_control(ControlInput(CLAIMS[:2], families=f, published=published))[0].intervals[-1].p for f in (voices, families))
    assert once < twice


def test_order_does_not_matter_and_short_passages_keep_their_own_family():
    families = find_families(REPORTS)
    assert passage_families(REPORTS[::-1], CLAIMS[::-1], families) == passage_families(REPORTS, CLAIMS, families)
    twins = [report("x", OWN["a"], SHORT), report("y", OWN["b"], SHORT)]
    assert passage_families(twins, [capture_in(one, SHORT) for one in twins], find_families(twins)) == {}


@given(st.text(alphabet="ab \n\t.", max_size=80))
def test_passages_cover_every_word_once(text: str):
    spans = list(passages(text))
    assert all(text[start:end].strip() for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
