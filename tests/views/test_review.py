from __future__ import annotations

from heldby import views
from heldby.store import Dossier


def test_queue_holds_unjudged_claims_until_they_are_judged(record: Dossier) -> None:
    waiting = views.queue(record)
    assert [one.reason for one in waiting] == ["control rests on it"] * 3
    record.judge("claim", waiting[0].claim.id, "accept", "seen")
    assert waiting[0].claim.id not in {one.claim.id for one in views.queue(record)}


def test_disputed_claims_come_first_and_say_who_disagrees(record: Dossier) -> None:
    last = views.queue(record)[-1].claim.id
    record.judge("claim", last, "accept", "seen")
    Dossier(record.folder, record.database, "second").judge("claim", last, "reject", "unseen")
    first = views.queue(record)[0]
    assert (first.claim.id, first.reason) == (last, "second and tester disagree")
