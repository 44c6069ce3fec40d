"""What is kept back before it leaves the server."""

from __future__ import annotations

from dossier_making import claim_of, make_report
from heldby.model import SourceRef
from heldby.server.disclosure import shown_claim, shown_report

TEXT = "Iraqi forces took Rawa from IS, a security source told Xinhua."


def test_an_unnamed_speaker_goes_out_without_an_id_through_whomever_it_spoke() -> None:
    report, _ = make_report(TEXT, published="2017-11-17")
    claim = claim_of(report, TEXT, type="capture", actor=["Iraqi forces"], target=["IS"], place=["Rawa"], day="2017-11-17")
    hidden = SourceRef(text="a security source", id="captain-x", kind="anonymous")
    told = SourceRef(text="Xinhua", id="xinhua", kind="outlet", via=hidden)
    shown = shown_claim(claim.model_copy(update={"source": told})).source
    assert shown is not None and shown.via is not None
    assert (shown.id, shown.via.id, shown.via.text) == ("xinhua", None, "a security source")


def test_a_report_goes_out_without_the_path_it_was_read_from() -> None:
    report, _ = make_report(TEXT)
    kept = report.model_copy(update={"path": "/home/somebody/secret/report.txt"})
    assert shown_report(kept).path is None and kept.path is not None
