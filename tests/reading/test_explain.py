"""Explanations belong to their claim and agree with the decision."""

from heldby.model import Report
from heldby.reading.explain import explain
from shared_reader import reader

REPORT = Report(
    id="r",
    sha256="",
    text=(
        "The US-backed rebels captured the town of Rabia from Islamic State on Monday, a security source told Reuters. "
        "The ministry denied that its troops had withdrawn from Hama. At least 12 soldiers were killed in the clashes."
    ),
)


def test_every_claim_of_a_report_is_explained() -> None:
    claims = reader().read(REPORT).claims
    assert len(claims) > 3
    for claim in claims:
        found = explain(reader(), REPORT, claim.id)
        assert found is not None
        assert found.claim == claim
        assert found.type
        shown = {role.text for role in found.roles if role.role}
        assert {ref.text for ref in (*claim.actor, *claim.target)} <= shown | {ref.text for ref in claim.place}


def test_each_scale_is_shown_once_for_both_passes() -> None:
    capture = next(c for c in reader().read(REPORT).claims if c.type == "capture")
    found = explain(reader(), REPORT, capture.id)
    assert found is not None
    assert found.first
    for reasons in (found.type, found.first, *(role.reasons for role in found.roles), *(role.first for role in found.roles)):
        scales = [one.feature.rpartition(">")[0] for one in reasons if one.feature.rpartition(">")[2].lstrip("-").isdigit()]
        assert len(scales) == len(set(scales))


def test_path_leads_from_the_trigger_to_each_role() -> None:
    capture = next(c for c in reader().read(REPORT).claims if c.type == "capture")
    found = explain(reader(), REPORT, capture.id)
    assert found is not None
    assert found.trigger == "captured"
    paths = {role.text: role.path for role in found.roles if role.role}
    assert paths["Rabia"][0] == "captured"
    assert paths["Rabia"][-1].endswith("Rabia")
    assert found.source_by is not None
    assert "told" in found.source_by


def test_denied_claim_names_the_denial_as_the_ground_of_its_status() -> None:
    denied = next(c for c in reader().read(REPORT).claims if c.status == "denied")
    found = explain(reader(), REPORT, denied.id)
    assert found is not None
    assert found.status_by == "a denial around it"


def test_claim_that_is_not_made_has_no_explanation() -> None:
    assert explain(reader(), REPORT, "0" * 16) is None
