from __future__ import annotations

from dossier_making import HandReading, claim_of
from heldby import views
from heldby.store import ClaimFilter, Dossier


def test_claim_leaves_the_queue_once_it_is_judged(record: Dossier) -> None:
    waiting = views.review_queue(record)
    assert [one.reason for one in waiting] == ["control rests on it"] * 3
    record.judge("claim", waiting[0].claim.id, "accept", "seen")
    assert waiting[0].claim.id not in {one.claim.id for one in views.review_queue(record)}


def test_disputed_claims_come_first_with_the_people_who_disagree(record: Dossier) -> None:
    last = views.review_queue(record)[-1].claim.id
    record.judge("claim", last, "accept", "seen")
    Dossier(record.folder, record.database, "second").judge("claim", last, "reject", "unseen")
    first = views.review_queue(record)[0]
    assert (first.claim.id, first.reason) == (last, "second and tester disagree")


def test_queue_has_the_order_of_pending_reviews(record: Dossier) -> None:
    due = views.pending_reviews(record, record.conclusions().controls)
    assert [one.claim for one in due] == [one.claim.id for one in views.review_queue(record)] and len(due) == 3
    assert [one.claim for one in due[:2]] == [one.claim.id for one in views.review_queue(record, limit=2)]
    assert [one.claim.place[0].name for one in views.review_queue(record, ClaimFilter(place="Rawa"))] == ["Rawa"]


def test_claim_judged_before_a_rereading_waits_for_a_new_judgement(record: Dossier) -> None:
    claim = next(record.claims(place="Rawa"))
    record.judge("claim", claim.id, "accept", "seen")
    report = record.report(claim.report)
    assert report is not None
    record.reread(report.id, HandReading(report, (), ()), reader="hand 2")
    first = views.review_queue(record)[0]
    assert (first.claim.id, first.reason) == (claim.id, "judged by tester, but not found when its report was read again")
    other = claim_of(report, claim.quote, type="repel", actor=["IS"], place=["Rawa"])
    record.reread(report.id, HandReading(report, (), (other,)), reader="hand 3")
    first = views.review_queue(record)[0]
    assert (first.claim.id, first.reason) == (
        other.id, "judged by tester before its report was read again, and now it says something else",
    )  # fmt: skip
    record.judge("claim", other.id, "reject", "no one was repelled")
    assert {one.claim.id for one in views.review_queue(record)}.isdisjoint({claim.id, other.id}), "both were judged again"
