"""Tests of judgements on a dossier: what they change, what they refuse, and how a new reading carries them over."""

from __future__ import annotations

import pytest

from dossier_making import HandReading, capture_reading, claim_of, make_report
from dossier_samples import RAWA
from heldby import views
from heldby.errors import UnknownRecord
from heldby.store import Dossier


def rawa_claim(dossier: Dossier) -> str:
    return next(claim.id for claim in dossier.claims(place="Rawa"))


def other_person(dossier: Dossier, name: str) -> Dossier:
    return Dossier(dossier.folder, dossier.database, name)


def test_rejected_claim_is_excluded_but_stays_in_the_record(filled: Dossier) -> None:
    filled.judge("claim", rawa_claim(filled), "reject", "the town is another Rawa")
    assert [claim.place[0].name for claim in filled.judged_claims()] == ["al-Qaim", "Abu Kamal"]
    assert len(list(filled.claims())) == 3


def test_accepted_claim_has_confidence_1(filled: Dossier) -> None:
    filled.judge("claim", rawa_claim(filled), "accept", "seen on film")
    assert [claim.confidence for claim in filled.judged_claims()] == [1.0, 0.9, 0.9]


def test_correction_changes_the_value_and_not_the_evidence(filled: Dossier) -> None:
    filled.judge("claim", rawa_claim(filled), "correct", "only tried", {"status": "attempted"})
    [before] = list(filled.claims(place="Rawa"))
    [after] = list(filled.judged_claims(place="Rawa"))
    assert (before.status, after.status, after.quote) == ("happened", "attempted", before.quote)


@pytest.mark.parametrize("correction", [{"quote": "nothing of the kind"}, {"status": "perhaps"}, {"colour": "red"}])
def test_impossible_corrections_are_refused(filled: Dossier, correction: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        filled.judge("claim", rawa_claim(filled), "correct", "no", correction)
    assert filled.judgements() == []


def test_type_of_control_makes_an_event_a_control_claim(filled: Dossier) -> None:
    claim = next(filled.claims(place="Rawa"))
    filled.judge("claim", claim.id, "correct", "it says who holds it", {"type": "holds"})
    found = next(filled.judged_claims(place="Rawa"))
    assert (found.kind, found.type, found.status) == ("control", "holds", "ongoing")


def test_type_of_another_kind_than_the_one_given_is_refused(filled: Dossier) -> None:
    claim = next(filled.claims(place="Rawa"))
    with pytest.raises(ValueError, match="the type holds is one of the kind control, not event"):
        filled.judge("claim", claim.id, "correct", "", {"type": "holds", "kind": "event"})


def test_undone_judgement_is_ignored_but_stays_in_the_ledger(filled: Dossier) -> None:
    number = filled.judge("claim", rawa_claim(filled), "reject", "mistake")
    filled.undo(number, "was right after all")
    assert len(list(filled.judged_claims())) == 3
    assert [one.undone for one in filled.judgements()] == [True]
    with pytest.raises(UnknownRecord):
        filled.undo(999, "no such judgement")


def test_disputed_claim_is_unchanged_and_names_both_people(filled: Dossier) -> None:
    claim = rawa_claim(filled)
    filled.judge("claim", claim, "reject", "false")
    other_person(filled, "second").judge("claim", claim, "accept", "true")
    assert len(list(filled.judged_claims())) == 3
    stands = filled.outcomes()["claim", claim]
    assert stands.disputed and stands.people == ("second", "tester")


def test_second_approval_waits_for_a_second_person(filled: Dossier) -> None:
    claim = rawa_claim(filled)
    filled.configure("second-approval", "yes")
    filled.judge("claim", claim, "reject", "false")
    filled.judge("claim", claim, "reject", "false, I say again")
    assert len(list(filled.judged_claims())) == 3
    other_person(filled, "second").judge("claim", claim, "reject", "false indeed")
    assert len(list(filled.judged_claims())) == 2


def test_rejected_place_loses_its_id_and_point(filled: Dossier) -> None:
    filled.judge("place", "pl-rawa", "reject", "a quarter of another town")
    [claim] = [claim for claim in filled.judged_claims() if claim.place[0].text == "Rawa"]
    assert (claim.place[0].id, claim.place[0].lat, claim.place[0].precision) == (None, None, "unknown")


def test_corrected_place_is_corrected_in_all_claims(filled: Dossier) -> None:
    filled.judge("place", "pl-rawa", "correct", "surveyed", {"lat": 34.5, "lon": 41.9, "method": "curated"})
    [claim] = [claim for claim in filled.judged_claims() if claim.place[0].text == "Rawa"]
    assert (claim.place[0].lat, claim.place[0].lon) == (34.5, 41.9)


def test_judgement_is_carried_over_when_the_report_is_read_again(dossier: Dossier) -> None:
    report, original = make_report(RAWA, published="2017-11-17")
    dossier.add(report, original, capture_reading(report, day="2017-11-17"))
    dossier.judge("claim", rawa_claim(dossier), "reject", "false")
    better = claim_of(
        report, "Iraqi forces took Rawa", reader="hand 2", type="capture", actor=["Iraqi forces"], place=["Rawa"], day="2017-11-17"
    )
    dossier.reread(report.id, HandReading(report, (), (better,)))
    assert [claim.reader for claim in dossier.claims()] == ["hand 2"]
    assert len(list(dossier.claims(superseded=True))) == 2
    assert list(dossier.judged_claims()) == []
    assert [(one.now, one.doubtful) for one in dossier.judgements()] == [(better.id, False)]


def test_judgement_without_a_matching_claim_becomes_doubtful(dossier: Dossier) -> None:
    report, original = make_report(RAWA, published="2017-11-17")
    dossier.add(report, original, capture_reading(report, day="2017-11-17"))
    dossier.judge("claim", rawa_claim(dossier), "reject", "false")
    other = claim_of(report, "The town fell within hours.", reader="hand 2", type="withdraw", actor=["IS"])
    dossier.reread(report.id, HandReading(report, (), (other,)))
    assert [one.doubtful for one in dossier.judgements()] == [True]
    assert list(dossier.judged_claims()) == [other]


def two_captures(reader: str, *, towns: tuple[str, str] = ("Rawa", "al-Qaim"), status: str = "happened") -> HandReading:
    """Return a reading of one sentence with two captures."""
    report, _ = make_report("Iraqi forces took Rawa and al-Qaim from IS.", published="2017-11-17", id="two")
    made = [
        claim_of(report, report.text, reader=reader, type="capture", actor=["Iraqi forces"], target=["IS"], place=[town], status=status)
        for town in towns
    ]
    return HandReading(report, (), tuple(made))


def test_judgement_is_carried_over_to_the_claim_of_the_same_place_in_one_sentence(dossier: Dossier) -> None:
    old = two_captures("hand 1")
    dossier.add(old.report, make_report(old.report.text, published="2017-11-17", id="two")[1], old)
    dossier.judge("claim", rawa_claim(dossier), "reject", "not Rawa")
    new = [claim.model_copy(update={"id": f"new-{claim.place[0].id}", "held_as": "last"}) for claim in two_captures("hand 2").claims]
    dossier.reread("two", HandReading(old.report, (), tuple(reversed(new))))
    assert [(one.now, one.doubtful) for one in dossier.judgements()] == [("new-pl-rawa", False)]
    assert [claim.place[0].name for claim in dossier.judged_claims()] == ["al-Qaim"]


def test_judgement_of_a_claim_with_another_meaning_is_doubtful_and_queued_for_review(dossier: Dossier) -> None:
    old = two_captures("hand 1", towns=("Rawa", "Rawa"))
    dossier.add(old.report, make_report(old.report.text, published="2017-11-17", id="two")[1], old)
    dossier.judge("claim", old.claims[0].id, "reject", "they only tried")
    new = two_captures("hand 2", towns=("Rawa", "Rawa"), status="attempted")
    dossier.reread("two", new)
    [judgement] = dossier.judgements()
    assert (judgement.now, judgement.doubtful) == (new.claims[0].id, True)
    assert len(list(dossier.judged_claims())) == 1, "a doubtful judgement counted"
    assert "tester" in views.review_queue(dossier)[0].reason and views.review_queue(dossier)[0].claim == new.claims[0]
    dossier.judge("claim", new.claims[0].id, "accept", "looked again")
    assert views.review_queue(dossier) == []


def test_correction_that_the_new_reading_agrees_with_stays_valid(dossier: Dossier) -> None:
    old = two_captures("hand 1", towns=("Rawa", "Rawa"))
    dossier.add(old.report, make_report(old.report.text, published="2017-11-17", id="two")[1], old)
    dossier.judge("claim", old.claims[0].id, "correct", "they only tried", {"status": "attempted"})
    dossier.reread("two", two_captures("hand 2", towns=("Rawa", "Rawa"), status="attempted"))
    assert [one.doubtful for one in dossier.judgements()] == [False]
    assert [(claim.status, claim.confidence) for claim in dossier.judged_claims()] == [("attempted", 1.0)]


def test_judged_claim_that_is_no_longer_read_is_queued_for_review(dossier: Dossier) -> None:
    old = two_captures("hand 1")
    dossier.add(old.report, make_report(old.report.text, published="2017-11-17", id="two")[1], old)
    judged = rawa_claim(dossier)
    dossier.judge("claim", judged, "reject", "false")
    dossier.reread("two", HandReading(old.report), reader="hand 2")
    assert [one.claim.id for one in views.review_queue(dossier)] == [judged]


@pytest.mark.parametrize(
    ("kind", "id", "correction"),
    [
        ("place", "pl-rawa", {"lat": "north"}),
        ("place", "pl-rawa", {"lat": 340, "lon": 41}),
        ("place", "pl-rawa", {"lat": 34}),
        ("place", "pl-rawa", {"text": "Rawah"}),
        ("actor", "islamic-state", {"colour": "black"}),
        ("claim", None, {"place": [{"text": "Rawa", "lat": 200, "lon": 1}]}),
        ("claim", None, {}),
    ],
)
def test_impossible_correction_is_refused_in_one_line_and_stores_nothing(
    filled: Dossier, kind: str, id: str | None, correction: dict[str, object]
) -> None:
    with pytest.raises(ValueError) as refused:
        filled.judge(kind, id or rawa_claim(filled), "correct", "no", correction)  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
    assert filled.judgements() == [] and len(list(filled.judged_claims())) == 3


@pytest.mark.parametrize(
    ("kind", "id"), [("place", "Atlantis"), ("actor", "nobody"), ("event", "none"), ("claim", "none"), ("merge", "a|b")]
)
def test_judging_an_unknown_thing_is_refused(filled: Dossier, kind: str, id: str) -> None:
    with pytest.raises(UnknownRecord):
        filled.judge(kind, id, "reject", "no")  # type: ignore[arg-type]


def test_place_can_be_judged_by_any_of_its_spellings(filled: Dossier) -> None:
    filled.judge("place", "ALBU KAMAL", "correct", "surveyed", {"name": "Al-Bukamal"})
    assert "Al-Bukamal" in {claim.place[0].name for claim in filled.judged_claims()}


def test_unknown_setting_or_value_is_refused(filled: Dossier) -> None:
    for name, value in (("second-approval", "perhaps"), ("colour", "red")):
        with pytest.raises(UnknownRecord):
            filled.configure(name, value)
