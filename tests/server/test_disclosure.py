"""Fields that never leave the server."""

from __future__ import annotations

from dossier_making import claim_of, make_report
from heldby.model import SourceRef
from heldby.server.disclosure import disclosable_claim, disclosable_report

TEXT = "Iraqi forces took Rawa from IS, a security source told Xinhua."


def test_anonymous_speaker_has_no_id_even_through_another_source() -> None:
    report, _ = make_report(TEXT, published="2017-11-17")
    claim = claim_of(report, TEXT, type="capture", actor=["Iraqi forces"], target=["IS"], place=["Rawa"], day="2017-11-17")
    hidden = SourceRef(text="a security source", id="captain-x", kind="anonymous")
    outlet = SourceRef(text="Xinhua", id="xinhua", kind="outlet", via=hidden)
    shown = disclosable_claim(claim.model_copy(update={"source": outlet})).source
    assert shown is not None and shown.via is not None
    assert (shown.id, shown.via.id, shown.via.text) == ("xinhua", None, "a security source")


def test_report_has_no_path() -> None:
    report, _ = make_report(TEXT)
    stored = report.model_copy(update={"path": "/home/user/secret/report.txt"})
    assert disclosable_report(stored).path is None and stored.path is not None
