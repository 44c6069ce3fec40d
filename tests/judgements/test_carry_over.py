"""Tests of carrying judgements of events over to events with other claims."""

from __future__ import annotations

from heldby.judgements.carry_over import carry_over_events
from heldby.judgements.judgement import Judgement
from heldby.model import Event


def event(id: str, *claims: str) -> Event:
    return Event(id=id, type="capture", status="happened", claims=claims, reports=("r",), families=1, score=0.5, explanation="")


def judged(*claims: str, subject: str = "old") -> Judgement:
    return Judgement(seq=1, kind="event", subject=subject, verdict="accept", who="a", at="", why="", now=subject, claims=claims)


def test_judgement_moves_to_the_event_with_most_of_its_claims() -> None:
    [found] = carry_over_events([judged("1", "2", "3")], [event("x", "1", "2"), event("y", "3")], {"1", "2", "3"})
    assert (found.now, found.doubtful) == ("x", False)


def test_judgement_of_an_event_that_fell_apart_is_doubtful() -> None:
    [found] = carry_over_events([judged("1", "2")], [event("x", "1"), event("y", "2")], {"1", "2"})
    assert (found.now, found.doubtful) == ("x", True)


def test_judgement_of_a_rejected_event_stays_while_its_claims_are_current() -> None:
    assert [one.doubtful for one in carry_over_events([judged("1")], [], {"1"})] == [False]
    assert [one.doubtful for one in carry_over_events([judged("1")], [], set())] == [True]


def test_judgement_of_a_pair_names_the_claims_that_stand_for_it() -> None:
    [found] = carry_over_events([judged("2", "1", subject="8|9")], [], {"1", "2"})
    assert (found.now, found.doubtful) == ("1|2", False)
