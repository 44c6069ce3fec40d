"""Tests of resolving judgements and applying them to claims and events."""

from __future__ import annotations

from dossier_making import claim_of, make_report
from heldby.judgements.apply import apply_event_judgements, apply_to_events
from heldby.judgements.judgement import Judgement, Outcome, Verdict, report_pairs, resolve_judgements
from heldby.model import Event


def judgement(seq: int, who: str, verdict: Verdict) -> Judgement:
    return Judgement(seq=seq, kind="claim", subject="c", verdict=verdict, who=who, at="", why="", now="c")


def event(claim: str) -> Event:
    return Event(id="e", type="capture", status="happened", claims=(claim,), reports=("r",), families=1, score=0.5, explanation="one claim")


def test_latest_judgement_of_each_person_counts() -> None:
    judgements = [judgement(1, "a", "reject"), judgement(2, "b", "accept"), judgement(3, "a", "accept")]
    stands = resolve_judgements(judgements)["claim", "c"]
    assert (stands.verdict, stands.people, stands.disputed) == ("accept", ("a", "b"), False)


def test_second_approval_needs_two_people() -> None:
    [stands] = resolve_judgements([judgement(1, "a", "accept")], second_approval=True).values()
    assert (stands.verdict, stands.disputed) == (None, False)


def test_accepted_event_is_certain_and_names_the_people() -> None:
    [found] = apply_to_events([event("c")], {("event", "e"): Outcome("accept", None, ("a", "b"), False)})
    assert (found.score, found.explanation) == (1.0, "one claim; accepted by a and b")


def test_rejected_event_excludes_its_claims_unless_the_claim_itself_was_judged() -> None:
    report, _ = make_report("Iraqi forces took Rawa from IS.")
    claim = claim_of(report, report.text, type="capture", place=["Rawa"])
    rejected = {("event", "e"): Outcome("reject", None, ("a",), False)}
    assert list(apply_event_judgements([claim], [event(claim.id)], rejected)) == []
    accepted = Outcome("accept", None, ("a",), False)
    assert list(apply_event_judgements([claim], [event(claim.id)], {**rejected, ("claim", claim.id): accepted})) == [claim]


def test_report_ids_may_contain_the_separator_of_pairs() -> None:
    assert list(report_pairs("a|b|c")) == [("a", "b|c"), ("a|b", "c")]


def test_event_corrected_to_a_kind_of_control_is_no_event_and_its_claims_say_what_is_the_case() -> None:
    report, _ = make_report("Iraqi forces took Rawa from IS.")
    claim = claim_of(report, report.text, type="capture", place=["Rawa"])
    corrected = {("event", "e"): Outcome("correct", {"type": "holds", "status": "ongoing"}, ("a",), False)}
    assert apply_to_events([event(claim.id)], corrected) == []
    [found] = apply_event_judgements([claim], [event(claim.id)], corrected)
    assert (found.kind, found.type, found.status, found.confidence) == ("control", "holds", "ongoing", 1.0)
